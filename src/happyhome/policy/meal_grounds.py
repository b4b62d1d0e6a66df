"""助餐: what one scheme gives an elder for a meal, for days in a row on which the answer is the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from happyhome.domain.money import yuan
from happyhome.policy.conditions import Condition
from happyhome.policy.evaluation import Profile, explain, turning_days, value
from happyhome.policy.rules import Amount, Band, Combine, Group, MealVersion, Rounding, Scheme

PRICE = "餐价"
"""The parameter that stands for the meal's own price."""

_Worth = tuple[Fraction, tuple[Band, ...]]


class Ground:
    """The answer of one scheme for one elder on days that are alike; amounts are worked out once a price.

    ``entitled`` None: a fact is missing (待核). ``version`` None: no rule counts on these days.
    """

    __slots__ = ("_offers", "_said", "_unknown", "day", "entitled", "of", "scheme", "version")

    def __init__(self, scheme: Scheme, of: Profile, day: date) -> None:
        self.scheme, self.of, self.day = scheme, of, day
        found = scheme.on(day)
        ended = found is None or found.is_ended
        self.version = found if isinstance(found, MealVersion) and not ended else None
        self.entitled = value(self.version.condition, of, day) if self.version else False
        self._offers: dict[int | None, tuple[int, tuple[Band, ...]]] = {}
        self._said: dict[int, str] = {}
        self._unknown: bool | None = None

    def offer(self, price: int | None) -> int:
        """分 for a meal of this price before any cap; 0 where nothing is due or known."""
        return self._offered(price)[0]

    def _offered(self, price: int | None) -> tuple[int, tuple[Band, ...]]:
        found = self._offers.get(price)
        if found is None:
            found = self._offers[price] = self._work_out(price)
        return found

    def _work_out(self, price: int | None) -> tuple[int, tuple[Band, ...]]:
        if self.version is None or self.entitled is not True:
            return 0, ()
        worth = self._worth(self.version.bands, price)
        return (rounded(worth[0], self.version.rounding), worth[1]) if worth else (0, ())

    def _worth(self, member: Band | Group, price: int | None) -> _Worth | None:
        if isinstance(member, Band):
            if value(member.condition, self.of, self.day) is not True:
                return None
            return self._amount(member.amount, price), (member,)
        found = [worth for one in member.members if (worth := self._worth(one, price)) is not None]
        if not found:
            return None
        match member.combine:
            case Combine.FIRST:
                return found[0]
            case Combine.HIGHEST:
                return max(found, key=lambda worth: worth[0])
            case Combine.SUM:
                return sum((worth[0] for worth in found), Fraction()), tuple(b for w in found for b in w[1])

    def _amount(self, amount: Amount | None, price: int | None) -> Fraction:
        if amount is None:
            return Fraction()
        base = amount.fen if not amount.parameter else self._base(amount.parameter, price)
        if base is None:
            return Fraction()
        made = Fraction(base) * (amount.ratio if amount.parameter else 1)
        made = made if amount.least is None else max(made, Fraction(amount.least))
        return made if amount.most is None else min(made, Fraction(amount.most))

    def _base(self, parameter: str, price: int | None) -> int | None:
        if parameter == PRICE:
            return price
        known = self.scheme.parameters.get(parameter)
        return known.on(self.day) if known else None

    @property
    def unknown(self) -> bool:
        """Whether a fact that nobody recorded keeps something from this elder (待核)."""
        if self._unknown is None:
            self._unknown = self.version is not None and self._is_unknown(self.version)
        return self._unknown

    def _is_unknown(self, version: MealVersion) -> bool:
        if self.entitled is not True:
            return self.entitled is None
        return any(value(band.condition, self.of, self.day) is None for band in bands_of(version.bands))

    def unknown_text(self) -> str:
        """Which facts are missing: 常住没有登记."""
        if self.version is None:
            return ""
        asked: list[Condition | None] = [self.version.condition]
        asked += [band.condition for band in bands_of(self.version.bands)]
        answers = [explain(one, self.of, self.day) for one in asked]
        return "；".join(dict.fromkeys(text for one in answers if one.value is None for text in one.texts))

    def shares(self, fen: int) -> tuple[tuple[str, int], ...]:
        """An amount split by payer: by the bands' own shares, else by the version's percentages."""
        if self.version is None:
            return ()
        offered = next((one for one in self._offers.values() if one[0] >= fen and one[1]), (0, ()))
        by_band: dict[str, int] = {}
        for band in offered[1]:
            for payer, part in band.amount.shares if band.amount else ():
                by_band[payer] = by_band.get(payer, 0) + part
        return split(fen, tuple(by_band.items()) or self.version.payers)

    def text(self, full: int) -> str:
        """The sentence behind a full amount: facts, band, amount, clause."""
        said = self._said.get(full)
        if said is None:
            said = self._said[full] = self._sentence(full)
        return said

    def _sentence(self, full: int) -> str:
        if self.version is None:
            return f"{self.scheme.title}这一天没有在执行的标准，不补"
        source = f"依据 {self.version.header.reference.text}"
        if self.entitled is None:
            return f"待核，暂不补：{self.unknown_text()}，{source}"
        if not self.entitled:
            return f"不补：{'，'.join(explain(self.version.condition, self.of, self.day).texts)}，{source}"
        bands = next((one[1] for one in self._offers.values() if one[0] == full), ())
        if not bands:
            return f"不补：不在任何一档，{source}"
        return "，".join(filter(None, (*self._facts(bands), self._bands(bands, full), self._source(bands))))

    def _facts(self, bands: tuple[Band, ...]) -> list[str]:
        """Age on the day and the facts of the bands, each once."""
        assert self.version is not None
        conditions = [band.condition for band in bands]
        texts = [text for one in conditions for text in explain(one, self.of, self.day).texts]
        age = self.of.person.resident.age_on(self.day)
        said = [f"年满 {age} 周岁"] if age is not None else []
        return [*said, *dict.fromkeys(text for text in texts if not text.endswith("周岁"))]

    def _bands(self, bands: tuple[Band, ...], full: int) -> str:
        titles = "、".join(f"{band.title}档" for band in bands)
        together = "相加" if len(bands) > 1 else ""
        unknown = f"（另有待核：{self.unknown_text()}）" if self.unknown else ""
        return f"{titles}{together}，每餐补 {yuan(full)} 元{unknown}"

    def _source(self, bands: tuple[Band, ...]) -> str:
        assert self.version is not None
        reference = self.version.header.reference
        articles = dict.fromkeys(band.article for band in bands)
        cited = [reference.at(article).text for article in articles]
        return f"依据 {'、'.join(cited)}" + ("（样例，未核对）" if self.version.header.is_sample else "")


class Desk:
    """One scheme and one elder: the ground of each day, made once for days that are alike."""

    __slots__ = ("_grounds", "_of", "_starts", "scheme")

    def __init__(self, scheme: Scheme, of: Profile) -> None:
        self.scheme, self._of = scheme, of
        days = {date.min}
        for version in scheme.versions:
            days.add(version.header.since)
            if version.header.until is not None:
                days.add(version.header.until + timedelta(days=1))
            if isinstance(version, MealVersion):
                days |= turning_days(version.condition, of)
                for band in bands_of(version.bands):
                    days |= turning_days(band.condition, of)
        for parameter in scheme.parameters.values():
            days |= {header.since for header, _ in parameter.values}
        self._starts = sorted(days)
        self._grounds: dict[int, Ground] = {}

    def ground(self, day: date) -> Ground:
        """What counts on a day."""
        at = bisect_right(self._starts, day)
        found = self._grounds.get(at)
        if found is None:
            found = self._grounds[at] = Ground(self.scheme, self._of, day)
        return found


def bands_of(group: Group) -> Iterator[Band]:
    """Every band of a tree, in order."""
    for one in group.members:
        if isinstance(one, Band):
            yield one
        else:
            yield from bands_of(one)


def rounded(amount: Fraction, rounding: Rounding) -> int:
    """An amount in whole 分, a multiple of the rule's step."""
    steps = amount / rounding.step
    match rounding.way:
        case "up":
            return ceil(steps) * rounding.step
        case "down":
            return floor(steps) * rounding.step
        case _:
            return floor(steps + Fraction(1, 2)) * rounding.step


def split(fen: int, weights: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """An amount by weights; what cannot be divided falls to the last, so that the parts add up."""
    whole = sum(weight for _, weight in weights)
    if not whole:
        return ()
    parts = [(payer, fen * weight // whole) for payer, weight in weights[:-1]]
    return (*parts, (weights[-1][0], fen - sum(part for _, part in parts)))
