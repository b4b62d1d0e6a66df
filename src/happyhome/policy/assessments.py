"""What operating subsidies and ratings come to, with their computation, as papers and pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.rules import Scheme

Metrics = Mapping[str, Fraction | str]
"""Metrics by their Chinese name; a name that is missing is not known."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a subsidy: what it gives in 分, how it was worked out, and whether it counted."""

    title: str
    fen: int
    text: str
    counts: bool = True


@dataclass(frozen=True)
class OperatingResult:
    """An operating subsidy for one period. ``missing`` are metrics nobody gave.

    ``blocks`` are the gates not reached and the vetoes that bite, as sentences; with any, ``fen`` is 0. A gate
    nobody knows of is not reached, a veto nobody knows of does not bite, a part nobody knows of gives nothing.
    """

    scheme: Scheme
    version: OperatingVersion
    period: str
    metrics: Metrics
    fen: int
    parts: tuple[Part, ...] = ()
    blocks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One line of a rating: points got (None: not filled in yet) of ``full``, and how."""

    title: str
    chapter: str
    full: Fraction
    points: Fraction | None
    text: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class RatingResult:
    """A self-rating. ``gaps`` say what is missing for the next star, most telling first."""

    scheme: Scheme
    version: RatingVersion
    period: str
    metrics: Metrics
    scores: tuple[Score, ...]
    bonus: tuple[Score, ...]
    total: Fraction
    stars: int
    star_title: str
    vetoed: tuple[str, ...] = ()
    next_title: str = ""
    gaps: tuple[str, ...] = ()
    missing: tuple[str, ...] = field(default=())
