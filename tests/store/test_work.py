"""One operation is one transaction: all of it is kept, audited and locked, or nothing is."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from happyhome.domain.dates import Month
from happyhome.domain.meals import Meal
from happyhome.domain.problems import Refusal
from happyhome.domain.registers import REGISTERS, Register
from happyhome.domain.residents import Resident
from happyhome.services import audit, closings, meals, residents
from happyhome.store.work import Work
from tests.services.village import TODAY, Village

DATED = [register for register in REGISTERS if register.locked_by]


class PowerCut(Exception):
    """What comes in the middle of an operation."""


def test_an_error_in_the_middle_leaves_nothing(village: Village) -> None:
    before = village.content(), village.ask(audit.operations)

    def add_and_fall(work: Work) -> None:
        work.insert(Resident(name="甲"))
        work.insert_many([Resident(name="乙"), Resident(name="丙")])
        raise PowerCut

    with pytest.raises(PowerCut):
        village.services.run(add_and_fall)
    assert (village.content(), village.ask(audit.operations)) == before


def test_a_refusal_in_the_middle_leaves_nothing(village: Village) -> None:
    who = village.elder()
    before = village.content()
    marks = {(who, TODAY): "dine_in", ("nobody", TODAY): "dine_in"}
    assert village.codes(meals.mark_meals, slot="lunch", marks=marks) == ["resident_missing"]
    assert village.content() == before


def test_a_warning_keeps_nothing_until_it_is_agreed_to(village: Village) -> None:
    who = village.elder()
    village.status(who, "whereabouts", "外出", TODAY)
    asked = village.try_to(meals.record_meals, day=TODAY, slot="lunch", residents=[who])
    assert asked.asks
    assert village.content()["meal"] == []
    agreed = village.try_to(meals.record_meals, day=TODAY, slot="lunch", residents=[who], confirmed=True)
    assert agreed.operation is not None
    assert [problem.code for problem in agreed.problems] == ["is_away"]


def test_an_operation_that_changes_nothing_is_not_in_the_audit(village: Village) -> None:
    who = village.elder()
    count = len(village.ask(audit.operations))
    village.do(residents.edit_resident, resident=village.person(who).resident)
    assert len(village.ask(audit.operations)) == count


def test_the_audit_tells_what_who_and_when(village: Village) -> None:
    village.elder("李建国")
    latest = village.ask(audit.operations)[0]
    assert (latest.label, latest.verb, latest.operator) == ("登记老人：李建国", "add_resident", "王芳")
    assert latest.at.date() == TODAY


@pytest.mark.parametrize("table", ["operation", "change"])
@pytest.mark.parametrize("verb", ["DELETE FROM {0}", "UPDATE {0} SET rowid = rowid"])
def test_the_audit_cannot_be_changed_or_shortened(village: Village, table: str, verb: str) -> None:
    village.elder()
    statement = verb.format(f'"{table}"')
    with pytest.raises(DBAPIError, match="append-only"), village.services.store.writing() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("register", DATED, ids=lambda one: one.table)
def test_a_closed_month_takes_no_record_of_any_dated_register(village: Village, register: Register) -> None:
    who = village.elder()
    held = village.do(_put, one=_dated("activity", "", "", date(2026, 11, 2)))
    inside = _dated(register.table, who, held.id, date(2026, 10, 9))
    outside = village.do(
        _put, one=_dated(register.table, village.elder("李建国"), held.id, date(2026, 11, 3))
    )
    kept = village.do(_put, one=inside)
    village.do(closings.close_month, month=Month(2026, 10), confirmed=True)
    before = village.content()
    for attempt in (
        lambda work: work.insert(replace(inside, day=date(2026, 10, 10))),
        lambda work: work.update(replace(kept, day=date(2026, 11, 4))),
        lambda work: work.update(replace(outside, day=date(2026, 10, 10))),
        lambda work: work.delete(kept),
    ):
        assert village.codes(_attempt, attempt=attempt) == ["month_closed"]
    assert village.content() == before
    village.do(closings.reopen_month, month=Month(2026, 10), reason="漏记")
    village.do(_attempt, attempt=lambda work: work.delete(kept))


def _put(work: Work, *, one: Any) -> Any:
    return work.insert(one)


def _attempt(work: Work, *, attempt: Any) -> Any:
    return attempt(work)


def _dated(table: str, who: str, held: str, day: date) -> Any:
    register = next(one for one in REGISTERS if one.table == table)
    known = {"resident": who, "activity": held, "title": "包饺子"}
    names = {field.name for field in register.fields}
    return register.record(day=day, **{name: value for name, value in known.items() if name in names})  # type: ignore[call-arg]


def test_the_program_itself_gives_id_home_and_entry_time(village: Village) -> None:
    who = village.elder()
    village.lunch(who)
    meal: Meal = village.content()["meal"][0]
    assert meal.recorded_at is not None
    village.clock.day = date(2026, 11, 22)
    village.lunch(who, day=TODAY, mode="delivery")
    changed: Meal = village.content()["meal"][0]
    assert (changed.id, changed.home, changed.recorded_at) == (meal.id, meal.home, meal.recorded_at)
    assert changed.late_reason == "停电"


def test_two_programs_on_one_file_lose_nothing(village: Village) -> None:
    """The window and a script, each writing as fast as it can."""
    who = [village.elder("老" + name) for name in "甲乙丙丁戊己庚辛"]
    other = village.open()
    faults: list[str] = []

    def write(services: Any, slot: str) -> None:
        for one in who:
            outcome = services.run(meals.record_meals, day=TODAY, slot=slot, residents=[one])
            faults.extend(problem.text for problem in outcome.problems)

    threads = [
        threading.Thread(target=write, args=arguments)
        for arguments in ((village.services, "lunch"), (other, "supper"), (other, "breakfast"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert faults == []
    assert len(village.content()["meal"]) == 3 * len(who)
    assert [one.sequence for one in village.ask(audit.operations)] == list(range(1 + 4 * len(who), 0, -1))
    assert village.ask(audit.verify_audit) == ()


def test_a_script_in_another_process_writes_beside_the_open_window(village: Village) -> None:
    who = village.elder()
    script = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from happyhome.app import open_services; from happyhome.services import meals\n"
        "services = open_services(Path(sys.argv[1]), date(2026, 11, 21))\n"
        "outcome = services.run(meals.record_meals, day=date(2026, 11, 21), slot='lunch', residents=[sys.argv[2]])\n"
        "print(outcome.value.new); services.close()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(village.folder), who], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "1\n"
    village.lunch(who, slot="supper")
    assert {meal.slot for meal in village.content()["meal"]} == {"lunch", "supper"}
    assert village.ask(audit.verify_audit) == ()


def test_a_look_sees_one_moment_whatever_is_written_meanwhile(village: Village) -> None:
    who = village.elder()
    other = village.open()

    def look(reading: Any) -> tuple[int, int]:
        before = len(reading.find(Meal))
        other.run(meals.record_meals, day=TODAY, slot="lunch", residents=[who])
        return before, len(reading.find(Meal))

    assert village.services.ask(look) == (0, 0)
    assert len(village.content()["meal"]) == 1
    other.close()


def test_asking_a_file_without_a_home_says_what_to_do(tmp_path: Any) -> None:
    empty = Village(tmp_path)
    assert empty.codes(residents.add_resident, resident=Resident(name="甲")) == ["home_missing"]
    with pytest.raises(Refusal, match="home set"):
        empty.ask(lambda reading: reading.home)
    empty.services.close()
