"""餐价: what a meal costs here from a day on, and who pays the delivery."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Choice, Kind, Record, described
from happyhome.domain.meals import SLOTS

DINERS = (Choice("resident", "老人"), Choice("guest", "来客", ("其他人", "外来人员")))


@dataclass(frozen=True, kw_only=True)
class MealPrice(Record):
    """The price of one slot in 分 from ``since`` on, until a later row of the same slot and diner."""

    since: date = described("起", Kind.DAY, required=True, default=None, synonyms=("起始日期", "执行日期"))
    slot: str = described("餐次", Kind.CHOICE, default="lunch", choices=SLOTS)
    diner: str = described("谁", Kind.CHOICE, default="resident", choices=DINERS)
    price: int = described("每餐价格（元）", Kind.MONEY, default=0, synonyms=("价格", "餐价"))
    delivery_fee: int = described("送餐费（元）", Kind.MONEY, default=0)
    note: str = described("备注")


class PriceList:
    """The prices of a home, asked by day: of each slot and diner the latest row that has begun."""

    def __init__(self, rows: Iterable[MealPrice]) -> None:
        self._rows: dict[tuple[str, str], list[MealPrice]] = {}
        for row in sorted(rows, key=lambda one: one.since):
            self._rows.setdefault((row.slot, row.diner), []).append(row)

    def on(self, day: date, slot: str, diner: str = "resident") -> MealPrice | None:
        """The price of a slot on a day; None where the home has set none by then."""
        rows = self._rows.get((slot, diner), [])
        at = bisect_right(rows, day, key=lambda one: one.since)
        return rows[at - 1] if at else None
