"""What may be seen on the wall: a view of the month without a single secret field.

A paper for posting is built from a ``PostedMonth`` only, so no ID number, card, phone, address,
health or aid status can reach it, whatever the paper does (个人信息保护法 art. 28, 51).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.meals import MODE_CHOICES
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import Person
from happyhome.reports.document import Document
from happyhome.reports.form import Build, Options

_NUMBERS = re.compile(r"\d{5,}[\dXx]?")
_DAY = r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
# As people group the digits of a card or a telephone: 6217 8569 4114 5119 905, 189-5597-4419. A day begins nothing longer.
_GROUPED = re.compile(rf"(?<!\d){_DAY}|\d+(?:[\s\-\u2010-\u2015\uff0d]{{1,3}}\d+)+(?:[\s\-]?[Xx]\b)?")
_LEAST_GROUPED = 9
"""Digits; a day has eight."""


@dataclass(frozen=True, slots=True)
class MaskedPerson:
    """A person as neighbours may read of them: name, 村民小组, and meals by mode."""

    name: str
    group: str
    meals: dict[str, int]

    @property
    def total(self) -> int:
        """Meals of all modes."""
        return sum(self.meals.values())


@dataclass(frozen=True, slots=True)
class PostedMonth:
    """The month as it may be posted. The home's own office phone is public."""

    home: Home
    month: Month
    made_on: date
    open_days: int
    diners: tuple[MaskedPerson, ...]
    guests: int

    @property
    def by_mode(self) -> Counter[str]:
        """Meals of the month by mode."""
        found: Counter[str] = Counter()
        for person in self.diners:
            found.update(person.meals)
        return found

    @classmethod
    def of(cls, book: MonthBook) -> PostedMonth:
        """Leave out everything that must not be posted."""
        return cls(
            book.home,
            book.month,
            book.made_on,
            len(book.open_days),
            tuple(_masked(book, person) for person in book.diners()),
            book.guest_meals(),
        )


def on_posted(build: Callable[[PostedMonth, Options], Document]) -> Build:
    """A paper's builder that is handed only what may be posted; the code and its mask are added."""

    def built(book: MonthBook, options: Options) -> Document:
        return replace(
            build(PostedMonth.of(book), options),
            code=book.code,
            code_note=book.code_note,
            masked=True,
            mark=options.mark,
        )

    return built


def without_numbers(text: str) -> str:
    """A text typed by hand with every long number in it hidden, in one run or in groups."""
    return _NUMBERS.sub("****", _GROUPED.sub(_if_long, text))


def _if_long(found: re.Match[str]) -> str:
    return found[0] if sum(sign.isdigit() for sign in found[0]) < _LEAST_GROUPED else "****"


def _masked(book: MonthBook, person: Person) -> MaskedPerson:
    """Names and groups are typed by hand: a number that slipped in there is hidden as well."""
    eaten = Counter(book.marks[person.id].values())
    return MaskedPerson(
        without_numbers(person.resident.name),
        without_numbers(person.resident.group),
        {choice.key: eaten[choice.key] for choice in MODE_CHOICES},
    )
