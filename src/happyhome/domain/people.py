"""A resident together with the dated facts known about them, as the rest of the program asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from happyhome.domain.axes import axis_named
from happyhome.domain.axis import Axis
from happyhome.domain.residents import Contact, Resident, Status

# The class a diner is counted in, first match wins: the sum of classes is the sum of meals.
DINER_CLASSES = (
    ("destitute", "特困"),
    ("low_income", "低保"),
    ("low_income_edge", "低保边缘"),
    ("disabled", "残疾"),
    ("aged_80", "80+"),
    ("ordinary", "普通"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One resident, all their statuses in order of start, and their contacts."""

    resident: Resident
    statuses: tuple[Status, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def id(self) -> str:
        """The resident's id."""
        return self.resident.id

    def on(self, axis: str, day: date) -> tuple[Status, ...]:
        """The statuses of one axis that hold on a day, latest start last."""
        return tuple(row for row in self.statuses if row.axis == axis and row.spell.covers(day))

    def value(self, axis: str, day: date) -> str:
        """The value of an exclusive axis on a day; "" where nobody recorded one."""
        rows = self.on(axis, day)
        return rows[-1].value if rows else ""

    def words(self, axis: str, day: date) -> str:
        """All values of an axis on a day in words: 肢体二级、视力一级."""
        return "、".join(row.label for row in self.on(axis, day))

    @property
    def leaving(self) -> Status | None:
        """The row by which this person died, moved out or withdrew and is still gone, if any."""
        rows = [row for row in self.statuses if row.axis == "leaving" and row.until is None]
        return rows[-1] if rows else None

    @property
    def gone(self) -> Status | None:
        """The leaving by which this person died or moved away; who only left the home (退出) lives on here."""
        row = self.leaving
        return None if row is None or row.value == "withdrew" else row

    @property
    def died_on(self) -> date | None:
        """The day of death, where it is known."""
        row = self.leaving
        return row.since if row is not None and row.value == "died" else None

    def left_by(self, day: date) -> Status | None:
        """The leaving row where it came before ``day``: on its own day the person was still here."""
        rows = [
            row
            for row in self.statuses
            if row.axis == "leaving"
            and row.since is not None
            and row.since < day
            and (row.until is None or day <= row.until)
        ]
        return rows[-1] if rows else None

    def admitted_by(self, day: date) -> bool | None:
        """Whether a service (用餐、日托、入住) had begun; None where nobody recorded one."""
        rows = [row for row in self.statuses if row.axis == "service"]
        return any(row.since is None or row.since <= day for row in rows) if rows else None

    def away(self, day: date) -> str:
        """外出 or 住院 where the person is known to be away on that day, else ""."""
        return self.words("whereabouts", day)

    def diner_class(self, day: date) -> str:
        """The one class this person is counted in on a day (key of DINER_CLASSES)."""
        aid = self.value("aid", day)
        if aid in ("destitute", "low_income", "low_income_edge"):
            return aid
        if self.on("disability", day):
            return "disabled"
        age = self.resident.age_on(day)
        return "aged_80" if age is not None and age >= 80 else "ordinary"

    def class_changes(self, first: date, last: date) -> bool:
        """Whether the diner class may differ between two days, both included."""
        if self.resident.age_on(first) != self.resident.age_on(last):
            return True
        edges = [row for row in self.statuses if row.axis in ("aid", "disability")]
        return any(
            (row.since is not None and first < row.since <= last)
            or (row.until is not None and first <= row.until < last)
            for row in edges
        )


def diner_class_label(key: str) -> str:
    """特困 for destitute."""
    return dict(DINER_CLASSES)[key]


def status_order(row: Status) -> tuple[date, str]:
    """Sort key: since-ever first, then by start, then by id (which grows with time)."""
    return (row.since or date.min, row.id)


def gather(
    residents: Iterable[Resident], statuses: Iterable[Status], contacts: Iterable[Contact] = ()
) -> tuple[Person, ...]:
    """Put rows of three registers together into persons, in the order of ``residents``."""
    of_status: dict[str, list[Status]] = {}
    for status in statuses:
        of_status.setdefault(status.resident, []).append(status)
    of_contact: dict[str, list[Contact]] = {}
    for contact in contacts:
        of_contact.setdefault(contact.resident, []).append(contact)
    return tuple(
        Person(
            one, tuple(sorted(of_status.get(one.id, ()), key=status_order)), tuple(of_contact.get(one.id, ()))
        )
        for one in residents
    )


def exclusive(axis: str) -> Axis | None:
    """The axis if it holds one value at a time, else None."""
    found = axis_named(axis)
    return found if found.exclusive else None
