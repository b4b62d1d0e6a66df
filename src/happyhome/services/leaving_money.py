"""What a death or a move stops in money, and what was paid beyond it: foretold before it is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.domain.people import Person
from happyhome.domain.residents import Status
from happyhome.policy.decisions import Stretch, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.rules import Scheme
from happyhome.services.entitlements import facts_of
from happyhome.services.roll_notes import months_said
from happyhome.services.schemes import policy_book, schemes_in_use
from happyhome.store.reading import Reading
from happyhome.store.rolls import ledger_of

AHEAD = 2
"""Months after the later of the leaving and today in which a stop shows itself."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One allowance: nothing from ``month`` on; ``overpaid`` 分 were paid by locked rolls for ``months`` after it."""

    scheme: str
    title: str
    month: Month
    overpaid: int = 0
    months: tuple[Month, ...] = ()
    is_claimed: bool = False

    @property
    def sentence(self) -> str:
        """One line for the clerk."""
        text = f"“{self.title}”发到 {self.month.plus(-1).label}，从 {self.month.label}起停发。"
        if not self.overpaid:
            return text
        count = f" {len(self.months)} 个月共" if len(self.months) > 1 else ""
        how = "下次造册时列为“待追回”，向家属追回" if self.is_claimed else "下次造册时列为扣回或待追回"
        return f"{text}{months_said(self.months, 0)}多发{count} {yuan(self.overpaid)} 元，{how}。"


def stops(reading: Reading, person: Person, kind: str, day: date, today: date) -> tuple[Stop, ...]:
    """Every scheme in use that a leaving (key of the axis) on ``day`` would stop for this person."""
    if kind == "withdrew":
        return ()
    schemes = schemes_in_use(reading, Month.of(min(day, today)))
    if not schemes:
        return ()
    before = facts_of(reading, [person.id])[person.id]
    after = replace(before, person=_left(person, kind, day))
    found = [_stop(reading, one, before, after, day, today) for one in schemes]
    return tuple(one for one in found if one is not None)


def still_drawn(reading: Reading, person: Person, today: date) -> tuple[str, ...]:
    """The titles of the schemes in use that somebody draws now."""
    from happyhome.policy.exclusion import entitlements

    month = Month.of(today)
    schemes = schemes_in_use(reading, month)
    if not schemes:
        return ()
    facts = facts_of(reading, [person.id])[person.id]
    answers = entitlements(policy_book(reading), [one.key for one in schemes], facts, month, month, today)
    return tuple(one.title for one in schemes if answers[one.key][0].verdict is Verdict.GRANTED)


def _left(person: Person, kind: str, day: date) -> Person:
    gone = Status(resident=person.id, axis="leaving", value=kind, since=day)
    return replace(person, statuses=(*person.statuses, gone))


def _stop(
    reading: Reading, scheme: Scheme, before: Facts, after: Facts, day: date, today: date
) -> Stop | None:
    first = min(Month.of(day), Month.of(today)).plus(-1)
    last = max(Month.of(day), Month.of(today)).plus(AHEAD)
    had = {
        month: fen
        for (who, month), fen in ledger_of(reading, scheme.key).items()
        if who == before.person.id and fen > 0 and month >= first
    }
    last = max([last, *had])
    old, new = (
        _months(reading, scheme, before, first, last, today),
        _months(reading, scheme, after, first, last, today),
    )
    stopped = [month for month in sorted(old) if old[month] is not None and new[month] is None]
    if not stopped:
        return None
    month = stopped[0]
    over = {
        one: fen - (new.get(one) or 0)
        for one, fen in had.items()
        if one >= month and fen > (new.get(one) or 0)
    }
    is_claimed = any(row.value == "died" for row in after.person.statuses if row.axis == "leaving")
    return Stop(scheme.key, scheme.title, month, sum(over.values()), tuple(sorted(over)), is_claimed)


def _months(
    reading: Reading, scheme: Scheme, facts: Facts, first: Month, last: Month, today: date
) -> dict[Month, int | None]:
    """分 by month; None where nothing is granted or held back."""
    from happyhome.policy.exclusion import entitlements

    keys = [one.key for one in schemes_in_use(reading, first)]
    keys = keys if scheme.key in keys else [scheme.key, *keys]
    found: dict[Month, int | None] = {}
    for stretch in entitlements(policy_book(reading), keys, facts, first, last, today)[scheme.key]:
        for month in stretch.first.through(stretch.last):
            found[month] = _worth(stretch, month)
    return found


def _worth(stretch: Stretch, month: Month) -> int | None:
    if stretch.verdict is Verdict.GRANTED:
        return stretch.amount(month)
    return 0 if stretch.verdict is Verdict.SUSPENDED else None
