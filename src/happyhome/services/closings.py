"""结账: closing a month locks and fingerprints it; reopening wants a reason and shows in the next return."""

from __future__ import annotations

import json
from datetime import date

from happyhome.domain.closings import Closing
from happyhome.domain.dates import Month, long_day
from happyhome.domain.month_book import MonthBook
from happyhome.domain.problems import Level, refuse, warn
from happyhome.services.checks import Check, self_check
from happyhome.services.months import month_book
from happyhome.services.session import operation
from happyhome.store.closings import acts_on, is_closed
from happyhome.store.proof import verify
from happyhome.store.reading import Reading
from happyhome.store.work import Work


@operation("结账")
def close_month(work: Work, *, month: Month) -> Closing:
    """Lock a month with the fingerprint of its content.

    Refuses a month not yet over, one already closed, and a broken audit; asks where the
    self-check found something to look at.
    """
    if month.last >= work.today:
        raise refuse(
            "month_not_over",
            f"{month.label}还没有过完，到 {long_day(month.plus(1).first)} 起才能结账。",
            "month",
        )
    acts = acts_on(work, month)
    if acts and acts[-1].act == "close":
        raise refuse("month_closed", f"{month.label}已经结账。", "month")
    faults = verify_lightly(work, month)
    if faults:
        raise refuse(
            "audit_broken", f"结账前核对审计记录发现问题：{faults[0]}请先保存诊断信息并联系技术支持。"
        )
    book = month_book(work, month, work.today)
    for check in self_check(book):
        if check.level is not Level.INFO:
            work.warn(warn(check.code, check.text, "month"))
    work.label = f"结账：{month.label}"
    return seal(work, month, book)


def seal(work: Work, month: Month, book: MonthBook) -> Closing:
    """Add the closing act of a month that was found fit to be closed."""
    totals = json.dumps(book.totals, ensure_ascii=False, sort_keys=True)
    sequence = len(acts_on(work, month)) + 1
    return work.insert(
        Closing(month=str(month), sequence=sequence, fingerprint=book.fingerprint, totals=totals)
    )


@operation("重开月份")
def reopen_month(work: Work, *, month: Month, reason: str) -> Closing:
    """Unlock a closed month for a correction; the reason stands in the next return."""
    acts = acts_on(work, month)
    if not acts or acts[-1].act != "close":
        raise refuse("month_open", f"{month.label}没有结账，不用重开。", "month")
    if len(reason.strip()) < 2:
        raise refuse("reason_missing", "重开已结账的月份要写明原因，例如：漏记 5 日午餐。", "reason")
    work.label = f"重开{month.label}：{reason.strip()}"
    return work.insert(
        Closing(
            month=str(month),
            act="reopen",
            sequence=len(acts) + 1,
            reason=reason.strip(),
            fingerprint=acts[-1].fingerprint,
            totals=acts[-1].totals,
        )
    )


def verify_lightly(reading: Reading, month: Month) -> tuple[str, ...]:
    """Faults of the audit that closing must not pass over: the whole chain, and the month's own rows."""
    return tuple(verify(reading, month.first, month.last))


def month_closed(reading: Reading, month: Month) -> bool:
    """Whether a month is locked."""
    return is_closed(reading, month)


def checks(reading: Reading, month: Month, today: date) -> tuple[Check, ...]:
    """The self-check of a month (送审前自查)."""
    return self_check(month_book(reading, month, today))


def book_of(reading: Reading, month: Month, today: date) -> MonthBook:
    """The month's book."""
    return month_book(reading, month, today)
