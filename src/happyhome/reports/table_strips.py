"""A table as strips: its head, its rows, and the sum of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from happyhome.reports.document import Align, CellKind, Column, Row, RowKind, Table, shown
from happyhome.reports.fitting import Fitted, fit
from happyhome.reports.fonts import Fonts
from happyhome.reports.pen import FAINT, MM, Pen
from happyhome.reports.strips import Strip

HEAD_GREY = 0.91
TOTAL_GREY = 0.955
CLOSED_GREY = 0.925
_PADDING = 1.3
_LEFT_INDENT = 2.2
_HEAD_LEVEL = 5.0 * MM
_HEAD_LEAST = 7.5 * MM
_HEAD_SHRINK = 0.94


@dataclass(frozen=True)
class _Geometry:
    """Edges of the columns in points from the left border of the paper, one more than columns."""

    edges: tuple[float, ...]

    @classmethod
    def of(cls, table: Table, left: float, width: float) -> _Geometry:
        wished = sum(column.width for column in table.columns)
        steps = accumulate((column.width * width / wished for column in table.columns), initial=left)
        return cls(tuple(round(edge, 2) for edge in steps))

    def inner(self, first: int, last: int, align: Align = Align.CENTER) -> tuple[float, float]:
        """Left end and width for text in the columns first to last."""
        left = self.edges[first] + _PADDING + (_LEFT_INDENT if align is Align.LEFT else 0.0)
        return left, self.edges[last + 1] - _PADDING - left


class TablePainter:
    """Makes the strips of one table at one place of the page (points)."""

    def __init__(self, table: Table, fonts: Fonts, left: float, width: float) -> None:
        self._table = table
        self._fonts = fonts
        self._place = _Geometry.of(table, left, width)
        self._least = table.row_height * MM
        self._slots = [
            (column.kind, column.size or table.size, column.align, *self._place.inner(i, i, column.align))
            for i, column in enumerate(table.columns)
        ]
        self._shaded = [index for index, column in enumerate(table.columns) if column.shaded]
        self.sums_pages = bool(table.page_sums)
        self.head = self._head()

    def strips(self) -> list[Strip]:
        """All rows; the last ones cling together so that a total never stands alone."""
        table = self._table
        if not table.rows:
            return [self._row(Row((table.empty_text,), RowKind.GROUP), glued=False)]
        found = []
        for index, row in enumerate(table.rows):
            last = len(table.rows) > 4 and len(table.rows) - 3 < index
            after_group = index > 0 and table.rows[index - 1].kind is RowKind.GROUP
            captioned = index == 0 and bool(table.caption)
            found.append(self._row(row, row.kind is RowKind.TOTAL or last or after_group or captioned))
        return found

    def page_sum(self, rows: Sequence[Row]) -> Strip:
        """本页小计 of the rows that came to stand on one page."""
        cells: list[str | int | float] = []
        for index, column in enumerate(self._table.columns):
            if column.key not in self._table.page_sums:
                cells.append("")
            elif column.kind is CellKind.MARK:
                cells.append(sum(bool(row.cells[index]) and index not in row.faint for row in rows) or "")
            else:
                numbers = [v for row in rows if isinstance(v := row.cells[index], int | float)]
                cells.append(sum(numbers) if numbers else "")
        label = next((i for i, c in enumerate(self._table.columns) if c.key == "name"), 0)
        cells[label] = "本页小计"
        return self._row(Row(tuple(cells), RowKind.SUBTOTAL), glued=True)

    def _row(self, row: Row, glued: bool) -> Strip:
        least = self._least
        if row.kind is RowKind.GROUP:
            return self._spanning(row, glued)
        bold = row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL)
        height = max(least, self._needed(row, bold))
        reserve = least if self._table.page_sums and row.kind is RowKind.PLAIN else 0.0

        def draw(pen: Pen, top: float) -> None:
            self._shade(pen, row, top, height)
            self._cells(pen, row, top, height, bold)
            self._borders(pen, top, height)

        return Strip(height, draw, glued, self.head, reserve, row)

    def _needed(self, row: Row, bold: bool) -> float:
        highest = 0.0
        for index, value in enumerate(row.cells):
            if isinstance(value, str) and len(value) > 1:
                _, size, _, _, width = self._slots[index]
                fitted = self._fit(value, size, width, self._least - 2, bold)
                highest = max(highest, fitted.height + 3)
        return highest

    def _cells(self, pen: Pen, row: Row, top: float, height: float, bold: bool) -> None:
        faint = row.faint
        for index, value in enumerate(row.cells):
            if value is None or value == "":
                continue
            kind, size, align, left, width = self._slots[index]
            text = value if isinstance(value, str) else shown(value, kind)
            if len(text) == 1:
                fitted = Fitted(size, (text,))
            else:
                fitted = self._fit(text, size, width, height - 2, bold)
            pen.cell((left, top, width, height), fitted, align, bold, FAINT if index in faint else 0.0)

    def _fit(self, text: str, size: float, width: float, height: float, bold: bool) -> Fitted:
        return fit(self._fonts, text, size, width, height, bold, self._table.least)

    def _shade(self, pen: Pen, row: Row, top: float, height: float) -> None:
        edges = self._place.edges
        if row.kind is not RowKind.PLAIN:
            pen.fill(edges[0], top, edges[-1] - edges[0], height, TOTAL_GREY)
        for index in self._shaded:
            pen.fill(edges[index], top, edges[index + 1] - edges[index], height, CLOSED_GREY)

    def _borders(self, pen: Pen, top: float, height: float) -> None:
        edges = self._place.edges
        for edge in edges:
            pen.down(edge, top, top - height)
        pen.across(edges[0], edges[-1], top - height)

    def _spanning(self, row: Row, glued: bool) -> Strip:
        left, width = self._place.inner(0, len(self._table.columns) - 1)
        text = shown(row.cells[0], CellKind.TEXT)
        fitted = fit(self._fonts, text, self._table.size, width - 6, self._least - 2, True)
        height = max(self._least, fitted.height + 4)
        align = Align.LEFT if self._table.rows else Align.CENTER

        def draw(pen: Pen, top: float) -> None:
            if self._table.rows:
                pen.fill(left - _PADDING, top, width + 2 * _PADDING, height, TOTAL_GREY)
            pen.cell((left + 3, top, width - 6, height), fitted, align, bold=bool(self._table.rows))
            pen.box(left - _PADDING, top, width + 2 * _PADDING, height)

        return Strip(height, draw, glued, self.head)

    def _head(self) -> Strip:
        columns = self._table.columns
        two = any(len(column.head) > 1 for column in columns)
        heights = [
            fit(self._fonts, column.head[0], self._head_size(column), width, _HEAD_LEAST, True).height + 4
            for index, column in enumerate(columns)
            if len(column.head) == 1 and (width := self._place.inner(index, index)[1]) > 0
        ]
        height = max([_HEAD_LEAST, 2 * _HEAD_LEVEL if two else 0.0, *heights])

        def draw(pen: Pen, top: float) -> None:
            edges = self._place.edges
            pen.fill(edges[0], top, edges[-1] - edges[0], height, HEAD_GREY)
            for first, last in _merged(columns):
                self._head_cells(pen, first, last, top, height)
            pen.across(edges[0], edges[-1], top)
            pen.across(edges[0], edges[-1], top - height)

        return Strip(height, draw, is_head=True)

    def _head_size(self, column: Column) -> float:
        return self._table.size * _HEAD_SHRINK if column.kind is not CellKind.MARK else self._table.size

    def _head_cells(self, pen: Pen, first: int, last: int, top: float, height: float) -> None:
        """One group of columns that share their first level."""
        edges, columns = self._place.edges, self._table.columns
        level = height / 2 if len(columns[first].head) > 1 else height
        self._label(pen, (first, last), top, level, columns[first].head[0])
        pen.down(edges[first], top, top - height)
        pen.down(edges[last + 1], top, top - height)
        if level == height:
            return
        pen.across(edges[first], edges[last + 1], top - level)
        for index in range(first, last + 1):
            self._label(pen, (index, index), top - level, level, columns[index].head[1])
            if index < last:
                pen.down(edges[index + 1], top - level, top - height)

    def _label(self, pen: Pen, span: tuple[int, int], top: float, height: float, text: str) -> None:
        left, width = self._place.inner(*span)
        size = self._head_size(self._table.columns[span[0]])
        pen.cell(
            (left, top, width, height),
            fit(self._fonts, text, size, width, height - 2, True),
            Align.CENTER,
            True,
        )


def _merged(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """First and last index of columns under one first-level head."""
    spans: list[tuple[int, int]] = []
    for index, column in enumerate(columns):
        before = columns[index - 1] if index else None
        if before and len(column.head) > 1 and len(before.head) > 1 and before.head[0] == column.head[0]:
            spans[-1] = (spans[-1][0], index)
        else:
            spans.append((index, index))
    return spans
