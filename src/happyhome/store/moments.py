"""When rows were last typed: a correction keeps the entry time of its row, but the audit knows; and when anything was."""

from __future__ import annotations

from datetime import datetime

from happyhome.store.reading import Reading


def last_typed(reading: Reading, table: str, *, but_by: str) -> dict[str, datetime]:
    """The moment of the last change of each row of a register, by id; those made by one verb do not count."""
    rows = reading.tuples(
        'SELECT c.row_id, MAX(o.at) FROM "change" AS c JOIN operation AS o ON o.id = c.operation'
        " WHERE c.register = ? AND c.after IS NOT NULL AND o.verb <> ? GROUP BY c.row_id",
        table,
        but_by,
    )
    return {row_id: datetime.fromisoformat(at) for row_id, at in rows}


def last_recorded(reading: Reading) -> datetime | None:
    """When the newest operation was done; in the order of their doing, whatever the clock said."""
    rows = reading.tuples("SELECT at FROM operation ORDER BY sequence DESC LIMIT 1")
    return datetime.fromisoformat(rows[0][0]) if rows else None
