"""Whether the audit can be believed: the chain is whole, and every row and photo is as the audit last wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from happyhome.domain.registers import REGISTERS, Register
from happyhome.store import blobs
from happyhome.store.audit import GENESIS, Change, hash_of
from happyhome.store.reading import Reading, select_sql
from happyhome.store.row_names import differences, row_name
from happyhome.store.rows import Row, columns_of, image

Written = dict[str, str | None]
"""The last audit image by row id; None where the row was taken away."""


def verify(reading: Reading, first: date | None = None, last: date | None = None) -> Iterator[str]:
    """Every fault of the audit as a Chinese sentence: broken chain, altered entry, row or photo.

    With ``first`` and ``last``, neither photos nor dated rows outside these days are held against the
    audit; the chain always is, from its beginning.
    """
    written: dict[str, Written] = {register.table: {} for register in REGISTERS}
    yield from _chain(reading, written)
    for register in REGISTERS:
        yield from _rows(reading, register, written[register.table], first, last)
    if first is None and last is None:
        yield from blobs.lost(reading)
        yield from blobs.altered(reading)


def _chain(reading: Reading, written: dict[str, Written]) -> Iterator[str]:
    previous, expected = GENESIS, 1
    rows = reading.stream(
        "SELECT o.id, o.home, o.sequence, o.verb, o.label, o.at, o.operator, o.undoes, o.previous, o.hash,"
        " c.register, c.row_id, c.before, c.after"
        ' FROM operation AS o LEFT JOIN "change" AS c ON c.operation = o.id ORDER BY o.sequence, c.number'
    )
    for entry, group in groupby(rows, key=lambda row: row[:10]):
        changes = [Change(*row[10:]) for row in group if row[10] is not None]
        sequence, label = entry[2], entry[4]
        if sequence != expected:
            yield f"第 {expected} 号操作不见了（下一条是第 {sequence} 号）。"
        if entry[8] != previous:
            yield f"第 {sequence} 号操作“{label}”与前一条接不上。"
        if hash_of(entry[:9], changes) != entry[9]:
            yield f"第 {sequence} 号操作“{label}”的内容被改动过。"
        previous, expected = entry[9], sequence + 1
        for one in changes:
            written.setdefault(one.register, {})[one.row_id] = one.after


def _rows(
    reading: Reading, register: Register, written: Written, first: date | None, last: date | None
) -> Iterator[str]:
    """Rows that differ from what the audit last wrote: changed behind the program's back."""
    names, condition, values = columns_of(register.record), "", []
    if register.locked_by and first and last:
        condition = f' WHERE "{register.locked_by}" BETWEEN ? AND ?'
        values = [first.isoformat(), last.isoformat()]
    for found in reading.stream(select_sql(register.record) + condition, *values):
        row = dict(zip(names, found, strict=True))
        audited = written.pop(row["id"], None)
        if not same(audited, image(row)):
            yield _fault(reading, register, row["id"], audited, row)
    for row_id, after in written.items():
        if after is not None and (
            not condition or values[0] <= _day_in(after, register.locked_by) <= values[1]
        ):
            yield _fault(reading, register, row_id, after, None)


def _fault(
    reading: Reading, register: Register, row_id: str, audited: str | None, present: Row | None
) -> str:
    """Which row it is, by the names the audit knows, and what was done to it."""
    kept = _read(audited) if audited is not None else None
    name = row_name(reading, register, kept or present or {})
    if kept is None:
        return f"{name}：操作记录里没有这一行，是在程序外加进去的（编号 {row_id}）。"
    if present is None:
        return f"{name}：这一行在程序外被删掉了（编号 {row_id}）。"
    return f"{name}：在程序外被改过，{differences(register, kept, present)}（编号 {row_id}）。"


def _day_in(text: str, field: str) -> str:
    """A day out of an audit image without reading the rest; quotes inside its texts are escaped."""
    return text.partition(f'"{field}":"')[2][:10]


def same(written: str | None, present: str | None) -> bool:
    """Whether a row is as the audit wrote it; columns that a later version added do not count."""
    if written is None or present is None or written == present:
        return written == present
    row, kept = json.loads(present), _read(written)
    return bool(kept) and all(name not in row or row[name] == value for name, value in kept.items())


def _read(written: str) -> Row:
    """A row out of the audit; nothing where its text was broken, so that the row counts as changed."""
    try:
        found = json.loads(written)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
