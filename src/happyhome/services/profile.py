"""One person as their page shows them: who they are, what they did lately, what happened to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from happyhome.domain.activities import Attachment
from happyhome.domain.axes import axis_named
from happyhome.domain.dates import birthday_of
from happyhome.domain.meals import mode_label
from happyhome.domain.people import Person
from happyhome.domain.residents import Status
from happyhome.domain.visits import WAYS, Visit
from happyhome.services.activities import add_photo
from happyhome.services.residents import person
from happyhome.services.session import operation
from happyhome.store import profiles as stored
from happyhome.store.reading import Reading
from happyhome.store.work import Work

RECENT_DAYS = 30
AGES = (60, 70, 80, 90, 100)
_SEEN = {"presence": "到院", "participation": "参加活动", "visit": "探访"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of somebody's 经历; ``row`` is its row's id.

    ``kind`` is status, end, visit, age or registered; what allowances brought has its own (person_history).
    """

    day: date
    text: str
    kind: str
    row: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """What the last 30 days hold. ``seen`` says in words how the person was last met, "" where never.

    ``seen_at`` is the moment of it, where it was recorded on the day itself.
    """

    modes: Counter[str]
    activities: int
    visits: int
    last_visit: Visit | None
    seen_on: date | None
    seen: str
    seen_at: datetime | None = None

    @property
    def meals(self) -> int:
        """All meals."""
        return self.modes.total()


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything on one person's page. ``photo`` is the SHA-256 of the portrait or ""."""

    person: Person
    recent: Recent
    happenings: tuple[Happening, ...]
    visits: tuple[Visit, ...]
    photo: str


def profile(reading: Reading, resident: str, today: date) -> Profile:
    """The page of one person; refuses (resident_missing) an unknown id."""
    one = person(reading, resident)
    visits = tuple(sorted(reading.find(Visit, resident=resident), key=lambda row: (row.day, row.id)))
    portraits = reading.find(Attachment, owner=resident)
    return Profile(
        one,
        _recent(reading, resident, visits, today),
        _happenings(one, visits, today),
        visits,
        portraits[-1].sha256 if portraits else "",
    )


def _recent(reading: Reading, resident: str, visits: tuple[Visit, ...], today: date) -> Recent:
    first = today - timedelta(days=RECENT_DAYS - 1)
    day, how, at = stored.latest_of(reading, resident, today) or (None, "", None)
    return Recent(
        stored.modes_of(reading, resident, first, today),
        stored.activities_of(reading, resident, first, today),
        sum(first <= row.day <= today for row in visits),
        visits[-1] if visits else None,
        day,
        (_SEEN.get(how) or mode_label(how)) if how else "",
        at if at and at.date() == day else None,
    )


def _happenings(one: Person, visits: tuple[Visit, ...], today: date) -> tuple[Happening, ...]:
    found = [*_registered(one), *_ages(one, today)]
    for row in one.statuses:
        found += _of_status(row, tells_end=not _followed(row, one))
    found += [Happening(row.day, visit_words(row), "visit", row.id) for row in visits]
    return in_order(found)


def in_order(found: Iterable[Happening]) -> tuple[Happening, ...]:
    """Newest first; of one day, what was recorded last stands first."""
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.row), reverse=True))


def _registered(one: Person) -> list[Happening]:
    at = one.resident.recorded_at
    return [Happening(at.date(), "登记入册", "registered")] if at else []


def _ages(one: Person, today: date) -> list[Happening]:
    born = one.resident.birthday
    if born is None:
        return []
    gone = one.leaving
    last = gone.since if gone and gone.until is None and gone.since else today
    reached = [(age, birthday_of(born, age)) for age in AGES]
    return [Happening(day, f"满 {age} 周岁", "age") for age, day in reached if day <= last]


def _followed(row: Status, one: Person) -> bool:
    """Whether the end of a status goes without saying: the next began, or the person left."""
    if row.until is None:
        return False
    after = row.until + timedelta(days=1)
    return any(
        (other.axis == row.axis and other.since == after)
        or (other.axis == "leaving" and other.since == row.until)
        for other in one.statuses
    )


def _of_status(row: Status, *, tells_end: bool) -> list[Happening]:
    axis = axis_named(row.axis)
    source = f"（{row.source}）" if row.source else ""
    word = row.label if axis.key in ("leaving", "whereabouts") else f"{axis.label}：{row.label}"
    found = []
    if row.since is not None:
        found.append(Happening(row.since, f"{word}{source}", "status", row.id, row.until is not None))
    if row.until is not None and tells_end:
        found.append(Happening(row.until, _end_words(row, axis.label), "end", row.id, True))
    return found


def _end_words(row: Status, axis: str) -> str:
    if row.axis == "leaving":
        return "离开到此为止，次日重新入院"
    return f"{row.label}最后一天" if row.axis == "whereabouts" else f"{axis}：{row.label}到此为止"


def visit_words(visit: Visit) -> str:
    """探访（电话）：血压偏高；已告诉村医."""
    way = next((choice.label for choice in WAYS if choice.key == visit.way), "")
    parts = [visit.finding, visit.hazard, visit.need, visit.action]
    said = "；".join(part for part in parts if part) or "一切正常"
    urgent = "【紧急】" if visit.urgent else ""
    who = f"（{visit.visitor}）" if visit.visitor else ""
    return f"{urgent}探访 {way}：{said}{who}"


@operation("换照片")
def set_portrait(work: Work, *, resident: str, name: str, content: bytes) -> Attachment:
    """Keep somebody's portrait in place of the one before; refuses what is no photo or too large."""
    one = person(work, resident)
    for old in work.find(Attachment, owner=resident):
        work.delete(old)
    made = add_photo(work, owner=resident, name=name, content=content)
    work.label = f"换照片：{one.resident.name}"
    return made


@operation("删除照片")
def remove_portrait(work: Work, *, resident: str) -> None:
    """Take somebody's portrait away."""
    one = person(work, resident)
    for old in work.find(Attachment, owner=resident):
        work.delete(old)
    work.label = f"删除照片：{one.resident.name}"
