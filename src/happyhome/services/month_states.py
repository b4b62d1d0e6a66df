"""Which months are closed, and which one is open: asked from the first moment on, without a month's book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month
from happyhome.store.closings import acts_on, closed_months
from happyhome.store.days import first_recorded
from happyhome.store.reading import Reading


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month as the hand-over page lists it."""

    month: Month
    is_closed: bool
    fingerprint: str
    reopenings: int


def month_states(reading: Reading, today: date) -> tuple[MonthState, ...]:
    """Every month from the first record to today's, newest first."""
    latest = closed_months(reading)
    states = []
    for month in _recorded(reading, today):
        act = latest.get(str(month))
        reopened = sum(one.act == "reopen" for one in acts_on(reading, month)) if act else 0
        states.append(
            MonthState(month, bool(act and act.act == "close"), act.fingerprint if act else "", reopened)
        )
    return tuple(reversed(states))


def open_month(reading: Reading, today: date) -> Month:
    """The earliest month with records that is not closed: the one the clerk works to finish."""
    latest = closed_months(reading)
    for month in _recorded(reading, today):
        act = latest.get(str(month))
        if act is None or act.act != "close":
            return month
    return Month.of(today)


def _recorded(reading: Reading, today: date) -> tuple[Month, ...]:
    first = Month.of(min(today, first_recorded(reading) or today))
    return tuple(first.through(Month.of(today)))
