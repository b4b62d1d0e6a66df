"""Whether a month is closed, and how it came to be so."""

from __future__ import annotations

from happyhome.domain.closings import Closing
from happyhome.domain.dates import Month
from happyhome.store.reading import Reading


def acts_on(reading: Reading, month: Month) -> list[Closing]:
    """Every closing and reopening of a month, oldest first."""
    return sorted(reading.find(Closing, month=str(month)), key=lambda act: act.sequence)


def is_closed(reading: Reading, month: Month) -> bool:
    """Whether the latest act on the month closed it."""
    acts = reading.scalars(
        "SELECT act FROM closing WHERE month = ? ORDER BY sequence DESC LIMIT 1", str(month)
    )
    return list(acts) == ["close"]


def closed_months(reading: Reading) -> dict[str, Closing]:
    """The latest act of every month that has one, by YYYY-MM."""
    latest: dict[str, Closing] = {}
    for act in sorted(reading.find(Closing), key=lambda act: (act.month, act.sequence)):
        latest[act.month] = act
    return latest
