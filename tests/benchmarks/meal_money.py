"""A month's meal money of 300 elders, against judging the bands anew for every meal and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

from happyhome.domain.dates import Month
from happyhome.domain.meal_prices import MealPrice, PriceList
from happyhome.domain.people import Person
from happyhome.domain.residents import Resident, Status
from happyhome.policy.banding import choose
from happyhome.policy.book import book_of, shipped_rules
from happyhome.policy.evaluation import Profile, value
from happyhome.policy.meals import Eaten, meals_of_all
from happyhome.policy.rules import MealVersion, Scheme
from tests.benchmarks.timing import Row, in_turn

ELDERS = 300
MONTH = Month(2026, 10)
_AIDS = ("ordinary", "low_income", "destitute")


def rows() -> list[Row]:
    """Money with prices, caps and reasons; bare is the table alone, once a meal."""
    scheme = book_of(shipped_rules()).named("wuhu_zhucan")
    people = {one.id: one for one in map(_elder, range(ELDERS))}
    eaten = {who: [Eaten(day) for day in MONTH.days()] for who in people}
    prices = PriceList([MealPrice(since=MONTH.first, price=1200)])
    ours_s, bare_s = in_turn(
        lambda: meals_of_all((scheme,), people, eaten, prices),
        lambda: [_judged(scheme, people[who], meal.day) for who, meals in eaten.items() for meal in meals],
    )
    return [Row("money of 300 elders' lunches vs bands once a meal", ours_s, bare_s, 0.7)]


def _judged(scheme: Scheme, person: Person, day: date) -> object:
    version, of = scheme.on(day), Profile(person)
    assert isinstance(version, MealVersion)
    return value(version.condition, of, day) and choose(version.bands, of, day, lambda _name, _day: None)


def _elder(number: int) -> Person:
    who, since = f"r{number}", date(2020, 1, 1) + timedelta(days=number * 3)
    aid = Status(resident=who, axis="aid", value=_AIDS[number % 3], since=since)
    born = date(1930, 1, 1) + timedelta(days=number * 40)
    return Person(Resident(id=who, name=f"老人{number:03d}", birthday=born), (aid,))
