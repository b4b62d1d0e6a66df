"""Which days have records, of which registers, of whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from happyhome.store.reading import Reading

RECORDED = ("meal", "presence", "participation")


def first_recorded(reading: Reading) -> date | None:
    """The earliest day with a meal, a presence or an activity; None while there is none."""
    found = reading.scalars(
        "SELECT MIN(day) FROM meal UNION ALL SELECT MIN(day) FROM activity UNION ALL SELECT MIN(day) FROM presence"
    )
    return min((date.fromisoformat(text) for text in found if text), default=None)


def has_meals(reading: Reading, first: date, last: date) -> bool:
    """Whether any meal was recorded between two days."""
    return _any(reading, "meal", first, last)


def has_records(reading: Reading, first: date, last: date) -> bool:
    """Whether anything was served or held between two days."""
    return any(_any(reading, table, first, last) for table in ("meal", "activity"))


def _any(reading: Reading, table: str, first: date, last: date) -> bool:
    sql = f'SELECT 1 FROM "{table}" WHERE day BETWEEN ? AND ? LIMIT 1'
    return bool(reading.scalars(sql, first.isoformat(), last.isoformat()))


def days_with(reading: Reading, table: str, resident: str, first: date, last: date) -> tuple[date, ...]:
    """The days between two, both included, on which one of RECORDED has a row of a resident."""
    if table not in RECORDED:
        raise ValueError(table)
    sql = f'SELECT DISTINCT day FROM "{table}" WHERE resident = ? AND day BETWEEN ? AND ? ORDER BY day'
    found = reading.scalars(sql, resident, first.isoformat(), last.isoformat())
    return tuple(map(date.fromisoformat, found))


def days_after(reading: Reading, table: str, resident: str, day: date) -> tuple[date, ...]:
    """The days after ``day`` on which one of RECORDED has a row of a resident."""
    if table not in RECORDED:
        raise ValueError(table)
    sql = f'SELECT DISTINCT day FROM "{table}" WHERE resident = ? AND day > ? ORDER BY day'
    return tuple(map(date.fromisoformat, reading.scalars(sql, resident, day.isoformat())))


def residents_on(reading: Reading, table: str, day: date) -> Sequence[str]:
    """Whom one of RECORDED names on a day (for meals: who ate at the home)."""
    if table not in RECORDED:
        raise ValueError(table)
    at_home = " AND mode = 'dine_in'" if table == "meal" else ""
    return reading.scalars(f'SELECT resident FROM "{table}" WHERE day = ?{at_home}', day.isoformat())
