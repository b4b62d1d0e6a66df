"""Recording meals: one tick, a day, a paste; late ones with a reason, odd ones asked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from happyhome.services import boards, days, leaving, meals
from happyhome.services.meals import Marked
from tests.services.village import TODAY, Village

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def elders(village: Village) -> list[str]:
    """Three elders."""
    return [village.elder(name) for name in ("王秀兰", "李建国", "赵玉梅")]


def _marks(village: Village) -> dict[tuple[str, date, str], str]:
    return {(meal.resident, meal.day, meal.slot): meal.mode for meal in village.content()["meal"]}


def test_recording_the_same_again_changes_nothing(village: Village, elders: list[str]) -> None:
    first = village.try_to(meals.record_meals, day=TODAY, slot="lunch", residents=elders)
    assert first.value == Marked(new=3)
    assert first.changed == {"meals"}
    again = village.try_to(meals.record_meals, day=TODAY, slot="lunch", residents=[*elders, elders[0]])
    assert (again.operation, again.value) == (None, Marked(unchanged=3))


def test_a_fill_marks_changes_and_clears_in_one_operation(village: Village, elders: list[str]) -> None:
    one, other, third = elders
    village.lunch(one, other)
    marks = {(one, TODAY): "delivery", (other, TODAY): None, (third, TODAY): "takeaway"}
    outcome = village.try_to(meals.mark_meals, slot="lunch", marks=marks)
    assert outcome.value == Marked(new=1, changed=1, cleared=1)
    assert outcome.label == "记：王秀兰 等 3 人午餐"
    assert _marks(village) == {(one, TODAY, "lunch"): "delivery", (third, TODAY, "lunch"): "takeaway"}


def test_many_cells_over_a_month_are_told_from_few(village: Village, elders: list[str]) -> None:
    who = elders + [village.elder("老人" + sign) for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"]
    span = [YESTERDAY - timedelta(days=back) for back in range(20)]
    marks = {(one, day): "dine_in" for one in who for day in span}
    done = village.do(meals.mark_meals, slot="lunch", marks=marks, late_reason="补记")
    assert done == Marked(new=len(marks))
    marks |= {(who[0], span[0]): None, (who[1], span[1]): "delivery"}
    done = village.do(meals.mark_meals, slot="lunch", marks=marks, late_reason="补记")
    assert done == Marked(changed=1, cleared=1, unchanged=len(marks) - 2)


def test_slots_of_a_day_are_kept_apart(village: Village, elders: list[str]) -> None:
    village.lunch(elders[0])
    village.lunch(elders[0], slot="supper", mode="takeaway")
    village.do(meals.clear_meals, day=TODAY, slot="lunch", residents=[elders[0]])
    assert _marks(village) == {(elders[0], TODAY, "supper"): "takeaway"}


def test_a_past_day_wants_a_reason_and_keeps_it(village: Village, elders: list[str]) -> None:
    past: dict[str, Any] = {"day": YESTERDAY, "slot": "lunch", "residents": elders[:1]}
    assert village.codes(meals.record_meals, **past) == ["late_reason_missing"]
    assert village.codes(meals.record_meals, **past, late_reason="  ") == ["late_reason_missing"]
    village.do(meals.record_meals, **past, late_reason=" 停电 ")
    assert village.content()["meal"][0].late_reason == "停电"
    assert village.codes(meals.clear_meals, **past) == ["late_reason_missing"]
    village.lunch(elders[1])
    assert village.content()["meal"][1].late_reason == ""


def test_nothing_is_recorded_in_advance(village: Village, elders: list[str]) -> None:
    tomorrow = TODAY + timedelta(days=1)
    arguments: dict[str, Any] = {"day": tomorrow, "slot": "lunch", "residents": elders, "late_reason": "x"}
    assert village.codes(meals.record_meals, **arguments) == ["day_future"]
    assert village.codes(meals.set_guests, day=tomorrow, slot="lunch", count=1) == ["day_future"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"slot": "tea"}, "slot_unknown"),
        ({"mode": "fly"}, "mode_unknown"),
        ({"residents": ["x"]}, "resident_missing"),
    ],
)
def test_what_is_not_known_is_refused(
    village: Village, elders: list[str], change: dict[str, Any], code: str
) -> None:
    arguments = {"day": TODAY, "slot": "lunch", "residents": elders, **change}
    assert village.codes(meals.record_meals, **arguments) == [code]


def test_the_dead_the_away_and_the_not_yet_admitted_are_asked_about_by_name(
    village: Village, elders: list[str]
) -> None:
    dead, away, new = elders
    village.do(leaving.leave, resident=dead, kind="died", day=YESTERDAY)
    village.status(away, "whereabouts", "住院", date(2026, 11, 1))
    village.status(new, "service", "用餐", TODAY)
    on_the_day: dict[str, Any] = {"slot": "lunch", "residents": elders}
    asked = village.try_to(meals.record_meals, day=TODAY, **on_the_day)
    assert asked.asks
    assert [problem.code for problem in asked.problems] == ["after_leaving", "is_away"]
    assert "王秀兰(11月20日死亡)已经离开" in asked.text
    assert "李建国(住院)" in asked.text
    before = village.try_to(meals.record_meals, day=YESTERDAY, late_reason="停电", **on_the_day)
    assert [problem.code for problem in before.problems] == ["is_away", "not_admitted"]
    assert village.content()["meal"] == []
    agreed = village.try_to(meals.record_meals, day=TODAY, confirmed=True, **on_the_day)
    assert agreed.value == Marked(new=3)
    village.do(meals.clear_meals, day=TODAY, slot="lunch", residents=elders)


def test_a_day_kept_closed_is_asked_about(village: Village, elders: list[str]) -> None:
    village.do(days.set_days, days=[TODAY], is_open=False, reason="停电")
    arguments = {"day": TODAY, "slot": "lunch", "residents": elders}
    assert village.codes(meals.record_meals, **arguments) == ["day_closed"]
    village.do(days.set_days, days=[TODAY], is_open=True)
    village.lunch(*elders)


def test_guests_are_a_number_that_can_be_put_right_and_taken_away(village: Village) -> None:
    village.do(meals.set_guests, day=TODAY, slot="lunch", count=3, note="检查组")
    village.do(meals.set_guests, day=TODAY, slot="lunch", count=4, note="检查组")
    assert [(row.count, row.note) for row in village.content()["guests"]] == [(4, "检查组")]
    assert village.ask(boards.day_board, TODAY, "lunch").guests == 4
    village.do(meals.set_guests, day=TODAY, slot="lunch", count=0)
    assert village.content()["guests"] == []
    for count in (-1, 1000):
        assert village.codes(meals.set_guests, day=TODAY, slot="lunch", count=count) == ["guests_range"]
    assert village.codes(meals.set_guests, day=YESTERDAY, slot="lunch", count=1) == ["late_reason_missing"]
    village.do(meals.set_guests, day=YESTERDAY, slot="lunch", count=2, note="检查组", late_reason="停电")
    assert [row.note for row in village.content()["guests"]] == ["检查组；补录：停电"]


def test_same_as_before_leaves_out_the_gone_the_away_and_the_marked(
    village: Village, elders: list[str]
) -> None:
    more = village.elder("陈秀英")
    village.clock.day = TODAY - timedelta(days=3)
    village.lunch(*elders, mode="delivery")
    village.lunch(more)
    village.clock.day = TODAY
    dead, away, eats = elders
    village.do(leaving.leave, resident=dead, kind="died", day=YESTERDAY)
    village.status(away, "whereabouts", "外出", TODAY)
    village.lunch(more)
    assert village.ask(meals.same_as_before, TODAY, "lunch") == {eats: "delivery"}
    assert village.ask(meals.same_as_before, TODAY, "supper") == {}


def test_the_board_expects_the_regulars_and_shows_whoever_was_served(
    village: Village, elders: list[str]
) -> None:
    regular, visitor, absent = elders
    for weeks in range(1, 5):
        village.clock.day = TODAY - timedelta(weeks=weeks)
        village.lunch(regular, absent)
    village.clock.day = TODAY
    village.status(absent, "whereabouts", "外出", TODAY)
    village.lunch(visitor, mode="takeaway")
    board = village.ask(boards.day_board, TODAY, "lunch")
    assert {tile.name: (tile.state, tile.away) for tile in board.tiles} == {
        "王秀兰": ("", ""),
        "李建国": ("takeaway", ""),
        "赵玉梅": ("", "外出"),
    }
    assert (board.served, board.expected, [tile.name for tile in board.missing]) == (1, 2, ["王秀兰"])


def test_a_home_that_recorded_nothing_lately_expects_those_it_last_knew(
    village: Village, elders: list[str]
) -> None:
    for weeks in (9, 10):
        village.lunch(elders[0], day=TODAY - timedelta(weeks=weeks))
    village.lunch(elders[1], day=TODAY - timedelta(weeks=20))
    board = village.ask(boards.day_board, TODAY, "lunch")
    assert [tile.name for tile in board.tiles] == ["王秀兰"]


def test_the_month_grid_shows_what_was_recorded(village: Village, elders: list[str]) -> None:
    village.lunch(elders[0], day=date(2026, 11, 2))
    village.lunch(elders[1], mode="delivery")
    village.do(days.set_days, days=[date(2026, 11, 8)], is_open=False, reason="周日")
    village.do(meals.set_guests, day=TODAY, slot="lunch", count=2)
    village.do(leaving.leave, resident=elders[1], kind="moved_out", day=TODAY)
    grid = village.ask(boards.month_grid, boards.Month(2026, 11), "lunch")
    assert grid.marks == {elders[0]: {2: "dine_in"}, elders[1]: {21: "delivery"}}
    assert (grid.modes, grid.open_days, grid.shut, grid.guests) == (
        {"dine_in": 1, "delivery": 1},
        2,
        {8},
        {21: 2},
    )
    assert grid.left == {elders[1]: 21}
    assert [row.resident for row in grid.rows] == [elders[1], elders[0]]
    assert village.ask(boards.week, TODAY, "lunch").counts == (0, 0, 0, 0, 0, 1, 0)
