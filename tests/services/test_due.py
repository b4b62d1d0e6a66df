"""要办的事: what today's page says is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from happyhome.domain.activities import Activity, ActivityTemplate
from happyhome.domain.dates import Month
from happyhome.domain.handovers import HandOver
from happyhome.services import activities, closings, due, leaving, registers, residents, settings, unsent
from happyhome.services import lunar as moon
from tests.services.village import TODAY, Village


def _due(village: Village, day: date | None = None) -> list[due.Due]:
    return list(village.ask(due.due_list, day or village.clock.day))


def _texts(village: Village, kind: str) -> list[str]:
    return [one.text for one in _due(village) if one.kind == kind]


def test_an_empty_home_has_nothing_due(village: Village) -> None:
    assert _due(village) == []


def test_a_clock_set_back_behind_the_last_record_is_told_first(village: Village) -> None:
    village.elder("甲")
    village.clock.day = TODAY - timedelta(days=400)
    first = village.ask(due.due_list, village.clock.day)[0]
    assert (first.kind, first.urgent) == ("clock", True)
    assert "2025年10月17日" in first.text
    assert "2026年11月21日" in first.text
    village.clock.day = TODAY
    assert _texts(village, "clock") == []


def test_who_came_and_then_did_not_is_missed_those_alone_first(village: Village) -> None:
    both, alone, away, today, long_gone = (village.elder(name) for name in "甲乙丙丁戊")
    village.status(alone, "living", "独居", None)
    village.status(away, "whereabouts", "外出", TODAY - timedelta(days=7))
    village.lunch(both, alone, day=TODAY - timedelta(days=8))
    village.lunch(away, day=TODAY - timedelta(days=8))
    village.lunch(today)
    village.lunch(long_gone, day=TODAY - timedelta(days=61))
    assert _texts(village, "unseen") == ["乙 8 天没有记录", "甲 8 天没有记录"]
    village.do(settings.choose, key="unseen_days", value=9)
    assert _texts(village, "unseen") == []


def test_who_left_is_not_due_and_who_came_back_is_again(village: Village) -> None:
    who = village.elder("甲")
    assert len(_texts(village, "id_pending")) == 1
    village.do(leaving.leave, resident=who, kind="withdrew", day=TODAY - timedelta(days=3))
    assert _due(village) == []
    village.do(leaving.come_back, resident=who, day=TODAY)
    assert _texts(village, "id_pending") == ["1 人身份证号待补"]


@pytest.mark.parametrize(
    ("born", "today", "text"),
    [
        (date(1946, 12, 31), TODAY, "甲 12月31日满 80 周岁"),
        (date(1946, 11, 21), TODAY, "甲 11月21日满 80 周岁"),
        (date(1936, 2, 29), date(2026, 2, 1), "甲 3月1日满 90 周岁"),
        (date(1947, 1, 1), TODAY, None),
        (date(1946, 11, 20), TODAY, None),
    ],
)
def test_milestones_of_this_month_and_the_next_are_told(
    village: Village, born: date, today: date, text: str | None
) -> None:
    village.clock.day = today
    village.elder("甲", birthday=born)
    assert _texts(village, "milestone") == ([text] if text else [])


def test_birthdays_go_by_the_moon_unless_said_otherwise(village: Village) -> None:
    born = date(1940, 5, 6)
    by_moon = next(day for day in _days(2026) if moon.lunar_anniversary(born, day))
    who = village.elder("甲", birthday=born)
    village.clock.day = by_moon
    assert _texts(village, "birthday") == ["甲 今天农历生日（86）"]
    village.do(residents.edit_resident, resident=replace(village.person(who).resident, lunar_birthday=False))
    assert _texts(village, "birthday") == []
    village.clock.day = date(2026, 5, 6)
    assert _texts(village, "birthday") == ["甲 今天生日（86）"]


def _days(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=number) for number in range(365)]


@pytest.mark.parametrize("born", [date(1940, 5, 6), date(1941, 8, 1), date(1938, 2, 28), date(1944, 6, 20)])
def test_everybody_has_one_lunar_birthday_in_a_lunar_year(born: date) -> None:
    """Leap months and the 30th of a short month included: never none, never two."""
    new_years = [day for year in range(2022, 2029) for day in _days(year) if moon.lunar_of(day)[:2] == (1, 1)]
    for first, after in pairwise(new_years):
        span = (first + timedelta(days=number) for number in range((after - first).days))
        assert sum(moon.lunar_anniversary(born, day) for day in span) == 1, first


def test_the_return_of_last_month_is_due_and_then_late(village: Village) -> None:
    village.lunch(village.elder("甲"), day=date(2026, 10, 9))
    village.clock.day = date(2026, 11, 5)
    (before,) = [one for one in _due(village) if one.kind == "return"]
    assert ("10月" in before.text, "11 月 5 日" in before.text) == (True, True)
    assert (before.urgent, before.page, before.target) == (False, "handover", "2026-10")
    village.clock.day = date(2026, 11, 6)
    (late,) = [one for one in _due(village) if one.kind == "return"]
    assert late.urgent
    assert late.text != before.text
    truths = village.ask(unsent.truths, village.clock.day)
    assert (truths.unsent, truths.is_late, truths.open_month) == (late.text, True, Month(2026, 10))
    closed = village.do(closings.close_month, month=Month(2026, 10), confirmed=True)
    assert village.ask(unsent.truths, village.clock.day).open_month == Month(2026, 11)
    assert len(_texts(village, "return")) == 1
    sent = HandOver(month="2026-10", place="U 盘", fingerprint=closed.fingerprint)
    village.do(registers.put_record, record=sent)
    assert _texts(village, "return") == []
    assert village.ask(unsent.truths, village.clock.day).unsent == ""


def test_a_return_corrected_after_it_was_handed_in_is_due_again(village: Village) -> None:
    who, october = village.elder("甲"), Month(2026, 10)
    village.lunch(who, day=date(2026, 10, 9))
    closed = village.do(closings.close_month, month=october, confirmed=True)
    village.do(registers.put_record, record=HandOver(month="2026-10", fingerprint=closed.fingerprint))
    village.do(closings.reopen_month, month=october, reason="漏记")
    assert len(_texts(village, "return")) == 1
    village.lunch(who, day=date(2026, 10, 12))
    village.do(closings.close_month, month=october, confirmed=True)
    assert "更正" in _texts(village, "return")[0]


def test_a_return_written_before_the_month_was_closed_is_due_for_that(village: Village) -> None:
    village.lunch(village.elder("甲"), day=date(2026, 10, 9))
    village.do(registers.put_record, record=HandOver(month="2026-10", fingerprint="x"))
    (text,) = _texts(village, "return")
    assert ("结账" in text, "更正" in text) == (True, False)


def test_what_is_held_every_week_is_due_until_it_was_held(village: Village) -> None:
    template = ActivityTemplate(title="做操", weekday=TODAY.weekday(), start="08:30")
    village.do(activities.put_template, template=template)
    village.do(activities.put_template, template=replace(template, title="下棋", weekday=-1))
    assert _texts(village, "activity") == ["08:30 做操"]
    village.do(activities.record_activity, activity=Activity(day=TODAY, title="做操"), residents=[])
    assert _texts(village, "activity") == []


def test_weekdays_without_any_record_among_recorded_ones_are_told(village: Village) -> None:
    who = village.elder("甲")
    for day in (16, 17, 19, 20):
        village.lunch(who, day=date(2026, 11, day))
    assert village.ask(due.unrecorded_days, TODAY) == (date(2026, 11, 18),)
