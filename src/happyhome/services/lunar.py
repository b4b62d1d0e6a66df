"""The lunar calendar, as village birthdays and the top of the window need it."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from happyhome.domain import lunar


@lru_cache(maxsize=4096)
def lunar_of(day: date) -> tuple[int, int, bool]:
    """(month 1 to 12, day, leap month) of a day in the lunar calendar."""
    return lunar.lunar_of(day) or _computed(day)


def _computed(day: date) -> tuple[int, int, bool]:
    """The same for days outside the table."""
    from lunar_python import Solar

    found = Solar.fromDate(datetime.combine(day, time(12))).getLunar()
    return abs(found.getMonth()), found.getDay(), found.getMonth() < 0


def lunar_text(day: date) -> str:
    """农历十月十二."""
    return lunar.lunar_words(*lunar_of(day))


def lunar_anniversary(born: date, day: date) -> bool:
    """Whether ``day`` is the lunar birthday of somebody born on ``born``.

    Born in a leap month, one keeps the ordinary month; born on the 30th, one keeps the 29th in
    a month that has no 30th.
    """
    month, number, _ = lunar_of(born)
    today_month, today_number, leap = lunar_of(day)
    if leap or today_month != month or day.year <= born.year:
        return False
    if today_number == number:
        return True
    return number == 30 and today_number == 29 and lunar_of(date.fromordinal(day.toordinal() + 1))[1] == 1
