"""Whether last month's return was handed in, and which month is open: the status line says it, from the first
moment on and without the rules of allowances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from happyhome.domain.dates import Month
from happyhome.domain.handovers import HandOver
from happyhome.services.month_states import open_month
from happyhome.services.settings import setting
from happyhome.store.closings import closed_months
from happyhome.store.days import has_records
from happyhome.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Unsent:
    """The return of a month that is over and was not handed in as it was closed."""

    month: Month
    text: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Truths:
    """What the status line always says beside the backup: what is not handed in, which month is open."""

    unsent: str
    is_late: bool
    open_month: Month


def unsent_return(reading: Reading, today: date) -> Unsent | None:
    """The latest month that is over, has records, and was not handed in as it was closed."""
    month = Month.of(today).plus(-1)
    if not has_records(reading, month.first, month.last):
        return None
    act = closed_months(reading).get(str(month))
    sent = reading.find(HandOver, month=str(month))
    if act and act.act == "close" and sent and sent[-1].fingerprint == act.fingerprint:
        return None
    by = month.plus(1).first + timedelta(days=int(setting(reading, "return_day")) - 1)
    is_late = today > by
    when = f"{by.month} 月 {by.day} 日"
    what = "未上交" if not sent else "更正后还没有重交" if act else "写过盘，但还没有结账"
    text = f"{month.number}月月报{what}，{'已过' if is_late else '请在'} {when}{'，请补交' if is_late else '前交'}"
    return Unsent(month, text, is_late)


def truths(reading: Reading, today: date) -> Truths:
    """The two truths of the status line that the store knows."""
    found = unsent_return(reading, today)
    return Truths(
        found.text if found else "", found is not None and found.is_late, open_month(reading, today)
    )
