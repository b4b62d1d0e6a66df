"""Counts over a stretch of days for whole-year figures; none of them reads single meals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from happyhome.domain.registers import register_named
from happyhome.store.reading import Reading

_USED = (
    "SELECT day FROM meal WHERE day BETWEEN ?1 AND ?2"
    " UNION SELECT day FROM guests WHERE day BETWEEN ?1 AND ?2"
    " UNION SELECT day FROM presence WHERE day BETWEEN ?1 AND ?2"
    " UNION SELECT day FROM activity WHERE day BETWEEN ?1 AND ?2"
    " UNION SELECT day FROM home_day WHERE is_open = 1 AND day BETWEEN ?1 AND ?2"
)


@dataclass(frozen=True, slots=True)
class Days:
    """How many days, and in how many months they lie."""

    days: int
    months: int


def open_days(reading: Reading, first: date, last: date) -> Days:
    """The days the home was open: recorded so, or something was served or held, or somebody came."""
    return _days(reading, _USED, first, last)


def canteen_days(reading: Reading, first: date, last: date) -> Days:
    """The days on which any elder had a meal."""
    return _days(reading, "SELECT DISTINCT day FROM meal WHERE day BETWEEN ?1 AND ?2", first, last)


def _days(reading: Reading, days: str, first: date, last: date) -> Days:
    sql = f"SELECT COUNT(*), COUNT(DISTINCT substr(day, 1, 7)) FROM ({days})"
    return Days(*reading.tuples(sql, first.isoformat(), last.isoformat())[0])


def meals_by_mode(reading: Reading, first: date, last: date) -> Counter[str]:
    """Elders' meals by mode."""
    sql = "SELECT mode, COUNT(*) FROM meal WHERE day BETWEEN ? AND ? GROUP BY mode"
    return Counter(dict(reading.tuples(sql, first.isoformat(), last.isoformat())))


def meals_by_resident(reading: Reading, first: date, last: date) -> Counter[str]:
    """Meals by resident id."""
    sql = "SELECT resident, COUNT(*) FROM meal WHERE day BETWEEN ? AND ? GROUP BY resident"
    return Counter(dict(reading.tuples(sql, first.isoformat(), last.isoformat())))


def meal_days_of(reading: Reading, resident: str, first: date, last: date) -> Counter[date]:
    """One resident's meals by day."""
    sql = "SELECT day, COUNT(*) FROM meal WHERE resident = ? AND day BETWEEN ? AND ? GROUP BY day"
    rows = reading.tuples(sql, resident, first.isoformat(), last.isoformat())
    return Counter({date.fromisoformat(day): count for day, count in rows})


def guest_meals(reading: Reading, first: date, last: date) -> int:
    """Meals of guests without a name."""
    return _number(reading, "SELECT SUM(count) FROM guests WHERE day BETWEEN ? AND ?", first, last)


def activities_held(reading: Reading, first: date, last: date) -> tuple[int, int]:
    """How many activities, and how many came to them, elders and others."""
    held = _number(reading, "SELECT COUNT(*) FROM activity WHERE day BETWEEN ? AND ?", first, last)
    others = _number(reading, "SELECT SUM(visitors) FROM activity WHERE day BETWEEN ? AND ?", first, last)
    elders = _number(reading, "SELECT COUNT(*) FROM participation WHERE day BETWEEN ? AND ?", first, last)
    return held, others + elders


def visits(reading: Reading, first: date, last: date) -> int:
    """Visits to elders."""
    return _number(reading, "SELECT COUNT(*) FROM visit WHERE day BETWEEN ? AND ?", first, last)


def served(reading: Reading, first: date, last: date) -> int:
    """How many elders came, ate or were visited at least once."""
    tables = ("meal", "presence", "participation", "visit")
    each = " UNION ".join(f'SELECT resident FROM "{table}" WHERE day BETWEEN ?1 AND ?2' for table in tables)
    return _number(reading, f"SELECT COUNT(*) FROM ({each})", first, last)


def _number(reading: Reading, sql: str, first: date, last: date) -> int:
    return int(reading.scalars(sql, first.isoformat(), last.isoformat())[0] or 0)


def rows_of(reading: Reading, table: str) -> int:
    """How many rows a register holds."""
    return int(reading.scalars(f'SELECT COUNT(*) FROM "{register_named(table).table}"')[0])
