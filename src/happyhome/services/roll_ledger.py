"""What each elder should have had of a scheme by today's knowledge, and what the ledger says they had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.dates import Month
from happyhome.domain.schemes import SchemeUse
from happyhome.policy.decisions import Stretch, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.rules import AllowanceVersion, Limit, Scheme
from happyhome.policy.spans import month_at, reach
from happyhome.services.entitlements import facts_of
from happyhome.services.schemes import keys_in_use, policy_book, use_of
from happyhome.store.reading import Reading
from happyhome.store.rolls import barred_of, failed_of, ledger_of

if TYPE_CHECKING:
    from happyhome.policy.book import PolicyBook


@dataclass(frozen=True)
class Account:
    """One elder's account of one scheme, months from the earliest that counts to ``last``.

    ``owed`` is what is due by today's knowledge and ``had`` what the ledger holds, 分 by month, only
    months with either. ``failed`` are months that the bank sent back. ``stretches`` begin one month
    before the earliest, so that it is seen what began there. ``told`` is what locked rolls have said to be
    too late to settle, signed. ``settled`` is the last month that older lists paid, where one is known.
    """

    facts: Facts
    stretches: tuple[Stretch, ...] = ()
    owed: Mapping[Month, int] = field(default_factory=dict)
    had: Mapping[Month, int] = field(default_factory=dict)
    failed: frozenset[Month] = frozenset()
    told: Mapping[Month, int] = field(default_factory=dict)
    scheme: str = ""
    settled: Month | None = None

    @property
    def open(self) -> dict[Month, int]:
        """The difference of each month where there is one, months ascending: above 0 is still to be paid."""
        months = sorted(self.owed.keys() | self.had.keys())
        return {
            month: gap for month in months if (gap := self.owed.get(month, 0) - self.had.get(month, 0)) != 0
        }

    @property
    def is_dead(self) -> bool:
        """Whether money can be asked back only from the family."""
        row = self.facts.person.leaving
        return row is not None and row.value == "died"

    def stretch(self, month: Month) -> Stretch | None:
        """The stretch in which a month lies."""
        return next((one for one in self.stretches if one.covers(month)), None)

    def draws(self, month: Month) -> bool:
        """Whether the scheme is granted in a month."""
        found = self.stretch(month)
        return found is not None and found.verdict is Verdict.GRANTED


def ledger(reading: Reading, scheme: str) -> dict[tuple[str, Month], int]:
    """What was paid for each (resident, month) of a scheme (by key) and not sent back or refunded, in 分."""
    return ledger_of(reading, scheme)


def accounts(
    reading: Reading, scheme: Scheme, last: Month, today: date, residents: Iterable[str] | None = None
) -> dict[str, Account]:
    """The account of everybody, or of some, by resident id.

    The scheme must be in use. Before the month since which it is, only an approved application that
    names an earlier month of start makes anything due; up to its ``settled_month`` nothing is.
    """
    use = use_of(reading, scheme.key)
    if use is None:
        return {}
    had: dict[str, dict[Month, int]] = {}
    for (resident, month), amount in ledger_of(reading, scheme.key).items():
        had.setdefault(resident, {})[month] = amount
    failed: dict[str, set[Month]] = {}
    for resident, month in failed_of(reading, scheme.key):
        failed.setdefault(resident, set()).add(month)
    told: dict[str, dict[Month, int]] = {}
    for (resident, month), amount in barred_of(reading, scheme.key).items():
        told.setdefault(resident, {})[month] = amount
    book = policy_book(reading)
    keys = _related(book, scheme, keys_in_use(reading, Month.parse(use.since)))
    return {
        resident: _account(
            book,
            scheme,
            keys,
            use,
            Account(
                facts,
                had=had.get(resident, {}),
                failed=frozenset(failed.get(resident, ())),
                told=told.get(resident, {}),
                scheme=scheme.key,
            ),
            last,
            today,
        )
        for resident, facts in facts_of(reading, residents).items()
    }


def _related(book: PolicyBook, scheme: Scheme, in_use: Iterable[str]) -> tuple[str, ...]:
    """The scheme and those in use that bear on it through exclusion groups, however far round."""
    found, handled = [scheme.key], set(in_use) & book.schemes.keys()
    for key in found:
        for group in book.exclusions:
            if key in group.members:
                found += [one for one in group.members if one in handled and one not in found]
    return tuple(found)


def _account(
    book: PolicyBook,
    scheme: Scheme,
    keys: tuple[str, ...],
    use: SchemeUse,
    known: Account,
    last: Month,
    today: date,
) -> Account:
    from happyhome.policy.exclusion import entitlements

    begin, settled = begins(known.facts, scheme.key, use)
    first = min([begin, *known.had, last]).plus(-1)
    stretches = entitlements(book, keys, known.facts, first, last, today)[scheme.key]
    until = Month.parse(use.until) if use.until else None
    owed: dict[Month, int] = {}
    for one in stretches:
        if one.verdict is not Verdict.GRANTED:
            continue
        for month in max(one.first, first.plus(1)).through(one.last):
            ours = begin <= month and (until is None or month <= until)
            amount = one.amount(month) if ours or month in known.had else 0
            if amount and (settled is None or month > settled):
                owed[month] = amount
    had = {month: amount for month, amount in known.had.items() if month <= last}
    return replace(known, stretches=stretches, owed=owed, had=had, settled=settled)


def begins(facts: Facts, scheme: str, use: SchemeUse) -> tuple[Month, Month | None]:
    """The first month that is ours to pay for one elder, and the last that was settled on older lists."""
    begin, found = Month.parse(use.since), facts.application(scheme)
    if found is None or found.decision != "approved":
        return begin, None
    if found.start_month:
        begin = min(begin, Month.parse(found.start_month))
    return begin, Month.parse(found.settled_month) if found.settled_month else None


def reaches_back(limit: Limit, first: Month) -> Month | None:
    """The earliest month that a limit lets in, counted back from the first month of a period; None: any."""
    number = reach(limit, first)
    return None if number is None else month_at(number)


def rules_for(scheme: Scheme, month: Month) -> AllowanceVersion:
    """The version by which a period that ends with ``month`` is paid; the last one before, where it ended."""
    versions = [one for one in scheme.versions if isinstance(one, AllowanceVersion)]
    begun = [one for one in versions if one.header.since <= month.last and not one.is_ended]
    return (begun or versions)[-1]
