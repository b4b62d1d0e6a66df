"""The book of all rules: own files stand before shipped ones, and a faulty file gives nothing."""

from __future__ import annotations

import pytest

from happyhome.policy.book import book_of, shipped_rules
from happyhome.policy.loading import load
from tests.policy.rule_texts import PLAIN, changed

_OTHER = changed(("金额: 50}", "金额: 60}"))


def test_an_own_scheme_stands_before_a_shipped_one_of_the_same_key() -> None:
    shipped, own = load(PLAIN, "a.yaml"), load(_OTHER, "b.yaml", own=True)
    for order in ((shipped, own), (own, shipped)):
        scheme = book_of(order).named("mouxian_gaoling")
        assert (scheme.source, scheme.is_own) == ("b.yaml", True)


def test_a_scheme_is_found_by_key_and_by_a_title_that_only_one_has() -> None:
    twin = changed(("mouxian_gaoling", "linxian_gaoling"), ("项目: mouxian", "项目: linxian"))
    one, both = book_of([load(PLAIN, "a.yaml")]), book_of([load(PLAIN, "a.yaml"), load(twin, "b.yaml")])
    assert one.named(" 高龄津贴 ").key == both.named("mouxian_gaoling").key == "mouxian_gaoling"
    for text in ("高龄津贴", "没有的"):
        with pytest.raises(KeyError):
            both.named(text)


def test_a_faulty_file_gives_nothing() -> None:
    faulty = load(changed(("状态: 确认", "状态: 是")), "a.yaml", own=True)
    assert book_of([faulty]).schemes == {}
    assert book_of([faulty, load(PLAIN, "b.yaml")]).named("mouxian_gaoling").source == "b.yaml"


def test_no_two_shipped_files_speak_of_the_same_scheme() -> None:
    keys = [scheme.key for loaded in shipped_rules() for scheme in loaded.schemes]
    assert sorted(keys) == sorted(set(keys))
    assert set(book_of(shipped_rules()).schemes) == set(keys)
