"""Read the rows of any plain register from a sheet: our own filled in, or one made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from happyhome.domain.fields import Field, Kind
from happyhome.domain.idcard import read_id
from happyhome.domain.problems import Level, Refusal, refuse
from happyhome.domain.registers import Register
from happyhome.exchange.incoming.cells import folded, long_number, text_of
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.headings import LOOK_AHEAD
from happyhome.exchange.incoming.kept_text import clean_text
from happyhome.exchange.incoming.register_cells import read_cell
from happyhome.exchange.incoming.row_kinds import ends_persons, group_in
from happyhome.exchange.incoming.sheets import Cell, Sheet
from happyhome.exchange.incoming.vocabulary import heading_key
from happyhome.exchange.register_columns import BRACKETS, SheetColumn, words_for

_OURS = frozenset({"序号", "编号", "行号", "NO", "No"})
_AS_ABOVE = frozenset({"同上", "〃", "″", "同前"})
_REPEATS = frozenset({Kind.REFERENCE, Kind.DAY, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a row points at, as it says so. ``number`` is sound or "", ``typed`` what was written."""

    name: str = ""
    number: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row as a sheet has it: read values and references by field, only of columns the sheet has.

    A row with a problem of level refused is not taken in.
    """

    sheet: str
    row: int
    values: Mapping[str, Any]
    named: Mapping[str, Named]
    headings: Mapping[str, str]
    problems: tuple[SheetProblem, ...] = ()

    def problem(self, field: str, code: str, level: Level, text: str) -> SheetProblem:
        """A finding beside the column of a field."""
        return SheetProblem(self.sheet, self.row, self.headings.get(field, ""), code, level, text)


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """All rows of a file for the register with this ``table``; a row carries its own problems.

    ``heads`` are the sheets that were read and the row number of their head (1 is the first).
    """

    table: str
    rows: tuple[RegisterRow, ...]
    problems: tuple[SheetProblem, ...] = ()
    heads: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    row: int
    columns: Mapping[int, SheetColumn]


def read_register(sheets: Sequence[Sheet], register: Register, today: date) -> RegisterReading:
    """All rows of all visible sheets that have this register's headings, in any order.

    Raises Refusal: no_register where no sheet has them, column_missing where one that is needed lacks.
    """
    words = words_for(register)
    rows: list[RegisterRow] = []
    problems: list[SheetProblem] = []
    heads: list[tuple[str, int]] = []
    for sheet in sheets:
        problems += sheet.told if sheet.visible else ()
        head = _head_of(sheet, words) if sheet.visible else None
        if head is None:
            problems += _passed_over(sheet, register)
            continue
        _check_complete(sheet, head, register)
        problems += _told_columns(sheet, head)
        heads.append((sheet.name, head.row + 1))
        rows += _Table(sheet, head, register, today).rows()
    if not heads:
        labels = "、".join(f"“{field.label}”" for field in _needed(register))
        raise refuse(
            "no_register",
            f"没有找到{register.title}的记录：表里要有一行栏目名，其中有{labels}。请先导出空表照着填，或检查是不是选错了文件。",
        )
    return RegisterReading(register.table, tuple(rows), tuple(problems), tuple(heads))


def _needed(register: Register) -> list[Field]:
    return [field for field in register.fields if field.required] or [*register.fields[:1]]


def _passed_over(sheet: Sheet, register: Register) -> list[SheetProblem]:
    if not any(any(row) for row in sheet.rows):
        return []
    why = f"没有{register.title}的栏目名" if sheet.visible else "是隐藏的"
    text = f"工作表“{sheet.name}”{why}，没有导入。"
    return [SheetProblem(sheet.name, 1, "", "sheet_ignored", Level.INFO, text)]


def _head_of(sheet: Sheet, words: Mapping[str, SheetColumn]) -> _Head | None:
    """The first row that has two known headings (or all there are)."""
    enough = min(2, len({column.field.name for column in words.values()}))
    for index, row in enumerate(sheet.rows[:LOOK_AHEAD]):
        columns: dict[int, SheetColumn] = {}
        for place, cell in enumerate(row):
            column = _column(cell, words)
            if column is not None and column not in columns.values():
                columns[place] = column
        if len({column.field.name for column in columns.values()}) >= enough:
            return _Head(index, columns)
    return None


def _column(cell: Cell, words: Mapping[str, SheetColumn]) -> SheetColumn | None:
    if not isinstance(cell, str) or not cell:
        return None
    key = heading_key(cell)
    return words.get(key) or words.get(heading_key(BRACKETS.sub("", key)))


def _check_complete(sheet: Sheet, head: _Head, register: Register) -> None:
    present = {column.field.name for column in head.columns.values()}
    missing = [field for field in register.fields if field.required and field.name not in present]
    if missing:
        labels = "、".join(f"“{field.label}”" for field in missing)
        raise refuse(
            "column_missing",
            f"工作表“{sheet.name}”第 {head.row + 1} 行的栏目里没有{labels}，看不出每条{register.title}记录的这一项。请补上这一栏再导入。",
            missing[0].name,
        )


def _told_columns(sheet: Sheet, head: _Head) -> list[SheetProblem]:
    told = []
    for place, cell in enumerate(sheet.rows[head.row]):
        heading = text_of(cell)
        # 【 begins what a copy with problems says of itself.
        if not heading or place in head.columns or heading_key(heading) in _OURS or heading[0] == "【":
            continue
        text = f"“{heading}”一栏没有对应的项目，或与另一栏意思相同，没有导入。"
        told.append(SheetProblem(sheet.name, head.row + 1, heading, "column_unknown", Level.INFO, text))
    return told


class _Table:
    """One sheet while it is being read, row after row."""

    def __init__(self, sheet: Sheet, head: _Head, register: Register, today: date) -> None:
        self.sheet, self.head, self.register, self.today = sheet, head, register, today
        self.above: dict[int, Cell] = {}
        self.headings: dict[str, str] = {}
        for place, column in sorted(head.columns.items(), reverse=True):
            heading = " ".join(text_of(sheet.rows[head.row][place]).split())
            self.headings[column.field.name] = heading
        self.required = [place for place, column in head.columns.items() if column.field.required]

    def rows(self) -> list[RegisterRow]:
        """Every record below the head."""
        made = []
        for index in range(self.head.row + 1, len(self.sheet.rows)):
            row = self.sheet.rows[index]
            if self._is_record(row):
                made.append(self._read(index, {place: self._cell(row, place) for place in self.head.columns}))
        return made

    def _is_record(self, row: tuple[Cell, ...]) -> bool:
        """Blank lines, numbered empty ones, repeated heads, groups, totals and signatures are none."""
        if not any(text_of(row[place]) for place in self.head.columns if place < len(row)):
            return False
        head = self.sheet.rows[self.head.row]
        if all(
            text_of(row[place]) == text_of(head[place]) for place in self.head.columns if place < len(row)
        ):
            return False
        if all(place < len(row) and text_of(row[place]) for place in self.required):
            return True
        first = next(text_of(cell) for cell in row if text_of(cell))
        return not ends_persons(first) and not group_in(row)

    def _cell(self, row: tuple[Cell, ...], place: int) -> Cell:
        value = row[place] if place < len(row) else ""
        if self.head.columns[place].field.kind in _REPEATS:
            if isinstance(value, str) and value.strip() in _AS_ABOVE:
                value = self.above.get(place, "")
            self.above[place] = value
        return value

    def _read(self, index: int, cells: Mapping[int, Cell]) -> RegisterRow:
        values: dict[str, Any] = {}
        named: dict[str, Named] = {}
        problems: list[SheetProblem] = []
        for place, column in self.head.columns.items():
            field = column.field
            if field.kind is Kind.REFERENCE:
                known = named.get(field.name, Named())
                named[field.name] = self._named(known, column, cells[place])
                continue
            try:
                values[field.name] = read_cell(self.register.record, field, cells[place], self.today)
            except Refusal as refusal:
                problems += [
                    SheetProblem(
                        self.sheet.name, index + 1, self.headings[field.name], one.code, one.level, one.text
                    )
                    for one in refusal.problems
                ]
        return RegisterRow(self.sheet.name, index + 1, values, named, self.headings, tuple(problems))

    def _named(self, known: Named, column: SheetColumn, cell: Cell) -> Named:
        if not column.numbered:
            return Named(clean_text(text_of(cell)), known.number, known.typed)
        typed = long_number(cell)
        sound = "" if typed.rounded else read_id(folded(typed.text), self.today).number
        return Named(known.name, sound, typed.text)
