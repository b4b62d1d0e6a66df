"""What meals come to: each meal with its price, subsidy and own share, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from happyhome.domain.meals import mode_label, slot_label
from happyhome.domain.money import yuan
from happyhome.domain.people import Person
from happyhome.policy.meal_grounds import Ground

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Eaten:
    """One meal as it was recorded."""

    day: date
    slot: str = "lunch"
    mode: str = "dine_in"


@dataclass(frozen=True, slots=True)
class Layer:
    """What one scheme gives for one meal, in 分; ``limits`` say what made it less than the band's amount."""

    ground: Ground = field(compare=False)
    fen: int
    full: int
    limits: tuple[str, ...] = ()

    @property
    def scheme(self) -> str:
        """The key of the scheme."""
        return self.ground.scheme.key

    @property
    def shares(self) -> tuple[tuple[str, int], ...]:
        """The amount split by payer, none where the rule names no payer; they add up to it."""
        return self.ground.shares(self.fen)

    @property
    def text(self) -> str:
        """年满 82 周岁，80周岁以上档，每餐补 5.00 元，依据 ….."""
        return "；".join((self.ground.text(self.full), *self.limits))


@dataclass(frozen=True, slots=True)
class MealResult:
    """One meal of one elder. ``price`` and ``own`` None: no price is known. ``own`` includes the delivery ``fee``."""

    who: str
    day: date
    slot: str
    mode: str
    price: int | None
    subsidy: int
    own: int | None
    fee: int = 0
    layers: tuple[Layer, ...] = ()

    @property
    def text(self) -> str:
        """Why so much: 王秀兰 2026-11-03 午餐：…，每餐补 5.00 元，依据 …."""
        said = "；".join(layer.text for layer in self.layers) or "没有启用助餐补贴"
        mode = "" if self.mode == "dine_in" else f"（{mode_label(self.mode)}）"
        own = "" if self.own is None else f"；个人应付 {yuan(self.own)} 元"
        fee = f"（含送餐费 {yuan(self.fee)} 元）" if self.fee and own else ""
        return f"{self.who} {self.day.isoformat()} {slot_label(self.slot)}{mode}：{said}{own}{fee}。"


@dataclass(frozen=True, slots=True)
class Sum:
    """Meals put together. ``own`` None where the price of any of them is not known."""

    meals: int = 0
    subsidy: int = 0
    own: int | None = 0
    per_meal: int | None = None


def sum_of(meals: Iterable[MealResult]) -> Sum:
    """Meals together; ``per_meal`` is what each got, None where they differ."""
    count, subsidy, own = 0, 0, 0
    known, each = True, set()
    for meal in meals:
        count += 1
        subsidy += meal.subsidy
        each.add(meal.subsidy)
        if meal.own is None:
            known = False
        else:
            own += meal.own
    return Sum(count, subsidy, own if known else None, each.pop() if len(each) == 1 else None)


@dataclass(frozen=True)
class PersonMeals:
    """The meals of one elder in order. ``notes`` are sentences about caps that were reached, ``doubts`` what
    nobody knows (待核), in the same words for everybody who lacks the same."""

    resident: str
    name: str
    meals: tuple[MealResult, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def of(self, slot: str | None = None, day: date | None = None) -> Sum:
        """Together, or those of one slot or day only."""
        return sum_of(
            meal for meal in self.meals if slot in (None, meal.slot) and (day is None or meal.day == day)
        )


@dataclass(frozen=True)
class MealMoney:
    """What the meals of a month, or of some days, come to, by resident id."""

    people: Mapping[str, PersonMeals] = field(default_factory=dict)

    def meals(self) -> Iterator[MealResult]:
        """Every meal."""
        return (meal for one in self.people.values() for meal in one.meals)

    def of(self, resident: str, slot: str | None = None, day: date | None = None) -> Sum | None:
        """One elder's, None where they had none."""
        found = self.people.get(resident)
        made = found.of(slot, day) if found else None
        return made if made and made.meals else None

    def total(self, slot: str | None = None, day: date | None = None) -> Sum:
        """Everybody's."""
        return sum_of(
            meal for meal in self.meals() if slot in (None, meal.slot) and (day is None or meal.day == day)
        )

    def by_payer(self) -> dict[str, int]:
        """分 by payer, of the schemes that name any."""
        return _added(share for meal in self.meals() for layer in meal.layers for share in layer.shares)

    def by_class(self, people: Mapping[str, Person]) -> dict[str, Sum]:
        """By the diner class of each meal's day; the keys of DINER_CLASSES that have any."""
        found: dict[str, list[MealResult]] = {}
        for who, one in self.people.items():
            if one.meals:
                person, last = people[who], one.meals[-1].day
                changes = person.class_changes(one.meals[0].day, last)
                known = "" if changes else person.diner_class(last)
                for meal in one.meals:
                    found.setdefault(known or person.diner_class(meal.day), []).append(meal)
        return {key: sum_of(meals) for key, meals in found.items()}

    @property
    def is_sample(self) -> bool:
        """Whether any of it is by a rule that nobody held against the paper yet (样例)."""
        layers = (layer for meal in self.meals() for layer in meal.layers if layer.fen)
        versions = {id(layer.ground): layer.ground.version for layer in layers}
        return any(version is not None and version.header.is_sample for version in versions.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not known, each once with whom it is about, and every cap that was reached."""
        whom: dict[str, list[str]] = {}
        for one in self.people.values():
            for doubt in one.doubts:
                whom.setdefault(doubt, []).append(one.name)
        doubts = (f"{doubt}（{_named(names)}）。" for doubt, names in whom.items())
        return (*doubts, *(note for one in self.people.values() for note in one.notes))


def _named(names: Sequence[str]) -> str:
    """王秀兰、李四; of many the first ones and how many."""
    shown = "、".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown}等 {len(names)} 人"


def _added(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, fen in parts:
        if fen:
            found[key] = found.get(key, 0) + fen
    return found
