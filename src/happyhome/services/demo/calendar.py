"""On which days the demo's kitchen cooks: six days a week, not over the Spring Festival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from happyhome.domain.dates import Month
from happyhome.services.lunar import lunar_of

SUNDAY = 6
FESTIVALS = {(1, 15): "元宵节", (5, 5): "端午节", (8, 15): "中秋节", (9, 9): "重阳节", (12, 8): "腊八节"}


@dataclass(frozen=True)
class Stretch:
    """The months a demo covers, up to ``today``; the last one is under way."""

    today: date
    years: int = 1

    @property
    def months(self) -> tuple[Month, ...]:
        """From the first month with records to today's."""
        last = Month.of(self.today)
        return tuple(last.plus(number) for number in range(-12 * self.years, 1))

    @property
    def first(self) -> date:
        """The first day with records."""
        return self.months[0].first

    def days_of(self, month: Month) -> tuple[date, ...]:
        """The days of a month up to today."""
        return tuple(day for day in month.days() if day <= self.today)

    def power_cuts(self) -> frozenset[date]:
        """Days written on paper and typed the day after: one in winter, one in the month to hand in."""
        chosen = (self.months[1], self.months[-2])
        return frozenset(next(day for day in open_days(month) if day.day >= 13) for month in chosen)


def closed_because(day: date) -> str:
    """Why the home is not open on a day; "" where it is."""
    month, number, leap = lunar_of(day)
    eve = lunar_of(day + timedelta(days=2))[0] == 1 and month == 12
    if eve or (month == 1 and number <= 7 and not leap):
        return "春节放假"
    return "周日休息" if day.weekday() == SUNDAY else ""


def open_days(month: Month) -> tuple[date, ...]:
    """The days of a month on which lunch is cooked."""
    return tuple(day for day in month.days() if not closed_because(day))


def festival(day: date) -> str:
    """重阳节 and its like, where the day is one."""
    month, number, leap = lunar_of(day)
    return "" if leap else FESTIVALS.get((month, number), "")


def born_on_lunar_day_of(today: date, years_ago: int) -> date:
    """A birthday so many years ago whose lunar day comes round ``today``; the same solar day in a leap month."""
    wanted = lunar_of(today)[:2]
    year = today.year - years_ago
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        if lunar_of(day) == (*wanted, False):
            return day
    return date(year, today.month, min(today.day, 28))
