"""One table on one sheet: title, head, rows, notes, places to sign, and how it prints on A4."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from happyhome.reports.document import (
    Align,
    CellKind,
    Column,
    Paragraph,
    Row,
    RowKind,
    Section,
    Signature,
    Table,
    Value,
)
from happyhome.reports.xlsx_styles import Look, Styles, dress

_POINTS_PER_MM = 72 / 25.4
_MM_PER_UNIT = 1.9
_WIDEST_UNITS = 42.0
_WIDEST_PAGE_MM = 420.0
_LINE_POINTS = 14.0
_HEAD_FILL = "E8E8E8"
_TOTAL_FILL = "F3F3F3"
_CLOSED_FILL = "ECECEC"
_PLAIN = Look(lined=False, align=Align.LEFT)


class SheetWriter:
    """Writes downwards, remembering the next free row."""

    def __init__(self, sheet: Any, table: Table, styles: Styles) -> None:
        self._sheet = sheet
        self._table = table
        self._styles = styles
        self._units = [_width(table, index) for index in range(len(table.columns))]
        self._of_cells: dict[tuple[int, CellKind, bool, bool], Any] = {}
        self._row = 1
        for index, units in enumerate(self._units, 1):
            sheet.column_dimensions[_letter(index)].width = units

    def write(self, section: Section, title: str, paragraphs: Sequence[Paragraph], with_foot: bool) -> None:
        """The whole sheet."""
        self._heading(section, title)
        for paragraph in paragraphs:
            if paragraph.text:
                self._line(paragraph.text, paragraph.size)
        first_head = self._row
        self._head()
        first_row = self._row
        for row in self._table.rows:
            self._body_row(row)
        if not self._table.rows:
            self._line(self._table.empty_text, 10, Align.CENTER)
        self._drop_downs(first_row)
        if with_foot:
            for note in section.notes:
                self._line(note, section.note_size)
            self._signatures(section.signatures)
        self._freeze(first_row)
        last = _letter(len(self._table.columns))
        self._sheet.print_area = f"A1:{last}{self._row - 1}"
        self._sheet.print_title_rows = f"{1 if first_head <= 3 else first_head}:{first_row - 1}"

    def _put(self, row: int, column: int, value: Value, look: Look) -> None:
        cell = self._sheet.cell(row, column)
        dress(cell, self._styles.of(look))
        _fill(cell, value, look.kind)

    def _merged(self, first: int, last: int, value: str, look: Look, height: float) -> None:
        """One text across columns of the current row."""
        for column in range(first, last + 1):
            self._put(self._row, column, value if column == first else None, look)
        if last > first:
            self._sheet.merge_cells(
                start_row=self._row, end_row=self._row, start_column=first, end_column=last
            )
        self._sheet.row_dimensions[self._row].height = height

    def _line(self, text: str, size: float, align: Align = Align.LEFT) -> None:
        room = sum(self._units) * 10 / size
        lines = sum(math.ceil(max(1.0, _text_units(part)) / room) for part in text.split("\n"))
        look = Look(lined=False, align=align, size=size)
        self._merged(1, len(self._units), text, look, max(18.0, lines * size * 1.45))
        self._row += 1

    def _heading(self, section: Section, title: str) -> None:
        look = Look(size=16, bold=True, lined=False, title=True)
        self._merged(1, self._title_columns(), title, look, 32.0)
        self._row += 1
        if not (section.left or section.right):
            return
        half = max(1, _middle(self._units))
        self._merged(1, half, section.left, _PLAIN, 18.0)
        if half < len(self._units):
            right = Look(lined=False, align=Align.RIGHT)
            self._merged(half + 1, len(self._units), section.right, right, 18.0)
        self._row += 1

    def _head(self) -> None:
        columns = self._table.columns
        levels = max(len(column.head) for column in columns)
        look = Look(bold=True, size=9.5, fill=_HEAD_FILL)
        for index, column in enumerate(columns, 1):
            for level in range(levels):
                text = column.head[level] if level < len(column.head) else None
                self._put(self._row + level, index, text, look)
            if len(column.head) < levels:
                self._merge(self._row, index, self._row + levels - 1, index)
        if levels > 1:
            for first, last in _spans(columns):
                self._merge(self._row, first, self._row, last)
        deep = max(column.head[0].count("\n") for column in columns) + 1
        for level in range(levels):
            height = 16.0 if levels > 1 else max(20.0, deep * _LINE_POINTS)
            self._sheet.row_dimensions[self._row + level].height = height
        self._row += levels

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self._sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def _body_row(self, row: Row) -> None:
        if row.kind is RowKind.GROUP:
            look = Look(align=Align.LEFT, bold=True, fill=_TOTAL_FILL)
            self._merged(1, len(self._units), str(row.cells[0]), look, 20.0)
            self._row += 1
            return
        total = row.kind is not RowKind.PLAIN
        height = self._table.row_height * _POINTS_PER_MM
        for index, value in enumerate(row.cells):
            cell = self._sheet.cell(self._row, index + 1)
            kind = self._kind_of(index, value)
            dress(cell, self._style(index, kind, total, index in row.faint))
            if value is None or value == "":
                continue
            _fill(cell, value, kind)
            if isinstance(value, str) and len(value) > 2:
                height = max(height, _lines(value, self._units[index]) * _LINE_POINTS + 2)
        self._sheet.row_dimensions[self._row].height = height
        self._row += 1

    def _kind_of(self, index: int, value: Value) -> CellKind:
        """The column's kind; a number stays a number among marks and texts."""
        kind = self._table.columns[index].kind
        if isinstance(value, int | float) and kind in (CellKind.MARK, CellKind.TEXT):
            return CellKind.NUMBER
        return kind

    def _style(self, index: int, kind: CellKind, total: bool, faint: bool) -> Any:
        key = (index, kind, total, faint)
        made = self._of_cells.get(key)
        if made is None:
            column = self._table.columns[index]
            fill = _TOTAL_FILL if total else _CLOSED_FILL if column.shaded else ""
            look = Look(kind, column.align, column.size or 10.0, total, faint, fill)
            made = self._of_cells[key] = self._styles.of(look)
        return made

    def _drop_downs(self, first_row: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if not self._table.rows:
            return
        for index, column in enumerate(self._table.columns, 1):
            if column.choices:
                rule = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
                rule.add(f"{_letter(index)}{first_row}:{_letter(index)}{self._row - 1}")
                self._sheet.add_data_validation(rule)

    def _signatures(self, signatures: Sequence[Signature]) -> None:
        """All places in one line, as far apart as the sheet is wide."""
        if not signatures:
            return
        texts = [f"{one.label}：{one.value}" for one in signatures]
        free = sum(self._units) * 0.9 - sum(map(_text_units, texts))
        blanks = max(3, int(free / len(texts) / 2))
        self._merged(1, len(self._units), ("　" * blanks).join(texts), _PLAIN, 34.0)
        self._row += 1

    def _title_columns(self) -> int:
        """As many columns as the first printed page has room for: a title is not cut in two."""
        room = _WIDEST_PAGE_MM / _MM_PER_UNIT
        fitting = sum(1 for done in accumulate(self._units) if done <= room)
        return max(1, fitting)

    @property
    def width_mm(self) -> float:
        """How wide the sheet would print at its full size."""
        return sum(self._units) * _MM_PER_UNIT

    def _freeze(self, first_row: int) -> None:
        named = [index for index, column in enumerate(self._table.columns, 1) if column.key == "name"]
        column = named[0] + 1 if named and named[0] <= 2 else 1
        self._sheet.freeze_panes = f"{_letter(column)}{first_row}"
        if column > 1:
            self._sheet.print_title_cols = f"A:{_letter(column - 1)}"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _fill(cell: Any, value: Value, kind: CellKind) -> None:
    """Put a value into a cell. Text stays text, also where it begins like somebody else's formula."""
    if isinstance(value, str):
        text = value if value.isprintable() else _without_controls(value)
        if text:
            cell.value = text
            cell.data_type = "s"
    elif kind is CellKind.MONEY and isinstance(value, int):
        cell.value = value / 100
    else:
        cell.value = value


def _without_controls(text: str) -> str:
    """The text without the characters that a workbook may not hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def _text_units(text: str) -> float:
    """Roughly how many digits wide a text is."""
    return sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in text)


def _width(table: Table, index: int) -> float:
    """A column's width in digits: as on paper, wider where most texts ask for it; a rare long one wraps."""
    column = table.columns[index]
    wished = column.width / _MM_PER_UNIT + 0.7
    if column.kind is not CellKind.TEXT:
        return wished
    lengths = sorted(_text_units(cell) for row in table.rows if isinstance(cell := _cell(row, index), str))
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0.0
    return max(wished, min(usual * (column.size or 10.0) / 10 + 2, _WIDEST_UNITS))


def _cell(row: Row, index: int) -> Value:
    return None if row.kind is RowKind.GROUP else row.cells[index]


def _lines(text: str, units: float) -> int:
    return sum(max(1, math.ceil(_text_units(part) * 1.05 / units)) for part in text.split("\n"))


def _middle(units: Sequence[float]) -> int:
    """How many columns make up the left half."""
    done = 0.0
    for count, width in enumerate(units, 1):
        done += width
        if done >= sum(units) / 2:
            return count
    return len(units)


def _spans(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """First and last number of columns under one first-level head of two."""
    spans: list[tuple[int, int]] = []
    for index, column in enumerate(columns, 1):
        if len(column.head) < 2:
            continue
        if spans and spans[-1][1] == index - 1 and columns[index - 2].head[0] == column.head[0]:
            spans[-1] = (spans[-1][0], index)
        else:
            spans.append((index, index))
    return spans
