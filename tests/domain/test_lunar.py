"""The lunar table against lunar_python, which computes the moon."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Lunar, LunarYear, Solar

from happyhome.domain.lunar import lunar_of, lunar_words


@pytest.mark.parametrize("year", range(1899, 2101))
def test_every_month_of_the_table_begins_on_the_day_that_the_moon_says(year: int) -> None:
    for month in LunarYear.fromYear(year).getMonths():
        if month.getYear() != year:
            continue
        began = Lunar.fromYmd(year, month.getMonth(), 1).getSolar()
        first = date(began.getYear(), began.getMonth(), began.getDay())
        number, leap = abs(month.getMonth()), month.getMonth() < 0
        assert lunar_of(first) == (number, 1, leap)
        assert lunar_of(first + timedelta(days=month.getDayCount() - 1)) == (
            number,
            month.getDayCount(),
            leap,
        )


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_named_as_lunar_python_names_it(day: date) -> None:
    wanted = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    found = lunar_of(day)
    assert found is not None
    assert lunar_words(*found) == f"农历{wanted.getMonthInChinese()}月{wanted.getDayInChinese()}"


@pytest.mark.parametrize("day", [date(1899, 2, 9), date(1850, 6, 1), date(2101, 1, 29), date(2300, 6, 1)])
def test_a_day_outside_the_table_is_not_guessed(day: date) -> None:
    assert lunar_of(day) is None
