"""How far the cells of an xlsx sheet reach: guessed fast from the bytes, and measured where that is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

MOST_LAID = 5_000_000
"""Cells between the first and the last that may be laid out."""
MOST_MARKS = 9_000_000
"""Rows and cells that are worth counting, whether or not anything stands in them."""
_MOST_EXACT = 3_000_000
MOST_NAMED = 20
"""Cells of one sheet that are named one by one."""
MOST_WRONG = 200
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
# Marks that do not say where they stand first, and those with a prefix. Each pattern begins with plain letters:
# looked for at every "<" they take several times as long. Text that reads so is only measured once more.
_UNPLACED = (re.compile(rb'<c(?! r=")[\s/>]'), re.compile(rb'<row(?! r=")[\s/>]'))
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
# A cell that ends at once is empty, and the reader passes over it; one that is written in an odd way counts as filled.
# No pattern looks further than the next "<": else marks that nobody closes would take the square of their number.
_NOT_EMPTY = rb'(?!(?:\s+[\w:.-]+="[^"<>]*")*\s*/>)'
_FAR_ROW = re.compile(rb'<c r="[A-Za-z]+(\d{5,})"' + _NOT_EMPTY)
_FAR_COLUMN = re.compile(rb'<c r="([A-Za-z]{2,})\d+"' + _NOT_EMPTY)
_UNCACHED = re.compile(
    rb'<c r="([A-Z]+\d+)"[^<>]*><f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*(?:<v\s*/>\s*|<v></v>\s*)?</c>'
)
_WRONG = re.compile(rb'<c r="([A-Z]+\d+)"[^<>]*\bt="e"')
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


class Look:
    """One sheet while its pieces pass by."""

    def __init__(self) -> None:
        self.marks = 0
        self.is_odd = False
        self.uncached: list[str] = []
        self.errors: list[str] = []
        self.merged: dict[int, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
        self._row, self._column = 0, 0

    def take(self, piece: bytes) -> None:
        """Count what stands in a piece; it ends where a mark ends."""
        placed = piece.count(b'<c r="') + piece.count(b'<row r="')
        unplaced = sum(len(one.findall(piece)) for one in _UNPLACED)
        self.marks += placed + unplaced
        # Cells that do not say where they stand follow the one before.
        self.is_odd = self.is_odd or unplaced > 0 or bool(_PREFIXED.search(piece))
        self._row = max(self._row, max((int(row[:9]) for row in _FAR_ROW.findall(piece)), default=0))
        columns = set(_FAR_COLUMN.findall(piece))
        self._column = max(self._column, max((_number(one.decode()) for one in columns), default=0))
        if b"<f" in piece and len(self.uncached) < MOST_NAMED:
            self.uncached += [place.decode() for place in _UNCACHED.findall(piece)][:MOST_NAMED]
        if b't="e"' in piece and len(self.errors) < MOST_WRONG:
            self.errors += [place.decode() for place in _WRONG.findall(piece)][:MOST_WRONG]

    @property
    def cells(self) -> int:
        """At most so many cells lie between the first and the last."""
        return max(self._row, 9_999) * max(self._column, 26)


class _Enough(Exception):
    """The answer is known."""


class _Measure:
    def __init__(self) -> None:
        self.row, self.column = 1, 1
        self.last_row, self.last_column = 0, 0
        self.where = ""
        self._seen = 0
        self._in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        mark = name.rpartition(":")[2]
        if mark == "row":
            self._count()
            if "r" in attributes:
                said = attributes["r"]
                if not said.isascii() or not said.isdigit() or not 0 < int(said[:9]) <= _LAST_ROW:
                    raise ValueError(said)
                self.row = int(said)
        elif mark == "c":
            self._count()
            self._in_cell = True
            if "r" in attributes:
                found = _PLACE.fullmatch(attributes["r"])
                if not found or not 0 < int(found[2]) <= _LAST_ROW or _number(found[1]) > _LAST_COLUMN:
                    raise ValueError(attributes["r"])
                self.row, self.column = int(found[2]), _number(found[1])
        elif self._in_cell:
            self._filled()

    def end(self, name: str) -> None:
        mark = name.rpartition(":")[2]
        if mark == "row":
            self.row, self.column = self.row + 1, 1
        elif mark == "c":
            self.column, self._in_cell = self.column + 1, False

    def _filled(self) -> None:
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_LAID:
            self.where = f"第 {self.row} 行第 {self.column} 列"
            raise _Enough

    def _count(self) -> None:
        self._seen += 1
        if self._seen > _MOST_EXACT:
            self.where = f"第 {self.row} 行"
            raise _Enough


def exactly(pieces: Iterator[bytes]) -> str | None:
    """Where a sheet reaches too far, "" where it does not, None where it is no sound XML."""
    measure, parser = _Measure(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = measure.start, measure.end
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except _Enough:
        return measure.where
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return ""


def _number(letters: str) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number


def letters(column: int) -> str:
    """The column from 1 as Excel heads it: 28 as AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
