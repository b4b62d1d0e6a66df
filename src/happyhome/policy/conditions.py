"""Who is meant: conditions over dated facts, and the answer with its three values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AllOf:
    """全部."""

    members: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """任一."""

    members: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """非. What nobody recorded counts as not so: the exclusion does not bite, and the decision says so."""

    member: Condition


@dataclass(frozen=True, slots=True)
class AgeIs:
    """年龄: full years from ``low`` to ``high`` (both included; None: without end)."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class FactIs:
    """A dated fact: one of ``values`` on ``axis`` (an empty set: any value at all).

    ``months``: it must have held that long without a break. ``assumed``: what counts where nothing
    was recorded on the axis for that day (None: nobody knows, 待核).
    """

    axis: str
    values: frozenset[str]
    months: int = 0
    assumed: bool | None = None


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A lasting fact of the register: 性别 or 婚姻, one of ``values`` (keys)."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class BornIn:
    """出生: between two days, both included."""

    since: date | None
    until: date | None


Condition = AllOf | AnyOf | Not | AgeIs | FactIs | FieldIs | BornIn
