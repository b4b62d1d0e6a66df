"""What the rules in use ask about people, where any word may be recorded: so that the clerk writes the same word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from happyhome.domain.dates import Month
from happyhome.policy.banding import leaves
from happyhome.policy.conditions import AllOf, AnyOf, Condition, FactIs, Not
from happyhome.policy.headers import MONTHLY, Kind
from happyhome.policy.rules import AllowanceVersion, MealVersion, Version
from happyhome.services.schemes import schemes_in_use
from happyhome.store.reading import Reading

_ABOUT_PEOPLE = (*MONTHLY, Kind.MEAL)


def asked_words(reading: Reading, axis: str, today: date) -> tuple[str, ...]:
    """The words on one axis (by key) that any version of a scheme in use asks about, in the order of the rules."""
    found = [
        word
        for scheme in schemes_in_use(reading, Month.of(today), _ABOUT_PEOPLE)
        for version in scheme.versions
        for condition in _conditions(version)
        for fact in _facts(condition)
        if fact.axis == axis
        for word in sorted(fact.values)
    ]
    return tuple(dict.fromkeys(found))


def _conditions(version: Version) -> Iterator[Condition]:
    if not isinstance(version, AllowanceVersion | MealVersion):
        return
    if version.condition is not None:
        yield version.condition
    yield from (band.condition for band in leaves(version.bands) if band.condition is not None)
    if isinstance(version, AllowanceVersion):
        yield from (one.condition for one in version.suspensions)


def _facts(condition: Condition) -> Iterator[FactIs]:
    if isinstance(condition, FactIs):
        yield condition
    elif isinstance(condition, Not):
        yield from _facts(condition.member)
    elif isinstance(condition, AllOf | AnyOf):
        for member in condition.members:
            yield from _facts(member)
