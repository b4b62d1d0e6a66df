"""Papers about one elder: 为什么, 明白条, 申请审批表."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from happyhome.domain.applications import Application
from happyhome.domain.homes import Home
from happyhome.domain.people import Person
from happyhome.policy.decisions import Decision
from happyhome.policy.rules import Scheme
from happyhome.reports.document import Document


@dataclass(frozen=True)
class MealNote:
    """What the slip says of this month's meals: how many, subsidy and own share in 分."""

    meals: int
    subsidy: int
    own: int | None
    text: str = ""


@dataclass(frozen=True)
class PersonPaper:
    """What a paper about one elder is made from. ``decisions`` are of the schemes asked for, in order.

    ``drawn`` is what rolls of this year paid so far, in 分 by scheme key; a scheme that is missing is
    not known.
    """

    home: Home
    person: Person
    day: date
    decisions: tuple[Decision, ...] = ()
    application: Application | None = None
    scheme: Scheme | None = None
    meals: MealNote | None = None
    drawn: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PersonForm:
    """One paper about one elder, found by listing ``reports/person_forms``.

    ``needs_scheme``: it is about one scheme, which must be named. ``blank`` makes the same paper for
    filling by hand, for a scheme or, with None, for any.
    """

    key: str
    title: str
    help: str
    order: int
    build: Callable[[PersonPaper], Document]
    needs_scheme: bool = False
    formats: tuple[str, ...] = ("pdf",)
    blank: Callable[[Home, Scheme | None], Document] | None = None
