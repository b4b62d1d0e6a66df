"""助餐: what each meal of an elder costs, who pays how much of it, and why, by the rules of its day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from happyhome.domain.meal_prices import PriceList
from happyhome.domain.meals import SLOTS
from happyhome.domain.people import Person
from happyhome.policy.evaluation import Profile
from happyhome.policy.meal_caps import Till, Tally
from happyhome.policy.meal_grounds import Desk
from happyhome.policy.meal_results import Eaten, Layer, MealMoney, MealResult, PersonMeals
from happyhome.policy.rules import Exclusion, Exclusivity, MealVersion, Scheme, covers

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
    """The meals of many, by resident id; those of nobody known are left out."""
    return MealMoney(
        {
            who: meals_of(schemes, people[who], meals, prices, exclusions)
            for who, meals in eaten.items()
            if who in people
        }
    )


def meals_of(
    schemes: Sequence[Scheme],
    person: Person,
    eaten: Iterable[Eaten],
    prices: PriceList,
    exclusions: Sequence[Exclusion] = (),
) -> PersonMeals:
    """The meals of one elder, in order of day and slot, with whole months for what a month caps.

    ``schemes`` are those of 助餐 in use; they add up (layers of different payers) unless an exclusion
    group names them. The home's own price stands before that of the first scheme.
    """
    raise NotImplementedError
