"""One elder's allowances as their page shows them: answers, certification under way, this month's meals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.dates import Month
from happyhome.policy.decisions import DRAWN, Decision, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.holding import certified_days, window
from happyhome.policy.rules import AllowanceVersion
from happyhome.services.application_lists import Pending, applications_of
from happyhome.services.entitlements import decision, decisions_of, facts_of
from happyhome.services.meal_money import meal_schemes, month_money
from happyhome.store.reading import Reading

if TYPE_CHECKING:
    from happyhome.policy.meal_results import Sum


@dataclass(frozen=True, slots=True)
class Due:
    """The certification of one scheme: its next deadline, and the day it was done for that (None: not yet)."""

    deadline: date
    done_on: date | None = None


@dataclass(frozen=True)
class PersonStanding:
    """``decisions`` paid ones first; ``certify`` by scheme key; ``pending`` are the open applications by scheme key.

    ``meals`` sums up this month's meals where the home handles a meal subsidy (``meal_title``), else None;
    ``meal_decisions`` tell why a meal of today would be subsidised, scheme by scheme.
    """

    decisions: tuple[Decision, ...]
    certify: Mapping[str, Due] = field(default_factory=dict)
    pending: Mapping[str, Pending] = field(default_factory=dict)
    meal_title: str = ""
    meals: Sum | None = None
    meal_notes: tuple[str, ...] = ()
    meal_decisions: tuple[Decision, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[Decision, ...]:
        """The decisions of some verdicts."""
        return tuple(one for one in self.decisions if one.verdict in verdicts)


def person_standing(reading: Reading, resident: str, today: date) -> PersonStanding:
    """What one elder draws today, could draw, and why not; refuses (resident_missing) an unknown one."""
    decisions = decisions_of(reading, resident, today)
    facts = facts_of(reading, [resident])[resident]
    applications = applications_of(reading, resident, today)
    schemes = meal_schemes(reading, Month.of(today))
    meals = month_money(reading, Month.of(today), resident).money if schemes else None
    own = meals.people.get(resident) if meals is not None else None
    return PersonStanding(
        decisions,
        dict(_certifying(decisions, facts, today)),
        {one.application.scheme: one for one in applications if one.application.is_open},
        "、".join(one.title for one in schemes),
        meals.of(resident) if meals is not None else None,
        own.notes if own is not None else (),
        tuple(decision(reading, resident, one.key, today, today) for one in schemes),
    )


def _certifying(decisions: tuple[Decision, ...], facts: Facts, today: date) -> list[tuple[str, Due]]:
    """The next deadline of each scheme that is drawn, or suspended, and asks for certification."""
    found = []
    for one in decisions:
        version = one.scheme.on(today)
        draws = one.verdict in DRAWN
        if not draws or not isinstance(version, AllowanceVersion) or version.certify is None:
            continue
        before, deadline = window(version.certify, today)
        days = [day for day, _ in certified_days(one.scheme.key, facts) if day > before]
        found.append((one.scheme.key, Due(deadline, max(days) if days else None)))
    return found
