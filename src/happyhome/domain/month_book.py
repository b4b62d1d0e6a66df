"""Everything known about one month, in one snapshot.

Every paper of the month is a function of this book, so their totals agree by construction.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month, Spell
from happyhome.domain.homes import Home
from happyhome.domain.people import DINER_CLASSES, Person
from happyhome.domain.roll_book import RollBook

DaySlot = tuple[int, str]
"""A day of the month (1 to 31) and a slot key (breakfast, lunch, supper)."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that a paper may show."""

    name: str
    caption: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """An activity that was held, who came (resident ids), and its photos where they were asked for."""

    activity: Activity
    residents: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    photo_count: int = 0

    @property
    def attendance(self) -> int:
        """Residents and others together."""
        return len(self.residents) + self.activity.visitors


@dataclass(frozen=True, slots=True)
class Closed:
    """That the month was closed: when, its full fingerprint, and why it was ever reopened.

    ``earlier`` holds the totals of closings that no longer tell how things stand, oldest first, so
    that the next return can show the difference. ``is_altered``: closed, and yet not as it was
    closed, since something recorded of a person afterwards reaches back into the month.
    """

    fingerprint: str
    closed_at: datetime | None
    reopenings: tuple[str, ...] = ()
    is_closed: bool = True
    earlier: tuple[Mapping[str, int], ...] = ()
    is_altered: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What the return of a month has to say about another month, closed before and corrected since.

    ``before`` are the totals it was first closed with, ``now`` those that count; ``reasons`` are
    those of its reopenings, none where facts about persons alone reached back into it.
    """

    month: Month
    before: Mapping[str, int]
    now: Mapping[str, int]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class MonthBook:
    """One month of one home.

    ``people`` are those on the register in the month (entered, and not left before its first
    day), by group and pinyin. ``marks[resident][(day, slot)]`` is the mode of a meal.
    ``presence[resident]`` are the days at the home: a dine-in meal, an activity, or marked.
    ``days[n]`` is True where the home was recorded open, False where recorded closed; absent
    means that nobody recorded either. ``late`` are (resident, day, slot) entered late (补录).
    ``moves`` are the persons who came (新增) or left in the month, with day and word.
    ``previous`` are last month's totals as it was closed, ``corrected`` what was put right in it since.
    ``rolls`` are the allowance rolls whose period ends in the month.
    """

    home: Home
    month: Month
    made_on: date
    people: tuple[Person, ...]
    marks: Mapping[str, Mapping[DaySlot, str]]
    presence: Mapping[str, frozenset[int]]
    days: Mapping[int, bool]
    day_reasons: Mapping[int, str] = field(default_factory=dict)
    guests: Mapping[DaySlot, int] = field(default_factory=dict)
    activities: tuple[Held, ...] = ()
    year_activities: tuple[Held, ...] = ()
    late: frozenset[tuple[str, int, str]] = frozenset()
    moves: tuple[tuple[str, date, str], ...] = ()
    visits: int = 0
    visited: int = 0
    closed: Closed | None = None
    previous: Mapping[str, int] = field(default_factory=dict)
    corrected: Correction | None = None
    rolls: tuple[RollBook, ...] = ()

    def day(self, number: int) -> date:
        """The date of a day number of this month."""
        return date(self.month.year, self.month.number, number)

    def diners(self, slot: str | None = None) -> tuple[Person, ...]:
        """Those who ate at least once (in one slot), in the order of ``people``."""
        return tuple(
            one for one in self.people if any(slot in (None, key[1]) for key in self.marks.get(one.id, {}))
        )

    def slots(self) -> tuple[str, ...]:
        """The slots in which anything was served, in the order of the day; lunch when none was."""
        served = {key[1] for row in self.marks.values() for key in row} | {key[1] for key in self.guests}
        return tuple(slot for slot in ("breakfast", "lunch", "supper") if slot in served) or ("lunch",)

    def count(self, resident: str, slot: str | None = None) -> int:
        """Meals of one resident in the month."""
        return sum(slot in (None, key[1]) for key in self.marks.get(resident, {}))

    def day_count(self, number: int, slot: str) -> int:
        """Named diners of one day and slot."""
        return sum((number, slot) in row for row in self.marks.values())

    @cached_property
    def open_days(self) -> tuple[int, ...]:
        """The days the home was open: recorded so, or something was served or held."""
        used = {key[0] for row in self.marks.values() for key in row} | {key[0] for key in self.guests}
        used |= {held.activity.day.day for held in self.activities}
        used |= {number for days in self.presence.values() for number in days}
        return tuple(sorted(used | {number for number, opened in self.days.items() if opened}))

    def by_mode(self, slot: str | None = None) -> Counter[str]:
        """Named meals by mode."""
        return Counter(
            mode for row in self.marks.values() for key, mode in row.items() if slot in (None, key[1])
        )

    def by_class(self, slot: str | None = None) -> Counter[str]:
        """Named meals by diner class, each judged on the day it was eaten."""
        found: Counter[str] = Counter()
        for one in self.people:
            for number, served in self.marks.get(one.id, {}):
                if slot in (None, served):
                    found[one.diner_class(self.day(number))] += 1
        return found

    def guest_meals(self, slot: str | None = None) -> int:
        """Meals of unnamed guests."""
        return sum(count for key, count in self.guests.items() if slot in (None, key[1]))

    @property
    def named_meals(self) -> int:
        """Meals of residents."""
        return sum(len(row) for row in self.marks.values())

    @cached_property
    def staying(self) -> tuple[Person, ...]:
        """Those on the register when the month ended, in the order of ``people``."""
        after = self.month.plus(1).first
        return tuple(
            one
            for one in self.people
            if one.left_by(after) is None and one.admitted_by(self.month.last) is not False
        )

    def by_care(self) -> Counter[str]:
        """Those staying by 自理能力; "" for those nobody assessed."""
        return Counter(one.value("self_care", self.month.last) for one in self.staying)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the month's content: what was closed can be told from what was changed after.

        Closings in files keep it, so what goes into it cannot change without making them all look altered.
        """
        content = {
            "home": self.home.id,
            "month": str(self.month),
            "people": [
                [
                    one.id,
                    one.resident.name,
                    one.resident.id_number,
                    self._facts(one),
                ]
                for one in sorted(self.people, key=lambda one: one.id)
            ],
            "marks": sorted(
                [who, day, slot, mode] for who, row in self.marks.items() for (day, slot), mode in row.items()
            ),
            "presence": sorted([who, sorted(days)] for who, days in self.presence.items() if days),
            "days": sorted(self.days.items()),
            "guests": sorted([day, slot, count] for (day, slot), count in self.guests.items()),
            "activities": sorted(
                [
                    held.activity.id,
                    str(held.activity.day),
                    held.activity.title,
                    held.activity.start,
                    held.activity.content,
                    sorted(held.residents),
                    held.activity.visitors,
                ]
                for held in self.activities
            ),
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def _facts(self, one: Person) -> list[list[str]]:
        """Statuses as they stood in the month: an end that came later is no change of the month."""
        whole, last = Spell(self.month.first, self.month.last), self.month.last
        return sorted(
            [
                row.axis,
                row.value,
                str(row.since),
                str(row.until if row.until is None or row.until <= last else None),
            ]
            for row in one.statuses
            if row.spell.meets(whole)
        )

    @property
    def code(self) -> str:
        """The short code printed on papers: 7F3A-21C9. Unchanged since closing, it is the closing's own."""
        return short_code(self.fingerprint)

    @property
    def code_note(self) -> str:
        """What to say beside the code where it is not that of a closing; "" where it is."""
        if self.closed is None or not self.closed.is_closed:
            return "未结账"
        return "结账后有改动" if self.closed.is_altered else ""

    @cached_property
    def totals(self) -> dict[str, int]:
        """The month's figures, by which two states of it are compared."""
        modes, classes, care = self.by_mode(), self.by_class(), self.by_care()
        moves = Counter(word for _, _, word in self.moves)
        return {
            "open_days": len(self.open_days),
            "meals": self.named_meals,
            "dine_in": modes["dine_in"],
            "delivery": modes["delivery"],
            "takeaway": modes["takeaway"],
            "guests": self.guest_meals(),
            "diners": len(self.diners()),
            "residents": len(self.people),
            "visits": self.visits,
            "visited": self.visited,
            "presence": sum(len(days) for days in self.presence.values()),
            "activities": len(self.activities),
            "activity_attendance": sum(held.attendance for held in self.activities),
            "staying": len(self.staying),
            **{f"class_{key}": classes[key] for key, _ in DINER_CLASSES},
            **{f"care_{key or 'unknown'}": care[key] for key in ("full", "partial", "none", "")},
            **{f"moves_{key}": moves[word] for key, word in MOVE_WORDS.items()},
        }


MOVE_WORDS: Mapping[str, str] = {"joined": "新增", "withdrew": "退出", "died": "死亡", "moved_out": "迁出"}
"""How ``moves`` are named, by the key their number has in ``totals``."""

TOTAL_WORDS: Mapping[str, str] = {
    "open_days": "开放天数",
    "meals": "就餐人次",
    "dine_in": "堂食",
    "delivery": "送餐",
    "takeaway": "自取",
    "guests": "来客人次",
    "diners": "就餐老人",
    "residents": "在册老人",
    "visits": "探访人次",
    "visited": "探访老人",
    "presence": "到院人次",
    "activities": "活动场次",
    "activity_attendance": "活动人次",
    "staying": "月末在院老人",
    **{f"class_{key}": f"{label}人次" for key, label in DINER_CLASSES},
    "care_full": "自理",
    "care_partial": "半自理",
    "care_none": "不能自理",
    "care_unknown": "自理能力未登记",
    **{f"moves_{key}": f"本月{word}" for key, word in MOVE_WORDS.items()},
}


def short_code(fingerprint: str) -> str:
    """The head of a fingerprint as people compare it: 7F3A-21C9."""
    head = fingerprint[:8].upper()
    return f"{head[:4]}-{head[4:]}"


def present_days(
    meals: Iterable[tuple[str, int, str]],
    joined: Iterable[tuple[str, int]],
    marked: Iterable[tuple[str, int]],
) -> dict[str, frozenset[int]]:
    """Days at the home by resident, from (resident, day, mode) meals, activities, and marks.

    Only a dine-in meal brings somebody to the home; a delivered or fetched one does not.
    """
    found: dict[str, set[int]] = {}
    for resident, day, mode in meals:
        if mode == "dine_in":
            found.setdefault(resident, set()).add(day)
    for resident, day in (*joined, *marked):
        found.setdefault(resident, set()).add(day)
    return {resident: frozenset(days) for resident, days in found.items()}
