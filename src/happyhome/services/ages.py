"""高龄名单: who is 80, 90, 95 or 100, and who will be soon. Read from the register; no money is worked out here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month, birthday_of
from happyhome.domain.people import Person
from happyhome.services.order import village_order
from happyhome.store.reading import Reading
from happyhome.store.residents import people

BANDS = (80, 90, 95, 100)
"""First ages of the bands in which most counties pay 高龄津贴; a county's own rule may differ."""
MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Aged:
    """One elder of a band, on the day asked about."""

    resident: str
    name: str
    group: str
    sex: str
    birthday: date
    age: int
    band: int
    living: str


@dataclass(frozen=True, slots=True)
class Reaching:
    """One elder who reaches the first age of a band: ``age`` on ``day``."""

    resident: str
    name: str
    group: str
    birthday: date
    age: int
    day: date


@dataclass(frozen=True, slots=True)
class AgeBands:
    """The list of a day: everybody of 80 and over, who comes next, and whose birthday nobody knows."""

    day: date
    aged: tuple[Aged, ...]
    reaching: tuple[Reaching, ...]
    unknown: tuple[str, ...]

    def count(self, band: int) -> int:
        """How many stand in the band that begins with this age."""
        return sum(one.band == band for one in self.aged)


def age_bands(reading: Reading, today: date) -> AgeBands:
    """The bands of today, and who reaches one up to the end of the third month from now."""
    here = sorted((one for one in people(reading) if one.left_by(today) is None), key=village_order)
    until = Month.of(today).plus(MONTHS_AHEAD).last
    aged = [found for one in here if (found := _aged(one, today)) is not None]
    reaching = [found for one in here for found in _reaching(one, today, until)]
    return AgeBands(
        today,
        tuple(sorted(aged, key=lambda one: (-one.age, one.birthday))),
        tuple(sorted(reaching, key=lambda one: (one.day, one.name))),
        tuple(one.resident.name for one in here if one.resident.birthday is None),
    )


def _aged(one: Person, day: date) -> Aged | None:
    age, born = one.resident.age_on(day), one.resident.birthday
    if age is None or born is None or age < BANDS[0]:
        return None
    band = max(first for first in BANDS if first <= age)
    resident = one.resident
    living = one.words("living", day)
    return Aged(one.id, resident.name, resident.group, resident.sex, born, age, band, living)


def _reaching(one: Person, today: date, until: date) -> list[Reaching]:
    born = one.resident.birthday
    if born is None:
        return []
    found = []
    for age in BANDS:
        day = birthday_of(born, age)
        if today < day <= until:
            found.append(Reaching(one.id, one.resident.name, one.resident.group, born, age, day))
    return found
