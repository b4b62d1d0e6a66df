"""Tables saved as text: which encoding, which separator, and back to rows."""

from __future__ import annotations

import csv
import io
import re

from happyhome.domain.problems import refuse
from happyhome.exchange.incoming.refusals import not_a_table, too_big

MOST_BYTES = 20 * 1024 * 1024
MOST_COLUMNS = 500

_SEPARATORS = (",", "\t", ";", "，")
# ="6203…" is how some programs keep Excel from rounding a number in a csv file.
_KEPT_AS_TEXT = re.compile(r'^="([^"]*)"$')


def read_text_table(data: bytes, name: str, most_rows: int) -> tuple[tuple[str, ...], ...]:
    """Rows of a csv file in UTF-8 (with or without BOM), UTF-16 or GB18030; cells stay text.

    Raises Refusal: file_kind where it is no text or has no separator, file_too_big beyond 20 MB or ``most_rows``.
    """
    if len(data) > MOST_BYTES:
        raise refuse(
            "file_too_big",
            f"“{name}”超过 {MOST_BYTES // 1024 // 1024} MB，不像是花名册。请检查是不是选错了文件。",
        )
    text = _decoded(data, name)
    separator = _separator(text)
    if not separator:
        raise not_a_table(name)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(tuple(map(_unwrapped, row)) if len(row) <= MOST_COLUMNS else _cut(row, name))
            if len(rows) > most_rows:
                raise too_big(name, most_rows, MOST_COLUMNS)
    except csv.Error as error:
        raise not_a_table(name) from error
    return tuple(rows)


def _cut(row: list[str], name: str) -> tuple[str, ...]:
    """A row without the separators at its end."""
    if any(row[MOST_COLUMNS:]):
        raise too_big(name, 200_000, MOST_COLUMNS)
    return tuple(row[:MOST_COLUMNS])


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise not_a_table(name)


def _separator(text: str) -> str:
    """The separator that most of the first lines share; "" where none has any."""
    lines = [line for line in text[:100_000].splitlines()[:50] if line.strip()]
    return max(_SEPARATORS, key=lambda mark: _weight(lines, mark)) if _any(lines) else ""


def _any(lines: list[str]) -> bool:
    return any(mark in line for line in lines for mark in _SEPARATORS)


def _weight(lines: list[str], mark: str) -> tuple[int, int]:
    return (sum(mark in line for line in lines), sum(line.count(mark) for line in lines))


def _unwrapped(cell: str) -> str:
    found = _KEPT_AS_TEXT.match(cell) if cell.startswith("=") else None
    return found[1] if found else cell
