"""发放名册: questions about rolls, and the verbs that make them, in one place to import from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.problems import refuse
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import COUNTED_STATES, Roll
from happyhome.policy.banding import leaves
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
from happyhome.services.roll_sheet import OPEN_STATES, cycle_of, roll_by_id
from happyhome.services.schemes import policy_book, scheme_named
from happyhome.store import rolls as stored
from happyhome.store.reading import Reading

__all__ = [
    "Claim",
    "books_ending",
    "draft_roll",
    "drop_draft",
    "ledger",
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


def roll_for(reading: Reading, scheme: str, first: Month, last: Month, number: int = 0) -> Roll:
    """A roll of a scheme (key or title) for exactly this period; refuses roll_unknown.

    ``number`` counts those of one period in the order they were made, from 1; 0 is the newest.
    """
    found = scheme_named(reading, scheme)
    made = rolls_of(reading, found.key)
    fitting = [roll for roll in reversed(made) if roll.span == (first, last)]
    if fitting and number <= len(fitting):
        return fitting[number - 1]
    if fitting:
        text = f"“{found.title}”{fitting[0].period}只有 {len(fitting)} 本名册。"
        raise refuse("roll_unknown", text, "period")
    there = "、".join(dict.fromkeys(roll.period for roll in made)) or "一本也没有"
    raise refuse("roll_unknown", f"“{found.title}”没有这一期的名册。已有：{there}。", "period")


def roll_book(reading: Reading, roll_id: str) -> RollBook:
    """A roll with its lines and all that its papers say; refuses roll_missing."""
    roll = roll_by_id(reading, roll_id)
    lines = tuple(stored.lines_of(reading, roll.id))
    book = RollBook(roll, lines, stored.items_of(reading, roll.id), previous=_previous(reading, roll))
    scheme = policy_book(reading).schemes.get(roll.scheme)
    if scheme is None:
        # Its rule file was taken away since: the paper still says what it said.
        bands = tuple(dict.fromkeys(line.band for line in lines if line.band))
        return replace(book, bands=bands, reference=next((one.reference for one in lines), ""))
    version = rules_for(scheme, roll.span[1])
    return replace(
        book,
        bands=tuple(dict.fromkeys(band.title for band in leaves(version.bands))),
        posting_days=version.cycle.posting_days,
        reference=next((one.reference for one in lines), version.header.reference.text),
    )


def _previous(reading: Reading, roll: Roll) -> Roll | None:
    """The newest counted roll of an earlier period."""
    made = stored.rolls_of(reading, roll.scheme)
    earlier = [one for one in made if one.state in COUNTED_STATES and one.last < roll.last]
    return max(earlier, key=lambda one: (one.last, one.id), default=None)


def books_ending(reading: Reading, month: Month) -> tuple[RollBook, ...]:
    """The locked and paid rolls whose period ends in a month, in the order they were made."""
    ended = [roll for roll in reversed(stored.rolls_of(reading)) if roll.last == str(month)]
    return tuple(roll_book(reading, roll.id) for roll in ended if roll.state in COUNTED_STATES)


def next_period(reading: Reading, scheme: str, today: date) -> tuple[Month, Month]:
    """The period to draw up next: that of an open roll, else the cycle after the newest locked one.

    For a scheme that has none yet: the present cycle period. Never one that is still to come: where
    the present one is locked it is given once more.
    """
    found = scheme_named(reading, scheme)
    made = stored.rolls_of(reading, found.key)
    present = next((roll for roll in made if roll.state in OPEN_STATES), None)
    if present is not None:
        return present.span
    now = cycle_of(rules_for(found, Month.of(today)), Month.of(today))
    if not made:
        return now
    after = max(Month.parse(roll.last) for roll in made).plus(1)
    if after > now[1]:
        return now
    return after, cycle_of(rules_for(found, after), after)[1]
