"""Whose meals other rules would subsidise otherwise: counted over the meals on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.dates import Month
from happyhome.domain.meal_prices import MealPrice, PriceList
from happyhome.domain.money import yuan
from happyhome.domain.people import Person
from happyhome.policy.headers import Kind
from happyhome.services.meal_money import eaten_between
from happyhome.services.order import village_order
from happyhome.services.rule_changes import RuleChange, same_rules
from happyhome.services.schemes import uses
from happyhome.store.reading import Reading
from happyhome.store.residents import persons

if TYPE_CHECKING:
    from happyhome.policy.book import PolicyBook
    from happyhome.policy.meals import Eaten

BACK = 12
"""Months back from today over which meals are counted again."""


def meal_changes(reading: Reading, old: PolicyBook, new: PolicyBook, today: date) -> tuple[RuleChange, ...]:
    """One line for each elder whose meals come to another subsidy, from the first month that differs."""
    keys = [row.scheme for row in uses(reading) if _is_meal(row.scheme, old) or _is_meal(row.scheme, new)]
    changed = [key for key in keys if not same_rules(old.schemes.get(key), new.schemes.get(key))]
    if not changed:
        return ()
    begun = min(Month.parse(row.since) for row in uses(reading) if row.scheme in keys)
    first = max(begun, Month.of(today).plus(-BACK))
    eaten = eaten_between(reading, first.first, today)
    people = {one.id: one for one in persons(reading, eaten)}
    before, after = (_by_month(reading, book, keys, people, eaten) for book in (old, new))
    scheme = new.schemes.get(changed[0]) or old.schemes[changed[0]]
    found = []
    for one in sorted(people.values(), key=village_order):
        was, becomes = before.get(one.id, {}), after.get(one.id, {})
        differing = [
            month for month in sorted({*was, *becomes}) if was.get(month, 0) != becomes.get(month, 0)
        ]
        if differing:
            found.append(_told(one, scheme.key, scheme.title, differing, was, becomes))
    return tuple(found)


def _is_meal(key: str, book: PolicyBook) -> bool:
    return key in book.schemes and book.schemes[key].kind is Kind.MEAL


def _by_month(
    reading: Reading,
    book: PolicyBook,
    keys: list[str],
    people: Mapping[str, Person],
    eaten: Mapping[str, list[Eaten]],
) -> dict[str, dict[Month, int]]:
    """Subsidies by resident and month, 分."""
    from happyhome.policy.meals import meals_of_all

    schemes = [book.schemes[key] for key in keys if _is_meal(key, book)]
    money = meals_of_all(schemes, people, eaten, PriceList(reading.find(MealPrice)), book.exclusions)
    found: dict[str, dict[Month, int]] = {}
    for who, own in money.people.items():
        months = found.setdefault(who, {})
        for meal in own.meals:
            month = Month.of(meal.day)
            months[month] = months.get(month, 0) + meal.subsidy
    return found


def _told(
    one: Person,
    key: str,
    title: str,
    differing: list[Month],
    was: Mapping[Month, int],
    becomes: Mapping[Month, int],
) -> RuleChange:
    first = differing[0]
    old, new = was.get(first, 0), becomes.get(first, 0)
    total = sum(becomes.get(month, 0) - was.get(month, 0) for month in differing)
    text = f"{one.resident.name}“{title}”{first.label}的餐补由 {yuan(old)} 元改为 {yuan(new)} 元。"
    return RuleChange(one.id, one.resident.name, key, title, first, old, new, text, total)
