"""助餐的钱: what the meals of a month or a day come to, by the schemes in use and the home's prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.dates import Month
from happyhome.domain.meal_prices import MealPrice, PriceList
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import Person
from happyhome.policy.headers import Kind
from happyhome.policy.rules import Scheme
from happyhome.services.schemes import policy_book, schemes_begun
from happyhome.store import meals as stored
from happyhome.store.reading import Reading
from happyhome.store.residents import persons

if TYPE_CHECKING:
    from happyhome.policy.meal_results import Sum
    from happyhome.policy.meals import Eaten, MealMoney


@dataclass(frozen=True)
class MonthMoney:
    """A month's meal money. ``money`` by resident; ``by_class`` by diner class of each meal's day.

    ``schemes`` are those of 助餐 in use in the month; without any, subsidies are 0 and prices are the home's.
    """

    month: Month
    schemes: tuple[Scheme, ...]
    money: MealMoney
    by_class: Mapping[str, Sum] = field(default_factory=dict)

    @property
    def known(self) -> MealMoney | None:
        """The money for papers; None where neither a scheme nor a price is there: left to the hand."""
        has_price = any(meal.price is not None for meal in self.money.meals())
        return self.money if self.schemes or has_price else None

    @property
    def notes(self) -> tuple[str, ...]:
        """Caps that were reached and facts that are missing, a sentence each."""
        return self.money.notes


@dataclass(frozen=True, slots=True)
class DayMoney:
    """A day's meal money; ``subsidy`` in 分 over all its slots, ``own`` None where a price is not known."""

    day: date
    meals: int
    subsidy: int
    own: int | None


def meal_schemes(reading: Reading, month: Month) -> tuple[Scheme, ...]:
    """The schemes of 助餐 in use in a month. Rules are read only where any scheme is in use."""
    return schemes_begun(reading, month, (Kind.MEAL,))


def month_money(reading: Reading, month: Month, resident: str = "") -> MonthMoney:
    """What every elder's meals of a month come to, and the totals; with ``resident`` (an id) that elder's alone."""
    eaten = eaten_between(reading, month.first, month.last)
    if resident:
        eaten = {resident: eaten[resident]} if resident in eaten else {}
    return _month_money(reading, month, {one.id: one for one in persons(reading, eaten)}, eaten)


def money_of(reading: Reading, book: MonthBook) -> MonthMoney:
    """The same of a month that is already read: a paper's money is of the paper's own meals."""
    from happyhome.policy.meals import Eaten

    eaten = {
        who: [Eaten(book.day(number), slot, mode) for (number, slot), mode in row.items()]
        for who, row in book.marks.items()
    }
    return _month_money(reading, book.month, {one.id: one for one in book.people}, eaten)


def _month_money(
    reading: Reading, month: Month, people: Mapping[str, Person], eaten: Mapping[str, list[Eaten]]
) -> MonthMoney:
    schemes = meal_schemes(reading, month)
    money = _money(reading, schemes, people, eaten)
    return MonthMoney(month, schemes, money, money.by_class(people))


def _money(
    reading: Reading,
    schemes: tuple[Scheme, ...],
    people: Mapping[str, Person],
    eaten: Mapping[str, list[Eaten]],
) -> MealMoney:
    from happyhome.policy.meals import meals_of_all

    prices = PriceList(reading.find(MealPrice))
    exclusions = policy_book(reading).exclusions if len(schemes) > 1 else ()
    return meals_of_all(schemes, people, eaten, prices, exclusions)


def eaten_between(reading: Reading, first: date, last: date) -> dict[str, list[Eaten]]:
    """Every meal between two days, by resident id."""
    return _eaten(stored.eaten(reading, first, last))


def _eaten(rows: Iterable[tuple[str, str, str, str]]) -> dict[str, list[Eaten]]:
    from happyhome.policy.meals import Eaten

    days: dict[str, date] = {}
    found: dict[str, list[Eaten]] = {}
    for who, text, slot, mode in rows:
        day = days.get(text)
        if day is None:
            day = days[text] = date.fromisoformat(text)
        found.setdefault(who, []).append(Eaten(day, slot, mode))
    return found


def day_money(reading: Reading, day: date) -> DayMoney | None:
    """What a day's meals come to, with what the month before it used up of the caps; None without a scheme."""
    schemes = meal_schemes(reading, Month.of(day))
    if not schemes:
        return None
    eaten = _eaten(stored.eaten(reading, day.replace(day=1), day))
    today = {who: meals for who, meals in eaten.items() if any(meal.day == day for meal in meals)}
    money = _money(reading, schemes, {one.id: one for one in persons(reading, today)}, today)
    total = money.total(day=day)
    return DayMoney(day, total.meals, total.subsidy, total.own)
