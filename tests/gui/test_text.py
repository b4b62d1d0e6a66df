"""Days as clerks type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.gui import text

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-3",
        "20261103",
        "11.3",
        "11-3",
        "11/3",
        "2026年11月3日",
        "11月3日",
        "２０２６－１１－３",
        " 2026-11-03 ",
        "11。3",
    ],
)
def test_a_day_is_read_in_every_way_that_it_is_written(typed: str) -> None:
    assert text.read_day(typed, TODAY) == date(2026, 11, 3)


def test_words_for_days_nearby_are_read() -> None:
    assert text.read_day("昨天", TODAY) == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("typed", "told"), [("2026-2-30", "没有 2026年2月30日"), ("下周", "看不懂"), ("1", "看不懂")]
)
def test_what_is_no_day_is_refused_with_a_sentence(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        text.read_day(typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_written_out_is_read_back(day: date) -> None:
    for written in (day.isoformat(), day.strftime("%Y%m%d"), f"{day.year}.{day.month}.{day.day}"):
        assert text.read_day(written, TODAY) == day


def test_the_lunar_day_is_named_as_in_the_almanac() -> None:
    assert text.lunar_day(date(2026, 11, 20)) == "农历十月十二"
    assert text.lunar_day(date(2025, 7, 25)) == "农历闰六月初一"


@given(st.text("0123456789X", max_size=18))
def test_grouping_an_id_number_loses_nothing(number: str) -> None:
    assert text.group_id_number(number).replace(" ", "") == number
