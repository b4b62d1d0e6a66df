"""Whether the computer's clock can be believed: against the last record, and against this program's own day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from happyhome.domain.problems import Refusal, refuse

RELEASED: Final = date(2026, 11, 1)
"""A day before which this program was not: an empty CMOS battery tells 1970 or 2010."""
BEHIND: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=400)
CLOCK_CODES: Final = frozenset({"clock_behind", "clock_ahead", "clock_before_release"})
_SET_RIGHT: Final = (
    "请点屏幕右下角的时间，选“调整日期和时间”，改对以后再打开。常常不准的话，是主板电池没电了，请找人换一个。"
)


def check_clock(now: datetime, last: datetime | None) -> None:
    """Refuses (clock_behind, clock_ahead, clock_before_release) a clock that cannot be right.

    ``last`` is when the newest operation was done, in the order of doing: a record that was made by a wrong
    clock stands in the way only until one more is made.
    """
    found = _doubt(now, last)
    if found is not None:
        raise found


def _doubt(now: datetime, last: datetime | None) -> Refusal | None:
    shown = f"电脑上的日期是 {_day(now)}"
    if last is not None and now < last - BEHIND:
        return refuse("clock_behind", f"{shown}，可最后一次记录是 {_day(last)}，日期倒退了。{_SET_RIGHT}")
    if now.date() < RELEASED:
        return refuse("clock_before_release", f"{shown}，那时还没有这个程序，日期不会是对的。{_SET_RIGHT}")
    if last is not None and now > last + AHEAD:
        days = (now - last).days
        return refuse(
            "clock_ahead",
            f"{shown}，可最后一次记录是 {_day(last)}，中间隔了 {days} 天，请核对是不是电脑的日期走错了。{_SET_RIGHT}",
        )
    return None


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
