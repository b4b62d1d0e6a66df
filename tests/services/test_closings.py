"""结账: only what is over, sealed with its content, opened again with a reason that shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from happyhome.domain.dates import Month
from happyhome.services import closings, leaving, meals, month_states, residents
from tests.services.village import TODAY, Village

OCTOBER = Month(2026, 10)


@pytest.fixture
def eaten(village: Village) -> str:
    """Somebody who ate once in October and once in September."""
    who = village.elder("王秀兰")
    village.lunch(who, day=date(2026, 10, 9))
    village.lunch(who, day=date(2026, 9, 9))
    return who


def test_a_month_that_is_not_over_is_not_closed(village: Village) -> None:
    outcome = village.try_to(closings.close_month, month=Month(2026, 11))
    assert [problem.code for problem in outcome.problems] == ["month_not_over"]
    assert "2026年12月1日" in outcome.text
    village.clock.day = date(2026, 11, 30)
    assert village.codes(closings.close_month, month=Month(2026, 11)) == ["month_not_over"]
    village.clock.day = date(2026, 12, 1)
    village.do(closings.close_month, month=Month(2026, 11))


def test_what_the_self_check_finds_is_asked_about_once(village: Village, eaten: str) -> None:
    asked = village.try_to(closings.close_month, month=OCTOBER)
    assert asked.asks
    assert {problem.code for problem in asked.problems} == {"late_share", "id_pending"}
    closed = village.do(closings.close_month, month=OCTOBER, confirmed=True)
    assert closed.fingerprint == village.ask(closings.book_of, OCTOBER, TODAY).fingerprint


def test_a_closed_month_is_not_closed_again_and_an_open_one_not_reopened(
    village: Village, eaten: str
) -> None:
    assert village.codes(closings.reopen_month, month=OCTOBER, reason="漏记") == ["month_open"]
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    assert village.codes(closings.close_month, month=OCTOBER) == ["month_closed"]
    for reason in ("", " ", "x"):
        assert village.codes(closings.reopen_month, month=OCTOBER, reason=reason) == ["reason_missing"]


def test_the_next_return_shows_what_a_reopening_changed_and_why(village: Village, eaten: str) -> None:
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    first = village.ask(closings.book_of, OCTOBER, TODAY)
    assert first.closed.earlier == ()
    village.do(closings.reopen_month, month=OCTOBER, reason=" 漏记 10 日午餐 ")
    between = village.ask(closings.book_of, OCTOBER, TODAY)
    assert (between.closed.is_closed, len(between.closed.earlier)) == (False, 1)
    village.lunch(eaten, day=date(2026, 10, 10))
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    book = village.ask(closings.book_of, OCTOBER, TODAY)
    assert book.closed.reopenings == ("漏记 10 日午餐",)
    assert [earlier["meals"] for earlier in book.closed.earlier] == [1]
    assert book.totals["meals"] == 2
    assert book.closed.fingerprint == book.fingerprint != first.fingerprint


def test_a_closed_month_says_so_when_it_is_written_to(village: Village, eaten: str) -> None:
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    outcome = village.try_to(
        meals.record_meals, day=date(2026, 10, 11), slot="lunch", residents=[eaten], late_reason="漏记"
    )
    assert [(problem.code, problem.field) for problem in outcome.problems] == [("month_closed", "day")]
    assert "2026年10月已经结账" in outcome.text


def test_somebody_registered_after_the_closing_does_not_enter_the_closed_month(
    village: Village, eaten: str
) -> None:
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    village.clock.day = date(2026, 11, 22)
    village.elder("后来的人")
    book = village.ask(closings.book_of, OCTOBER, TODAY)
    assert [one.resident.name for one in book.people] == ["王秀兰"]
    assert book.fingerprint == book.closed.fingerprint
    assert len(village.ask(closings.book_of, Month(2026, 9), TODAY).people) == 2
    village.do(closings.reopen_month, month=OCTOBER, reason="补登记")
    assert len(village.ask(closings.book_of, OCTOBER, TODAY).people) == 2


def test_the_figures_of_the_month_before_are_those_it_was_closed_with(village: Village, eaten: str) -> None:
    assert village.ask(closings.book_of, OCTOBER, TODAY).previous["meals"] == 1
    village.do(closings.close_month, month=Month(2026, 9), confirmed=True)
    village.do(closings.reopen_month, month=Month(2026, 9), reason="漏记")
    village.lunch(eaten, day=date(2026, 9, 10))
    assert village.ask(closings.book_of, OCTOBER, TODAY).previous["meals"] == 1
    assert village.ask(closings.book_of, Month(2026, 9), TODAY).previous == {}


def test_months_are_listed_from_the_first_record_newest_first(village: Village, eaten: str) -> None:
    village.do(closings.close_month, month=Month(2026, 9), confirmed=True)
    states = village.ask(month_states.month_states, TODAY)
    assert [(str(state.month), state.is_closed) for state in states] == [
        ("2026-11", False),
        ("2026-10", False),
        ("2026-09", True),
    ]
    assert village.ask(month_states.open_month, TODAY) == OCTOBER
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    village.do(closings.reopen_month, month=OCTOBER, reason="漏记")
    assert [state.reopenings for state in village.ask(month_states.month_states, TODAY)] == [0, 1, 0]


def test_an_empty_home_works_on_this_month(village: Village) -> None:
    assert village.ask(month_states.open_month, TODAY) == Month(2026, 11)
    assert [state.month for state in village.ask(month_states.month_states, TODAY)] == [Month(2026, 11)]


def test_correcting_a_name_after_closing_shows_as_another_code_and_is_said(
    village: Village, eaten: str
) -> None:
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    assert village.ask(closings.book_of, OCTOBER, TODAY).code_note == ""
    village.do(residents.edit_resident, resident=replace(village.person(eaten).resident, name="王秀蓝"))
    book = village.ask(closings.book_of, OCTOBER, TODAY)
    assert book.fingerprint != book.closed.fingerprint
    assert (book.code_note, book.closed.earlier) == ("结账后有改动", ())


def test_a_birthday_put_right_after_the_closing_is_said_where_it_changes_a_figure(
    village: Village, eaten: str
) -> None:
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    village.do(
        residents.edit_resident, resident=replace(village.person(eaten).resident, birthday=date(1930, 1, 1))
    )
    book = village.ask(closings.book_of, OCTOBER, TODAY)
    assert (book.code_note, book.fingerprint) == ("结账后有改动", book.closed.fingerprint)
    assert [(one["class_ordinary"], one["class_aged_80"]) for one in book.closed.earlier] == [(1, 0)]


def test_a_death_heard_of_after_the_closing_shows_as_a_difference(village: Village, eaten: str) -> None:
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    village.do(leaving.leave, resident=eaten, kind="died", day=date(2026, 10, 20))
    book = village.ask(closings.book_of, OCTOBER, TODAY)
    assert book.closed.is_altered
    assert [(one["moves_died"], one["staying"]) for one in book.closed.earlier] == [(0, 1)]
    assert (book.totals["moves_died"], book.totals["staying"]) == (1, 0)


def test_the_return_of_the_next_month_says_what_was_corrected_in_the_one_before(
    village: Village, eaten: str
) -> None:
    village.clock.day = date(2026, 12, 1)
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    assert village.ask(closings.book_of, Month(2026, 11), TODAY).corrected is None
    village.do(closings.reopen_month, month=OCTOBER, reason="漏记 10 日午餐")
    village.lunch(eaten, day=date(2026, 10, 10))
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    corrected = village.ask(closings.book_of, Month(2026, 11), TODAY).corrected
    assert (corrected.month, corrected.reasons) == (OCTOBER, ("漏记 10 日午餐",))
    assert (corrected.before["meals"], corrected.now["meals"]) == (1, 2)
    assert village.ask(closings.book_of, Month(2026, 12), TODAY).corrected is None
