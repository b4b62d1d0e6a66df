"""Open and closed days of the home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from happyhome.domain.meals import HomeDay
from happyhome.domain.problems import refuse, warn
from happyhome.services.session import operation
from happyhome.store.days import has_meals
from happyhome.store.reading import Reading
from happyhome.store.work import Work


@operation("设开放日")
def set_days(work: Work, *, days: Sequence[date], is_open: bool, reason: str = "") -> int:
    """Record days as open or kept closed (with a reason, planned ones too); returns how many changed.

    Refuses to record a future day as open; asks where meals stand on a day to be closed.
    """
    if not is_open and not reason.strip():
        raise refuse("reason_missing", "不开放要写明原因，例如：周日休息、停电、春节。", "reason")
    served = []
    for day in days:
        if is_open and day > work.today:
            raise refuse("day_future", f"{day.month}月{day.day}日还没到，不能提前记为开放。", "days")
        if not is_open and has_meals(work, day, day):
            served.append(day)
        present = next(iter(work.find(HomeDay, day=day)), None)
        work.put(replace(present or HomeDay(day=day), is_open=is_open, reason=reason.strip()))
    if served:
        named = "、".join(f"{day.month}月{day.day}日" for day in served[:5])
        work.warn(warn("day_has_meals", f"{named}已有用餐记录，仍要记为不开放吗？", "days"))
    word = "开放" if is_open else f"不开放（{reason.strip()}）"
    work.label = f"记{days[0].month}月{days[0].day}日{word}" if len(days) == 1 else f"记 {len(days)} 天{word}"
    return len(work.changes)


@operation("清除开放日")
def forget_day(work: Work, *, day: date) -> None:
    """Take back what was recorded about a day."""
    for row in work.find(HomeDay, day=day):
        work.delete(row)


def day_state(reading: Reading, day: date) -> HomeDay | None:
    """What was recorded about a day, None where nothing was."""
    return next(iter(reading.find(HomeDay, day=day)), None)
