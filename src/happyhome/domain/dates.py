"""Months, spells of days, and ages: the one place for calendar arithmetic."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, the unit in which homes report and money is counted."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"not a month: {self.year}-{self.number}")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which ``day`` lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``YYYY-MM`` of a year that people live in (1900 to 2999); raises ValueError for anything else."""
        found = _MONTH.fullmatch(text)
        if not found or not 1900 <= int(found[1]) <= 2999:
            raise ValueError(f"not a month: {text}")
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, self.length)

    @property
    def length(self) -> int:
        """How many days it has."""
        return monthrange(self.year, self.number)[1]

    def days(self) -> Iterator[date]:
        """Every day, first to last."""
        return (date(self.year, self.number, number) for number in range(1, self.length + 1))

    def plus(self, months: int) -> Month:
        """The month that many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def through(self, last: Month) -> Iterator[Month]:
        """Every month from this one to ``last``, both included; none where that lies before."""
        month = self
        while month <= last:
            yield month
            month = month.plus(1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def label(self) -> str:
        """As people write it: 2026年9月."""
        return f"{self.year}年{self.number}月"


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of days, both ends included. None means: since ever known, or still so."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def meets(self, other: Spell) -> bool:
        """Whether the two share a day."""
        starts_in_time = self.since is None or other.until is None or self.since <= other.until
        return starts_in_time and (other.since is None or self.until is None or other.since <= self.until)


def birthday_of(born: date, age: int) -> date:
    """The day on which ``age`` full years are reached; 1 March for those born on 29 February (see ``age_on``)."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(birthday: date, day: date) -> int:
    """Full years of age (周岁); someone born on 29 February turns older on 1 March."""
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def long_day(day: date) -> str:
    """2026年11月21日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_name(day: date) -> str:
    """星期六 and its like."""
    return f"星期{WEEKDAYS[day.weekday()]}"
