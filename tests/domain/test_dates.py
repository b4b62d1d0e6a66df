"""Months, spells and ages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.dates import Month, Spell, age_on, birthday_of, long_day, weekday_name

MONTHS = st.builds(Month, st.integers(1950, 2100), st.integers(1, 12))
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))
ENDS = st.one_of(st.none(), DAYS)
SPELLS = st.builds(Spell, ENDS, ENDS).filter(
    lambda one: not one.since or not one.until or one.since <= one.until
)


@given(MONTHS, st.integers(-500, 500))
def test_going_on_and_back_ends_where_it_began(month: Month, steps: int) -> None:
    assert month.plus(steps).plus(-steps) == month


@given(MONTHS)
def test_months_touch_and_every_day_of_one_lies_in_it(month: Month) -> None:
    assert month.last + timedelta(days=1) == month.plus(1).first
    assert {Month.of(day) for day in month.days()} == {month}
    assert len(list(month.days())) == month.length


@given(MONTHS, st.integers(-3, 40))
def test_going_through_months_meets_each_once_and_both_ends(month: Month, steps: int) -> None:
    found = list(month.through(month.plus(steps)))
    assert found == [month.plus(number) for number in range(steps + 1)]


@given(MONTHS)
def test_a_month_reads_back_from_its_text(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(MONTHS, MONTHS)
def test_months_sort_as_their_texts_do(one: Month, other: Month) -> None:
    assert (one < other) == (str(one) < str(other))


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-9", "202609", "2026-09\n", "２０２６-０９", "", "1899-01"]
)
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


@given(SPELLS, SPELLS)
def test_two_spells_meet_exactly_when_they_share_a_day_and_either_may_be_asked(
    one: Spell, other: Spell
) -> None:
    days = [date(2025, 12, 31) + timedelta(days=number) for number in range(63)]
    shared = any(one.covers(day) and other.covers(day) for day in days)
    assert one.meets(other) == other.meets(one) == shared


@given(st.dates(date(1900, 1, 1), date(2000, 1, 1)), st.integers(0, 120))
def test_age_grows_by_one_on_the_birthday_and_not_before(born: date, years: int) -> None:
    birthday = birthday_of(born, years)
    assert age_on(born, birthday) == years
    assert age_on(born, birthday - timedelta(days=1)) == years - 1


def test_who_was_born_on_a_leap_day_grows_older_on_the_first_of_march() -> None:
    assert birthday_of(date(1944, 2, 29), 80) == date(2024, 2, 29)
    assert birthday_of(date(1944, 2, 29), 81) == date(2025, 3, 1)


@pytest.mark.parametrize("text", ["1900-01", "2999-12"])
def test_the_first_and_last_month_that_can_be_named_have_neighbours(text: str) -> None:
    month = Month.parse(text)
    assert month.plus(-1).plus(1) == month.plus(1).plus(-1) == month


def test_days_are_said_as_people_say_them() -> None:
    assert (long_day(date(2026, 11, 1)), weekday_name(date(2026, 11, 21))) == ("2026年11月1日", "星期六")
