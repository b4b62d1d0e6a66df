"""要办的事: what today's page says is due, each with a day and the page that settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from happyhome.domain.dates import Month, birthday_of
from happyhome.domain.meals import HomeDay
from happyhome.domain.people import Person
from happyhome.services.application_lists import application_list
from happyhome.services.certifications import Round, rounds
from happyhome.services.entitlements import facts_of
from happyhome.services.lunar import lunar_anniversary
from happyhome.services.settings import setting
from happyhome.services.unsent import unsent_return
from happyhome.services.upcoming import personal
from happyhome.store.activities import templates_on
from happyhome.store.audit import operations
from happyhome.store.meals import days_served
from happyhome.store.reading import Reading
from happyhome.store.residents import last_seen, people
from happyhome.store.spans import in_span

UNSEEN_AT_MOST = 60
"""Who was not seen for longer stopped coming, which is no alarm."""

CERTIFY_AHEAD = 60
"""Days before a deadline from which a certification is told of every day."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: a short tag, what, a second line, what its link says, and where it leads."""

    kind: str
    tag: str
    text: str
    detail: str = ""
    action: str = ""
    page: str = ""
    target: str = ""
    urgent: bool = False


def due_list(reading: Reading, today: date) -> tuple[Due, ...]:
    """Everything due today, most pressing first."""
    here = [one for one in people(reading) if one.left_by(today) is None and one.leaving is None]
    return (
        *_wrong_clock(reading, today),
        *_unseen(reading, here, today),
        *_returns(reading, today),
        *_milestones(reading, here, today),
        *_certifying(reading, today),
        *_applications(reading, today),
        *_activities(reading, today),
        *_birthdays(here, today),
        *_pending(here),
    )


def _wrong_clock(reading: Reading, today: date) -> list[Due]:
    """A machine with an empty battery wakes up years ago, and all that is recorded goes to the wrong day."""
    last = next(iter(operations(reading, 1)), None)
    if last is None or last.at.date() <= today:
        return []
    then = last.at.date()
    text = f"电脑的日期（{_said(today)}）比上次记录（{_said(then)}）早"
    return [Due("clock", "日期", text, "请先把电脑的日期改对，再记录", urgent=True)]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _unseen(reading: Reading, here: list[Person], today: date) -> list[Due]:
    """Elders who come as a rule, or live alone, and were not seen for some days."""
    limit = int(setting(reading, "unseen_days"))
    seen = last_seen(reading, today - timedelta(days=UNSEEN_AT_MOST), today)
    found = []
    for one in here:
        last = seen.get(one.id)
        if last is None or one.away(today):
            continue
        days = (today - last).days
        if limit <= days:
            alone = one.words("living", today)
            age = one.resident.age_on(today)
            detail = "，".join(
                part for part in (alone, f"{age} 岁" if age else "", one.resident.group) if part
            )
            found.append(
                (
                    one.value("living", today) != "alone",
                    days,
                    Due(
                        "unseen",
                        "未见",
                        f"{one.resident.name} {days} 天没有记录",
                        detail,
                        "去探访",
                        "residents",
                        one.id,
                        urgent=True,
                    ),
                )
            )
    return [due for _, _, due in sorted(found, key=lambda item: item[:2])][:5]


def _returns(reading: Reading, today: date) -> list[Due]:
    found = unsent_return(reading, today)
    if found is None:
        return []
    target, urgent = str(found.month), found.is_late
    return [
        Due("return", "月报", found.text, "结账、打印、写到 U 盘", "去办", "handover", target, urgent=urgent)
    ]


def _milestones(reading: Reading, here: list[Person], today: date) -> list[Due]:
    """Who reaches an age that changes something, this month or next, and what it changes in money."""
    until = Month.of(today).plus(1).last
    near = [one for one in here if _turns(one, today, until)]
    facts = facts_of(reading, [one.id for one in near]) if near else {}
    found = [one for one in personal(reading, facts.values(), today, until) if one.kind == "age"]
    return [
        Due(
            "milestone",
            f"满{one.age}",
            one.text,
            "，".join(
                part for part in (one.detail, f"需{'、'.join(one.papers)}" if one.papers else "") if part
            ),
            "备材料" if one.papers else "看看",
            "residents",
            one.resident,
        )
        for one in sorted(found, key=lambda one: one.day)
    ]


def _turns(one: Person, today: date, until: date) -> bool:
    born = one.resident.birthday
    years = range(today.year, until.year + 1)
    return born is not None and any(today <= birthday_of(born, year - born.year) <= until for year in years)


def _certifying(reading: Reading, today: date) -> list[Due]:
    """Each scheme's certification once its deadline is near, and those who missed the one before."""
    found = []
    for one in rounds(reading, today):
        overdue, waiting = one.of("overdue"), one.of("due")
        if overdue:
            since = min(who.suspended_from for who in overdue if who.suspended_from is not None)
            names = "、".join(who.person.resident.name for who in overdue[:3])
            text = f"{len(overdue)} 人没有按期认证，自 {since.label}起暂停"
            found.append(_certify(one, text, f"{one.scheme.title}：{names}", urgent=True))
        if waiting and (one.deadline - today).days <= CERTIFY_AHEAD:
            text = f"{len(waiting)} 人生存认证 {one.deadline.month} 月 {one.deadline.day} 日到期"
            found.append(_certify(one, text, one.scheme.title))
    return found


def _certify(one: Round, text: str, detail: str, *, urgent: bool = False) -> Due:
    return Due(
        "certify", "认证", text, detail, "名单", "allowances", f"certify:{one.scheme.key}", urgent=urgent
    )


def _applications(reading: Reading, today: date) -> list[Due]:
    """Applications that wait too long, together: the list tells which."""
    late = [one for one in application_list(reading, today) if one.application.is_open and one.is_late]
    if not late:
        return []
    names = "、".join(f"{one.person.resident.name}（{one.waiting} 天）" for one in late[:3])
    text = f"{len(late)} 份补贴申请等得太久"
    return [Due("application", "申请", text, names, "看看", "allowances", "applications")]


def _activities(reading: Reading, today: date) -> list[Due]:
    return [
        Due("activity", "活动", f"{one.start} {one.title}".strip(), one.place, "签到", "activities", one.id)
        for one in templates_on(reading, today)
    ]


def _birthdays(here: list[Person], today: date) -> list[Due]:
    found = []
    for one in here:
        born = one.resident.birthday
        if born is None:
            continue
        by_moon = one.resident.lunar_birthday
        is_today = (
            lunar_anniversary(born, today) if by_moon else today == birthday_of(born, today.year - born.year)
        )
        if is_today:
            text = f"{one.resident.name} 今天{'农历' if by_moon else ''}生日（{today.year - born.year}）"
            found.append(Due("birthday", "生日", text, one.resident.group, "看看", "residents", one.id))
    return found


def _pending(here: list[Person]) -> list[Due]:
    waiting = [one for one in here if one.resident.id_number is None]
    if not waiting:
        return []
    names = "、".join(one.resident.name for one in waiting[:3])
    return [
        Due("id_pending", "待补", f"{len(waiting)} 人身份证号待补", names, "名单", "residents", "pending")
    ]


def unrecorded_days(reading: Reading, today: date, slot: str = "lunch", back: int = 14) -> tuple[date, ...]:
    """Recent weekdays on which nothing was recorded though the days around were: forgotten, or closed."""
    first = today - timedelta(days=back)
    known = days_served(reading, first, today, slot) | {
        row.day for row in in_span(reading, HomeDay, first, today)
    }
    if not known:
        return ()
    span = [first + timedelta(days=number) for number in range(back)]
    return tuple(day for day in span if day not in known and day > min(known) and day.weekday() < 5)
