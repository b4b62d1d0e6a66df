"""What a band comes to in a month: yearly amounts by month, hours at a price, caps, rounding, payers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from happyhome.domain.money import yuan
from happyhome.policy.banding import Chosen, Parameters, rounded, split
from happyhome.policy.decisions import Reason, Stretch, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.headers import Kind
from happyhome.policy.rules import AllowanceVersion, Scheme
from happyhome.policy.spans import index_of, month_at

Amounts = tuple[int, tuple[int, ...], tuple[tuple[str, int], ...], tuple[Reason, ...]]
"""The usual month in 分, each month where they differ, shares by payer, and what is to be said of it."""


def parameters_of(scheme: Scheme) -> Parameters:
    """The scheme's dated figures by name."""

    def value(name: str, day: date) -> int | None:
        found = scheme.parameters.get(name)
        return None if found is None else found.on(day)

    return value


def parameter_days(scheme: Scheme) -> set[date]:
    """The days on which a figure becomes another."""
    return {header.since for one in scheme.parameters.values() for header, _ in one.values}


def amounts(
    scheme: Scheme, version: AllowanceVersion, facts: Facts, chosen: Chosen, first: int, last: int
) -> Amounts:
    """What the months ``first`` to ``last`` (numbers) of one band come to."""
    if scheme.kind is Kind.SERVICE:
        return _by_service(scheme, version, facts, chosen, first, last)
    if chosen.fen == 0:
        return 0, (), (), ()
    usual = _capped(version, rounded(chosen.fen / version.per, version.rounding))
    said = _cap_said(version, chosen)
    shares = chosen.shares if chosen.shares and version.per == 1 else split(usual, version.payers)
    if version.whole:
        whole = _capped(version, rounded(chosen.fen, version.rounding))
        return usual, (whole,) * (last - first + 1), shares, said
    if version.per == 1:
        return usual, (), shares, said
    months = tuple(_capped(version, _month_of_year(version, chosen.fen, at)) for at in range(first, last + 1))
    return usual, months if set(months) != {usual} else (), shares, said


def _month_of_year(version: AllowanceVersion, fen: Fraction, at: int) -> int:
    """One month's part, so that those of a calendar period add up to the whole amount."""
    done = at % 12 % version.per
    upto = [rounded(fen * number / version.per, version.rounding) for number in (done, done + 1)]
    return upto[1] - upto[0]


def _capped(version: AllowanceVersion, fen: int) -> int:
    return fen if version.month_cap is None else min(fen, version.month_cap)


def _cap_said(version: AllowanceVersion, chosen: Chosen) -> tuple[Reason, ...]:
    if version.month_cap is None or chosen.fen / version.per <= version.month_cap:
        return ()
    text = f"合计 {yuan(rounded(chosen.fen / version.per, version.rounding))} 元，超过每月最多 {yuan(version.month_cap)} 元，按上限"
    return (Reason("cap", text, version.header.reference),)


def _by_service(
    scheme: Scheme, version: AllowanceVersion, facts: Facts, chosen: Chosen, first: int, last: int
) -> Amounts:
    """Hours (or pieces) on record times the price, up to the month's cap of them."""
    is_hours = version.unit in ("小时", "")
    given: dict[int, int] = {}
    for one in facts.services:
        if one.scheme in (scheme.key, scheme.title):
            at = index_of(one.day)
            given[at] = given.get(at, 0) + (one.minutes if is_hours else one.pieces)
    base = 60 if is_hours else 1
    most = None if version.most_units is None else version.most_units * base
    said: tuple[Reason, ...] = ()
    months = []
    for at in range(first, last + 1):
        units = given.get(at, 0)
        if most is not None and units > most:
            text = f"{month_at(at)} 记录的量超过每月 {version.most_units} {version.unit or '小时'}，按上限"
            said = (*said, Reason("cap", text, version.header.reference))
            units = most
        months.append(_capped(version, rounded(chosen.fen * Fraction(units, base), version.rounding)))
    usual = months[-1] if months else 0
    return usual, tuple(months) if set(months) != {usual} else (), split(usual, version.payers), said


def at_once(found: list[Stretch]) -> list[Stretch]:
    """整发: the whole amount in the first paid month of each calendar period, nothing in the others.

    ``found`` must begin with the first month of a calendar year; where a version pays once only, with
    the first month of all (see ``entitlement.looked_at_from``).
    """
    paid: set[tuple[int, ...]] = set()
    made = []
    for one in found:
        version = one.version
        if version is None or not version.whole or one.verdict is not Verdict.GRANTED:
            made.append(one)
            continue
        months = []
        for month in one.first.through(one.last):
            period = () if version.once else (month.year, (month.number - 1) // version.per)
            is_due = period not in paid and version.whole_month in (0, month.number)
            months.append(one.amount(month) if is_due else 0)
            if is_due:
                paid.add(period)
        made.append(replace(one, by_month=tuple(months)))
    return made
