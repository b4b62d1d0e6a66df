"""What a file holds of people is counted in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.contents import Known, count_contents, mask_numbers, numbers_in

NUMBER = "620321194103058822"
CARD = "6217851233215367"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (NUMBER, {"身份证号": {NUMBER}}),
        ("62032119410305882x", {"身份证号": {"62032119410305882X"}}),
        ("620321 19410305 8822", {"身份证号": {NUMBER}}),
        ("620321410305882", {"身份证号": {"620321410305882"}}),
        (f"卡号：{CARD}。", {"银行卡号": {CARD}}),
        ("6217851233215367123", {"银行卡号": {"6217851233215367123"}}),
        ("621785999932153671", {"银行卡号": {"621785999932153671"}}),
        ("朱海霞 13893512345", {"电话": {"13893512345"}}),
        ("620321********8822", {}),
        ("138****2345 ****5367", {}),
        ("村代码 620321100201 3F9A-2C1D", {}),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", {}),
        ("2026年11月 1234.50 2026-11-20", {}),
    ],
)
def test_numbers_are_known_by_their_form(text: str, found: dict[str, set[str]]) -> None:
    assert numbers_in(text) == found


def known(*names: str, **values: str) -> Known:
    return Known(
        {name: names.count(name) for name in names}, {kind: frozenset([one]) for kind, one in values.items()}
    )


def test_names_numbers_and_addresses_are_counted_once_each() -> None:
    table = ["姓名", "身份证号", "王秀英", NUMBER, "李明", CARD, "王秀英", NUMBER, "清泉村三社12号"]
    found = count_contents([table], known("王秀英", "李明", 住址="清泉村三社12号"))
    assert found.text == "姓名 2 人、身份证号 1 个、银行卡号 1 个、住址 1 处"
    assert (found.people, found.has_numbers) == (2, True)


def test_namesakes_count_as_often_as_a_table_shows_them() -> None:
    people = known("王秀英", "王秀英", "李明")
    assert count_contents([["王秀英", "王秀英"]], people).counts == (("姓名", 2),)
    assert count_contents([["王秀英"], ["王秀英"]], people).counts == (("姓名", 1),)


def test_a_name_within_a_sentence_counts_and_a_longer_name_is_not_its_beginning() -> None:
    people = known("王秀", "王秀英")
    assert count_contents([["王秀英的女儿来过"]], people).counts == (("姓名", 1),)


def test_the_homes_own_telephone_is_nobodys_secret() -> None:
    public = Known(public=frozenset({"13900001111"}))
    assert count_contents([["电话 13900001111"]], public).is_empty


def test_a_blank_form_is_about_nobody() -> None:
    assert count_contents([["姓名", "身份证号", "", ""]], known("王秀英")).is_empty


@given(st.text(alphabet="0123456789Xx 王*", max_size=40))
def test_after_masking_nothing_is_found_any_more(text: str) -> None:
    masked = mask_numbers(text)
    for kind, several in numbers_in(text).items():
        if kind != "电话":
            assert not any(number in masked.upper() for number in several if number in text.upper())


def test_a_sentence_is_masked_as_the_fields_are() -> None:
    said = f"身份证号“{NUMBER}”、卡 {CARD}、电话 13893512345"
    assert mask_numbers(said) == "身份证号“620321********8822”、卡 ****5367、电话 138****2345"
