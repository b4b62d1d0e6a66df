"""How the demo's finished months were closed and handed in; the last one still waits for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from happyhome.domain.dates import Month
from happyhome.domain.handovers import HandOver
from happyhome.domain.meals import Meal
from happyhome.domain.month_book import short_code
from happyhome.services.closings import reopen_month, seal
from happyhome.services.demo.calendar import Stretch, open_days
from happyhome.services.demo.cast import Member
from happyhome.services.demo.diary import Entry, at
from happyhome.services.demo.fates import Fate
from happyhome.services.handover import extras_of, planned_files
from happyhome.services.months import month_book
from happyhome.store.work import Work

CLOSED_ON, REOPENED_ON = 3, 12
FORGOTTEN = 2
FOLDER_BYTES = 1_480_000


def closing_entries(
    random: Random, month: Month, stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]
) -> Iterator[Entry]:
    """What was done in ``month`` about the month before it."""
    number = stretch.months.index(month)
    if number == 0 or month == stretch.months[-1]:
        return
    before = month.plus(-1)
    day = month.first + timedelta(days=CLOSED_ON - 1)
    yield Entry(
        at(day, 9, 20, random), "close_month", f"结账：{before.label}", lambda work: _close(work, before)
    )
    yield _handed_in(random, day, before)
    if before == stretch.months[-4]:
        yield from _corrected(random, month.first + timedelta(days=REOPENED_ON - 1), before, members, fates)


def _close(work: Work, month: Month) -> None:
    seal(work, month, month_book(work, month, work.today))


def _handed_in(random: Random, day: date, month: Month) -> Entry:
    size = FOLDER_BYTES + random.randrange(400_000)

    def write(work: Work) -> None:
        book = month_book(work, month, work.today)
        files = planned_files(month, extras_of(book))
        work.insert(
            HandOver(
                month=str(month),
                place="民政办 U 盘",
                folder=f"{book.home.name} {month}",
                files=len(files) + 1,
                size=size,
                fingerprint=book.fingerprint,
                check_code=short_code(book.fingerprint[8:]),
                contents="、".join(dict.fromkeys(one.title for one in files)),
            )
        )

    return Entry(at(day, 10, 5, random), "remember_hand_over", f"交接：{month.label}", write)


def _corrected(
    random: Random, day: date, month: Month, members: Sequence[Member], fates: Mapping[str, Fate]
) -> Iterator[Entry]:
    """Two meals were forgotten: reopened with the reason, put right, closed and handed in again."""
    missed = next(one for one in open_days(month) if one.day >= 16)
    reason = f"漏记 {missed.month} 月 {missed.day} 日送餐 {FORGOTTEN} 人"

    def put_right(work: Work) -> None:
        served = {meal.resident for meal in work.find(Meal, day=missed)}
        left_out = [
            one
            for one in members
            if one.steadiness and one.id not in served and one.joined < missed
            and fates[one.id].here(missed) and not fates[one.id].away(missed)
        ][:FORGOTTEN]  # fmt: skip
        why = "送餐员漏报，按送餐单补录"
        work.insert_many(
            [Meal(resident=one.id, day=missed, mode="delivery", late_reason=why) for one in left_out]
        )

    yield Entry(
        at(day, 14, 0, random), "reopen_month", f"重开{month.label}：{reason}",
        lambda work: reopen_month(work, month=month, reason=reason),
    )  # fmt: skip
    yield Entry(at(day, 14, 25, random), "mark_meals", f"记：{FORGOTTEN} 人送餐（补录）", put_right)
    yield Entry(
        at(day, 14, 50, random), "close_month", f"结账：{month.label}", lambda work: _close(work, month)
    )
    yield _handed_in(random, day + timedelta(days=1), month)
