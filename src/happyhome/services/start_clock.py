"""Whether the computer's clock can be believed: against the last record, and against this program's own day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from happyhome.domain.problems import Problem, Refusal

RELEASED: Final = date(2026, 11, 1)
"""A day before which this program was not: an empty CMOS battery tells 1970 or 2010."""
BEHIND: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=400)
SET_RIGHT: Final = (
    "请点屏幕右下角的时间，选“调整日期和时间”，改对以后再打开。常常不准的话，是主板电池没电了，请找人换一个。"
)


class ClockDoubt(Refusal):
    """The clock cannot be right: what it shows, and when the newest operation was done (None before the first)."""

    def __init__(self, code: str, text: str, shown: datetime, last: datetime | None) -> None:
        super().__init__(Problem(code, text))
        self.shown = shown
        self.last = last


def check_clock(now: datetime, last: datetime | None) -> None:
    """Refuses (clock_behind, clock_ahead, clock_before_release) a clock that cannot be right.

    ``last`` is when the newest operation was done, in the order of doing: a record that was made by a wrong
    clock stands in the way only until one more is made.
    """
    found = clock_doubt(now, last)
    if found is not None:
        raise found


def clock_doubt(now: datetime, last: datetime | None) -> ClockDoubt | None:
    """What ``check_clock`` refuses, None for a clock that can be right."""
    if last is not None and now < last - BEHIND:
        return _said("clock_behind", f"可最后一次记录是 {_day(last)}，日期倒退了。", now, last)
    if now.date() < RELEASED:
        return _said("clock_before_release", "那时还没有这个程序，日期不会是对的。", now, last)
    if last is not None and now > last + AHEAD:
        words = f"可最后一次记录是 {_day(last)}，中间隔了 {(now - last).days} 天，日期可能走错了。"
        return _said("clock_ahead", words, now, last)
    return None


def _said(code: str, words: str, now: datetime, last: datetime | None) -> ClockDoubt:
    return ClockDoubt(code, f"电脑上的日期是 {_day(now)}，{words}{SET_RIGHT}", now, last)


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
