"""死亡、迁出、退出 end everything and change no past paper; who did not die may come back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from happyhome.domain.dates import Month
from happyhome.services import audit, boards, closings, leaving, meals, residents
from tests.services.village import TODAY, Village

GONE = date(2026, 11, 10)


@pytest.fixture
def who(village: Village) -> str:
    """Somebody with a past, a present and a plan."""
    one = village.elder("王秀兰")
    village.status(one, "aid", "低保", None)
    village.status(one, "service", "用餐", date(2026, 9, 1))
    village.status(one, "whereabouts", "外出", date(2026, 10, 1), date(2026, 10, 5))
    village.status(one, "whereabouts", "外出", date(2026, 12, 1))
    village.lunch(one, day=date(2026, 10, 20))
    village.lunch(one, day=GONE)
    return one


def test_leaving_ends_all_that_runs_and_drops_what_was_planned(village: Village, who: str) -> None:
    village.do(leaving.leave, resident=who, kind="死亡", day=GONE, source="死亡证明")
    one = village.person(who)
    assert {row.label: row.until for row in one.statuses if row.axis in ("aid", "service")} == {
        "低保": GONE,
        "用餐": GONE,
    }
    assert [row.until for row in one.statuses if row.axis == "whereabouts"] == [date(2026, 10, 5)]
    assert (one.leaving.label, one.leaving.since, one.leaving.source) == ("死亡", GONE, "死亡证明")
    assert one.left_by(GONE) is None
    assert one.left_by(GONE + timedelta(days=1)) is not None


def test_it_says_first_what_it_ends_and_what_wants_an_explanation(village: Village, who: str) -> None:
    ending = village.ask(leaving.preview_leaving, who, "died", date(2026, 10, 15))
    text = "\n".join(ending.sentences)
    assert "2026年10月15日 起记为“死亡”" in text
    assert "同时结束：救助身份“低保”、用餐。" in text
    assert "10月20日、11月10日" in text
    assert village.person(who).leaving is None


def test_meals_after_the_day_are_asked_about_and_stay(village: Village, who: str) -> None:
    arguments: dict[str, Any] = {"resident": who, "kind": "moved_out", "day": date(2026, 10, 15)}
    asked = village.try_to(leaving.leave, **arguments)
    assert [problem.code for problem in asked.problems] == ["meals_after_leaving"]
    village.do(leaving.leave, confirmed=True, **arguments)
    assert len(village.content()["meal"]) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "睡着"}, "value_unknown"),
        ({"day": TODAY + timedelta(days=1)}, "day_future"),
        ({"resident": "nobody"}, "resident_missing"),
    ],
)
def test_what_cannot_be_is_refused(village: Village, who: str, change: dict[str, Any], code: str) -> None:
    assert village.codes(leaving.leave, **{"resident": who, "kind": "died", "day": GONE, **change}) == [code]


def test_nobody_leaves_twice(village: Village, who: str) -> None:
    village.do(leaving.leave, resident=who, kind="withdrew", day=GONE)
    outcome = village.try_to(leaving.leave, resident=who, kind="died", day=TODAY)
    assert [problem.code for problem in outcome.problems] == ["already_left"]
    assert "2026年11月10日" in outcome.text


def test_past_papers_stay_as_they_were(village: Village, who: str) -> None:
    october = Month(2026, 10)
    village.do(closings.close_month, month=october, confirmed=True)
    before = village.ask(closings.book_of, october, TODAY)
    village.do(leaving.leave, resident=who, kind="died", day=GONE)
    after = village.ask(closings.book_of, october, TODAY)
    assert after.fingerprint == before.fingerprint == after.closed.fingerprint
    assert after.totals == before.totals
    assert [one.resident.name for one in after.people] == ["王秀兰"]


def test_who_left_is_expected_no_more_and_counted_in_the_month_of_leaving(village: Village, who: str) -> None:
    village.do(leaving.leave, resident=who, kind="died", day=GONE)
    assert village.ask(residents.people_on, TODAY) == ()
    assert village.ask(boards.day_board, TODAY, "lunch").tiles == ()
    november = village.ask(closings.book_of, Month(2026, 11), TODAY)
    assert november.totals["moves_died"] == 1
    assert november.totals["staying"] == 0
    assert village.ask(closings.book_of, Month(2026, 12), TODAY).people == ()


def test_who_withdrew_may_come_back_and_leave_again(village: Village, who: str) -> None:
    village.do(leaving.leave, resident=who, kind="withdrew", day=GONE)
    for day, code in ((GONE, "until_before_since"), (TODAY + timedelta(days=1), "day_future")):
        assert village.codes(leaving.come_back, resident=who, day=day) == [code]
    village.do(leaving.come_back, resident=who, day=date(2026, 11, 15), source="本人申请")
    one = village.person(who)
    assert one.leaving is None
    assert [row.note for row in one.statuses if row.axis == "leaving"] == ["重新入院依据：本人申请"]
    assert [bool(one.left_by(day)) for day in (GONE, date(2026, 11, 14), date(2026, 11, 15))] == [
        False,
        True,
        False,
    ]
    assert village.codes(leaving.come_back, resident=who, day=TODAY) == ["not_left"]
    village.status(who, "service", "用餐", date(2026, 11, 15))
    village.lunch(who)
    village.do(leaving.leave, resident=who, kind="died", day=TODAY)
    assert village.person(who).leaving.label == "死亡"


def test_who_comes_back_is_told_what_the_move_had_ended(village: Village, who: str) -> None:
    village.status(who, "household", "本村", None)
    village.do(leaving.leave, resident=who, kind="moved_out", day=GONE)
    outcome = village.try_to(leaving.come_back, resident=who, day=TODAY)
    (note,) = [one.text for one in outcome.problems if one.code == "facts_ended"]
    assert "户籍“本村”" in note
    assert "救助身份“低保”" in note
    assert "请重新登记" in note


def test_the_dead_do_not_come_back_but_a_mistake_is_undone_whole(village: Village, who: str) -> None:
    before = village.content()
    village.do(leaving.leave, resident=who, kind="died", day=GONE)
    assert village.codes(leaving.come_back, resident=who, day=TODAY) == ["died"]
    village.do(audit.undo)
    assert village.content() == before


def test_meals_of_the_day_itself_need_no_question(village: Village, who: str) -> None:
    village.do(meals.clear_meals, day=GONE, slot="lunch", residents=[who], late_reason="x")
    village.do(leaving.leave, resident=who, kind="died", day=GONE)
    village.lunch(who, day=GONE)


def test_what_was_to_end_later_ends_with_the_leaving(village: Village, who: str) -> None:
    village.status(who, "living", "留守", None, date(2026, 12, 31))
    village.do(leaving.leave, resident=who, kind="moved_out", day=GONE)
    assert [row.until for row in village.person(who).statuses if row.axis == "living"] == [GONE]


def test_who_leaves_the_home_alone_keeps_every_fact_but_what_the_home_gave(
    village: Village, who: str
) -> None:
    ending = village.ask(leaving.preview_leaving, who, "withdrew", GONE)
    assert "同时结束：用餐。" in ending.sentences
    assert "救助身份和各项补贴不受影响" in "".join(ending.sentences)
    village.do(leaving.leave, resident=who, kind="退出", day=GONE)
    assert {
        row.label: row.until for row in village.person(who).statuses if row.axis in ("aid", "service")
    } == {
        "低保": None,
        "用餐": GONE,
    }
    village.status(who, "aid", "特困", TODAY)
    assert village.person(who).value("aid", TODAY) == "destitute"
    assert village.codes(residents.set_status, resident=who, axis="service", value="日托", since=TODAY) == [
        "already_left"
    ]
