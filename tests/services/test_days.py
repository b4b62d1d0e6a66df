"""Open and closed days: recorded, put right, forgotten."""

from __future__ import annotations

from datetime import date, timedelta

from happyhome.services import days
from tests.services.village import TODAY, Village

TOMORROW = TODAY + timedelta(days=1)


def test_a_closed_day_has_a_reason_and_may_be_planned(village: Village) -> None:
    assert village.codes(days.set_days, days=[TOMORROW], is_open=False, reason=" ") == ["reason_missing"]
    village.do(days.set_days, days=[TOMORROW], is_open=False, reason=" 周日休息 ")
    state = village.ask(days.day_state, TOMORROW)
    assert (state.is_open, state.reason) == (False, "周日休息")
    assert village.codes(days.set_days, days=[TOMORROW], is_open=True) == ["day_future"]


def test_days_are_put_right_without_a_second_row_and_forgotten(village: Village) -> None:
    span = [TODAY - timedelta(days=back) for back in range(3)]
    assert village.do(days.set_days, days=span, is_open=False, reason="停电") == 3
    assert village.do(days.set_days, days=span, is_open=False, reason="停电") == 0
    assert village.do(days.set_days, days=span[:1], is_open=True) == 1
    assert village.ask(days.day_state, TODAY).is_open is True
    village.do(days.forget_day, day=TODAY)
    assert village.ask(days.day_state, TODAY) is None
    assert len(village.content()["home_day"]) == 2


def test_meals_on_a_day_to_be_closed_are_asked_about(village: Village) -> None:
    village.lunch(village.elder())
    assert village.codes(days.set_days, days=[TODAY], is_open=False, reason="停电") == ["day_has_meals"]
    village.do(days.set_days, days=[TODAY], is_open=False, reason="停电", confirmed=True)
    assert village.ask(days.day_state, date(2026, 11, 20)) is None
