"""Rolls and the ledger they make: plain sums out of SQL, since a year of a town has a hundred thousand items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from happyhome.domain.dates import Month
from happyhome.domain.rolls import COUNTED_KINDS, COUNTED_STATES, Roll, RollItem, RollLine
from happyhome.store.reading import Reading, question_marks
from happyhome.store.work import Work

Key = tuple[str, Month]
"""A resident's id and a month."""

_ITEMS = "FROM roll_item AS i JOIN roll_line AS l ON l.id = i.line JOIN roll AS r ON r.id = l.roll WHERE r.scheme = ?"
_COUNTED = (
    f" AND r.state IN ({', '.join(repr(one) for one in COUNTED_STATES)})"
    f" AND i.kind IN ({', '.join(repr(one) for one in COUNTED_KINDS)})"
)


def rolls_of(reading: Reading, scheme: str = "") -> list[Roll]:
    """The rolls of a scheme, or all, newest first; ids grow with time, and one roll is open at a time."""
    rows = reading.find(Roll, scheme=scheme) if scheme else reading.find(Roll)
    return sorted(rows, key=lambda roll: roll.id, reverse=True)


def has_rolls(reading: Reading, month: Month) -> bool:
    """Whether any roll's period ends in a month."""
    return bool(reading.scalars("SELECT 1 FROM roll WHERE last = ? LIMIT 1", str(month)))


def lines_of(reading: Reading, roll: str) -> list[RollLine]:
    """The lines of a roll by number."""
    return sorted(reading.find(RollLine, roll=roll), key=lambda line: (line.number, line.id))


def items_of(reading: Reading, roll: str) -> dict[str, tuple[RollItem, ...]]:
    """The items of a roll by line, months ascending."""
    rows = reading.query(
        RollItem, "WHERE line IN (SELECT id FROM roll_line WHERE roll = ?) ORDER BY month, id", roll
    )
    found: dict[str, list[RollItem]] = {}
    for row in rows:
        found.setdefault(row.line, []).append(row)
    return {line: tuple(items) for line, items in found.items()}


def ledger_of(reading: Reading, scheme: str) -> dict[Key, int]:
    """What each resident has had for each month of a scheme, in 分: counted items less refunds."""
    sql = (
        f"SELECT l.resident, i.month, i.amount {_ITEMS}{_COUNTED} AND l.state <> 'failed'"
        " UNION ALL SELECT resident, month, -amount FROM refund WHERE scheme = ?"
    )
    rows = reading.stream(
        f"SELECT resident, month, SUM(amount) FROM ({sql}) GROUP BY resident, month", scheme, scheme
    )
    months: dict[str, Month] = {}
    found: dict[Key, int] = {}
    for resident, text, amount in rows:
        month = months.get(text) or months.setdefault(text, Month.parse(text))
        found[(resident, month)] = amount
    return found


def failed_of(reading: Reading, scheme: str) -> frozenset[Key]:
    """The months that the bank sent back: to pay them once more is no payment in arrears."""
    sql = f"SELECT DISTINCT l.resident, i.month {_ITEMS}{_COUNTED} AND l.state = 'failed'"
    return frozenset((resident, Month.parse(month)) for resident, month in reading.tuples(sql, scheme))


def barred_of(reading: Reading, scheme: str) -> dict[Key, int]:
    """What locked rolls said last to be too late to pay (above 0) or to take back (below 0), in 分."""
    sql = (
        f"SELECT l.resident, i.month, i.amount {_ITEMS}"
        f" AND r.state IN ({', '.join(repr(one) for one in COUNTED_STATES)}) AND i.kind = 'barred' ORDER BY r.id"
    )
    return {(resident, Month.parse(month)): amount for resident, month, amount in reading.tuples(sql, scheme)}


def refunded(reading: Reading, roll: str) -> bool:
    """Whether money came back for any month that a roll pays to the same elder."""
    sql = (
        "SELECT 1 FROM refund AS f JOIN roll_line AS l ON l.resident = f.resident"
        " JOIN roll AS r ON r.id = l.roll AND r.scheme = f.scheme"
        " JOIN roll_item AS i ON i.line = l.id AND i.month = f.month"
        " WHERE r.id = ? AND i.kind IN ('due', 'arrears') LIMIT 1"
    )
    return bool(reading.scalars(sql, roll))


def settled_since(reading: Reading, scheme: str, line: RollLine) -> tuple[str, ...]:
    """The months of a line that a later roll, which counts, has dealt with once more, YYYY-MM."""
    sql = (
        f"SELECT DISTINCT i.month {_ITEMS}{_COUNTED} AND l.state <> 'failed' AND l.resident = ? AND r.id > ?"
        " AND i.month IN (SELECT month FROM roll_item WHERE line = ?"
        " AND kind IN ('due', 'arrears', 'recovery')) ORDER BY i.month"
    )
    return tuple(reading.scalars(sql, scheme, line.resident, line.roll, line.id))


def lines_of_rolls(reading: Reading, rolls: Sequence[str]) -> list[RollLine]:
    """The lines of some rolls, in the order in which the rolls are given."""
    if not rolls:
        return []
    place = {roll: number for number, roll in enumerate(rolls)}
    rows = reading.query(RollLine, f"WHERE roll IN ({question_marks(rolls)})", *rolls)
    return sorted(rows, key=lambda line: (place[line.roll], line.number))


def clear_lines(work: Work, roll: str) -> None:
    """Take the lines and items of a draft away."""
    items = items_of(work, roll)
    for line in lines_of(work, roll):
        _delete_all(work, items.get(line.id, ()))
        work.delete(line)


def _delete_all(work: Work, rows: Iterable[RollItem]) -> None:
    for row in rows:
        work.delete(row)
