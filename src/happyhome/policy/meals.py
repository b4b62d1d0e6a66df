"""助餐: what each meal of an elder costs, who pays how much of it, and why, by the rules of its day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from happyhome.domain.meal_prices import PriceList
from happyhome.domain.meals import SLOTS
from happyhome.domain.money import yuan
from happyhome.domain.people import Person
from happyhome.policy.evaluation import Profile
from happyhome.policy.headers import covers
from happyhome.policy.meal_caps import Offer, Till
from happyhome.policy.meal_results import Eaten, Layer, MealMoney, MealResult, PersonMeals
from happyhome.policy.rules import Exclusion, Exclusivity, MealVersion, Scheme

__all__ = ["Eaten", "MealMoney", "MealResult", "PersonMeals", "meals_of", "meals_of_all"]

_ORDER = {slot.key: number for number, slot in enumerate(SLOTS)}
_SELF = "个人"


def meals_of_all(
    schemes: Sequence[Scheme],
    people: Mapping[str, Person],
    eaten: Mapping[str, Iterable[Eaten]],
    prices: PriceList,
    exclusions: Sequence[Exclusion] = (),
) -> MealMoney:
    """The meals of many, by resident id; those of nobody known are left out. See ``meals_of``."""
    counter = _Counter(schemes, prices, exclusions)
    return MealMoney(
        {who: counter.serve(people[who], meals) for who, meals in eaten.items() if who in people}
    )


def meals_of(
    schemes: Sequence[Scheme],
    person: Person,
    eaten: Iterable[Eaten],
    prices: PriceList,
    exclusions: Sequence[Exclusion] = (),
) -> PersonMeals:
    """The meals of one elder, in order of day and slot; whole months where a rule caps a month.

    ``schemes`` are those of 助餐 in use; they add up (layers of different payers) unless an exclusion
    group names them. The home's own price stands before that of the first scheme that sets one.
    """
    return _Counter(schemes, prices, exclusions).serve(person, eaten)


class _Counter:
    """What is the same for everybody: schemes, prices of a day, and which schemes exclude each other."""

    def __init__(self, schemes: Sequence[Scheme], prices: PriceList, exclusions: Sequence[Exclusion]) -> None:
        keys = {scheme.key for scheme in schemes}
        self._schemes, self._prices = schemes, prices
        self._exclusions = [one for one in exclusions if len(keys & set(one.members)) > 1]
        self._known: dict[tuple[date, str], tuple[int | None, int]] = {}

    def serve(self, person: Person, eaten: Iterable[Eaten]) -> PersonMeals:
        """One elder's meals."""
        of, name = Profile(person), person.resident.name
        tills = [Till(scheme, of) for scheme in self._schemes]
        ordered = sorted(eaten, key=lambda meal: (meal.day, _ORDER[meal.slot]))
        made = tuple(self._meal(name, tills, meal) for meal in ordered)
        notes = tuple(note for till in tills for note in till.notes(name))
        doubts = tuple(dict.fromkeys(doubt for till in tills for doubt in till.doubts()))
        return PersonMeals(person.id, name, made, notes, doubts)

    def _meal(self, name: str, tills: Sequence[Till], meal: Eaten) -> MealResult:
        day, slot, mode = meal.day, meal.slot, meal.mode
        price, fee = self._priced(day, slot)
        offers = [made for till in tills if (made := till.offer(day, slot, mode, price)) is not None]
        if self._exclusions:
            self._exclude(offers, day)
        given = 0
        for one in offers:
            if price is not None:
                _within_price(one, price - given)
            one.till.take(one.fen)
            given += one.fen
        fee = fee if mode == "delivery" else 0
        own = None if price is None else price - given + fee
        layers = tuple(Layer(one.ground, one.fen, one.full, one.limits) for one in offers)
        return MealResult(name, day, slot, mode, price, given, own, fee, layers)

    def _priced(self, day: date, slot: str) -> tuple[int | None, int]:
        """Price and the elder's delivery fee of a day and slot: the home's, else the rule's."""
        found = self._known.get((day, slot))
        if found is None:
            found = self._known[day, slot] = self._price(day, slot)
        return found

    def _price(self, day: date, slot: str) -> tuple[int | None, int]:
        versions = [one for scheme in self._schemes if isinstance(one := scheme.on(day), MealVersion)]
        row = self._prices.on(day, slot)
        ruled = next((one.prices[0][1] for one in versions if one.prices), None)
        delivery = next(
            ((one.delivery_fee, one.delivery_payer) for one in versions if one.delivery_fee), None
        )
        fee, payer = delivery or (0, _SELF)
        if row is not None and row.delivery_fee:
            fee = row.delivery_fee
        return (ruled if row is None else row.price), (fee if payer == _SELF else 0)

    def _exclude(self, offers: Sequence[Offer], day: date) -> None:
        by_key = {one.ground.scheme.key: one for one in offers}
        for group in self._exclusions:
            members = [by_key[key] for key in group.members if key in by_key]
            if len(members) > 1 and covers(group.header, day):
                _keep_one(members, group)


def _keep_one(members: Sequence[Offer], group: Exclusion) -> None:
    """Of schemes that exclude each other one gives; the others say which."""
    match group.way:
        case Exclusivity.ONE:
            kept = next((one for one in members if one.fen), None)
        case Exclusivity.HIGHER:
            kept = max(members, key=lambda one: one.fen)
        case Exclusivity.NEVER:
            kept = next((one for one in members if one.full), None)
    for one in members:
        if kept is not None and one is not kept and one.fen:
            title, source = kept.ground.scheme.title, group.header.reference.text
            one.lower(0, f"与{title}不能同时享受，这一餐不补（{source}）")


def _within_price(one: Offer, room: int) -> None:
    """No subsidy above the price, nor into what the elder pays in any case."""
    version = one.ground.version
    least = version.own_least if version is not None else 0
    left = max(room - least, 0)
    if one.fen > left:
        why = f"每餐个人至少付 {yuan(least)} 元" if least else "补贴不超过餐价"
        one.lower(left, f"{why}，这一餐补 {yuan(left)} 元")
