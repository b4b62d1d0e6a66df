"""Excel out and in, and hand-over, of any plain register, from its descriptor alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from happyhome.domain.dates import Spell
from happyhome.domain.fields import Record
from happyhome.domain.problems import Level
from happyhome.domain.registers import Register, register_named
from happyhome.services.registers import checked
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.exchange.incoming.findings import SheetProblem
    from happyhome.exchange.incoming.register_plan import RegisterPlan
    from happyhome.exchange.incoming.register_rows import RegisterReading
    from happyhome.exchange.incoming.sheets import Sheet
    from happyhome.exchange.register_merge import Merged
    from happyhome.reports.document import Document


@dataclass(frozen=True)
class RegisterPreview:
    """A file that was read and held against the store; ``reading`` is what ``import_register`` takes."""

    path: Path
    sheets: tuple[Sheet, ...]
    reading: RegisterReading
    plan: RegisterPlan


def register_sheet(
    reading: Reading, table: str, period: Spell | None = None, *, blank: bool = False
) -> Document:
    """A register to be written out, of all days or of ``period``; ``blank`` gives the form to fill in."""
    from happyhome.exchange.register_columns import referents_of
    from happyhome.exchange.registers_out import register_document

    register = register_named(table)
    rows = [] if blank else _rows(reading, register, period)
    return register_document(reading.home, register, rows, referents_of(reading, register), period)


def sheet_bytes(document: Document) -> bytes:
    """A document as a workbook."""
    from happyhome.reports.xlsx import render

    return render(document)


def _rows(reading: Reading, register: Register, period: Spell | None) -> list[Record]:
    """The home's rows by day, undated ones first; without a day in the order they were made."""
    from happyhome.exchange.register_columns import day_field

    rows: list[Record] = list(reading.find(register.record, home=reading.home_id))
    field = day_field(register)
    if field is None:
        return rows
    name = field.name
    if period is not None:
        rows = [row for row in rows if (day := getattr(row, name)) is not None and period.covers(day)]
    return sorted(rows, key=lambda row: (getattr(row, name) or date.min, row.id))


def preview_register(reading: Reading, path: Path, today: date, *, table: str) -> RegisterPreview:
    """Read a sheet of a register and say what importing it would do; nothing is written.

    Refuses a file that cannot be read or does not hold this register (no_register, column_missing).
    """
    from happyhome.exchange.incoming.register_rows import read_register
    from happyhome.exchange.incoming.sheets import read_workbook

    found = tuple(read_workbook(path))
    rows = read_register(found, register_named(table), today)
    return RegisterPreview(path, found, rows, _plan(reading, rows))


def _plan(reading: Reading, rows: RegisterReading) -> RegisterPlan:
    from happyhome.exchange.incoming.register_plan import plan_register
    from happyhome.exchange.register_columns import referents_of

    register = register_named(rows.table)
    existing = reading.find(register.record, home=reading.home_id)
    return plan_register(rows, referents_of(reading, register), existing)


@operation("导入登记", backup="before-import")
def import_register(work: Work, *, reading: RegisterReading) -> RegisterPlan:
    """Take the rows of a sheet in as one operation, planned anew against the store as it is now."""
    planned = _plan(work, reading)
    work.insert_many([checked(work, record) for record in planned.records])
    work.label = f"导入{register_named(reading.table).title}：新增 {len(planned.records)} 条"
    return planned


def register_problems(
    sheets: Sequence[Sheet], reading: RegisterReading, problems: Sequence[SheetProblem]
) -> bytes:
    """A workbook, the copy of the sheets with each problem beside its row."""
    from happyhome.exchange.incoming.findings import SheetProblem
    from happyhome.exchange.incoming.problem_sheet import problem_sheet

    said = "每行的问题写在这一栏，改好后可以再导入。"
    heads = [SheetProblem(name, row, "", "head", Level.INFO, said) for name, row in reading.heads]
    return problem_sheet(sheets, [*heads, *problems])


def rows_as_json(reading: Reading, table: str) -> list[dict[str, Any]]:
    """All rows of a register in the neutral form that a stick carries, by id."""
    from happyhome.exchange.register_merge import rows_as_json

    return rows_as_json(reading, table)


@operation("合并登记", backup="before-import")
def merge_register(work: Work, *, table: str, rows: Sequence[Mapping[str, Any]]) -> Merged:
    """Take over rows of a register from another computer, by id; what gives way is told, never lost silently."""
    from happyhome.exchange.register_merge import merge_rows

    merged = merge_rows(work, table, rows)
    work.notes += merged.problems
    title = register_named(table).title
    work.label = f"合并{title}：新增 {len(merged.added)} 条，更新 {len(merged.replaced)} 条"
    return merged
