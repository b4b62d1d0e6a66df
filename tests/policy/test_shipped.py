"""The rule files that come with the program: sound, worked out by their own cases, and marked as samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from happyhome.policy.banding import leaves
from happyhome.policy.book import book_of, shipped_rules
from happyhome.policy.cases import run_cases
from happyhome.policy.headers import Kind
from happyhome.policy.loaded import Loaded
from happyhome.policy.loading import load
from happyhome.policy.rules import AllowanceVersion, Band, Group, MealVersion, Scheme
from happyhome.resources import resource

SHIPPED = shipped_rules()
BOOK = book_of(SHIPPED)
SCHEMES = [scheme for one in SHIPPED for scheme in one.schemes]
FOLDER = resource("policies")
MONTHLY = (Kind.CASH, Kind.GOODS, Kind.SERVICE)

PROMISED = {
    "P1": ("xiahe_gaoling",),
    "P2": (
        "jinchang_gaoling",
        "jinchang_kunnan",
        "jinchang_songshi",
        "jinchang_songnai",
        "jinchang_tekun",
        "jinchang_yibao",
        "jinchang_gongjiao",
    ),
    "P3": ("gansu_kunnan", "gansu_gaoling", "gansu_gaoling_2"),
    "P4": ("fanxian_gaoling",),
    "P5": ("luoyang_gaoling",),
    "P6": ("shenzhen_gaoling", "shenzhen_gaoling_70"),
    "P7": ("shaanxi_gaoling", "xian_gaoling"),
    "P8": ("neimenggu_gaoling",),
    "P9": ("sichuan_gaoling", "enyang_gaoling"),
    "M1": ("wuhu_zhucan",),
    "M2": ("jurong_zhucan",),
    "M3": ("dandong_zhucan",),
    "O1": ("liandu_yunying",),
    "O3": ("xingji_huzhu", "xingji_fujian", "xingji_zhaoliao"),
    "开封": ("kaifeng_quantuo",),
}


def _name(one: Loaded) -> str:
    return one.source


def _key(scheme: Scheme) -> str:
    return scheme.key


@pytest.mark.parametrize("one", SHIPPED, ids=_name)
def test_a_shipped_file_has_no_fault_and_no_warning(one: Loaded) -> None:
    known = frozenset(BOOK.schemes)
    read = load((FOLDER / one.source).read_bytes(), one.source, elsewhere=known)
    assert [fault.sentence for fault in read.faults] == []


@pytest.mark.parametrize("one", SHIPPED, ids=_name)
def test_every_case_of_a_shipped_file_comes_out_as_its_source_says(one: Loaded) -> None:
    failed = [(case.title, case.messages) for case in run_cases(one, BOOK) if not case.ok]
    assert failed == []


@pytest.mark.parametrize("one", SHIPPED, ids=_name)
def test_a_shipped_file_says_first_where_it_is_from_and_what_to_confirm(one: Loaded) -> None:
    head = (FOLDER / one.source).read_text(encoding="utf-8").split("格式:")[0]
    assert all(line.startswith("#") for line in head.splitlines())
    assert "出处：" in head
    assert "确认：" in head


def test_keys_and_titles_are_unique_across_files() -> None:
    for names in ([one.key for one in SCHEMES], [one.title for one in SCHEMES]):
        assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("place", PROMISED)
def test_every_scheme_that_was_promised_is_there(place: str) -> None:
    assert [key for key in PROMISED[place] if key not in BOOK.schemes] == []


def test_no_scheme_is_there_that_the_list_does_not_name() -> None:
    assert {one.key for one in SCHEMES} == {key for keys in PROMISED.values() for key in keys}


@pytest.mark.parametrize("scheme", SCHEMES, ids=_key)
def test_a_scheme_has_at_least_four_cases(scheme: Scheme) -> None:
    told = [case for one in SHIPPED for case in one.cases if scheme.key in case.schemes]
    assert len(told) >= 4


@pytest.mark.parametrize("scheme", SCHEMES, ids=_key)
def test_nothing_shipped_claims_to_be_confirmed(scheme: Scheme) -> None:
    assert all(version.header.is_sample for version in scheme.versions)


def test_members_of_exclusions_are_shipped_schemes() -> None:
    named = {key for exclusion in BOOK.exclusions for key in exclusion.members}
    assert named <= set(BOOK.schemes)


@pytest.mark.parametrize("scheme", [one for one in SCHEMES if one.kind in MONTHLY], ids=_key)
def test_an_allowance_that_ends_with_death_shows_it_in_a_case(scheme: Scheme) -> None:
    source = next(one for one in SHIPPED if scheme in one.schemes).source
    cases = (FOLDER / source).read_text(encoding="utf-8").split("\n案例:")[1].split("\n  - 名称:")
    assert any(f"项目: {scheme.key}\n" in case and "死亡: " in case for case in cases)


def _bands() -> Iterator[tuple[Scheme, int, Band]]:
    for scheme in SCHEMES:
        for number, version in enumerate(scheme.versions):
            if isinstance(version, AllowanceVersion | MealVersion):
                for band in leaves(version.bands):
                    yield scheme, number, band


def _raised(group: Group, wanted: Band) -> Group:
    """The same table with one band giving a yuan, or a piece, more."""
    members: list[Band | Group] = []
    for member in group.members:
        if isinstance(member, Group):
            members.append(_raised(member, wanted))
        elif member is not wanted:
            members.append(member)
        elif member.amount is not None:
            assert member.amount.fen is not None
            members.append(replace(member, amount=replace(member.amount, fen=member.amount.fen + 100)))
        elif member.benefit:
            members.append(replace(member, benefit=""))
        else:
            members.append(replace(member, quantity=member.quantity + 1))
    return Group(group.combine, tuple(members))


@pytest.mark.parametrize(
    ("scheme", "number", "band"), [pytest.param(*one, id=f"{one[0].key}-{one[2].title}") for one in _bands()]
)
def test_a_wrong_figure_in_a_band_fails_a_case(scheme: Scheme, number: int, band: Band) -> None:
    version = scheme.versions[number]
    assert isinstance(version, AllowanceVersion | MealVersion)
    versions = list(scheme.versions)
    versions[number] = replace(version, bands=_raised(version.bands, band))
    spoilt = replace(BOOK, schemes={**BOOK.schemes, scheme.key: replace(scheme, versions=tuple(versions))})
    source = next(one for one in SHIPPED if scheme in one.schemes)
    assert [case.title for case in run_cases(source, spoilt) if not case.ok]
