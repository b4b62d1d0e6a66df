"""到院: marked by itself, or known from a meal or an activity."""

from __future__ import annotations

from datetime import date, timedelta

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.services import activities, presence
from happyhome.services.meals import Marked
from tests.services.village import TODAY, Village

YESTERDAY = TODAY - timedelta(days=1)


def test_a_day_tells_who_was_there_and_by_what(village: Village) -> None:
    ate, fetched, came, danced = (village.elder(name) for name in "甲乙丙丁")
    village.lunch(ate)
    village.lunch(fetched, mode="takeaway")
    village.do(presence.mark_presence, marks={(came, TODAY): True, (ate, TODAY): True})
    village.do(
        activities.record_activity, activity=Activity(day=TODAY, title="跳舞"), residents=[danced, came]
    )
    assert village.ask(presence.presence_on, TODAY).why == {ate: "用餐", came: "活动", danced: "活动"}
    assert village.ask(presence.presence_marks, Month(2026, 11)) == {ate: {21}, came: {21}}


def test_marks_are_set_and_cleared_once(village: Village) -> None:
    one, other = village.elder("甲"), village.elder("乙")
    assert village.do(presence.mark_presence, marks={(one, TODAY): True, (other, TODAY): False}) == Marked(
        new=1, unchanged=1
    )
    again = village.try_to(presence.mark_presence, marks={(one, TODAY): True})
    assert (again.operation, again.value) == (None, Marked(unchanged=1))
    assert village.do(presence.mark_presence, marks={(one, TODAY): False}) == Marked(cleared=1)
    assert village.do(presence.mark_presence, marks={}) == Marked()
    assert village.content()["presence"] == []


def test_it_is_late_early_or_odd_as_any_record_is(village: Village) -> None:
    who = village.elder("甲")
    village.status(who, "whereabouts", "外出", date(2026, 11, 10))
    tomorrow = TODAY + timedelta(days=1)
    assert village.codes(presence.mark_presence, marks={(who, tomorrow): True}) == ["day_future"]
    assert village.codes(presence.mark_presence, marks={(who, YESTERDAY): True}) == ["late_reason_missing"]
    assert village.codes(presence.mark_presence, marks={(who, TODAY): True}) == ["is_away"]
    assert village.codes(presence.mark_presence, marks={("x", TODAY): True}) == ["resident_missing"]
