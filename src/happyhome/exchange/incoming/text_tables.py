"""Tables saved as text: which encoding, which separator, and back to rows."""

from __future__ import annotations

import csv
import io
import re
from typing import Literal

from happyhome.domain.problems import refuse
from happyhome.exchange.incoming.refusals import one_column, too_big, unknown_letters

MOST_BYTES = 20 * 1024 * 1024
MOST_COLUMNS = 500

_SEPARATORS = (",", "\t", ";", "，", "|")
_NAMED = re.compile(r"sep=([,;|\t])\r?\n")
_WIDE_LETTERS = re.compile("[\u00b7\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff00-\uffef\x20-\x7e\t\r\n]+")
# ="6203…" is how some programs keep Excel from rounding a number in a csv file.
_KEPT_AS_TEXT = re.compile(r'^="([^"]*)"$')


def read_text_table(data: bytes, name: str, most_rows: int) -> tuple[tuple[str, ...], ...]:
    """Rows of a csv file in UTF-8 or UTF-16 (with or without BOM), UTF-32 or GB18030; cells stay text.

    Raises Refusal: file_kind where it is no text or has no separator, file_too_big beyond 20 MB or ``most_rows``.
    """
    if len(data) > MOST_BYTES:
        raise refuse(
            "file_too_big",
            f"“{name}”超过 {MOST_BYTES // 1024 // 1024} MB，不像是花名册。请检查是不是选错了文件。",
        )
    text = _decoded(data, name)
    named = _NAMED.match(text)  # how some programs tell Excel the separator; it shows the line to nobody
    text = text[named.end() :] if named else text
    separator = named[1] if named else _separator(text)
    if not separator:
        raise (
            one_column(name)
            if text.strip()
            else refuse("file_empty", f"“{name}”里没有内容。请检查是不是选错了文件。")
        )
    rows = _rows(text, separator, name, most_rows, csv.QUOTE_MINIMAL)
    # A quotation mark that nobody closes takes all the lines after it into one cell.
    if text.count('"') % 2 and any("\n" in cell for cell in (rows[-1] if rows else ())):
        rows = _rows(text, separator, name, most_rows, csv.QUOTE_NONE)
    return rows


def unmarked_utf16(data: bytes) -> str:
    """The encoding of a text of two bytes a letter that does not say so; "" for anything else."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            if len(data) % 2 == 0 and _WIDE_LETTERS.fullmatch(data[:4096].decode(encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    return ""


def _rows(
    text: str, separator: str, name: str, most_rows: int, quoting: Literal[0, 3]
) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting):
            rows.append(tuple(map(_unwrapped, row)) if len(row) <= MOST_COLUMNS else _cut(row, name))
            if len(rows) > most_rows:
                raise too_big(name, most_rows, MOST_COLUMNS)
    except csv.Error:
        if quoting == csv.QUOTE_NONE:
            raise one_column(name) from None
        return _rows(text, separator, name, most_rows, csv.QUOTE_NONE)
    return tuple(rows)


def _cut(row: list[str], name: str) -> tuple[str, ...]:
    """A row without the separators at its end."""
    if any(row[MOST_COLUMNS:]):
        raise too_big(name, 200_000, MOST_COLUMNS)
    return tuple(row[:MOST_COLUMNS])


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-32",)
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        wide = unmarked_utf16(data) if b"\0" in data[:4096] else ""
        encodings = (wide,) if wide else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unknown_letters(name)


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
