"""Tables saved as text: which encoding, which separator, and back to rows."""

from __future__ import annotations

import csv
import io
import re

from happyhome.exchange.incoming.containers import not_a_table

_SEPARATORS = (",", "\t", ";", "，")
# ="6203…" is how some programs keep Excel from rounding a number in a csv file.
_KEPT_AS_TEXT = re.compile(r'^="([^"]*)"$')


def read_text_table(data: bytes, name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a csv file in UTF-8 (with or without BOM), UTF-16 or GB18030; cells stay text.

    Raises Refusal file_kind where it is no text or has no separator.
    """
    text = _decoded(data, name)
    separator = _separator(text)
    if not separator:
        raise not_a_table(name)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise not_a_table(name) from error
    return tuple(tuple(map(_unwrapped, row)) for row in rows)


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
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    return max(_SEPARATORS, key=lambda mark: _weight(lines, mark)) if _any(lines) else ""


def _any(lines: list[str]) -> bool:
    return any(mark in line for line in lines for mark in _SEPARATORS)


def _weight(lines: list[str], mark: str) -> tuple[int, int]:
    return (sum(mark in line for line in lines), sum(line.count(mark) for line in lines))


def _unwrapped(cell: str) -> str:
    found = _KEPT_AS_TEXT.match(cell) if cell.startswith("=") else None
    return found[1] if found else cell
