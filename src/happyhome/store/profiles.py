"""What one resident did lately: counted in SQL, since years of meals stand behind it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from happyhome.store.reading import Reading


def modes_of(reading: Reading, resident: str, first: date, last: date) -> Counter[str]:
    """How many meals of each mode one resident had between two days."""
    rows = reading.tuples(
        "SELECT mode, COUNT(*) FROM meal WHERE resident = ? AND day BETWEEN ? AND ? GROUP BY mode",
        resident,
        first.isoformat(),
        last.isoformat(),
    )
    return Counter(dict(rows))


def activities_of(reading: Reading, resident: str, first: date, last: date) -> int:
    """How many activities one resident took part in between two days."""
    counted = reading.scalars(
        "SELECT COUNT(*) FROM participation WHERE resident = ? AND day BETWEEN ? AND ?",
        resident,
        first.isoformat(),
        last.isoformat(),
    )
    return int(counted[0])


def latest_of(reading: Reading, resident: str, up_to: date) -> tuple[date, str, datetime | None] | None:
    """The last trace of one resident: (day, table or mode it comes from, when it was recorded)."""
    found: list[tuple[str, str, str]] = []
    for table in ("participation", "presence", "visit"):
        found += [
            (day, at, table)
            for day, at in reading.tuples(
                f'SELECT day, recorded_at FROM "{table}" WHERE resident = ? AND day <= ?'
                " ORDER BY day DESC, recorded_at DESC LIMIT 1",
                resident,
                up_to.isoformat(),
            )
        ]
    found += [
        (day, at, mode)
        for day, at, mode in reading.tuples(
            "SELECT day, recorded_at, mode FROM meal WHERE resident = ? AND day <= ?"
            " ORDER BY day DESC, recorded_at DESC LIMIT 1",
            resident,
            up_to.isoformat(),
        )
    ]
    if not found:
        return None
    day, at, how = max(found)
    return date.fromisoformat(day), how, datetime.fromisoformat(at) if at else None
