"""The audit: append-only, hash-chained, the one source of undo and of «who typed what, when»."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from happyhome.domain.registers import REGISTERS
from happyhome.store.ids import new_id
from happyhome.store.reading import Reading
from happyhome.store.rows import image, to_row

if TYPE_CHECKING:
    from happyhome.store.work import Work

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after, as JSON text; None where it did not exist."""

    register: str
    row_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the audit."""

    id: str
    sequence: int
    verb: str
    label: str
    at: datetime
    operator: str
    undoes: str | None
    hash: str


def append(work: Work, changes: Sequence[Change]) -> str:
    """Write the operation and its changes at the end of the chain; returns its id."""
    last = list(work.tuples("SELECT sequence, hash FROM operation ORDER BY sequence DESC LIMIT 1"))
    sequence, previous = (last[0][0] + 1, last[0][1]) if last else (1, GENESIS)
    home = changes[0].row_id if changes[0].register == "home" else work.home.id
    entry = (
        new_id(),
        home,
        sequence,
        work.verb,
        work.label,
        work.now.isoformat(timespec="seconds"),
        work.operator,
        work.undoes,
        previous,
    )
    digest = _hash(entry, changes)
    run = work.connection.exec_driver_sql
    run(
        'INSERT INTO "change" (operation, number, register, row_id, before, after) VALUES (?, ?, ?, ?, ?, ?)',
        [
            (entry[0], number, one.register, one.row_id, one.before, one.after)
            for number, one in enumerate(changes, 1)
        ],
    )
    run(
        "INSERT INTO operation (id, home, sequence, verb, label, at, operator, undoes, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*entry, digest),
    )
    return entry[0]


def _hash(entry: tuple[Any, ...], changes: Sequence[Change]) -> str:
    digest = hashlib.sha256(json.dumps(entry, ensure_ascii=False).encode("utf-8"))
    for one in changes:
        text = "\x1f".join((one.register, one.row_id, one.before or "", one.after or ""))
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\x1e")
    return digest.hexdigest()


def _operation(
    row_id: str, sequence: int, verb: str, label: str, at: str, operator: str, undoes: str | None, digest: str
) -> Operation:
    return Operation(row_id, sequence, verb, label, datetime.fromisoformat(at), operator, undoes, digest)


def operations(reading: Reading, limit: int = 200) -> list[Operation]:
    """The latest operations, newest first."""
    rows = reading.tuples(
        "SELECT id, sequence, verb, label, at, operator, undoes, hash FROM operation"
        " ORDER BY sequence DESC LIMIT ?",
        limit,
    )
    return [_operation(*row) for row in rows]


def changes_of(reading: Reading, operation: str) -> list[Change]:
    """What one operation wrote, in its order."""
    rows = reading.tuples(
        'SELECT register, row_id, before, after FROM "change" WHERE operation = ? ORDER BY number', operation
    )
    return [Change(*row) for row in rows]


def last_undoable(reading: Reading) -> Operation | None:
    """The newest operation that is not undone and is no undo itself."""
    rows = list(
        reading.tuples(
            "SELECT id, sequence, verb, label, at, operator, undoes, hash FROM operation AS o"
            " WHERE undoes IS NULL AND NOT EXISTS (SELECT 1 FROM operation AS u WHERE u.undoes = o.id AND NOT EXISTS"
            " (SELECT 1 FROM operation AS r WHERE r.undoes = u.id)) ORDER BY sequence DESC LIMIT 1"
        )
    )
    return _operation(*rows[0]) if rows else None


def later_operation_on(reading: Reading, row_id: str, sequence: int) -> Operation | None:
    """The first operation after ``sequence`` that touched a row: what stands in the way of an undo."""
    rows = list(
        reading.tuples(
            "SELECT o.id, o.sequence, o.verb, o.label, o.at, o.operator, o.undoes, o.hash FROM operation AS o"
            ' JOIN "change" AS c ON c.operation = o.id WHERE c.row_id = ? AND o.sequence > ?'
            " ORDER BY o.sequence LIMIT 1",
            row_id,
            sequence,
        )
    )
    return _operation(*rows[0]) if rows else None


def verify(reading: Reading) -> Iterator[str]:
    """Every fault of the audit as a Chinese sentence: broken chain, altered entry, altered row."""
    previous, expected = GENESIS, 1
    rows = reading.tuples(
        "SELECT id, home, sequence, verb, label, at, operator, undoes, previous, hash"
        " FROM operation ORDER BY sequence"
    )
    for row in rows:
        if row[2] != expected:
            yield f"第 {expected} 号操作不见了（下一条是第 {row[2]} 号）。"
        if row[8] != previous:
            yield f"第 {row[2]} 号操作「{row[4]}」与前一条接不上。"
        if _hash(tuple(row[:9]), changes_of(reading, row[0])) != row[9]:
            yield f"第 {row[2]} 号操作「{row[4]}」的内容被改动过。"
        previous, expected = row[9], row[2] + 1
    yield from _altered_rows(reading)


def _altered_rows(reading: Reading) -> Iterator[str]:
    """Rows that differ from what the audit last wrote: changed behind the program's back."""
    latest: dict[tuple[str, str], str | None] = {}
    for register, row_id, after in reading.tuples(
        'SELECT c.register, c.row_id, c.after FROM "change" AS c JOIN operation AS o ON o.id = c.operation'
        " ORDER BY o.sequence, c.number"
    ):
        latest[(register, row_id)] = after
    for one in REGISTERS:
        seen = set()
        for found in reading.find(one.record):
            seen.add(found.id)
            if latest.get((one.table, found.id)) != image(to_row(found)):
                yield f"「{one.title}」里有一行与审计记录不符（编号 {found.id}）。"
        for (register, row_id), after in latest.items():
            if register == one.table and after is not None and row_id not in seen:
                yield f"「{one.title}」里少了一行（编号 {row_id}）。"
