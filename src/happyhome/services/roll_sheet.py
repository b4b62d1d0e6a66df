"""Reckoning a roll: every line as it would be by what is known on a day, with nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from happyhome.domain.dates import Month
from happyhome.domain.problems import refuse
from happyhome.domain.rolls import COUNTED_STATES, Roll, RollLine
from happyhome.policy.rules import AllowanceVersion, Scheme
from happyhome.services.roll_ledger import accounts, rules_for
from happyhome.services.roll_lines import Drawn, drawn_line, line_order
from happyhome.services.roll_settling import Period
from happyhome.store.reading import Reading
from happyhome.store.rolls import lines_of_rolls, rolls_of

OPEN_STATES = ("draft", "posted")


@dataclass(frozen=True)
class RollSheet:
    """All lines of a roll as they would be by what is known on a day, numbered, in village order."""

    period: Period
    drawn: tuple[Drawn, ...]

    @property
    def contents(self) -> tuple[dict[str, Any], ...]:
        """What they say, without ids."""
        return tuple(one.content for one in self.drawn)


def draw_up(reading: Reading, scheme: Scheme, first: Month, last: Month, today: date) -> RollSheet:
    """Reckon a roll; nothing is written. The scheme must be in use."""
    counted = [roll for roll in rolls_of(reading, scheme.key) if roll.state in COUNTED_STATES]
    further = any(roll.last >= str(last) for roll in counted)
    period = Period(first, last, rules_for(scheme, last), further)
    before, until = _before(reading, counted, period)
    known = accounts(reading, scheme, last, today)
    ordered = sorted(known.values(), key=lambda one: line_order(one.facts.person))
    lines = (drawn_line(one, period, before.get(one.facts.person.id), until) for one in ordered)
    drawn = [one for one in lines if one is not None]
    return RollSheet(
        period,
        tuple(replace(one, line=replace(one.line, number=at)) for at, one in enumerate(drawn, 1)),
    )


def _before(
    reading: Reading, counted: Sequence[Roll], period: Period
) -> tuple[dict[str, RollLine], Month | None]:
    """How everybody stood on the roll before: its lines by resident, and its last month (None: there is none).

    A further roll of the same period adds to it: whoever is only on that one drew, too. Where amounts
    are paid at once (整发) most rolls have no line for who goes on drawing: their last one counts.
    """
    at_once = period.version.whole
    earlier = [roll for roll in counted if roll.last < str(period.last)]
    if not earlier:
        return {}, None
    newest = max(roll.last for roll in earlier)
    chosen = sorted(
        (roll for roll in earlier if at_once or roll.last == newest), key=lambda roll: (roll.last, roll.id)
    )
    found: dict[str, RollLine] = {}
    for line in lines_of_rolls(reading, [roll.id for roll in chosen]):
        if line.resident not in found or line.months or (at_once and (line.change or line.standard)):
            found[line.resident] = line
    return found, Month.parse(newest)


def cycle_of(version: AllowanceVersion, month: Month) -> tuple[Month, Month]:
    """The calendar pay period of a rule in which a month lies."""
    length = version.cycle.months
    first = Month(month.year, (month.number - 1) // length * length + 1)
    return first, first.plus(length - 1)


def roll_by_id(reading: Reading, roll: str) -> Roll:
    """The roll with this id; refuses roll_missing."""
    found = reading.get(Roll, roll)
    if found is None:
        raise refuse("roll_missing", "这本名册已经不在了，请刷新后再试。")
    return found


def open_roll(reading: Reading, roll: str) -> Roll:
    """A roll that is not locked yet; refuses roll_missing, roll_locked."""
    found = roll_by_id(reading, roll)
    if found.state not in OPEN_STATES:
        raise refuse("roll_locked", f"{found.title} {found.period}已经锁定，不能再改。")
    return found
