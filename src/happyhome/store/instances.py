"""Which copy of the records this is. A restored copy gets an id of its own, so that two lines of one
village's records are never taken for one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from happyhome.store.engine import Store
from happyhome.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Instance:
    """One life of the file: its id, its number in the line of lives, since when (ISO, "" for the first), why."""

    id: str
    number: int
    since: str
    reason: str


def instances(reading: Reading) -> tuple[Instance, ...]:
    """Every life of this file, oldest first; the last is the present one."""
    rows = reading.tuples("SELECT id, number, since, reason FROM instance ORDER BY number")
    return tuple(Instance(*row) for row in rows)


def present_instance(reading: Reading) -> str:
    """The id of this life of the file."""
    return str(reading.scalars("SELECT id FROM instance ORDER BY number DESC LIMIT 1")[0])


def begin_instance(store: Store, reason: str, now: datetime) -> str:
    """Begin a new life of the file, and return its id; outside the audit, which belongs to every life alike."""
    made = str(uuid.uuid4())
    with store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO instance (number, id, since, reason)"
            " SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM instance",
            (made, now.isoformat(timespec="seconds"), reason),
        )
    return made
