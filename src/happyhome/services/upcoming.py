"""临近事项: what comes next for whom, with the papers it needs and what it changes in money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from happyhome.domain.axes import axis_named
from happyhome.domain.dates import Month, birthday_of
from happyhome.domain.people import Person
from happyhome.domain.residents import Status
from happyhome.domain.rolls import Roll
from happyhome.policy.facts import Facts
from happyhome.services.application_lists import application_list
from happyhome.services.certifications import rounds
from happyhome.services.entitlements import facts_of, not_drawing
from happyhome.services.money_changes import MoneyChange, money_changes
from happyhome.services.order import village_order
from happyhome.services.schemes import policy_book, schemes_in_use
from happyhome.store.reading import Reading

MILESTONES = (60, 65, 70, 80, 90, 95, 100)
"""Birthdays a village takes note of, whatever its rules pay: check-ups at 65, visits at 90 and 100."""
EXPIRING = ("capacity", "disability", "aid", "self_care", "support", "cognition")
"""What is granted for a time and has to be renewed."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing to come, or to be done.

    ``kind``: age, money (an amount changes otherwise), certify, expiry, posting, application,
    unclaimed. ``day`` is when; ``month`` from when money changes (None: no money); ``papers`` what
    is needed; ``scheme`` the key it is about; ``row`` the id of an application, status or roll;
    ``age`` the full years reached.
    """

    kind: str
    day: date
    text: str
    detail: str = ""
    resident: str = ""
    name: str = ""
    group: str = ""
    scheme: str = ""
    month: Month | None = None
    papers: tuple[str, ...] = ()
    is_late: bool = False
    row: str = ""
    age: int = 0


def upcoming(reading: Reading, today: date, months: int = 3) -> tuple[Coming, ...]:
    """What comes up to the end of that many months from now, and what is late, by day."""
    until = Month.of(today).plus(months).last
    facts = sorted(facts_of(reading).values(), key=lambda one: village_order(one.person))
    here = [one for one in facts if one.person.gone is None]
    found = [
        *personal(reading, here, today, until),
        *_certifying(reading, today, until),
        *_posted(reading, today, until),
        *_waiting(reading, today),
        *_unclaimed(reading, here, today),
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_late, one.day)))


def personal(reading: Reading, facts: Iterable[Facts], today: date, until: date) -> list[Coming]:
    """Birthdays, ends of what was granted for a time, and other changes of money of these elders."""
    schemes = schemes_in_use(reading, Month.of(today))
    if not schemes:
        return [coming for one in facts for coming in _of_person(one.person, (), today, until)]
    book = policy_book(reading)
    return [
        coming
        for one in facts
        for coming in _of_person(one.person, money_changes(book, schemes, one, today, until), today, until)
    ]


def _of_person(person: Person, changes: Sequence[MoneyChange], today: date, until: date) -> Iterator[Coming]:
    told = set()
    for age, day in _birthdays(person, changes, today, until):
        own = [one for one in changes if one.day == day]
        told.update(own)
        yield _of_age(person, age, day, own)
    for row in _ending(person, today, until):
        own = [one for one in changes if row.until and one.day == row.until + timedelta(days=1)]
        told.update(own)
        yield _of_end(person, row, own)
    for one in changes:
        if one not in told:
            text = f"{person.resident.name} {one.text}"
            yield _coming(
                "money", one.month.first, person, text, scheme=one.scheme, month=one.month, papers=one.papers
            )


def _birthdays(
    person: Person, changes: Iterable[MoneyChange], today: date, until: date
) -> Iterator[tuple[int, date]]:
    born = person.resident.birthday
    if born is None:
        return
    telling = {one.day for one in changes}
    for age in range(today.year - born.year, until.year - born.year + 1):
        day = birthday_of(born, age) if age >= 0 else born
        if today <= day <= until and (age in MILESTONES or day in telling):
            yield age, day


def _of_age(person: Person, age: int, day: date, own: list[MoneyChange]) -> Coming:
    text = f"{person.resident.name} {day.month}月{day.day}日满 {age} 周岁"
    return _coming("age", day, person, text, _told(own), own, age=age)


def _ending(person: Person, today: date, until: date) -> Iterator[Status]:
    """What ends in time and is not followed by another of its kind."""
    for row in person.statuses:
        if row.axis in EXPIRING and row.until is not None and today <= row.until <= until:
            after = row.until + timedelta(days=1)
            if not any(other.axis == row.axis and other.spell.covers(after) for other in person.statuses):
                yield row


def _of_end(person: Person, row: Status, own: list[MoneyChange]) -> Coming:
    day = row.until or date.max
    axis = axis_named(row.axis).label
    text = f"{person.resident.name} {axis}“{row.label}”{day.month}月{day.day}日到期"
    return _coming("expiry", day, person, text, _told(own) or "请及时重新认定", own, row=row.id)


def _told(own: Iterable[MoneyChange]) -> str:
    return "；".join(one.text for one in own)


def _coming(
    kind: str,
    day: date,
    person: Person,
    text: str,
    detail: str = "",
    own: Iterable[MoneyChange] = (),
    *,
    scheme: str = "",
    month: Month | None = None,
    papers: tuple[str, ...] = (),
    is_late: bool = False,
    row: str = "",
    age: int = 0,
) -> Coming:
    changes = list(own)
    every = dict.fromkeys((*papers, *(paper for one in changes for paper in one.papers)))
    first = changes[0] if changes else None
    return Coming(
        kind,
        day,
        text,
        detail,
        person.id,
        person.resident.name,
        person.resident.group,
        scheme or (first.scheme if first else ""),
        month or (first.month if first else None),
        tuple(every),
        is_late,
        row,
        age,
    )


def _certifying(reading: Reading, today: date, until: date) -> Iterator[Coming]:
    for one in rounds(reading, today):
        for who in one.open:
            if who.state == "due" and one.deadline > until:
                continue
            name, day = who.person.resident.name, one.deadline
            text = f"{name} “{one.scheme.title}”认证 {day.month}月{day.day}日到期"
            if who.suspended_from is not None:
                text = f"{name} “{one.scheme.title}”没有按期认证，自 {who.suspended_from.label}起暂停"
            seen = f"最近见到：{who.seen}" if who.seen else "最近没有见到的记录"
            yield _coming(
                "certify",
                day,
                who.person,
                text,
                seen,
                scheme=one.scheme.key,
                month=who.suspended_from or Month.of(day).plus(1),
                is_late=who.state == "overdue",
            )


def _posted(reading: Reading, today: date, until: date) -> Iterator[Coming]:
    titles = {key: one.title for key, one in policy_book(reading).schemes.items()}
    for roll in reading.find(Roll, state="posted"):
        day = roll.posted_to
        if day is not None and day <= until:
            text = f"“{titles.get(roll.scheme, roll.title)}”{roll.period}名册公示到 {day.month}月{day.day}日"
            detail = "公示已满，无异议可以锁定" if day < today else ""
            yield Coming("posting", day, text, detail, scheme=roll.scheme, row=roll.id, is_late=day < today)


def _waiting(reading: Reading, today: date) -> Iterator[Coming]:
    """Applications that are posted, and those that wait too long."""
    for one in application_list(reading, today):
        row, name = one.application, one.person.resident.name
        ends = row.posted_to
        if not row.is_open:
            continue
        if ends is not None and row.township_on is None and not one.is_late:
            text = f"{name} “{one.title}”申请公示到 {ends.month}月{ends.day}日"
            detail = "公示已满，可以报乡镇审核" if ends < today else ""
            yield _coming("posting", ends, one.person, text, detail, scheme=row.scheme, row=row.id)
        elif one.is_late:
            text = f"{name} “{one.title}”申请停在“{one.stage}”已 {one.waiting} 天"
            missing = f"还缺{'、'.join(one.missing)}" if one.missing else "请向乡镇问一下办到哪一步"
            yield _coming(
                "application", one.since or today, one.person, text, missing,
                scheme=row.scheme,  is_late=True, row=row.id,
            )  # fmt: skip


def _unclaimed(reading: Reading, here: Sequence[Facts], today: date) -> Iterator[Coming]:
    for scheme in schemes_in_use(reading, Month.of(today)):
        for one in not_drawing(scheme, here, today):
            text = f"{one.person.resident.name} 符合“{scheme.title}”，还没有申请"
            yield _coming(
                "unclaimed", today, one.person, text, one.sentence,
                scheme=scheme.key, month=one.since, papers=one.papers,
            )  # fmt: skip
