"""餐价: what a meal costs here, from which day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from happyhome.domain.dates import Month, long_day
from happyhome.domain.meal_prices import DINERS, MealPrice
from happyhome.domain.meals import SLOTS, slot_label
from happyhome.domain.money import yuan
from happyhome.domain.problems import refuse, warn
from happyhome.services.session import operation
from happyhome.store.closings import closed_months
from happyhome.store.reading import Reading
from happyhome.store.work import Work

_MOST = 100_000
"""A price above 1,000 yuan is a slip of the hand."""


def meal_prices(reading: Reading) -> tuple[MealPrice, ...]:
    """Every price there was and will be, newest first, of a day in the order of slots."""
    order = [slot.key for slot in SLOTS]
    rows = sorted(reading.find(MealPrice), key=lambda row: (order.index(row.slot), row.diner != "resident"))
    return tuple(sorted(rows, key=lambda row: row.since, reverse=True))


@operation("设餐价")
def set_meal_price(
    work: Work,
    *,
    since: date | None,
    slot: str = "lunch",
    diner: str = "resident",
    price: int | None,
    delivery_fee: int | None = 0,
    note: str = "",
) -> MealPrice:
    """A price in 分 from a day on; one of the same day, slot and diner is corrected.

    Asks where closed months are charged anew by it.
    """
    if since is None:
        raise refuse("field_missing", "请写明从哪天起。", "since")
    if price is None:
        raise refuse("field_missing", "请填写每餐价格；不收钱就填 0。", "price")
    for name, value in (("price", price), ("delivery_fee", delivery_fee or 0)):
        if not 0 <= value <= _MOST:
            raise refuse("price_range", f"价格应在 0 到 {_MOST // 100} 元之间。", name)
    _check_words(slot, diner)
    present = next(iter(work.find(MealPrice, since=since, slot=slot, diner=diner)), None)
    kept = replace(
        present or MealPrice(since=since, slot=slot, diner=diner),
        price=price,
        delivery_fee=delivery_fee or 0,
        note=note.strip(),
    )
    _ask_closed(work, since)
    work.label = f"设餐价：{long_day(since)}起{slot_label(slot)} {yuan(price)} 元"
    return work.put(kept)


@operation("删除餐价")
def remove_meal_price(work: Work, *, row: str) -> None:
    """Take a price recorded by mistake away; the one before it counts on."""
    found = work.get(MealPrice, row)
    if found is None:
        raise refuse("row_missing", "这条餐价已经不在了，请刷新后再试。")
    _ask_closed(work, found.since)
    work.label = f"删除餐价：{long_day(found.since)}起{slot_label(found.slot)} {yuan(found.price)} 元"
    work.delete(found)


def _check_words(slot: str, diner: str) -> None:
    for name, value, choices in (("slot", slot, SLOTS), ("diner", diner, DINERS)):
        if value not in {choice.key for choice in choices}:
            known = "、".join(choice.label for choice in choices)
            raise refuse("value_unknown", f"没有“{value}”这一项。可选：{known}。", name)


def _ask_closed(work: Work, since: date) -> None:
    """Papers of closed months are printed anew with another price: that is asked, not forbidden."""
    first = str(Month.of(since))
    closed = [month for month, act in closed_months(work).items() if act.act == "close" and month >= first]
    if closed:
        named = "、".join(Month.parse(month).label for month in sorted(closed)[:3])
        more = f"等 {len(closed)} 个月" if len(closed) > 3 else ""
        work.warn(
            warn(
                "closed_month_price",
                f"{named}{more}已经结账，改餐价会让这些月份的个人应付变化。确定吗？",
                "since",
            )
        )
