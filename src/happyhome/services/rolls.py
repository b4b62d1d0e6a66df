"""发放名册: questions about rolls, and the verbs that make them, in one place to import from."""

from __future__ import annotations

from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.problems import refuse
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import Roll, RollLine
from happyhome.policy.rules import AllowanceVersion, Band, Group, Scheme
from happyhome.services.claims import Claim, outstanding, refund
from happyhome.services.roll_acts import (
    lock_roll,
    mark_line,
    note_objection,
    pay_roll,
    post_roll,
    reopen_roll,
)
from happyhome.services.roll_drafting import draft_roll, drop_draft
from happyhome.services.roll_ledger import ledger, rules_for
from happyhome.services.schemes import policy_book, scheme_named, use_of
from happyhome.store import rolls as stored
from happyhome.store.reading import Reading

__all__ = [
    "Claim",
    "draft_roll",
    "drop_draft",
    "ledger",
    "lines_for",
    "lock_roll",
    "mark_line",
    "next_period",
    "note_objection",
    "outstanding",
    "pay_roll",
    "post_roll",
    "refund",
    "reopen_roll",
    "roll_book",
    "roll_for",
    "rolls_of",
]


def rolls_of(reading: Reading, scheme: str = "") -> tuple[Roll, ...]:
    """The rolls of a scheme (by key), or of all, newest first."""
    return tuple(stored.rolls_of(reading, scheme))


def roll_for(reading: Reading, scheme: str, first: Month, last: Month) -> Roll:
    """The newest roll of a scheme (key or title) for exactly this period; refuses roll_unknown."""
    found = scheme_named(reading, scheme)
    made = rolls_of(reading, found.key)
    for roll in made:
        if roll.span == (first, last):
            return roll
    there = "、".join(roll.period for roll in made) or "一本也没有"
    raise refuse("roll_unknown", f"“{found.title}”没有这一期的名册。已有：{there}。", "period")


def roll_book(reading: Reading, roll_id: str) -> RollBook:
    """A roll with its lines and all that its papers say; refuses roll_unknown."""
    raise NotImplementedError


def lines_for(reading: Reading, resident: str, scheme: str = "") -> tuple[tuple[Roll, RollLine], ...]:
    """Every line of one elder on locked and paid rolls of a scheme (by key, "": all), newest first."""
    raise NotImplementedError


def next_period(reading: Reading, scheme: str, today: date) -> tuple[Month, Month]:
    """The period to draw up next: that of an open roll, else the cycle after the newest locked one.

    For a scheme that has none yet: the present cycle period. Never one that is still to come: where
    the present one is locked it is given once more.
    """
    raise NotImplementedError
