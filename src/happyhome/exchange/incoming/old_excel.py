"""How far the cells of an old xls or et reach, before a reader lays out every cell in between.

The reader allocates one cell for each place between the first and the last, and a damaged column
number makes that more than any memory: the process is then ended, with nothing to catch. The file
is walked as the reader walks it ([MS-CFB] for the container, [MS-XLS] for the records).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from struct import error as ShortOfBytes  # noqa: N812  what struct calls plainly "error"
from struct import unpack_from

from happyhome.exchange.incoming.cell_reach import MOST_WRONG, letters

MOST_COLUMN = 255
"""The last column an xls can have; anything beyond is damage."""

_LAST_SECTOR = 0xFFFFFFFA  # this and above are marks, not sectors
_SMALL = 4096
_WITH_CONTENT = (2, 5)  # kinds of entries: a stream, the root with all small streams
_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_DIMENSIONS, _SHEET, _END, _STRINGS = 0x0200, 0x0085, 0x000A, 0x00FC
_CELLS = {0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}
_CELLS_IN_A_ROW = 0x00BD
_FORMULA, _TRUTH, _PASSWORD, _CODE_PAGE = 0x0006, 0x0205, 0x002F, 0x0042
_EXCEL_5 = 0x0500
_WIDE = frozenset({932, 936, 949, 950, 1361, *range(10001, 10004), 10008})
_MOST_BEFORE_PASSWORD = 1000


@dataclass(frozen=True, slots=True)
class Reach:
    """The last row and column, from 0, that a record of some sheet names; ``cells`` of all sheets as they are laid out."""

    row: int = 0
    column: int = 0
    cells: int = 0


def reach(data: bytes) -> Reach:
    """The farthest cell of any sheet. What cannot be followed is left to the reader, which refuses it."""
    try:
        stream = workbook_stream(data)
        starts = [unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _SHEET]
        known = {start: _end(stream, start) for start in set(starts)}
    except ShortOfBytes:
        return Reach()
    ends = [known[start] for start in starts]
    rows, columns = ([end[axis] for end in ends] for axis in (0, 1))
    cells = sum((row + 1) * (column + 1) for row, column in ends)
    return Reach(max(rows, default=0), max(columns, default=0), cells)


def _end(stream: bytes, start: int) -> tuple[int, int]:
    """The last row and column of one sheet."""
    row, column = 0, 0
    for down, across in _places(stream, start):
        row, column = max(row, down), max(column, across)
    return row, column


def is_locked(stream: bytes) -> bool:
    """Whether the workbook asks for a password."""
    return any(kind == _PASSWORD for kind, _ in islice(_records(stream, 0), _MOST_BEFORE_PASSWORD))


def is_garbled(stream: bytes) -> bool:
    """Whether it is a workbook of Excel 5 or 95 in a script of two bytes a letter, which the reader takes singly."""
    records = list(islice(_records(stream, 0), _MOST_BEFORE_PASSWORD))
    if not records or len(records[0][1]) < 2 or unpack_from("<H", records[0][1])[0] != _EXCEL_5:
        return False
    return any(
        kind == _CODE_PAGE and len(body) >= 2 and unpack_from("<H", body)[0] in _WIDE
        for kind, body in records
    )


def wrong_cells(data: bytes) -> dict[int, tuple[str, ...]]:
    """By the number of the sheet: the first cells whose formula ends in #N/A, #REF! and the like."""
    stream = workbook_stream(data)
    try:
        starts = [unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _SHEET]
        found = {
            number: tuple(islice(_wrong_in(stream, start), MOST_WRONG)) for number, start in enumerate(starts)
        }
    except ShortOfBytes:
        return {}
    return {number: places for number, places in found.items() if places}


def _wrong_in(stream: bytes, start: int) -> Iterator[str]:
    for kind, body in _records(stream, start):
        # A value that is no number: 2 says that it is an error, and the byte after next which.
        is_wrong = (kind == _TRUTH and len(body) >= 8 and body[7] == 1) or (
            kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2
        )
        if is_wrong:
            row, column = unpack_from("<HH", body)
            yield f"{letters(column + 1)}{row + 1}"


def faulty(data: bytes) -> bool:
    """Whether a record says more than there can be: a sheet that ends before it begins, more strings than bytes."""
    try:
        stream = workbook_stream(data)
        for kind, body in _records(stream, 0):
            if kind == _STRINGS and len(body) >= 8 and unpack_from("<I", body, 4)[0] > len(data):
                return True
            if kind == _SHEET and _ends_first(stream, unpack_from("<I", body)[0]):
                return True
    except ShortOfBytes:
        return False
    return False


def _ends_first(stream: bytes, start: int) -> bool:
    for kind, body in _records(stream, start):
        if kind == _DIMENSIONS and len(body) >= 12:
            first, end = unpack_from("<II", body)
            left, right = unpack_from("<HH", body, 8)
            return bool(first > end or left > right)
    return False


def leads_nowhere(data: bytes) -> bool:
    """Whether the container's chains of sectors run in a circle, or a part says it is longer than the file.

    A reader that follows such a chain, or makes room for such a part, takes memory without end.
    """
    size = 1 << (unpack_from("<H", data, 30)[0] & 15) if len(data) >= 512 else 0
    if size not in (512, 4096):
        return False
    try:
        sectors = _table_sectors(data, size)
        table = _numbers(b"".join(_sector(data, size, one) for one in sectors))
        small_table = _numbers(_chain(data, size, table, unpack_from("<I", data, 60)[0]))
        entries = _chain(data, size, table, unpack_from("<I", data, 48)[0])
    except ShortOfBytes:
        return False
    lengths = [unpack_from("<I", entries, at + 120)[0] for at in range(0, len(entries) - 127, 128)
               if entries[at + 66] in _WITH_CONTENT]  # fmt: skip
    too_long = max(lengths, default=0) > len(data)
    return too_long or _table_circles(data, size) or _circles(table) or _circles(small_table)


def _circles(table: list[int]) -> bool:
    """Whether following a table of chains ever comes back to where it was."""
    done: set[int] = set()
    for first in range(len(table)):
        path: set[int] = set()
        while first < len(table) and first not in done:
            if first in path:
                return True
            path.add(first)
            first = table[first]
        done |= path
    return False


def _table_circles(data: bytes, size: int) -> bool:
    """The same for the sectors that hold the rest of the table."""
    more, seen = unpack_from("<I", data, 68)[0], set[int]()
    while more < _LAST_SECTOR:
        if more in seen:
            return True
        seen.add(more)
        more = (_numbers(_sector(data, size, more)) or [_LAST_SECTOR])[-1]
    return False


def _places(stream: bytes, start: int) -> Iterator[tuple[int, int]]:
    for kind, body in _records(stream, start):
        if kind in _CELLS and len(body) >= 4:
            yield unpack_from("<HH", body)
        elif kind == _CELLS_IN_A_ROW and len(body) >= 6:
            yield unpack_from("<H", body)[0], unpack_from("<H", body, len(body) - 2)[0]
            yield unpack_from("<HH", body)
        elif kind == _DIMENSIONS and len(body) >= 12:
            yield max(unpack_from("<I", body, 4)[0] - 1, 0), max(unpack_from("<H", body, 10)[0] - 1, 0)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(kind, content) up to the end of the substream."""
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def workbook_stream(data: bytes) -> bytes:
    """The records of the workbook; b"" where the container holds none, or cannot be followed."""
    try:
        return _stream(data)
    except ShortOfBytes:
        return b""


def _stream(data: bytes) -> bytes:
    size, small = 1 << unpack_from("<H", data, 30)[0], 1 << unpack_from("<H", data, 32)[0]
    if size not in (512, 4096) or small != 64:
        return b""
    table = _numbers(b"".join(_sector(data, size, one) for one in _table_sectors(data, size)))
    folder, _, small_table = unpack_from("<I", data, 48)[0], 0, unpack_from("<I", data, 60)[0]
    entries = _chain(data, size, table, folder)
    root_start = unpack_from("<I", entries, 116)[0]
    places = range(0, len(entries) - 127, 128)
    named = {_name(entries, at): at for at in reversed(places)}
    # As the reader goes about it: the first of these names, and of one name the first.
    for at in (named[one] for one in _STREAMS if one in named):
        start, length = unpack_from("<II", entries, at + 116)
        if length >= _SMALL:
            return _chain(data, size, table, start)[:length]
        inside = _chain(data, size, table, root_start)
        return _chain(inside, small, _numbers(_chain(data, size, table, small_table)), start, 0)[:length]
    return b""


def _name(entries: bytes, at: int) -> str:
    """An entry's name up to its end mark; its length, which is also said, the reader does not ask."""
    return entries[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]


def _table_sectors(data: bytes, size: int) -> list[int]:
    """The sectors that hold the table of chains: the first 109 in the head, the others in sectors of their own."""
    found = list(unpack_from("<109I", data, 76))
    more, seen = unpack_from("<I", data, 68)[0], set[int]()
    while more < _LAST_SECTOR and more not in seen:
        seen.add(more)
        *some, more = _numbers(_sector(data, size, more)) or [_LAST_SECTOR]
        found += some
    return [one for one in found if one < _LAST_SECTOR]


def _chain(data: bytes, size: int, table: list[int], first: int, head: int | None = None) -> bytes:
    """The content of a chain of sectors; a chain that is broken or bites its tail ends there."""
    pieces, seen = [], set[int]()
    while first < len(table) and first not in seen:
        seen.add(first)
        pieces.append(_sector(data, size, first, head))
        first = table[first]
    return b"".join(pieces)


def _sector(data: bytes, size: int, number: int, head: int | None = None) -> bytes:
    start = number * size + (size if head is None else head)
    return data[start : start + size]


def _numbers(content: bytes) -> list[int]:
    return list(unpack_from(f"<{len(content) // 4}I", content))
