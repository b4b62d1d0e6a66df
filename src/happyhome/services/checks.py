"""送审前自查: what an auditor would look at first, said before the township does (domain 2.3, 12.10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import Person
from happyhome.domain.problems import Level

FLAT_RUN = 5
LATE_SHARE = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: info means it passed, warning means somebody should look."""

    code: str
    level: Level
    text: str


def self_check(book: MonthBook) -> tuple[Check, ...]:
    """All checks of a month, in the order the report page shows them."""
    return (_gone(book), _away(book), _flat(book), _capacity(book), _shut(book), _late(book), _pending(book))


def _found(code: str, faults: list[str], good: str, bad: str) -> Check:
    if not faults:
        return Check(code, Level.INFO, good)
    shown = "、".join(faults[:4]) + (f"等 {len(faults)} 处" if len(faults) > 4 else "")
    return Check(code, Level.WARNING, f"{bad}：{shown}")


def _eaten(book: MonthBook, wrong: Callable[[Person, date], object]) -> list[str]:
    """Who ate on which day although ``wrong`` says otherwise of them on it."""
    return [
        f"{one.resident.name} {day} 日"
        for one in book.people
        for day in sorted({key[0] for key in book.marks.get(one.id, {})})
        if wrong(one, book.day(day))
    ]


def _gone(book: MonthBook) -> Check:
    return _found(
        "after_leaving", _eaten(book, Person.left_by), "没有已故、迁出人员用餐", "已故或迁出后还有用餐"
    )


def _away(book: MonthBook) -> Check:
    return _found("is_away", _eaten(book, Person.away), "没有外出、住院人员用餐", "外出或住院期间还有用餐")


def _flat(book: MonthBook) -> Check:
    faults = []
    for slot in book.slots():
        days = [(day, book.day_count(day, slot)) for day in book.open_days if book.day_count(day, slot)]
        run: list[tuple[int, int]] = []
        for day, count in [*days, (0, -1)]:
            if run and count != run[-1][1]:
                if len(run) >= FLAT_RUN:
                    faults.append(f"{run[0][0]}—{run[-1][0]} 日都是 {run[0][1]} 人")
                run = []
            run.append((day, count))
    return _found("flat_counts", faults, "每天人数有增有减", "连续多天人数完全相同")


def _capacity(book: MonthBook) -> Check:
    limit = book.home.capacity
    faults = [
        f"{day} 日 {book.day_count(day, slot)} 人"
        for slot in book.slots()
        for day in book.open_days
        if limit and book.day_count(day, slot) > limit
    ]
    return _found("over_capacity", faults, "没有超过核定人数", f"超过核定人数 {limit}")


def _shut(book: MonthBook) -> Check:
    faults = [
        f"{day} 日"
        for day, opened in sorted(book.days.items())
        if not opened and any(book.day_count(day, slot) for slot in book.slots())
    ]
    return _found("day_closed", faults, "不开放日没有用餐记录", "记为不开放却有用餐")


def _late(book: MonthBook) -> Check:
    counted = Counter(day for _, day, _ in book.late)
    many = len(book.late) * LATE_SHARE > book.named_meals
    faults = [f"{day} 日 {count} 次" for day, count in sorted(counted.items())] if many else []
    return _found("late_share", faults, f"补录 {len(book.late)} 次，都写了原因", "补录较多")


def _pending(book: MonthBook) -> Check:
    faults = [one.resident.name for one in book.diners() if one.resident.id_number is None]
    return _found("id_pending", faults, "用餐老人都有身份证号", "身份证号待补")
