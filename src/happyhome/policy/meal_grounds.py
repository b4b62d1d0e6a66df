"""助餐: what one scheme gives an elder for a meal, for days in a row on which the answer is the same."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from happyhome.domain.money import yuan
from happyhome.policy.banding import Chosen, Parameters, band_days, choose, leaves, rounded, split, worth
from happyhome.policy.conditions import Condition
from happyhome.policy.evaluation import Profile, explain, turning_days, value
from happyhome.policy.headers import Combine
from happyhome.policy.rules import Band, Group, MealVersion, Scheme

PRICE = "餐价"
"""The parameter that stands for the meal's own price."""


@dataclass(frozen=True, slots=True)
class _Offered:
    """What a meal of one price gives; ``doubted`` where facts nobody recorded may give more (待核)."""

    fen: int = 0
    chosen: Chosen | None = None
    doubted: bool = False


class Ground:
    """The answer of one scheme for one elder on days that are alike; amounts are worked out once a price.

    ``entitled`` None: a fact is missing (待核). ``version`` None: no rule counts on these days.
    """

    __slots__ = ("_offers", "_said", "day", "entitled", "of", "scheme", "version")

    def __init__(self, scheme: Scheme, of: Profile, day: date) -> None:
        self.scheme, self.of, self.day = scheme, of, day
        found = scheme.on(day)
        ended = found is None or found.is_ended
        self.version = found if isinstance(found, MealVersion) and not ended else None
        self.entitled = value(self.version.condition, of, day) if self.version else False
        self._offers: dict[int | None, _Offered] = {}
        self._said: dict[int, str] = {}

    def offer(self, price: int | None) -> int:
        """分 for a meal of this price before any cap; 0 where nothing is due or known."""
        return self._offered(price).fen

    def _offered(self, price: int | None) -> _Offered:
        found = self._offers.get(price)
        if found is None:
            found = self._offers[price] = self._work_out(price)
        return found

    def _work_out(self, price: int | None) -> _Offered:
        if self.version is None or self.entitled is not True:
            return _Offered(doubted=self.version is not None and self.entitled is None)

        def figure(parameter: str, day: date) -> int | None:
            if parameter == PRICE:
                return price
            known = self.scheme.parameters.get(parameter)
            return known.on(day) if known else None

        made = choose(self.version.bands, self.of, self.day, figure)
        fen = made.chosen.fen if made.chosen else Fraction(0)
        doubted = bool(made.open) and self._at_best(self.version.bands, figure) > fen
        return _Offered(rounded(fen, self.version.rounding), made.chosen, doubted)

    def _at_best(self, member: Band | Group, figure: Parameters) -> Fraction:
        """What it would be if every fact that nobody recorded were in the elder's favour."""
        if isinstance(member, Band):
            if member.amount is None or value(member.condition, self.of, self.day) is False:
                return Fraction(0)
            return worth(member.amount, self.day, figure) or Fraction(0)
        found = [self._at_best(one, figure) for one in member.members]
        return sum(found, Fraction(0)) if member.combine is Combine.SUM else max(found, default=Fraction(0))

    def doubted(self, price: int | None) -> bool:
        """Whether a fact that nobody recorded may keep something from this elder (待核)."""
        return self._offered(price).doubted

    def unknown_text(self) -> str:
        """Which facts are missing: 常住没有登记."""
        if self.version is None:
            return ""
        asked: list[Condition | None] = [self.version.condition]
        asked += [band.condition for band in leaves(self.version.bands)]
        answers = [explain(one, self.of, self.day) for one in asked]
        return "；".join(dict.fromkeys(text for one in answers if one.value is None for text in one.texts))

    def shares(self, fen: int) -> tuple[tuple[str, int], ...]:
        """An amount split by payer: by the bands' own shares, else by the version's percentages."""
        if self.version is None:
            return ()
        chosen = next((one.chosen for one in self._offers.values() if one.fen >= fen and one.chosen), None)
        return split(fen, (chosen.shares if chosen else ()) or self.version.payers)

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
        offered = next((one for one in self._offers.values() if one.fen == full), _Offered())
        if offered.chosen is None:
            return f"不补：{f'待核：{self.unknown_text()}' if offered.doubted else '不在任何一档'}，{source}"
        bands = self._bands(offered, offered.chosen)
        return "，".join((*self._facts(offered.chosen), bands, self._source(offered.chosen)))

    def _facts(self, chosen: Chosen) -> list[str]:
        """Age on the day, and the facts of the bands each once."""
        texts = [text for band in chosen.bands for text in explain(band.condition, self.of, self.day).texts]
        age = self.of.person.resident.age_on(self.day)
        said = [f"年满 {age} 周岁"] if age is not None else []
        return [*said, *dict.fromkeys(text for text in texts if not text.endswith("周岁"))]

    def _bands(self, offered: _Offered, chosen: Chosen) -> str:
        titles = "、".join(f"{band.title}档" for band in chosen.bands)
        together = "相加" if len(chosen.bands) > 1 else ""
        unknown = f"（另有待核：{self.unknown_text()}）" if offered.doubted else ""
        return f"{titles}{together}，每餐补 {yuan(offered.fen)} 元{unknown}"

    def _source(self, chosen: Chosen) -> str:
        assert self.version is not None
        reference = self.version.header.reference
        cited = dict.fromkeys(reference.at(band.article).text for band in chosen.bands)
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
                days |= turning_days(version.condition, of) | band_days(version.bands, of)
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
