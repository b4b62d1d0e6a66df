"""Which bands of a table hold of a person on a day, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from happyhome.policy.conditions import Condition
from happyhome.policy.evaluation import Profile, turning_days, value
from happyhome.policy.headers import Combine
from happyhome.policy.rules import Amount, Band, Group, Rounding

Parameters = Callable[[str, date], int | None]
"""The value of a named figure on a day in 分; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The bands that count, their amount in 分 (before rounding), shares by payer, and goods."""

    bands: tuple[Band, ...]
    fen: Fraction = Fraction(0)
    shares: tuple[tuple[str, int], ...] = ()
    quantity: int = 0
    benefit: str = ""

    @property
    def title(self) -> str:
        """80—89周岁、困难加发."""
        return "、".join(band.title for band in self.bands)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen (None: no band holds); ``open`` are bands of which nobody knows whether they hold."""

    chosen: Chosen | None
    open: tuple[Band, ...] = ()


def choose(group: Group, of: Profile, day: date, parameters: Parameters) -> Choice:
    """Put the bands that hold together as the group says."""
    found: list[Chosen] = []
    unknown: list[Band] = []
    for member in group.members:
        if isinstance(member, Group):
            inner = choose(member, of, day, parameters)
            unknown += inner.open
            if inner.chosen is not None:
                found.append(inner.chosen)
            continue
        held = value(member.condition, of, day)
        made = _of_band(member, day, parameters) if held else None
        if made is not None:
            found.append(made)
        elif held is not False:
            unknown.append(member)
    if not found:
        return Choice(None, tuple(unknown))
    match group.combine:
        case Combine.HIGHEST:
            best = max(found, key=lambda one: (one.fen, one.quantity))
        case Combine.FIRST:
            best = found[0]
        case Combine.SUM:
            best = _sum(found)
    return Choice(best, tuple(unknown))


def _of_band(band: Band, day: date, parameters: Parameters) -> Chosen | None:
    if band.amount is None:
        return Chosen((band,), quantity=band.quantity, benefit=band.benefit)
    fen = worth(band.amount, day, parameters)
    return None if fen is None else Chosen((band,), fen, band.amount.shares)


def worth(amount: Amount, day: date, parameters: Parameters) -> Fraction | None:
    """An amount in 分; None where the figure it is a ratio of is not known for that day."""
    if amount.fen is not None:
        return Fraction(amount.fen)
    figure = parameters(amount.parameter, day)
    if figure is None:
        return None
    fen = figure * amount.ratio
    if amount.least is not None:
        fen = max(fen, Fraction(amount.least))
    return min(fen, Fraction(amount.most)) if amount.most is not None else fen


def _sum(found: list[Chosen]) -> Chosen:
    shares: dict[str, int] = {}
    for one in found:
        for payer, fen in one.shares:
            shares[payer] = shares.get(payer, 0) + fen
    return Chosen(
        tuple(band for one in found for band in one.bands),
        sum((one.fen for one in found), Fraction(0)),
        tuple(shares.items()) if all(one.shares for one in found) else (),
        sum(one.quantity for one in found),
        "、".join(one.benefit for one in found if one.benefit),
    )


def leaves(group: Group) -> Iterator[Band]:
    """Every band of a table, in order."""
    for member in group.members:
        if isinstance(member, Group):
            yield from leaves(member)
        else:
            yield member


def band_days(group: Group, of: Profile) -> set[date]:
    """Every day on which another band may hold."""
    conditions: list[Condition | None] = [band.condition for band in leaves(group)]
    return {day for one in conditions for day in turning_days(one, of)}


def rounded(fen: Fraction, how: Rounding) -> int:
    """To whole 分, by the rule's way."""
    steps = fen / how.step
    if how.way == "up":
        whole = -((-steps.numerator) // steps.denominator)
    elif how.way == "down":
        whole = steps.numerator // steps.denominator
    else:
        whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return whole * how.step


def split(fen: int, weights: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """An amount by payer, by weights (percent or 分): whole 分 each, what is left over is the last one's."""
    whole = sum(weight for _, weight in weights)
    if not whole:
        return ()
    parts = [(payer, fen * weight // whole) for payer, weight in weights[:-1]]
    return (*parts, (weights[-1][0], fen - sum(part for _, part in parts)))
