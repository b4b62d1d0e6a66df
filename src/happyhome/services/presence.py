"""到院: marked by itself; a dine-in meal or an activity says so already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.meals import Presence
from happyhome.services.meals import Cell, Marked, registered
from happyhome.services.recording import ask_about, check_day
from happyhome.services.session import operation
from happyhome.store.days import residents_on
from happyhome.store.reading import Reading
from happyhome.store.spans import in_span
from happyhome.store.work import Work


@operation("记到院")
def mark_presence(work: Work, *, marks: Mapping[Cell, bool], late_reason: str = "") -> Marked:
    """Mark (True) or clear (False) days at the home; what follows from meals is not touched."""
    days = [day for _, day in marks]
    present = (
        {(row.resident, row.day): row for row in in_span(work, Presence, min(days), max(days))}
        if days
        else {}
    )
    due = {cell: wanted for cell, wanted in marks.items() if wanted != (cell in present)}
    reasons = {day: check_day(work, day, late_reason) for _, day in due}
    persons = {one.id: one for one in registered(work, {who for who, _ in due})}
    ask_about(work, [(persons[who], day) for (who, day), wanted in due.items() if wanted], "到院")
    fresh = [
        Presence(resident=who, day=day, late_reason=reasons[day])
        for (who, day), wanted in due.items()
        if wanted
    ]
    work.insert_many(fresh)
    for cell, wanted in due.items():
        if not wanted:
            work.delete(present[cell])
    work.label = f"记到院：{len({who for who, _ in due})} 人"
    return Marked(len(fresh), 0, len(due) - len(fresh), len(marks) - len(due))


@dataclass(frozen=True, slots=True)
class PresenceDay:
    """Who was at the home on a day, and by what: 用餐, 活动 or 登记."""

    day: date
    why: Mapping[str, str]


def presence_on(reading: Reading, day: date) -> PresenceDay:
    """Everyone at the home on a day."""
    why = dict.fromkeys(residents_on(reading, "presence", day), "登记")
    why |= dict.fromkeys(residents_on(reading, "participation", day), "活动")
    why |= dict.fromkeys(residents_on(reading, "meal", day), "用餐")
    return PresenceDay(day, why)


def presence_marks(reading: Reading, month: Month) -> dict[str, frozenset[int]]:
    """The days marked by themselves, by resident."""
    found: dict[str, set[int]] = {}
    for row in in_span(reading, Presence, month.first, month.last):
        found.setdefault(row.resident, set()).add(row.day.day)
    return {who: frozenset(days) for who, days in found.items()}
