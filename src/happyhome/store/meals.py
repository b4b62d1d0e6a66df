"""Meals as grids and counts: plain tuples out of SQL, since a month has ten thousand of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from happyhome.domain.dates import Month
from happyhome.domain.meals import Meal
from happyhome.store.reading import Reading, question_marks, select_sql
from happyhome.store.rows import from_rows

FEW = 20
"""Up to so many residents are looked up one by one; more are picked out of the days."""


def month_rows(reading: Reading, month: Month) -> Iterable[tuple[str, str, str, str, str]]:
    """(resident, day, slot, mode, late reason) of every meal of a month, days as ISO text."""
    return reading.tuples(
        "SELECT resident, day, slot, mode, late_reason FROM meal WHERE day BETWEEN ? AND ?",
        month.first.isoformat(),
        month.last.isoformat(),
    )


def eaten(reading: Reading, first: date, last: date) -> list[tuple[str, str, str, str]]:
    """(resident, day, slot, mode) of every meal between two days, days as ISO text."""
    return reading.tuples(
        "SELECT resident, day, slot, mode FROM meal WHERE day BETWEEN ? AND ?",
        first.isoformat(),
        last.isoformat(),
    )


def month_marks(reading: Reading, month: Month, slot: str) -> dict[str, dict[int, str]]:
    """Mode by resident and day number of one slot in a month."""
    marks: dict[str, dict[int, str]] = {}
    rows = reading.tuples(
        "SELECT resident, CAST(substr(day, 9) AS INTEGER), mode FROM meal"
        " WHERE day BETWEEN ? AND ? AND slot = ?",
        month.first.isoformat(),
        month.last.isoformat(),
        slot,
    )
    for resident, day, mode in rows:
        row = marks.get(resident)
        if row is None:
            row = marks[resident] = {}
        row[day] = mode
    return marks


def late_days(reading: Reading, month: Month, slot: str) -> dict[str, frozenset[int]]:
    """The day numbers of one slot that were entered late (补录), by resident."""
    found: dict[str, set[int]] = {}
    rows = reading.tuples(
        "SELECT resident, CAST(substr(day, 9) AS INTEGER) FROM meal"
        " WHERE day BETWEEN ? AND ? AND slot = ? AND late_reason <> ''",
        month.first.isoformat(),
        month.last.isoformat(),
        slot,
    )
    for resident, day in rows:
        found.setdefault(resident, set()).add(day)
    return {resident: frozenset(days) for resident, days in found.items()}


def on_day(reading: Reading, day: date, slot: str) -> dict[str, Meal]:
    """The meals of one day and slot by resident."""
    return {meal.resident: meal for meal in reading.find(Meal, day=day, slot=slot)}


def in_cells(
    reading: Reading, residents: Iterable[str], days: Iterable[date], slot: str
) -> dict[tuple[str, date], Meal]:
    """The meals of one slot on any of the days, for any of the residents."""
    wanted = sorted({day.isoformat() for day in days})
    if not wanted:
        return {}
    ids = set(residents)
    if len(ids) <= FEW:
        sql = (
            f"{select_sql(Meal)} WHERE resident IN ({question_marks([*ids])})"
            " AND day BETWEEN ? AND ? AND slot = ?"
        )
        rows = reading.tuples(sql, *ids, wanted[0], wanted[-1], slot)
        found = from_rows(Meal, rows)
    else:
        sql = f"{select_sql(Meal)} WHERE day BETWEEN ? AND ? AND slot = ?"
        rows = reading.tuples(sql, wanted[0], wanted[-1], slot)
        found = [meal for meal in from_rows(Meal, rows) if meal.resident in ids]
    return {(meal.resident, meal.day): meal for meal in found}


def modes_on(reading: Reading, first: date, last: date, slot: str) -> dict[date, Counter[str]]:
    """How many of each mode on each day of a stretch."""
    found: dict[date, Counter[str]] = {}
    rows = reading.tuples(
        "SELECT day, mode, COUNT(*) FROM meal WHERE day BETWEEN ? AND ? AND slot = ? GROUP BY day, mode",
        first.isoformat(),
        last.isoformat(),
        slot,
    )
    for day, mode, count in rows:
        found.setdefault(date.fromisoformat(day), Counter())[mode] = count
    return found


def days_served(reading: Reading, first: date, last: date, slot: str) -> frozenset[date]:
    """The days of a stretch on which anybody had a meal of this slot; each day is looked into, not counted."""
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    sql = "SELECT 1 FROM meal WHERE day = ? AND slot = ? LIMIT 1"
    return frozenset(day for day in span if reading.scalars(sql, day.isoformat(), slot))


def diners(reading: Reading, first: date, last: date, slot: str) -> frozenset[str]:
    """Who had a meal of this slot in a stretch of days."""
    sql = "SELECT DISTINCT resident FROM meal WHERE day BETWEEN ? AND ? AND slot = ?"
    return frozenset(reading.scalars(sql, first.isoformat(), last.isoformat(), slot))


def habit(reading: Reading, days: Iterable[date], slot: str) -> Counter[str]:
    """How often each resident ate on the given days: who is regular on this weekday."""
    wanted = [day.isoformat() for day in days]
    marks = ", ".join("?" * len(wanted))
    rows = reading.tuples(
        f"SELECT resident, COUNT(*) FROM meal WHERE day IN ({marks}) AND slot = ? GROUP BY resident",
        *wanted,
        slot,
    )
    return Counter(dict(rows))
