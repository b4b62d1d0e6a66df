"""What in somebody's record can have begun or ended a payment: a birthday that a rule names, a dated fact."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from happyhome.domain.axes import axis_named
from happyhome.domain.dates import Month, age_on, birthday_of, day_after
from happyhome.domain.residents import Status
from happyhome.policy.banding import leaves
from happyhome.policy.conditions import AgeIs, AllOf, AnyOf, Condition, FactIs, Not
from happyhome.policy.rules import AllowanceVersion
from happyhome.services.roll_ledger import Account


def _window(version: AllowanceVersion | None) -> int:
    """So many months before a first payment its event may lie."""
    if version is None:
        return 1
    start = version.start
    return start.delay + (start.cutoff_day is not None) + 12 * bool(start.cutoff_dates)


def birthday_reached(
    account: Account, month: Month, version: AllowanceVersion | None, back: int = 0
) -> int | None:
    """The age of a rule that was reached just in time for a month, or up to ``back`` months before, if one was."""
    born = account.facts.person.resident.birthday
    if born is None or version is None:
        return None
    years = age_on(born, month.last)
    for age in (years, years - 1):
        reached = Month.of(birthday_of(born, age)) if age > 0 else None
        earliest = month.plus(-_window(version) - back)
        if reached is not None and reached >= earliest and age in _ages(version):
            return age
    return None


def _ages(version: AllowanceVersion) -> frozenset[int]:
    """The ages from which something begins under a version."""
    conditions = [version.condition, *(band.condition for band in leaves(version.bands))]
    return frozenset(age for one in conditions if one is not None for age in _low_ages(one))


def _low_ages(condition: Condition) -> Iterator[int]:
    match condition:
        case AgeIs(low=int(low)):
            yield low
        case AllOf(members=members) | AnyOf(members=members):
            for one in members:
                yield from _low_ages(one)
        case Not(member=member):
            yield from _low_ages(member)


def fact_begun(account: Account, month: Month, axes: Collection[str]) -> Status | None:
    """The latest fact on one of some axes that began in a month or the one before."""
    rows = [
        row
        for row in account.facts.person.statuses
        if row.since is not None and month.plus(-1) <= Month.of(row.since) <= month and row.axis in axes
    ]
    return rows[-1] if rows else None


def fact_ended(account: Account, month: Month, axes: Collection[str]) -> Status | None:
    """The latest fact on one of some axes that ended just before a month."""
    rows = [
        row
        for row in account.facts.person.statuses
        if row.until is not None and month.plus(-1) <= Month.of(row.until) <= month and row.axis in axes
    ]
    return rows[-1] if rows else None


def returned(account: Account, month: Month, version: AllowanceVersion | None) -> date | None:
    """The day on which somebody who had moved away was back, just in time for a month."""
    earliest = month.plus(-_window(version))
    days = [
        day_after(row.until)
        for row in account.facts.person.statuses
        if row.axis == "leaving" and row.value == "moved_out" and row.until is not None
    ]
    return next((day for day in reversed(days) if earliest <= Month.of(day) <= month), None)


def begun_said(row: Status) -> str:
    """2025-03-15 起户籍为“外地”."""
    since = f"{row.since.isoformat()} 起" if row.since else ""
    return f"{since}{axis_named(row.axis).label}为“{row.label}”"


def axes_asked(version: AllowanceVersion | None) -> frozenset[str]:
    """The axes on which a version's answer and amount rest; what holds back is asked of ``axes_held``."""
    if version is None:
        return frozenset()
    conditions = [version.condition, *(band.condition for band in leaves(version.bands))]
    return frozenset(axis for one in conditions if one is not None for axis in _axes(one))


def axes_held(version: AllowanceVersion | None) -> frozenset[str]:
    """The axes on which a version's suspensions rest."""
    rules = version.suspensions if version is not None else ()
    return frozenset(axis for one in rules for axis in _axes(one.condition))


def _axes(condition: Condition) -> Iterator[str]:
    match condition:
        case FactIs(axis=axis):
            yield axis
        case AllOf(members=members) | AnyOf(members=members):
            for one in members:
                yield from _axes(one)
        case Not(member=member):
            yield from _axes(member)
