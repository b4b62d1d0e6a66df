"""Days as people write them: 1941年5月23日, 1941.5.23, 19410523, a date cell, a serial, 1934.09."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from happyhome.exchange.incoming.cells import folded, text_of
from happyhome.exchange.incoming.sheets import Cell

_EXCEL_ZERO = date(1899, 12, 30)
_CLOCK = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?$")
_DAY = re.compile(r"(\d{4})[年./\-、,](\d{1,2})[月./\-、,](\d{1,2})日?(?!\d)")
_MONTH = re.compile(r"^(\d{4})[年./\-、,](\d{1,2})月?份?$")
_MONTH_AND_DAY = re.compile(r"(?<!\d)(\d{1,2})[月./\-](\d{1,2})日?(?!\d)")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)(\d{4})[年./\-](\d{1,2})(?:月|(?!\d))")
_HAN_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)
_HAN = {"〇": 0, "○": 0, "零": 0, **{word: number for number, word in enumerate("一二三四五六七八九", 1)}}
_LUNAR = ("农历", "阴历", "古历", "旧历")


@dataclass(frozen=True, slots=True)
class DayReading:
    """A day, or as much of one as the cell says: ``month`` is (year, number) where no day is given.

    ``lunar``: the cell says that it is a day of the lunar calendar, so ``day`` stays None.
    """

    typed: str
    day: date | None = None
    month: tuple[int, int] | None = None
    lunar: bool = False


def read_day(value: Cell, today: date) -> DayReading:
    """What a cell says about a day that is not after ``today``."""
    if isinstance(value, datetime):
        return DayReading(str(value.date()), value.date())
    if isinstance(value, date):
        return DayReading(str(value), value)
    typed = text_of(value)
    word = folded(_CLOCK.sub("", typed))
    if any(mark in word for mark in _LUNAR):
        return DayReading(typed, lunar=True)
    day = _day_in_digits(word, today) if word.isascii() and word.isdigit() else _day_in_words(word)
    if day is not None and date(1800, 1, 1) <= day <= today:
        return DayReading(typed, day)
    return DayReading(typed, month=_month_in(word))


def day_in_remark(text: str, today: date) -> date | None:
    """The day a remark names (2026.7.14死亡, 7月14日去世); without a year the last one before today."""
    word = folded(text)
    day = _day_in_words(word, anywhere=True)
    if day is not None:
        return day if day <= today else None
    if _YEAR_AND_MONTH.search(word):
        return None
    found = _MONTH_AND_DAY.search(word)
    if not found:
        return None
    for year in (today.year, today.year - 1):
        day = _valid(year, int(found[1]), int(found[2]))
        if day is not None and day <= today:
            return day
    return None


def _day_in_digits(word: str, today: date) -> date | None:
    """19410523, or Excel's number of days since 1900; a number like 1941 is a year, no day."""
    if len(word) == 8:
        return _valid(int(word[:4]), int(word[4:6]), int(word[6:]))
    if len(word) in (4, 5) and int(word) > today.year:
        return _EXCEL_ZERO + timedelta(days=int(word))
    return None


def _day_in_words(word: str, *, anywhere: bool = False) -> date | None:
    found = _DAY.search(word) if anywhere else _DAY.match(word)
    if found:
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    found = _HAN_DAY.search(word)
    if found:
        year = int("".join(str(_HAN[digit]) for digit in found[1]))
        return _valid(year, _from_han(found[2]), _from_han(found[3]))
    return None


def _month_in(word: str) -> tuple[int, int] | None:
    if word.isascii() and word.isdigit() and len(word) == 6:
        year, number = int(word[:4]), int(word[4:])
    else:
        found = _MONTH.match(word)
        if not found:
            return None
        # A number cell 1934.1 may have been 1934.10: then only the year is sure.
        year, number = int(found[1]), int(found[2])
    return (year, number) if 1 <= number <= 12 and 1800 <= year <= 2200 else None


def _from_han(word: str) -> int:
    """二十三 as 23."""
    if "十" not in word:
        return _HAN[word] if len(word) == 1 else 0
    tens, ones = word.split("十", 1)
    return (_HAN.get(tens, 0) if tens else 1) * 10 + (_HAN.get(ones, 0) if ones else 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
