"""Any plain register as a workbook: to be kept, printed, or filled in and taken in again.

The file stays in the home, so nothing in it is masked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from happyhome.domain.dates import Spell, long_day
from happyhome.domain.fields import Field, Kind, Record
from happyhome.domain.homes import Home
from happyhome.domain.registers import Register
from happyhome.exchange.register_columns import Referent, SheetColumn, sheet_columns
from happyhome.reports.document import Align, CellKind, Column, Document, Row, Section, Table, Value

BLANK_ROWS = 30
YES, NO = "是", "否"
_LONGEST_LIST = 250  # Excel takes no longer list of a drop-down
_KINDS = {Kind.DAY: CellKind.DAY, Kind.NUMBER: CellKind.NUMBER, Kind.MONEY: CellKind.MONEY}
_LEFT = frozenset({Kind.LONG_TEXT, Kind.TEXT, Kind.ADDRESS, Kind.HEALTH})
_MM_PER_CHARACTER = 2.1
_WIDTHS_MM = {
    Kind.DAY: 23.0, Kind.FLAG: 14.0, Kind.CHOICE: 18.0, Kind.REFERENCE: 22.0, Kind.LONG_TEXT: 46.0,
    Kind.NUMBER: 16.0, Kind.MONEY: 18.0, Kind.NAME: 20.0,
}  # fmt: skip
_ID_WIDTH_MM = 37.0


def register_document(
    home: Home,
    register: Register,
    rows: Sequence[Record],
    referents: Mapping[str, Sequence[Referent]],
    period: Spell | None = None,
) -> Document:
    """The sheet: title, home and period, one column for each field, references with their number.

    ``rows`` stand as they are ordered; without any it is a blank form.
    """
    columns = sheet_columns(register)
    known = {table: {one.id: one for one in several} for table, several in referents.items()}
    lines = [Row(tuple(_value(column, row, known) for column in columns)) for row in rows]
    blank = not lines
    if blank:
        lines = [Row(("",) * len(columns))] * BLANK_ROWS
    title = f"{register.title}登记表"
    section = Section(
        title=title,
        blocks=(Table(tuple(map(_column, columns)), tuple(lines), 8.5 if blank else 7.0),),
        left=home.full_name,
        right=_period_words(period) or ("" if blank else f"共 {len(lines)} 条"),
        name=register.title,
    )
    return Document(title, home.full_name, (section,), landscape=True, blank=blank)


def _column(column: SheetColumn) -> Column:
    field = column.field
    if column.numbered:
        return Column(f"{field.name}.number", (column.heading,), _ID_WIDTH_MM)
    labels = (YES, NO) if field.kind is Kind.FLAG else tuple(choice.label for choice in field.choices)
    heading = _MM_PER_CHARACTER * 2 * len(column.heading) + 3
    return Column(
        key="name" if field.kind is Kind.REFERENCE else field.name,
        head=(column.heading,),
        width=max(heading, _WIDTHS_MM.get(field.kind, field.width * _MM_PER_CHARACTER)),
        align=Align.LEFT if field.kind in _LEFT else Align.CENTER,
        kind=_KINDS.get(field.kind, CellKind.TEXT),
        choices=labels if len(",".join(labels)) <= _LONGEST_LIST else (),
    )


def _value(column: SheetColumn, row: Record, known: Mapping[str, Mapping[str, Referent]]) -> Value:
    value: Any = getattr(row, column.field.name)
    if column.field.kind is Kind.REFERENCE:
        referent = known[column.field.refers_to].get(value)
        return "" if referent is None else referent.number if column.numbered else referent.name
    return _in_words(column.field, value)


def _in_words(field: Field, value: Any) -> Value:
    if value is None or value == "":
        return ""
    if field.kind is Kind.CHOICE:
        return field.choice_label(value)
    if field.kind is Kind.FLAG:
        return YES if value else NO
    if isinstance(value, str | int | date):
        return value
    return str(value)


def _period_words(period: Spell | None) -> str:
    if period is None:
        return ""
    first = long_day(period.since) if period.since else ""
    last = long_day(period.until) if period.until else ""
    return f"{first}至{last}"
