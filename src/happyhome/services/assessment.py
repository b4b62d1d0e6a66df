"""运营补贴和星级自评: what the home's figures come to by the schemes in use."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from happyhome.domain.dates import Month
from happyhome.policy.assessments import OperatingResult, RatingResult
from happyhome.policy.headers import Kind
from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.rules import Scheme
from happyhome.services.home_facts import STAR_RATING, assessed_schemes
from happyhome.services.metrics import metrics, metrics_between
from happyhome.store.reading import Reading

__all__ = ["metrics", "operating", "operating_for", "rating", "rating_for"]

_HALVES, _QUARTERS = ("上半年", "下半年"), ("第一季度", "第二季度", "第三季度", "第四季度")


def operating(reading: Reading, year: int, today: date) -> tuple[OperatingResult, ...]:
    """Every operating subsidy in use, for each of its periods of a year that has begun, in order."""
    ratings = rating(reading, year, today)
    found: list[OperatingResult] = []
    for scheme in _in_use(reading, year, today, Kind.OPERATING):
        version = scheme.on(min(date(year, 12, 31), today))
        if not isinstance(version, OperatingVersion):
            continue
        months = version.period_months
        for number in range(12 // months):
            first = date(year, number * months + 1, 1)
            if first <= today:
                found.append(_operating(reading, scheme, first, months, today, ratings))
    return tuple(one for one in found if not one.version.is_ended)


def _operating(
    reading: Reading,
    scheme: Scheme,
    first: date,
    months: int,
    today: date,
    ratings: tuple[RatingResult, ...],
) -> OperatingResult:
    from happyhome.policy.operating import work_out

    end = Month.of(first).plus(months - 1).last
    last = min(end, today)
    version = scheme.on(last)
    assert isinstance(version, OperatingVersion), "a gap within a year: the version before it was asked"
    known = metrics_between(reading, first, last)
    if STAR_RATING not in known and ratings:
        known[STAR_RATING] = Fraction(ratings[0].stars)
    until = "" if last == end else f"（截至{last.month}月{last.day}日）"
    return work_out(scheme, version, known, f"{_period(first, months)}{until}")


def _period(first: date, months: int) -> str:
    """2026年第三季度, as sentences and papers name it."""
    number = (first.month - 1) // months
    parts = {12: "", 6: _HALVES[number % 2], 3: _QUARTERS[number % 4]}
    return f"{first.year}年{parts.get(months, f'{first.month}月')}"


def rating(reading: Reading, year: int, today: date) -> tuple[RatingResult, ...]:
    """Every star rating in use, for a calendar year up to today."""
    from happyhome.policy.rating import rate

    found = []
    last = min(date(year, 12, 31), today)
    for scheme in _in_use(reading, year, today, Kind.RATING):
        version = scheme.on(last)
        if isinstance(version, RatingVersion) and not version.is_ended:
            is_over = (last.month, last.day) == (12, 31)
            until = "" if is_over else f"（截至{last.month}月{last.day}日）"
            found.append(rate(scheme, version, metrics(reading, year, today), f"{year}年{until}"))
    return tuple(found)


def _in_use(reading: Reading, year: int, today: date, kind: Kind) -> tuple[Scheme, ...]:
    month = Month.of(min(date(year, 12, 31), today))
    return tuple(one for one in assessed_schemes(reading, month) if one.kind is kind)


def operating_for(reading: Reading, month: Month, today: date) -> OperatingResult | None:
    """The operating subsidy that a paper of this month is about: of the period it lies in, or the last begun."""
    found = operating(reading, month.year, today)
    first = next(iter(found), None)
    if first is None:
        return None
    periods = [one for one in found if one.scheme.key == first.scheme.key]
    return periods[min((month.number - 1) // first.version.period_months, len(periods) - 1)]


def rating_for(reading: Reading, month: Month, today: date) -> RatingResult | None:
    """The self-rating of the year this month lies in; None where none is in use."""
    return next(iter(rating(reading, month.year, today)), None)
