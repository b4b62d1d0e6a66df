"""What in somebody's record can have begun or ended a payment: a birthday that a rule names, a dated fact."""

from __future__ import annotations

from collections.abc import Iterator

from happyhome.domain.dates import Month, age_on, birthday_of
from happyhome.domain.residents import Status
from happyhome.policy.banding import leaves
from happyhome.policy.conditions import AgeIs, AllOf, AnyOf, Condition, Not
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


def fact_begun(account: Account, month: Month, axes: tuple[str, ...] = ()) -> Status | None:
    """The latest fact that began in a month or the one before."""
    rows = [
        row
        for row in account.facts.person.statuses
        if row.since is not None
        and month.plus(-1) <= Month.of(row.since) <= month
        and (row.axis in axes if axes else row.axis not in ("service", "whereabouts"))
    ]
    return rows[-1] if rows else None


def fact_ended(account: Account, month: Month) -> Status | None:
    """The latest fact that ended just before a month."""
    rows = [
        row
        for row in account.facts.person.statuses
        if row.until is not None and month.plus(-1) <= Month.of(row.until) <= month
    ]
    return rows[-1] if rows else None
