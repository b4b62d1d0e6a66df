"""外出、住院: spells away for several elders at once, and coming back from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from happyhome.domain.axes import axis_named
from happyhome.domain.dates import Spell
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse, warn
from happyhome.domain.residents import Status
from happyhome.services.meals import registered
from happyhome.services.recording import MOST_NAMED
from happyhome.services.session import operation
from happyhome.store.days import days_with
from happyhome.store.work import Work

AXIS = "whereabouts"


@operation("记外出")
def record_absence(
    work: Work, *, residents: Sequence[str], value: str, since: date, until: date | None = None
) -> int:
    """Record elders as away (``away`` 外出, ``hospital`` 住院) from ``since`` to ``until``, both included.

    ``until`` None: nobody knows yet. What stood for these days before gives way, and a spell of the
    same kind that ended the day before goes on. Asks where meals stand in the spell; returns how many.
    """
    key = axis_named(AXIS).value_of(value)
    if key is None:
        raise refuse("value_unknown", f"“去向”没有“{value}”这一项。可选：外出、住院。", "value")
    if until is not None and until < since:
        raise refuse("until_before_since", "结束日期早于开始日期，请核对。", "until")
    persons = registered(work, set(residents))
    spell = Spell(since, until)
    _check_here(persons, spell)
    _ask_meals(work, persons, spell)
    for one in persons:
        _free(work, one, spell)
        _go(work, one, key, spell)
    work.label = f"记{axis_named(AXIS).label_of(key)}：{_named(persons)}"
    return len(persons)


@operation("记回来")
def end_absence(work: Work, *, residents: Sequence[str], since: date, until: date | None = None) -> int:
    """Record elders as back on these days: spells are cut, split or taken away; returns how many changed."""
    persons = registered(work, set(residents))
    before = len(work.changes)
    for one in persons:
        _free(work, one, Spell(since, until))
    work.label = f"记回来：{_named(persons)}"
    return len(work.changes) - before


def _go(work: Work, one: Person, key: str, spell: Spell) -> None:
    # Read anew: freeing the days may just have cut the spell that this one continues.
    for row in work.find(Status, resident=one.id, axis=AXIS):
        if row.value == key and row.until is not None and row.until + timedelta(days=1) == spell.since:
            work.update(replace(row, until=spell.until))
            return
    work.insert(Status(resident=one.id, axis=AXIS, value=key, since=spell.since, until=spell.until))


def _free(work: Work, one: Person, spell: Spell) -> None:
    """Take the days of ``spell`` out of every absence; what lies before or after them stays."""
    assert spell.since is not None
    for row in one.statuses:
        if row.axis != AXIS or not row.spell.meets(spell):
            continue
        before = row.since is None or row.since < spell.since
        after = spell.until is not None and (row.until is None or row.until > spell.until)
        if before:
            work.update(replace(row, until=spell.since - timedelta(days=1)))
        if after and spell.until is not None:
            rest = replace(row, since=spell.until + timedelta(days=1))
            if before:
                work.insert(replace(rest, id=""))
            else:
                work.update(rest)
        if not before and not after:
            work.delete(row)


def _check_here(persons: Sequence[Person], spell: Spell) -> None:
    assert spell.since is not None
    gone = [one.resident.name for one in persons if one.left_by(spell.since)]
    if gone:
        raise refuse("after_leaving", f"{'、'.join(gone[:MOST_NAMED])}已经离开，不能再记外出。", "residents")


def _ask_meals(work: Work, persons: Sequence[Person], spell: Spell) -> None:
    assert spell.since is not None
    last = spell.until or work.today
    found = []
    for one in persons:
        served = days_with(work, "meal", one.id, spell.since, last)
        if served:
            found.append(f"{one.resident.name} {len(served)} 天")
    if found:
        shown = "、".join(found[:MOST_NAMED]) + (f"等 {len(found)} 人" if len(found) > MOST_NAMED else "")
        work.warn(warn("has_meals", f"这段日子里已有用餐记录：{shown}。仍要记为外出或住院吗？", "residents"))


def _named(persons: Sequence[Person]) -> str:
    if not persons:
        return "0 人"
    first = persons[0].resident.name
    return first if len(persons) == 1 else f"{first} 等 {len(persons)} 人"
