"""Recording meals: one tick, a whole day, a pasted month; all by one way of writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from happyhome.domain.meals import MODE_CHOICES, SLOTS, Guests, HomeDay, Meal, mode_label, slot_label
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse, warn
from happyhome.services.recording import ask_about, check_day
from happyhome.services.session import operation
from happyhome.store import meals as stored
from happyhome.store import residents as stored_residents
from happyhome.store.reading import Reading
from happyhome.store.work import Work

Cell = tuple[str, date]
"""A resident id and a day."""

_MODES = frozenset(choice.key for choice in MODE_CHOICES)
_SLOTS = frozenset(choice.key for choice in SLOTS)


@dataclass(frozen=True, slots=True)
class Marked:
    """What marking came to: cells newly marked, changed to another mode, cleared, already so."""

    new: int = 0
    changed: int = 0
    cleared: int = 0
    unchanged: int = 0


@operation("记录就餐")
def record_meals(
    work: Work,
    *,
    day: date,
    slot: str,
    residents: Sequence[str],
    mode: str = "dine_in",
    late_reason: str = "",
) -> Marked:
    """Mark residents as served on one day; those already marked so stay untouched."""
    return mark_meals(work, slot=slot, marks={(one, day): mode for one in residents}, late_reason=late_reason)


@operation("清除就餐")
def clear_meals(
    work: Work, *, day: date, slot: str, residents: Sequence[str], late_reason: str = ""
) -> Marked:
    """Take the marks of residents on one day away."""
    return mark_meals(work, slot=slot, marks={(one, day): None for one in residents}, late_reason=late_reason)


@operation("记录就餐")
def mark_meals(
    work: Work, *, slot: str, marks: Mapping[Cell, str | None], late_reason: str = "", source: str = ""
) -> Marked:
    """Set or clear (None) many cells of one slot, as a fill or a paste does.

    Refuses a future day, a past day without a reason for the late entry, a closed month, an
    unknown mode; asks about the dead, the away, the not yet admitted, and days kept closed.
    """
    _check_words(slot, marks.values())
    present = stored.in_cells(work, (cell[0] for cell in marks), (cell[1] for cell in marks), slot)
    due = {
        cell: mode
        for cell, mode in marks.items()
        if mode != (present[cell].mode if cell in present else None)
    }
    reasons = {day: check_day(work, day, late_reason) for day in {cell[1] for cell in due}}
    persons = {one.id: one for one in registered(work, {cell[0] for cell in due})}
    served = [(persons[who], day) for (who, day), mode in due.items() if mode is not None]
    ask_about(work, served, f"用了{slot_label(slot)}")
    _ask_closed(work, {day for _, day in served})
    tally = _write(work, due, present, slot, reasons, source)
    work.label = _label(slot, due, persons)
    return replace(tally, unchanged=len(marks) - len(due))


def _write(
    work: Work,
    due: Mapping[Cell, str | None],
    present: Mapping[Cell, Meal],
    slot: str,
    reasons: Mapping[date, str],
    source: str,
) -> Marked:
    fresh, changed, cleared = [], 0, 0
    for (who, day), mode in due.items():
        meal = present.get((who, day))
        if mode is None and meal is not None:
            work.delete(meal)
            cleared += 1
        elif mode is not None and meal is not None:
            work.update(replace(meal, mode=mode, late_reason=reasons[day] or meal.late_reason))
            changed += 1
        elif mode is not None:
            fresh.append(
                Meal(resident=who, day=day, slot=slot, mode=mode, late_reason=reasons[day], source=source)
            )
    work.insert_many(fresh)
    return Marked(len(fresh), changed, cleared)


def _check_words(slot: str, modes: Iterable[str | None]) -> None:
    if slot not in _SLOTS:
        raise refuse(
            "slot_unknown", f"没有“{slot}”这个餐次。可选：breakfast 早餐、lunch 午餐、supper 晚餐。", "slot"
        )
    for mode in modes:
        if mode is not None and mode not in _MODES:
            raise refuse(
                "mode_unknown",
                f"没有“{mode}”这种方式。可选：dine_in 堂食、delivery 送餐、takeaway 自取。",
                "mode",
            )


def registered(reading: Reading, wanted: set[str]) -> list[Person]:
    """The persons with these ids; refuses (resident_missing) when one is not on the register."""
    found = list(stored_residents.persons(reading, wanted))
    if len(found) < len(wanted):
        raise refuse("resident_missing", "名单里有已不在登记册的人，请刷新后再试。", "residents")
    return found


def _ask_closed(work: Work, days: set[date]) -> None:
    home = work.home_id
    shut = [row for day in sorted(days) for row in work.find(HomeDay, home=home, day=day) if not row.is_open]
    if shut:
        named = "、".join(f"{row.day.month}月{row.day.day}日" for row in shut[:5])
        work.warn(warn("day_closed", f"{named}记为不开放，确实供餐了吗？", "day"))


def _label(slot: str, due: Mapping[Cell, str | None], persons: Mapping[str, Person]) -> str:
    if not due:
        return "记录就餐"
    modes = Counter(due.values())
    whom = list(dict.fromkeys(cell[0] for cell in due))
    named = persons[whom[0]].resident.name if whom[0] in persons else ""
    who = named if len(whom) == 1 else f"{named} 等 {len(whom)} 人"
    days = {cell[1] for cell in due}
    when = "" if len(days) == 1 else f" {len(days)} 天"
    only = next(iter(modes)) if len(modes) == 1 else ""
    what = "清除" if only is None else mode_label(only) if only else slot_label(slot)
    return f"记：{who}{when}{what}"


@operation("记来客")
def set_guests(
    work: Work, *, day: date, slot: str, count: int, note: str = "", late_reason: str = ""
) -> Guests | None:
    """How many unnamed guests ate; 0 takes the row away. Entered late, the reason stands in the note."""
    _check_words(slot, ())
    reason = check_day(work, day, late_reason)
    if not 0 <= count <= 999:
        raise refuse("guests_range", "来客人数应在 0 到 999 之间。", "count")
    present = next(iter(work.find(Guests, day=day, slot=slot)), None)
    work.label = f"记来客：{slot_label(slot)} {count} 人"
    if count == 0:
        if present is not None:
            work.delete(present)
        return None
    said = "；".join(part for part in (note.strip(), f"补录：{reason}" if reason else "") if part)
    return work.put(replace(present or Guests(day=day, slot=slot), count=count, note=said))


def same_as_before(reading: Reading, day: date, slot: str, back: int = 14) -> dict[str, str]:
    """Mode by resident of the latest earlier day with meals, for those still here and not yet marked."""
    for gone in range(1, back + 1):
        earlier = stored.on_day(reading, day - timedelta(days=gone), slot)
        if earlier:
            present = stored.on_day(reading, day, slot)
            persons = {one.id: one for one in registered(reading, set(earlier))}
            return {
                who: meal.mode
                for who, meal in earlier.items()
                if who not in present and not persons[who].away(day) and persons[who].left_by(day) is None
            }
    return {}
