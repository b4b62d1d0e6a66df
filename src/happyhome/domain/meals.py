"""Meals by slot and mode, guests, presence at the home, and its open days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Choice, Kind, Record, described

SLOTS = (
    Choice("breakfast", "早餐", ("早",)),
    Choice("lunch", "午餐", ("午", "中餐", "中午")),
    Choice("supper", "晚餐", ("晚",)),
)
MODE_CHOICES = (
    Choice("dine_in", "堂食", ("√", "✓", "✔", "1", "∨", "V", "v", "是", "到")),
    Choice("delivery", "送餐", ("送", "送饭")),
    Choice("takeaway", "自取", ("取", "打包", "带")),
)
MARKS = {"dine_in": "✓", "delivery": "送", "takeaway": "取"}


def slot_label(slot: str) -> str:
    """午餐 for lunch."""
    return next(choice.label for choice in SLOTS if choice.key == slot)


def mode_label(mode: str) -> str:
    """堂食 for dine_in."""
    return next(choice.label for choice in MODE_CHOICES if choice.key == mode)


def average(count: int, days: int) -> float:
    """Per day, rounded half up to a tenth, on every paper and screen alike; 0 without days."""
    return (count * 20 + days) // (2 * days) / 10 if days else 0.0


@dataclass(frozen=True, kw_only=True)
class Meal(Record):
    """One meal of one resident: at most one for a day and slot.

    A late entry (补录) carries why in ``late_reason``; no row means nobody recorded a meal.
    """

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    day: date = described("日期", Kind.DAY, required=True, default=None)
    slot: str = described("餐次", Kind.CHOICE, default="lunch", choices=SLOTS)
    mode: str = described("方式", Kind.CHOICE, default="dine_in", choices=MODE_CHOICES)
    late_reason: str = described("补录原因")
    source: str = described("来源")


@dataclass(frozen=True, kw_only=True)
class Guests(Record):
    """How many diners without a name of their own ate in one slot."""

    day: date = described("日期", Kind.DAY, required=True, default=None)
    slot: str = described("餐次", Kind.CHOICE, default="lunch", choices=SLOTS)
    count: int = described("来客人数", Kind.NUMBER, default=0)
    note: str = described("备注")


@dataclass(frozen=True, kw_only=True)
class Presence(Record):
    """That a resident was at the home on a day, marked by itself (到院)."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    day: date = described("日期", Kind.DAY, required=True, default=None)
    late_reason: str = described("补录原因")


@dataclass(frozen=True, kw_only=True)
class HomeDay(Record):
    """That the home was opened, or kept closed with a reason, on a day."""

    day: date = described("日期", Kind.DAY, required=True, default=None)
    is_open: bool = described("开放", Kind.FLAG, default=True)
    reason: str = described("说明")
