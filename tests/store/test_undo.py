"""Undo and redo: exact, in order, after a restart, and never over a later change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.residents import Contact
from happyhome.domain.visits import Visit
from happyhome.services import activities, audit, closings, days, homes, leaving, meals, registers, residents
from happyhome.services import presence as at_home
from happyhome.services import settings as chosen
from tests.services.village import TODAY, Village, id_number

Act = Callable[[Village, list[str], int], Any]


def _some_day(number: int) -> date:
    return TODAY - timedelta(days=number % 40)


ACTS: dict[str, Act] = {
    "add": lambda v, who, n: v.try_to(residents.add_resident, resident=_new(n)),
    "edit": lambda v, who, n: v.try_to(
        residents.edit_resident, resident=replace(v.person(who[n % len(who)]).resident, diet=f"忌口{n}")
    ),
    "aid": lambda v, who, n: v.try_to(
        residents.set_status,
        resident=who[n % len(who)],
        axis="aid",
        value=("low_income", "destitute", "ordinary")[n % 3],
        since=_some_day(n),
        confirmed=True,
    ),
    "away": lambda v, who, n: v.try_to(
        residents.set_status, resident=who[n % len(who)], axis="whereabouts", value="away", since=_some_day(n)
    ),
    "contact": lambda v, who, n: v.try_to(
        residents.put_contact, contact=Contact(resident=who[n % len(who)], name="李明")
    ),
    "eat": lambda v, who, n: v.try_to(
        meals.record_meals,
        day=_some_day(n),
        slot="lunch",
        residents=who[: n % len(who) + 1],
        mode=("dine_in", "delivery")[n % 2],
        late_reason="停电",
        confirmed=True,
    ),
    "clear": lambda v, who, n: v.try_to(
        meals.clear_meals, day=_some_day(n), slot="lunch", residents=who, late_reason="记错"
    ),
    "guests": lambda v, who, n: v.try_to(
        meals.set_guests, day=_some_day(n), slot="lunch", count=n % 4, late_reason="停电"
    ),
    "present": lambda v, who, n: v.try_to(
        at_home.mark_presence,
        marks={(who[n % len(who)], _some_day(n)): n % 3 > 0},
        late_reason="停电",
        confirmed=True,
    ),
    "shut": lambda v, who, n: v.try_to(
        days.set_days, days=[_some_day(n)], is_open=False, reason="停电", confirmed=True
    ),
    "held": lambda v, who, n: v.try_to(
        activities.record_activity,
        activity=Activity(day=_some_day(n), title=f"活动{n}"),
        residents=who[: n % len(who) + 1],
        late_reason="停电",
        confirmed=True,
    ),
    "died": lambda v, who, n: v.try_to(
        leaving.leave, resident=who[n % len(who)], kind="died", day=_some_day(n), confirmed=True
    ),
    "visit": lambda v, who, n: v.try_to(
        registers.put_record, record=Visit(resident=who[n % len(who)], day=_some_day(n), finding="好")
    ),
    "close": lambda v, who, n: v.try_to(closings.close_month, month=Month(2026, 10), confirmed=True),
    "reopen": lambda v, who, n: v.try_to(closings.reopen_month, month=Month(2026, 10), reason="漏记"),
    "set": lambda v, who, n: v.try_to(chosen.choose, key="zoom", value=100 + n),
}


def _new(number: int) -> Any:
    from happyhome.domain.residents import Resident

    return Resident(
        name="张" + "一二三四五六七八九十"[number % 10], id_number=id_number(date(1940, 1, 1 + number % 28))
    )


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 40)), min_size=1, max_size=10))
def test_whatever_was_done_undoing_all_of_it_brings_back_the_beginning_and_redoing_the_end(
    named_home: Path, acts: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        village = Village(Path(folder), copy_of=named_home)
        try:
            _there_and_back(village, acts)
        finally:
            village.services.close()


def _there_and_back(village: Village, acts: list[tuple[str, int]]) -> None:
    who = [village.elder(name) for name in ("王秀兰", "李建国", "赵玉梅")]
    states = [village.content()]
    for name, number in acts:
        if ACTS[name](village, who, number).operation:
            states.append(village.content())
    for before in reversed(states[:-1]):
        village.do(audit.undo)
        assert village.content() == before
    village.reopen()
    for after in states[1:]:
        village.do(audit.redo)
        assert village.content() == after
    assert village.codes(audit.redo) == ["nothing_to_redo"]
    for before in reversed(states[:-1]):
        village.do(audit.undo)
        assert village.content() == before
    assert village.ask(audit.verify_audit) == ()


@settings(max_examples=40)
@given(
    acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 40)), min_size=2, max_size=10),
    targets=st.lists(st.integers(0, 30), min_size=1, max_size=8),
)
def test_undoing_in_any_order_refuses_as_a_whole_or_leaves_a_sound_store(
    named_home: Path, acts: list[tuple[str, int]], targets: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        village = Village(Path(folder), copy_of=named_home)
        try:
            who = [village.elder(name) for name in ("王秀兰", "李建国")]
            for name, number in acts:
                ACTS[name](village, who, number)
            for number in targets:
                _undo_one(village, number)
        finally:
            village.services.close()


def _undo_one(village: Village, number: int) -> None:
    known = village.ask(audit.operations)
    before = village.content()
    outcome = village.try_to(audit.undo, target=known[number % len(known)].id)
    assert outcome.operation or (outcome.refused and village.content() == before)
    assert village.ask(lambda reading: reading.tuples("PRAGMA foreign_key_check")) == []
    assert village.ask(audit.verify_audit) == ()
    for row in village.content()["status"]:
        on_its_first_day = [
            one
            for one in village.content()["status"]
            if (one.resident, one.axis) == (row.resident, row.axis)
            and one.spell.covers(row.since or date(1900, 1, 1))
        ]
        assert len(on_its_first_day) == 1
    assert [row.sequence for row in village.content()["closing"]] == list(
        range(1, len(village.content()["closing"]) + 1)
    )


def test_undo_works_after_a_restart_in_the_reverse_order(village: Village) -> None:
    who = village.elder()
    village.lunch(who)
    village.reopen()
    assert village.do(audit.undo).label == "记：王秀兰堂食"
    assert village.do(audit.undo).label == "登记老人：王秀兰"
    village.do(audit.undo)
    assert village.codes(audit.undo) == ["nothing_to_undo"]
    assert not any(village.content().values())


def test_undo_redo_undo_and_redo_again_each_say_what_they_do(village: Village) -> None:
    village.lunch(village.elder())
    labels = [village.try_to(verb).label for verb in (audit.undo, audit.redo, audit.undo, audit.redo)]
    assert labels == ["撤销：记：王秀兰堂食", "恢复：记：王秀兰堂食"] * 2
    assert len(village.content()["meal"]) == 1


def test_something_new_ends_what_could_be_redone(village: Village) -> None:
    who = village.elder()
    village.lunch(who)
    village.do(audit.undo)
    village.do(chosen.choose, key="zoom", value=125)
    assert village.codes(audit.redo) == ["nothing_to_redo"]


def _operation(village: Village, place: int) -> str:
    operation: str = village.ask(audit.operations)[place].id
    return operation


def test_an_older_operation_can_be_undone_where_nothing_stands_in_the_way(village: Village) -> None:
    one, other = village.elder("甲"), village.elder("乙")
    village.lunch(one)
    first = _operation(village, 0)
    village.lunch(other)
    village.do(audit.undo, target=first)
    assert [meal.resident for meal in village.content()["meal"]] == [other]
    assert village.codes(audit.undo, target=first) == ["already_undone"]
    assert village.do(audit.undo).label == "记：乙堂食"


def test_a_later_change_of_the_same_record_stands_in_the_way_and_is_named(village: Village) -> None:
    who = village.elder()
    village.lunch(who)
    first = _operation(village, 0)
    village.lunch(who, mode="delivery")
    before = village.content()
    outcome = village.try_to(audit.undo, target=first)
    assert [problem.code for problem in outcome.problems] == ["undo_later_change"]
    assert "“记：王秀兰送餐”又改过同一条记录" in outcome.text
    assert village.content() == before


def test_a_record_whose_place_was_taken_does_not_come_back_over_the_new_one(village: Village) -> None:
    who = village.elder()
    village.lunch(who)
    village.do(meals.clear_meals, day=TODAY, slot="lunch", residents=[who])
    cleared = _operation(village, 0)
    village.lunch(who, mode="delivery")
    outcome = village.try_to(audit.undo, target=cleared)
    assert [problem.code for problem in outcome.problems] == ["undo_later_change"]
    assert "王秀兰送餐" in outcome.text


def test_an_id_number_given_to_somebody_else_meanwhile_is_not_given_twice(village: Village) -> None:
    number = id_number(date(1940, 5, 6))
    one = village.elder("甲", id_number=number)
    village.do(residents.edit_resident, resident=replace(village.person(one).resident, id_number=None))
    taken_off = _operation(village, 0)
    village.elder("乙", id_number=number)
    assert village.codes(audit.undo, target=taken_off) == ["undo_later_change"]


def test_somebody_who_ate_since_is_not_taken_off_the_register(village: Village) -> None:
    who = village.elder()
    registered = _operation(village, 0)
    village.lunch(who)
    outcome = village.try_to(audit.undo, target=registered)
    assert [problem.code for problem in outcome.problems] == ["undo_still_used"]
    assert "王秀兰堂食" in outcome.text


def test_a_record_does_not_come_back_to_what_is_gone(village: Village) -> None:
    one, other = village.elder("甲"), village.elder("乙")
    held = village.do(
        activities.record_activity, activity=Activity(day=TODAY, title="包饺子"), residents=[one, other]
    )
    village.do(activities.record_activity, activity=held, residents=[one])
    corrected = _operation(village, 0)
    village.do(activities.remove_activity, activity=held.id)
    assert village.try_to(audit.undo, target=corrected).refused


def test_the_home_stays_while_anybody_is_on_its_register(village: Village) -> None:
    village.elder()
    assert village.codes(audit.undo, target=_operation(village, 1)) == ["undo_still_used"]


def test_the_history_of_a_months_closings_has_no_holes(village: Village) -> None:
    october = Month(2026, 10)
    village.do(closings.close_month, month=october)
    first = _operation(village, 0)
    village.do(closings.reopen_month, month=october, reason="漏记 5 日")
    assert village.codes(audit.undo, target=first) == ["undo_later_change"]
    village.do(closings.close_month, month=october)
    assert [row.sequence for row in village.content()["closing"]] == [1, 2, 3]


def test_undo_reaches_into_no_closed_month(village: Village) -> None:
    october = Month(2026, 10)
    who = village.elder()
    village.lunch(who, day=date(2026, 10, 30))
    eaten = _operation(village, 0)
    village.do(closings.close_month, month=october, confirmed=True)
    assert village.codes(audit.undo, target=eaten) == ["month_closed"]
    village.do(audit.undo)
    village.do(audit.undo, target=eaten)
    assert village.content()["meal"] == []


def test_a_row_changed_behind_the_programs_back_is_not_undone(village: Village) -> None:
    village.lunch(village.elder())
    with village.services.store.writing() as connection:
        connection.exec_driver_sql("UPDATE meal SET mode = 'takeaway'")
    assert village.codes(audit.undo) == ["undo_altered"]


def test_an_unknown_operation_cannot_be_undone(village: Village) -> None:
    assert village.codes(audit.undo, target="no-such-operation") == ["nothing_to_undo"]


def test_a_whole_pasted_month_is_undone_at_once_and_can_be_pasted_again(village: Village) -> None:
    who = [village.elder("老人" + "一二三四五六七八九十"[number % 10]) for number in range(12)]
    marks = {(one, day): "dine_in" for one in who for day in Month(2026, 10).days()}
    before = village.content()
    for _ in range(2):
        village.do(meals.mark_meals, slot="lunch", marks=marks, late_reason="补记")
        village.do(audit.undo)
        assert village.content() == before


def test_naming_the_home_differently_can_be_undone(village: Village) -> None:
    village.do(homes.set_home, name="清泉幸福院")
    village.do(audit.undo)
    assert village.ask(homes.home_of).name == "清泉村幸福院"


def test_an_ending_that_a_later_fact_relies_on_is_not_taken_back(village: Village) -> None:
    who = village.elder()
    low = village.status(who, "aid", "低保", None)
    village.do(residents.end_status, status=low.id, until=date(2026, 3, 31))
    ended = _operation(village, 0)
    village.status(who, "aid", "特困", date(2026, 4, 1))
    outcome = village.try_to(audit.undo, target=ended)
    assert [problem.code for problem in outcome.problems] == ["undo_later_change"]
    assert "特困" in outcome.text
    village.do(audit.undo)
    village.do(audit.undo, target=ended)
    assert village.person(who).value("aid", TODAY) == "low_income"
