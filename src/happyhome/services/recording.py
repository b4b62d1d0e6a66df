"""What every dated record must pass: no future, late only with a reason, the gone and away asked about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from happyhome.domain.dates import long_day
from happyhome.domain.people import Person
from happyhome.domain.problems import Problem, refuse, warn
from happyhome.store.work import Work

MOST_NAMED = 5


def check_day(work: Work, day: date, late_reason: str) -> str:
    """The late reason to keep: "" for today. Refuses a future day and a late one without a reason."""
    if day > work.today:
        raise refuse("day_future", f"{long_day(day)} 还没到，不能提前记录。", "day")
    if day == work.today:
        return ""
    reason = late_reason.strip()
    if not reason:
        raise refuse(
            "late_reason_missing", f"{long_day(day)} 已经过去，属于补录，请写明补录原因。", "late_reason"
        )
    return reason


def ask_about(work: Work, persons: Iterable[tuple[Person, date]], what: str) -> None:
    """Warn, once and together, about those who had left, are away, or were not admitted yet."""
    left: dict[str, str] = {}
    away: dict[str, str] = {}
    early: dict[str, str] = {}
    for one, day in persons:
        gone = one.left_by(day)
        if gone is not None:
            since = f"{gone.since:%m月%d日}" if gone.since else ""
            left[one.id] = f"{one.resident.name}({since}{gone.label})"
        elif one.away(day):
            away[one.id] = f"{one.resident.name}({one.away(day)})"
        elif one.admitted_by(day) is False:
            early[one.id] = one.resident.name
    for code, found, tail in (
        ("after_leaving", left, f"已经离开，确实{what}吗？"),
        ("is_away", away, f"这天记为外出或住院，确实{what}吗？"),
        ("not_admitted", early, f"这天还没有办入院，确实{what}吗？"),
    ):
        if found:
            work.warn(_named(code, list(found.values()), tail))


def _named(code: str, names: list[str], tail: str) -> Problem:
    shown = "、".join(names[:MOST_NAMED]) + (f"等 {len(names)} 人" if len(names) > MOST_NAMED else "")
    return warn(code, f"{shown}{tail}", "residents")
