"""Cases beside the rules: a person or a home with facts, and what must come out (guide, section 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from happyhome.domain.dates import Month
from happyhome.domain.meals import Meal
from happyhome.policy.facts import Facts


@dataclass(frozen=True, slots=True)
class Expected:
    """What one scheme must give in each month of ``first`` to ``last``; None or "": not asked about.

    ``words`` must each be found in the reasons of every one of these months.
    """

    line: int
    scheme: str
    first: Month
    last: Month
    fen: int | None = None
    quantity: int | None = None
    benefit: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedMeals:
    """What the meals between two days must come to in 分: subsidy, and what the elder pays."""

    line: int
    since: date
    until: date
    subsidy: int | None = None
    own: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedHome:
    """What a home must get: 分 of an operating subsidy, or points and stars of a rating."""

    line: int
    fen: int | None = None
    points: Fraction | None = None
    stars: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonCase:
    """An elder, one or several monthly allowances, and the months' amounts."""

    title: str
    origin: str
    line: int
    schemes: tuple[str, ...]
    facts: Facts
    today: date
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class MealCase:
    """An elder, the meals on record, and what they cost. ``price`` in 分 stands before the rule's."""

    title: str
    origin: str
    line: int
    schemes: tuple[str, ...]
    facts: Facts
    meals: tuple[Meal, ...]
    expected: tuple[ExpectedMeals, ...]
    price: int | None = None


@dataclass(frozen=True, slots=True)
class HomeCase:
    """A home with its metrics on a day; for a rating also the things it has (None: nobody said) and points by hand."""

    title: str
    origin: str
    line: int
    schemes: tuple[str, ...]
    day: date
    expected: ExpectedHome
    metrics: Mapping[str, Fraction | str] = field(default_factory=dict)
    things: frozenset[str] | None = None
    points: Mapping[str, Fraction] = field(default_factory=dict)


Case = PersonCase | MealCase | HomeCase


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a case came out; ``messages`` say, one a line, what was expected, what came, and why."""

    title: str
    line: int
    ok: bool
    messages: tuple[str, ...] = ()
