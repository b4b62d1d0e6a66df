"""The audit: append-only, hash-chained, the one source of undo and of «who typed what, when»."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from happyhome.domain.hidden import without_hidden
from happyhome.domain.registers import REGISTERS
from happyhome.store.ids import new_id
from happyhome.store.reading import Reading, question_marks

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
    last = work.tuples("SELECT sequence, hash FROM operation ORDER BY sequence DESC LIMIT 1")
    sequence, previous = (last[0][0] + 1, last[0][1]) if last else (1, GENESIS)
    home = changes[0].row_id if changes[0].register == "home" else work.home_id
    entry = (
        new_id(),
        home,
        sequence,
        work.verb,
        without_hidden(work.label),
        work.now.isoformat(timespec="seconds"),
        work.operator,
        work.undoes,
        previous,
    )
    digest = hash_of(entry, changes)
    work.write_many(
        'INSERT INTO "change" (operation, number, register, row_id, before, after) VALUES (?, ?, ?, ?, ?, ?)',
        (
            (entry[0], number, one.register, one.row_id, one.before, one.after)
            for number, one in enumerate(changes, 1)
        ),
    )
    work.write(
        "INSERT INTO operation (id, home, sequence, verb, label, at, operator, undoes, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*entry, digest),
    )
    return entry[0]


def hash_of(entry: tuple[Any, ...], changes: Sequence[Change]) -> str:
    """SHA-256 over an entry (its columns up to ``previous``) and all it wrote."""
    digest = hashlib.sha256(json.dumps(entry, ensure_ascii=False).encode("utf-8"))
    for one in changes:
        text = "\x1f".join((one.register, one.row_id, one.before or "", one.after or ""))
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\x1e")
    return digest.hexdigest()


_SELECT = "SELECT o.id, o.sequence, o.verb, o.label, o.at, o.operator, o.undoes, o.hash FROM operation AS o"
# How often an operation is an undo of an undo of …: even stands, odd takes something back.
_DEPTH = (
    "(WITH RECURSIVE chain (id) AS (SELECT o.undoes WHERE o.undoes IS NOT NULL UNION ALL"
    " SELECT p.undoes FROM chain JOIN operation AS p ON p.id = chain.id WHERE p.undoes IS NOT NULL)"
    " SELECT COUNT(*) FROM chain)"
)
_IS_LATEST = "NOT EXISTS (SELECT 1 FROM operation AS u WHERE u.undoes = o.id)"


def _operations(reading: Reading, rest: str, *values: Any) -> list[Operation]:
    return [
        Operation(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]), *row[5:])
        for row in reading.tuples(f"{_SELECT} {rest}", *values)
    ]


def operations(reading: Reading, limit: int = 200) -> list[Operation]:
    """The latest operations, newest first."""
    return _operations(reading, "ORDER BY o.sequence DESC LIMIT ?", limit)


def changes_of(reading: Reading, operation: str) -> list[Change]:
    """What one operation wrote, in its order."""
    rows = reading.tuples(
        'SELECT register, row_id, before, after FROM "change" WHERE operation = ? ORDER BY number', operation
    )
    return [Change(*row) for row in rows]


def operators_of(reading: Reading, register: str) -> dict[str, str]:
    """Who entered each row of a register, by its id."""
    rows = reading.tuples(
        'SELECT c.row_id, o.operator FROM "change" AS c JOIN operation AS o ON o.id = c.operation'
        " WHERE c.register = ? AND c.before IS NULL ORDER BY o.sequence DESC",
        register,
    )
    return {str(row_id): str(operator) for row_id, operator in rows}


def last_undoable(reading: Reading) -> Operation | None:
    """The newest operation that stands: neither undone nor an undo itself (what was redone stands again).

    One that only tells of what happened outside is passed over: a folder stays on its stick.
    """
    lasting = [register.table for register in REGISTERS if register.lasting]
    of_ours = (
        'EXISTS (SELECT 1 FROM "change" AS c WHERE c.operation = o.id'
        f" AND c.register NOT IN ({question_marks(lasting)}))"
    )
    newest = "ORDER BY o.sequence DESC LIMIT 1"
    found = _operations(reading, f"WHERE {_IS_LATEST} AND {_DEPTH} % 2 = 0 AND {of_ours} {newest}", *lasting)
    return found[0] if found else None


def last_redoable(reading: Reading) -> Operation | None:
    """The newest undo that was not redone, unless something new was done after it.

    What only tells of what happened outside (a number was looked at) is nothing new.
    """
    lasting = [register.table for register in REGISTERS if register.lasting]
    newest = (
        'SELECT n.sequence FROM operation AS n WHERE n.undoes IS NULL AND EXISTS (SELECT 1 FROM "change" AS c'
        f" WHERE c.operation = n.id AND c.register NOT IN ({question_marks(lasting)}))"
        " ORDER BY n.sequence DESC LIMIT 1"
    )
    found = _operations(
        reading,
        f"WHERE {_IS_LATEST} AND {_DEPTH} % 2 = 1 AND o.sequence > COALESCE(({newest}), 0)"
        " ORDER BY o.sequence DESC LIMIT 1",
        *lasting,
    )
    return found[0] if found else None


def chain_of(reading: Reading, operation: str) -> list[Operation]:
    """An operation, its undo, the redo of that …, oldest first; empty where there is no such operation."""
    chain = _operations(reading, "WHERE o.id = ?", operation)
    while chain and (after := _operations(reading, "WHERE o.undoes = ?", chain[-1].id)):
        chain += after
    return chain


def later_operation_on(reading: Reading, row_id: str, sequence: int) -> Operation | None:
    """The last operation after ``sequence`` that touched a row: what stands in the way of an undo."""
    found = _operations(
        reading,
        'JOIN "change" AS c ON c.operation = o.id WHERE c.row_id = ? AND o.sequence > ?'
        " ORDER BY o.sequence DESC LIMIT 1",
        row_id,
        sequence,
    )
    return found[0] if found else None
