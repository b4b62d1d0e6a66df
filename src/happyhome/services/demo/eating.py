"""Who came to lunch on which day of the demo, and the operations by which it was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from happyhome.domain.dates import Month
from happyhome.domain.meals import Guests, HomeDay, Meal, Presence, mode_label
from happyhome.services.demo import leads
from happyhome.services.demo.calendar import Stretch, closed_because
from happyhome.services.demo.cast import Member
from happyhome.services.demo.diary import Entry, at
from happyhome.services.demo.fates import Fate
from happyhome.store.work import Work

# Fewer come when the fields call, more when it is cold at home.
SEASON = {
    1: 1.03,
    2: 1.0,
    3: 0.97,
    4: 0.91,
    5: 0.93,
    6: 0.97,
    7: 0.94,
    8: 0.95,
    9: 0.93,
    10: 0.92,
    11: 1.0,
    12: 1.03,
}
POWER_CUT = "停电，先记在纸上，次日补录"
SATURDAY = 5
EVEN_AT_MOST = 3  # by chance a week may come out flat, which is what an auditor takes for made up
TODAYS_GUESTS = 2
NOTES = ("", "", "镇上检查", "子女探望", "志愿者")


def meal_entries(
    random: Random, month: Month, stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]
) -> Iterator[Entry]:
    """A month's days: closed ones planned at its start, each open one recorded at noon."""
    yield from _closed(random, month)
    cuts = stretch.power_cuts()
    counts: list[int] = []
    for day in stretch.days_of(month):
        if closed_because(day):
            continue
        late = POWER_CUT if day in cuts else ""
        typed = day + timedelta(days=1) if late else day
        marks = _lunch(random, day, stretch, members, fates)
        if counts[-EVEN_AT_MOST:] == [len(marks)] * EVEN_AT_MOST:
            marks.pop()
        counts.append(len(marks))
        if not marks:
            continue
        hour, minute = (8, 20) if late else (11, 50) if day == stretch.today else (12, 15)
        yield _meals(at(typed, hour, minute, random), day, marks, late)
        seen = {one.id for one, mode in marks if mode == "dine_in"}
        yield from _others(
            random, at(typed, hour + 1, minute, random), day, members, fates, seen, late, day == stretch.today
        )
        if day == stretch.today:
            yield _guests(at(day, 12, 8, random), day, TODAYS_GUESTS)


def _closed(random: Random, month: Month) -> Iterator[Entry]:
    reasons: dict[str, list[date]] = {}
    for day in month.days():
        if closed_because(day):
            reasons.setdefault(closed_because(day), []).append(day)
    for reason, days in reasons.items():
        rows = [HomeDay(day=day, is_open=False, reason=reason) for day in days]
        label = f"记 {len(days)} 天不开放（{reason}）"

        def write(work: Work, rows: list[HomeDay] = rows) -> None:
            work.insert_many(rows)

        yield Entry(at(month.first, 8, 5, random), "set_days", label, write)


def _lunch(
    random: Random, day: date, stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]
) -> list[tuple[Member, str]]:
    """(elder, mode) of everybody who ate."""
    weather = random.uniform(0.88, 1.06) * SEASON[day.month] * (0.93 if day.weekday() == SATURDAY else 1)
    marks = []
    for one in members:
        luck, carried = random.random(), random.random()
        fate = fates[one.id]
        if not one.steadiness or day < one.joined or not fate.here(day) or fate.away(day):
            continue
        if _by_hand(one, day, stretch, luck < one.steadiness * weather):
            mode = one.resident.usual_mode
            # Once in a while even those who walk have it brought, and those at home come along.
            marks.append((one, "delivery" if mode == "dine_in" and carried < 0.03 else mode))
    return marks


def _by_hand(one: Member, day: date, stretch: Stretch, came: bool) -> bool:
    """Today's board and the elder not seen for days are meant to be met; the rest is as it fell."""
    if one.name == leads.UNSEEN:
        last = stretch.today - timedelta(days=5)
        while closed_because(last):
            last -= timedelta(days=1)
        return day == last or (day < last and came)
    if day == stretch.today:
        return one.name not in leads.NOT_YET_MARKED and (came or one.steadiness > 0.7)
    return came or (one.name in leads.NOT_YET_MARKED and (stretch.today - day).days <= 28)


def _meals(moment: datetime, day: date, marks: list[tuple[Member, str]], late: str) -> Entry:
    rows = [Meal(resident=one.id, day=day, mode=mode, late_reason=late) for one, mode in marks]
    modes = Counter(mode for _, mode in marks)
    what = mode_label("dine_in") if len(modes) == 1 else "午餐"
    label = f"记：{marks[0][0].name} 等 {len(marks)} 人{what}{'（补录）' if late else ''}"
    return Entry(moment, "mark_meals", label, lambda work: work.insert_many(rows))


def _others(
    random: Random,
    moment: datetime,
    day: date,
    members: Sequence[Member],
    fates: Mapping[str, Fate],
    seen: set[str],
    late: str,
    is_today: bool,
) -> Iterator[Entry]:
    """Guests, and those who only came to sit, play cards or read."""
    count, note = random.choice((0, 0, 0, 1, 1, 2, 2, 3, 5)), random.choice(NOTES)
    if count and not is_today:
        yield _guests(moment, day, count, note)
    sitting = [
        one
        for one in members
        if random.random() < (0.5 if one.has("service", "day_care") else 0.04)
        and one.id not in seen
        and (one.steadiness or one.has("living", "alone"))
        and one.name != leads.UNSEEN
        and day >= one.joined
        and fates[one.id].here(day)
        and not fates[one.id].away(day)
    ]
    if sitting:
        rows = [Presence(resident=one.id, day=day, late_reason=late) for one in sitting]
        yield Entry(moment, "mark_presence", f"记到院：{len(rows)} 人", lambda work: work.insert_many(rows))


def _guests(moment: datetime, day: date, count: int, note: str = "") -> Entry:
    row = Guests(day=day, count=count, note=note)
    return Entry(moment, "set_guests", f"记来客：午餐 {count} 人", lambda work: work.insert(row))
