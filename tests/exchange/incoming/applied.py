"""What the store would hold after a plan was carried out: a pure stand-in for the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from happyhome.domain.people import Person, status_order
from happyhome.exchange.incoming.roster_plan import PlannedRow, RosterPlan


def applied(plan: RosterPlan, people: Sequence[Person]) -> tuple[Person, ...]:
    """``people`` after the plan, with ids that were not there before."""
    known = {person.id: person for person in people}
    fresh = count(len(known))
    for row in plan.rows:
        if row.outcome in ("new", "changed"):
            person = _after(row, f"r{next(fresh):06d}")
            known[person.id] = person
    return tuple(known.values())


def _after(row: PlannedRow, fresh: str) -> Person:
    old = row.person or Person(replace(row.resident, id=fresh))
    ended = {item.id: item for item in row.ended}
    saved = {item.id: item for item in row.contacts if item.id}
    started = [
        replace(item, id=f"{old.id}-s{len(old.statuses) + place}", resident=old.id)
        for place, item in enumerate(row.started)
    ]
    added = [
        replace(item, id=f"{old.id}-c{len(old.contacts) + place}", resident=old.id)
        for place, item in enumerate(item for item in row.contacts if not item.id)
    ]
    return Person(
        replace(row.resident, id=old.id),
        tuple(sorted([*(ended.get(item.id, item) for item in old.statuses), *started], key=status_order)),
        (*(saved.get(item.id, item) for item in old.contacts), *added),
    )
