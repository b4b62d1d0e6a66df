"""Stretches of days and months as the engine counts them: months as whole numbers, ends included."""

from __future__ import annotations

from datetime import date, timedelta

from happyhome.domain.dates import Month
from happyhome.policy.rules import Limit, Unit

EVER = date(1800, 1, 1)
FOREVER = date(2999, 12, 31)


def plus_months(day: date, months: int) -> date:
    """The same day of the month that many months later, at most its last day."""
    month = Month.of(day).plus(months)
    return date(month.year, month.number, min(day.day, month.length))


def index(month: Month) -> int:
    """A month as a whole number, so that the next one is one more."""
    return month.year * 12 + month.number - 1


def index_of(day: date) -> int:
    """The month a day lies in, as a number."""
    return day.year * 12 + day.month - 1


def month_at(number: int) -> Month:
    """The month of a number."""
    return Month(number // 12, number % 12 + 1)


def first_day(number: int) -> date:
    """Its first day."""
    return date(number // 12, number % 12 + 1, 1)


def last_day(number: int) -> date:
    """Its last day."""
    return first_day(number + 1) - timedelta(days=1)


def reach(limit: Limit, counted_from: Month) -> int | None:
    """The earliest month (as a number) within a limit counted back from a month; None: no end; after it: none."""
    here = index(counted_from)
    match limit.unit:
        case Unit.NONE:
            return here
        case Unit.THIS_YEAR:
            return counted_from.year * 12
        case Unit.MONTHS:
            return here - limit.months
        case Unit.UNLIMITED:
            return None
