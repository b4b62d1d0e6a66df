"""The lunar calendar, as village birthdays and the top of the window need it."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache


@lru_cache(maxsize=4096)
def lunar_of(day: date) -> tuple[int, int, bool]:
    """(month 1 to 12, day, leap month) of a day in the lunar calendar."""
    from lunar_python import Solar

    lunar = Solar.fromDate(datetime.combine(day, time(12))).getLunar()
    return abs(lunar.getMonth()), lunar.getDay(), lunar.getMonth() < 0


def lunar_text(day: date) -> str:
    """农历十月十二."""
    from lunar_python import Solar

    lunar = Solar.fromDate(datetime.combine(day, time(12))).getLunar()
    return f"农历{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


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
