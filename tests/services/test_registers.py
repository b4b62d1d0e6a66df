"""Plain registers work from the descriptor alone, also one that was not there before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from happyhome.domain import registers as known
from happyhome.domain.closings import Closing
from happyhome.domain.dates import Month
from happyhome.domain.fields import Choice, Kind, Record, described
from happyhome.domain.registers import Register
from happyhome.domain.visits import Visit
from happyhome.services import audit, closings, registers
from tests.services.village import TODAY, Village


def test_a_visit_is_recorded_corrected_listed_and_taken_away(village: Village) -> None:
    who = village.elder()
    first = village.do(registers.put_record, record=Visit(resident=who, day=TODAY, finding=" 灯坏了 "))
    assert first.finding == "灯坏了"
    village.do(registers.put_record, record=replace(first, action="换了灯"))
    village.do(registers.put_record, record=Visit(resident=who, day=date(2026, 11, 2)))
    assert [row.action for row in village.ask(registers.records, "visit")] == ["", "换了灯"]
    village.do(registers.remove_record, table="visit", row=first.id)
    assert len(village.ask(registers.records, "visit")) == 1
    assert village.codes(registers.remove_record, table="visit", row=first.id) == ["row_missing"]
    book = village.ask(closings.book_of, Month(2026, 11), TODAY)
    assert (book.visits, book.visited) == (1, 1)


def test_a_closed_month_takes_no_more_visits_since_its_return_counts_them(village: Village) -> None:
    made = village.do(registers.put_record, record=Visit(resident=village.elder(), day=date(2026, 10, 5)))
    village.do(closings.close_month, month=Month(2026, 10), confirmed=True)
    late = replace(made, id="", day=date(2026, 10, 6))
    assert village.codes(registers.put_record, record=late) == ["month_closed"]
    assert village.codes(registers.remove_record, table="visit", row=made.id) == ["month_closed"]
    village.do(registers.put_record, record=replace(late, day=date(2026, 11, 6)))


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"day": None}, "field_missing", "day"),
        ({"day": TODAY + timedelta(days=1)}, "day_future", "day"),
        ({"way": "fly"}, "value_unknown", "way"),
        ({"resident": ""}, "field_missing", "resident"),
        ({"resident": "x"}, "reference_missing", "resident"),
    ],
)
def test_every_field_is_held_against_its_descriptor(
    village: Village, change: dict[str, Any], code: str, field: str
) -> None:
    record = replace(Visit(resident=village.elder(), day=TODAY), **change)
    outcome = village.try_to(registers.put_record, record=record)
    assert [(problem.code, problem.field) for problem in outcome.problems] == [(code, field)]


def test_a_row_that_others_point_at_is_not_taken_away(village: Village) -> None:
    who = village.elder()
    village.lunch(who)
    outcome = village.try_to(registers.remove_record, table="resident", row=who)
    assert [problem.code for problem in outcome.problems] == ["still_used"]
    assert "用餐" in outcome.text


def test_a_second_row_where_there_is_only_one_is_refused(village: Village) -> None:
    record = Closing(month="2026-09", sequence=1)
    village.do(registers.put_record, record=record)
    assert village.codes(registers.put_record, record=record) == ["already_there"]


# ---- a register that nobody had thought of


@dataclass(frozen=True, kw_only=True)
class Complaint(Record):
    """意见: something an elder asked for."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    day: date = described("日期", Kind.DAY, required=True, default=None)
    about: str = described(
        "事项", Kind.CHOICE, default="food", choices=(Choice("food", "饭菜"), Choice("other", "其他"))
    )
    said: str = described("内容", Kind.LONG_TEXT, required=True)
    cost: int = described("花费", Kind.MONEY, default=0)
    settled: bool = described("已办结", Kind.FLAG, default=False)


COMPLAINTS = Register("complaint", "意见", Complaint, "complaints", locked_by="day", listed=True)
DDL = (
    "CREATE TABLE complaint (id TEXT PRIMARY KEY, home TEXT NOT NULL, recorded_at TEXT NOT NULL,"
    " resident TEXT NOT NULL REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED, day TEXT NOT NULL,"
    " about TEXT NOT NULL, said TEXT NOT NULL, cost INTEGER NOT NULL, settled INTEGER NOT NULL)"
)


@pytest.fixture
def with_complaints(village: Village, monkeypatch: pytest.MonkeyPatch) -> Village:
    """What a dataclass, one line in registers.py and one migration come to."""
    from sqlalchemy import MetaData

    from happyhome.store import proof, references, tables, undo

    everything = (*known.REGISTERS, COMPLAINTS)
    for module in (known, proof, references, undo, registers):
        monkeypatch.setattr(module, "REGISTERS", everything)
    monkeypatch.setitem(known._BY_RECORD, Complaint, COMPLAINTS)
    monkeypatch.setitem(known._BY_TABLE, "complaint", COMPLAINTS)
    copied = MetaData()
    tables.TABLES["resident"].to_metadata(copied)
    monkeypatch.setattr(tables, "metadata", copied)
    monkeypatch.setitem(tables.TABLES, "complaint", tables._table(COMPLAINTS))
    with village.services.store.writing() as connection:
        connection.exec_driver_sql(DDL)
    return village


def test_a_new_register_is_a_dataclass_a_line_and_a_table(with_complaints: Village) -> None:
    village = with_complaints
    assert COMPLAINTS in village_registers()
    who = village.elder()
    made = village.do(
        registers.put_record,
        record=Complaint(resident=who, day=date(2026, 10, 5), said=" 太咸 ", cost=1250, settled=True),
    )
    (found,) = village.ask(registers.records, "complaint")
    assert found == made
    assert (found.said, found.cost, found.settled) == ("太咸", 1250, True)
    assert village.codes(registers.put_record, record=replace(made, said="")) == ["field_missing"]
    assert village.codes(registers.remove_record, table="resident", row=who) == ["still_used"]
    village.do(registers.put_record, record=replace(made, settled=False))
    village.do(audit.undo)
    assert village.ask(registers.records, "complaint") == (made,)
    village.do(registers.remove_record, table="complaint", row=made.id)
    village.do(audit.undo)
    assert village.ask(registers.records, "complaint") == (made,)
    village.do(closings.close_month, month=Month(2026, 10), confirmed=True)
    assert village.codes(registers.put_record, record=replace(made, said="太淡")) == ["month_closed"]
    assert village.ask(audit.verify_audit) == ()
    with village.services.store.writing() as connection:
        connection.exec_driver_sql("UPDATE complaint SET cost = 0")
    assert "在程序外被改过" in village.ask(audit.verify_audit)[0]


def village_registers() -> tuple[Register, ...]:
    """Those with a plain page."""
    return registers.listed_registers()
