"""How far the cells of an ods reach: it says of a row or cell how often it is repeated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from xml.parsers import expat

from happyhome.exchange.incoming.cell_reach import MOST_LAID
from happyhome.exchange.incoming.refusals import damaged, far, swollen

_MOST_MARKS = 3_000_000
_MOST_REPEATS = 20_000_000
MOST_SPANS = 20_000
Span: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: its first and its last cell as (row, column) from 0."""
_ACROSS, _DOWN = "table:number-columns-repeated", "table:number-rows-repeated"
_WIDE, _HIGH = "table:number-columns-spanned", "table:number-rows-spanned"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_TABLE, _ROW = "table:table", "table:table-row"


class _TooFar(Exception):
    """Cells with content stand farther out than can be laid out."""


class _TooMany(Exception):
    """There is more in it than is worth counting."""


class _Measure:
    def __init__(self) -> None:
        self.rows, self.columns, self.marks = 0, 0, 0
        self._down, self._column, self._across, self._filled, self._in_cell = 1, 0, 1, False, False
        self.merged: list[list[Span]] = []
        self._within: set[str] = set()
        self._area, self._before = 0, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.marks += 1
        if self.marks > _MOST_MARKS:
            raise _TooMany
        self._enter(name)
        if name == _TABLE:
            self.rows = self.columns = 0
            self._area, self._before = 0, self._before + self._area
            self.merged.append([])
        elif name == _ROW:
            self._down, self._column, self._filled = _repeats(attributes.get(_DOWN)), 0, False
        elif name in _CELLS:
            self._across, self._in_cell = _repeats(attributes.get(_ACROSS)), True
            self._merge(_repeats(attributes.get(_WIDE)), _repeats(attributes.get(_HIGH)))
            if any(key.startswith("office:") for key in attributes):
                self._fill()
        elif self._in_cell:
            self._fill()

    def _enter(self, name: str) -> None:
        """No table stands in a table, nor a row in a row: the reader would take the inner end for the outer."""
        if name in self._within or (self._in_cell and name in (_TABLE, _ROW, *_CELLS)):
            raise ValueError(name)
        if name in (_TABLE, _ROW):
            self._within.add(name)

    def end(self, name: str) -> None:
        self._within.discard(name)
        if name in _CELLS:
            self._column, self._in_cell = self._column + self._across, False
        elif name == _ROW:
            self.rows += self._down
            if self._filled:
                self._check(self.rows)

    def _merge(self, wide: int, high: int) -> None:
        if (wide > 1 or high > 1) and self.merged and len(self.merged[-1]) <= MOST_SPANS:
            end = (self.rows + high - 1, self._column + wide - 1)
            self.merged[-1].append(((self.rows, self._column), end))

    def _fill(self) -> None:
        self._filled = True
        self.columns = max(self.columns, self._column + self._across)
        self._check(self.rows + 1)

    def _check(self, rows: int) -> None:
        self._area = rows * self.columns
        if self._area > MOST_LAID or rows > 1_048_576:
            raise _TooFar
        if self._before + self._area > MOST_LAID:  # the reader lays out all tables before it gives one
            raise _TooMany


def check_open_document(pieces: Iterator[bytes], name: str) -> dict[int, list[Span]]:
    """The merged ranges of each sheet; refuses content that reaches too far, is too much, or no sound XML."""
    measure, parser = _Measure(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = measure.start, measure.end
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except _TooFar:
        raise far(name, f"第 {measure.rows + 1} 行、第 {measure.columns} 列") from None
    except _TooMany:
        raise swollen(name) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(name) from error
    return dict(enumerate(measure.merged))


def _repeats(said: str | None) -> int:
    if said is None:
        return 1
    if not said.isascii() or not said.isdigit() or not 0 < int(said[:10]) <= _MOST_REPEATS:
        raise ValueError(said)
    return int(said)
