"""待追回 and 退款: what was paid too much and is still out, and what comes back from the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.domain.problems import refuse
from happyhome.domain.rolls import Refund
from happyhome.policy.rules import Scheme
from happyhome.services.roll_ledger import Account, accounts, reaches_back, rules_for
from happyhome.services.schemes import scheme_named, use_of
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.rolls import ledger_of
from happyhome.store.work import Work


@dataclass(frozen=True, slots=True)
class Claim:
    """What one elder, or the family, still has to give back of one scheme.

    ``months`` with the 分 of each, ascending; ``fen`` their sum. ``is_dead``: only the family can
    give it back; else the next rolls take it off by themselves. ``since`` is the day of death.
    """

    resident: str
    name: str
    group: str
    scheme: str
    months: tuple[tuple[Month, int], ...]
    fen: int
    is_dead: bool
    since: date | None
    text: str


def outstanding(reading: Reading, scheme: str, today: date) -> tuple[Claim, ...]:
    """Every open claim of a scheme (key or title) by today's knowledge, in village order."""
    raise NotImplementedError


@operation("退款")
def refund(
    work: Work, *, resident: str, scheme: str, day: date, amount: int, note: str = ""
) -> tuple[Refund, ...]:
    """Record money that came back: it settles the oldest open months first.

    Refuses more than is open (refund_too_much), a day to come, and an amount that is not above 0.
    """
    raise NotImplementedError
