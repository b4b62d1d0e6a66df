"""What nobody sees is found, taken out, and nothing else with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.hidden import has_hidden, reorders, without_hidden
from happyhome.domain.names import clean_name, name_fault


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b", "\xad", "\u3164", "\ud800"]
)
def test_a_mark_that_is_not_seen_is_found_and_taken_out(mark: str) -> None:
    assert has_hidden(f"王{mark}秀兰")
    assert without_hidden(f"王{mark}秀兰") == "王秀兰"
    assert clean_name(f"王{mark}秀兰") == "王秀兰"


@pytest.mark.parametrize(
    "text", ["王秀兰", "买买提·艾力", "𠮷野", "葛\U000e0100", "一行\n两行\t三", "（）、全角　", "\ue000"]
)
def test_what_is_seen_stays(text: str) -> None:
    assert not has_hidden(text)
    assert without_hidden(text) == text


def test_marks_heaped_over_a_letter_are_cut_down_to_two() -> None:
    assert without_hidden("e" + "\u0301" * 60) == "e\u0301\u0301"


def test_only_marks_of_direction_reorder() -> None:
    assert reorders("\u202e兰秀王")
    assert not reorders("王\u200b秀兰")


@given(st.text())
def test_what_was_cleaned_is_clean(text: str) -> None:
    cleaned = without_hidden(text)
    assert without_hidden(cleaned) == cleaned
    cleaned.encode()


def test_a_broken_character_makes_no_name() -> None:
    assert name_fault("王\ufffd兰")
