"""The month's book: its sums agree however they are cut, and its fingerprint tells what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.month_book import TOTAL_WORDS, Held, MonthBook, present_days, short_code
from happyhome.domain.people import gather
from happyhome.domain.residents import Resident, Status

SEPTEMBER = Month(2026, 9)
WHO = ("a", "b", "c", "d")
SLOTS = st.sampled_from(("breakfast", "lunch", "supper"))
MODES = st.sampled_from(("dine_in", "delivery", "takeaway"))
DAYS = st.integers(1, 30)
MARKS = st.dictionaries(
    st.sampled_from(WHO), st.dictionaries(st.tuples(DAYS, SLOTS), MODES, max_size=12), max_size=4
)
STATUSES = st.lists(
    st.builds(
        lambda who, fact, since: Status(
            id=f"{who}{fact}{since}", resident=who, axis=fact[0], value=fact[1], since=date(2026, 9, since)
        ),
        st.sampled_from(WHO),
        st.sampled_from((("aid", "low_income"), ("aid", "destitute"), ("disability", "visual_1"))),
        DAYS,
    ),
    max_size=6,
)


def _book(marks: dict[str, dict[tuple[int, str], str]], statuses: list[Status] | None = None) -> MonthBook:
    residents = [Resident(id=who, name=who, birthday=date(1946, 9, 15)) for who in WHO]
    meals = [(who, day, mode) for who, row in marks.items() for (day, _), mode in row.items()]
    return MonthBook(
        home=Home(id="h", name="清泉村幸福院"),
        month=SEPTEMBER,
        made_on=date(2026, 10, 2),
        people=gather(residents, statuses or []),
        marks=marks,
        presence=present_days(meals, (), ()),
        days={},
    )


@given(MARKS, STATUSES)
def test_meals_by_class_by_mode_by_person_and_by_day_are_the_same_meals(
    marks: dict[str, dict[tuple[int, str], str]], statuses: list[Status]
) -> None:
    book = _book(marks, statuses)
    total = book.named_meals
    assert sum(book.by_class().values()) == total
    assert sum(book.by_mode().values()) == total
    assert sum(book.count(who) for who in WHO) == total
    assert sum(book.day_count(day, slot) for slot in book.slots() for day in range(1, 31)) == total
    assert sum(sum(book.by_class(slot).values()) for slot in book.slots()) == total
    assert (
        sum(
            book.totals[f"class_{key}"]
            for key in ("destitute", "low_income", "low_income_edge", "disabled", "aged_80", "ordinary")
        )
        == total
    )


@given(MARKS)
def test_only_a_meal_eaten_at_the_home_makes_somebody_present(
    marks: dict[str, dict[tuple[int, str], str]],
) -> None:
    presence = _book(marks).presence
    for who, row in marks.items():
        came = {day for (day, _), mode in row.items() if mode == "dine_in"}
        assert presence.get(who, frozenset()) == came


def test_activities_and_marks_make_present_too() -> None:
    found = present_days([("a", 1, "delivery")], [("a", 2), ("b", 2)], [("b", 3)])
    assert found == {"a": frozenset({2}), "b": frozenset({2, 3})}


@given(MARKS)
def test_open_days_are_those_used_and_those_recorded_open(
    marks: dict[str, dict[tuple[int, str], str]],
) -> None:
    book = replace(_book(marks), days={3: True, 4: False}, guests={(5, "lunch"): 2})
    used = {day for row in marks.values() for day, _ in row}
    assert set(book.open_days) == used | {3, 5}


def test_a_month_without_a_record_has_no_open_day_and_still_a_slot() -> None:
    book = _book({})
    assert (book.slots(), book.diners(), book.open_days) == (("lunch",), (), ())


def test_each_meal_is_counted_in_the_class_of_its_own_day() -> None:
    low = Status(id="1", resident="a", axis="aid", value="low_income", since=date(2026, 9, 10))
    book = _book({"a": {(9, "lunch"): "dine_in", (10, "lunch"): "dine_in", (20, "lunch"): "delivery"}}, [low])
    assert book.by_class() == {"ordinary": 1, "low_income": 2}


def test_every_total_has_a_word() -> None:
    assert set(_book({}).totals) == set(TOTAL_WORDS)


def test_the_code_is_the_head_of_the_fingerprint() -> None:
    book = _book({"a": {(1, "lunch"): "dine_in"}})
    assert (
        book.code == short_code(book.fingerprint) == f"{book.fingerprint[:4]}-{book.fingerprint[4:8]}".upper()
    )


LOW = Status(id="1", resident="a", axis="aid", value="low_income")


@pytest.mark.parametrize(
    "change",
    [
        lambda book: replace(book, marks={"a": {(1, "lunch"): "delivery"}}),
        lambda book: replace(book, guests={(1, "lunch"): 1}),
        lambda book: replace(book, days={2: False}),
        lambda book: replace(
            book, activities=(Held(Activity(id="x", day=date(2026, 9, 3), title="包饺子")),)
        ),
        lambda book: replace(book, people=gather([one.resident for one in book.people], [])),
        lambda book: replace(
            book, people=gather([one.resident for one in book.people], [replace(LOW, until=date(2026, 9, 8))])
        ),
    ],
)
def test_whatever_changes_the_month_changes_its_fingerprint(change: object) -> None:
    book = _book({"a": {(1, "lunch"): "dine_in"}}, [LOW])
    assert change(book).fingerprint != book.fingerprint  # type: ignore[operator]


def test_what_ends_or_is_printed_after_the_month_leaves_its_fingerprint() -> None:
    book = _book({"a": {(1, "lunch"): "dine_in"}}, [LOW])
    later = _book({"a": {(1, "lunch"): "dine_in"}}, [replace(LOW, until=date(2026, 10, 20))])
    died = Status(id="2", resident="a", axis="leaving", value="died", since=date(2026, 10, 20))
    gone = _book({"a": {(1, "lunch"): "dine_in"}}, [replace(LOW, until=date(2026, 10, 20)), died])
    assert later.fingerprint == gone.fingerprint == book.fingerprint
    assert replace(book, made_on=date(2027, 1, 1)).fingerprint == book.fingerprint
