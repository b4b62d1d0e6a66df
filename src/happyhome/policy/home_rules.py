"""Rules about the home itself: operating subsidies and ratings, on figures of a year.

Everything here is made by ``policy.loading`` from YAML, and asked by ``operating`` and ``rating``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from happyhome.policy.headers import Combine, Header


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand on a metric: at least, under, at most, or exactly (as a number or a word)."""

    metric: str
    at_least: Fraction | None = None
    below: Fraction | None = None
    at_most: Fraction | None = None
    equals: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a metric, from ``at_least`` on and ``below``, and what it gives.

    ``value``: 分 or points; plus ``more`` for each whole ``every`` above ``base`` (or, with a negative
    ``every``, for each begun stretch below it). ``base`` None: ``at_least`` for more, ``below`` for less.
    """

    at_least: Fraction | None
    below: Fraction | None
    value: Fraction
    every: Fraction | None = None
    more: Fraction = Fraction(0)
    base: Fraction | None = None
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """One part of an operating subsidy: by ``steps`` of a metric, at a ``rate`` of 分 a unit, or ``fixed``."""

    title: str
    metric: str = ""
    steps: tuple[Step, ...] = ()
    rate: int | None = None
    rate_above: Fraction = Fraction(0)
    fixed: int | None = None
    gates: tuple[Demand, ...] = ()
    most: int | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class OperatingVersion:
    """运营: gates that must all hold, vetoes of which none may, and parts put together (就高 or 相加)."""

    header: Header
    parts: tuple[Formula, ...]
    combine: Combine = Combine.SUM
    gates: tuple[Demand, ...] = ()
    vetoes: tuple[Demand, ...] = ()
    cap: int | None = None
    period_months: int = 12
    asks: Mapping[str, str] = field(default_factory=dict)
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rating table: by steps of a metric, or by things to have with points off for each missing."""

    title: str
    chapter: str
    full: Fraction
    metric: str = ""
    steps: tuple[Step, ...] = ()
    things: tuple[str, ...] = ()
    off_each: Fraction = Fraction(0)
    by_hand: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Star:
    """One grade: least points and further demands."""

    stars: int
    title: str
    points: Fraction
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingVersion:
    """评定: criteria, bonus lines (``full`` is the most each adds), vetoes, and stars from the highest down."""

    header: Header
    criteria: tuple[Criterion, ...]
    stars: tuple[Star, ...]
    bonus: tuple[Criterion, ...] = ()
    bonus_most: Fraction | None = None
    vetoes: tuple[Demand, ...] = ()
    valid_months: int = 36
    asks: Mapping[str, str] = field(default_factory=dict)
    is_ended: bool = False
