"""补贴本月: each scheme in use at a glance: who draws, what changes against the roll before, what is still out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.dates import Month
from happyhome.domain.rolls import COUNTED_STATES, Roll, RollLine
from happyhome.domain.schemes import SchemeUse
from happyhome.policy.decisions import Verdict
from happyhome.policy.headers import MONTHLY, Kind
from happyhome.policy.rules import Scheme
from happyhome.services.claims import Claim, outstanding
from happyhome.services.entitlements import NotDrawing, SchemeStanding, entitled_not_drawing, standing
from happyhome.services.meal_money import month_money
from happyhome.services.roll_drafting import PAID_OUT
from happyhome.services.roll_sheet import OPEN_STATES, draw_up
from happyhome.services.rolls import next_period, rolls_of
from happyhome.services.schemes import policy_book, uses
from happyhome.store.reading import Reading
from happyhome.store.rolls import lines_of

if TYPE_CHECKING:
    from happyhome.policy.meal_results import Sum

_DECIDING = ("name", "id_number", "net", "due", "arrears", "recovery", "claim", "band", "change")
"""What makes a draft another one: whom it names, and the money."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What a roll changes against the one before: people by kind of change, and 分 beside the period's own."""

    joined: int = 0
    left: int = 0
    changed: int = 0
    arrears: int = 0
    recovery: int = 0
    claim: int = 0


@dataclass(frozen=True, slots=True)
class Paid:
    """What the rolls of one month come to, in 分; not final while one of them is open."""

    month: Month
    fen: int
    is_final: bool


@dataclass(frozen=True)
class SchemeGlance:
    """One scheme in use. ``scheme`` None: its rule file is no longer there.

    ``drawing`` people are granted this month, ``fen`` in all; ``unknown`` cannot be told for want of a
    record. ``roll`` is the newest one, ``period`` what to draw up next and ``people``, ``total`` and
    ``differences`` what it says, or would say. ``is_stale``: an open roll no longer says what is known.
    ``is_further``: the period is locked already, and the next roll only adds to it; ``is_settled``: nothing
    is left to add. ``meals`` of a scheme of 助餐 sum up this month's meals, by all such schemes together.
    """

    use: SchemeUse
    scheme: Scheme | None
    drawing: int = 0
    fen: int = 0
    unknown: int = 0
    roll: Roll | None = None
    period: tuple[Month, Month] | None = None
    people: int = 0
    total: int = 0
    differences: Differences = field(default_factory=Differences)
    is_stale: bool = False
    is_settled: bool = False
    is_further: bool = False
    claims: tuple[Claim, ...] = ()
    waiting: tuple[NotDrawing, ...] = ()
    year: tuple[Paid, ...] = ()
    meals: Sum | None = None

    @property
    def pays_out(self) -> bool:
        """Whether rolls are drawn up for it."""
        return self.scheme is not None and self.scheme.kind in PAID_OUT

    @property
    def is_open(self) -> bool:
        """Whether a roll is drawn up and not locked yet."""
        return self.roll is not None and self.roll.state in OPEN_STATES


def glances(reading: Reading, today: date) -> tuple[SchemeGlance, ...]:
    """Every scheme in use this month, in the order they were taken up."""
    book, month = policy_book(reading), Month.of(today)
    stands = {one.scheme.key: one for one in standing(reading, today)}
    return tuple(
        _glance(reading, use, book.schemes.get(use.scheme), stands.get(use.scheme), today)
        for use in uses(reading)
        if not use.until or use.until >= str(month)
    )


def _glance(
    reading: Reading, use: SchemeUse, scheme: Scheme | None, stands: SchemeStanding | None, today: date
) -> SchemeGlance:
    rolls = rolls_of(reading, use.scheme)
    begun = SchemeGlance(use, scheme, roll=rolls[0] if rolls else None, year=_year(rolls, today.year))
    if scheme is None:
        return begun
    if stands is not None:
        begun = replace(
            begun,
            drawing=len(stands.granted),
            fen=stands.fen,
            unknown=stands.counts.get(Verdict.UNKNOWN, 0),
        )
    if scheme.kind is Kind.MEAL:
        return replace(begun, meals=month_money(reading, Month.of(today)).money.total())
    if scheme.kind in MONTHLY:
        begun = replace(begun, waiting=entitled_not_drawing(reading, scheme.key, today))
    return _with_roll(reading, begun, scheme, today) if begun.pays_out else begun


def _with_roll(reading: Reading, known: SchemeGlance, scheme: Scheme, today: date) -> SchemeGlance:
    """What the next roll says: the open one, else the one that would be drawn up today."""
    first, last = next_period(reading, scheme.key, today)
    sheet = draw_up(reading, scheme, max(first, Month.parse(known.use.since)), last, today)
    fresh = [one.line for one in sheet.drawn]
    kept = lines_of(reading, known.roll.id) if known.roll is not None and known.is_open else None
    lines = fresh if kept is None else kept
    return replace(
        known,
        period=(first, last),
        people=sum(line.net > 0 for line in lines),
        total=sum(line.net for line in lines),
        differences=differences(lines),
        is_stale=kept is not None and _essence(kept) != _essence(fresh),
        is_further=sheet.period.is_further,
        is_settled=kept is None and sheet.period.is_further and not fresh,
        claims=outstanding(reading, scheme.key, today),
    )


def differences(lines: Iterable[RollLine]) -> Differences:
    """The changes on the lines of a roll, counted."""
    rows = list(lines)
    counts = Counter(line.change for line in rows)
    return Differences(
        counts["joined"],
        counts["left"],
        counts["changed"],
        sum(line.arrears for line in rows),
        sum(line.recovery for line in rows),
        sum(line.claim for line in rows),
    )


def _essence(lines: Sequence[RollLine]) -> list[tuple[object, ...]]:
    return [tuple(getattr(line, name) for name in _DECIDING) for line in lines]


def _year(rolls: Sequence[Roll], year: int) -> tuple[Paid, ...]:
    """The twelve months of a year; a roll stands at the month it ends with."""
    found = []
    for number in range(1, 13):
        month = Month(year, number)
        own = [roll for roll in rolls if roll.last == str(month)]
        counted = all(roll.state in COUNTED_STATES for roll in own)
        found.append(Paid(month, sum(roll.total for roll in own), counted))
    return tuple(found)
