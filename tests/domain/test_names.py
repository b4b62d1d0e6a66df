"""Names keep their characters; only blanks and the dots typed for U+00B7 change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.names import LONGEST_NAME, clean_name, name_fault

HAN = st.text(st.sampled_from("王李张阿依古丽买买提𠅤𬱖㛃单仇曾"), min_size=1, max_size=8)


@given(HAN)
def test_chinese_characters_are_kept_whatever_their_plane(name: str) -> None:
    assert clean_name(name) == name


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean_name(clean_name(typed)) == clean_name(typed)


@given(HAN, HAN, st.sampled_from("·•‧∙⋅・･．.。·"))
def test_every_dot_typed_between_two_parts_becomes_the_one_in_the_register(
    first: str, second: str, dot: str
) -> None:
    assert clean_name(f" {first} {dot}\u3000{second}") == f"{first}·{second}"


@given(HAN, st.sampled_from([" ", "\u3000", "\t", "\u00a0", "\u200b", "\ufeff"]))
def test_blanks_of_any_width_go(name: str, blank: str) -> None:
    assert clean_name(blank.join(name)) == name


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "没有姓名"),
        ("=A1", "姓名是公式"),
        ("@王", "姓名是公式"),
        ("王3", "姓名里有数字"),
        ("王" * (LONGEST_NAME + 1), f"姓名超过 {LONGEST_NAME} 个字"),
        ("王" * LONGEST_NAME, ""),
        ("阿卜杜拉·买买提", ""),
    ],
)
def test_a_name_that_cannot_be_recorded_says_why(name: str, fault: str) -> None:
    assert name_fault(name) == fault
