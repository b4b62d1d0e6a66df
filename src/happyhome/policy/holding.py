"""暂停: which months are held back, by a missed certification or a circumstance, and whether they are paid after all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from happyhome.domain.certifications import CERTIFIED_BY
from happyhome.policy.decisions import ReasonKind
from happyhome.policy.evaluation import Profile, turning_days, value
from happyhome.policy.facts import Facts
from happyhome.policy.headers import covers
from happyhome.policy.rules import AllowanceVersion, Certify, Scheme, Suspension
from happyhome.policy.spans import EVER, FOREVER, index, index_of, last_day, month_at, plus_months

_WAYS = {choice.key: choice.label for choice in CERTIFIED_BY}


@dataclass(frozen=True, slots=True)
class Hold:
    """Months ``first`` to ``last`` (numbers) held back; ``is_paid``: they are paid since it ended."""

    kind: ReasonKind
    first: int
    last: int
    is_paid: bool
    text: str


def holds_of(
    version: AllowanceVersion, scheme: Scheme, facts: Facts, of: Profile, drawn_from: int, today: date
) -> list[Hold]:
    """Everything that holds months back for somebody who draws from month ``drawn_from`` on, oldest first."""
    found = [hold for one in version.suspensions for hold in _by_circumstance(one, of, today)]
    if version.certify is not None:
        found += _by_certification(version.certify, scheme, facts, drawn_from, today)
    return sorted(found, key=lambda one: (one.first, one.last))


def _by_circumstance(rule: Suspension, of: Profile, today: date) -> Iterator[Hold]:
    days = sorted({EVER} | {day for day in turning_days(rule.condition, of) if day <= today})
    begun: date | None = None
    for number, day in enumerate([*days, FOREVER]):
        holds_now = number < len(days) and value(rule.condition, of, day) is True
        if holds_now and begun is None:
            begun = day
        elif not holds_now and begun is not None:
            made = _hold(rule, begun, None if day == FOREVER else day)
            begun = None
            if made is not None:
                yield made


def _hold(rule: Suspension, begun: date, over: date | None) -> Hold | None:
    ripe = begun if begun == EVER else plus_months(begun, rule.after_months)
    last = index_of(FOREVER) if over is None else index_of(over) - 1
    first = index_of(ripe) + 1
    if (over is not None and ripe >= over) or first > last:
        return None
    since = "" if begun == EVER else f"{begun.isoformat()} 起"
    text = f"{since}{rule.title}，自 {month_at(first)} 起暂停"
    if over is not None:
        text += f"；{over.isoformat()} 恢复，{'暂停的月份补发' if rule.back_pay else '暂停的月份不补'}"
    return Hold("suspension", first, last, over is not None and rule.back_pay, text)


def _by_certification(
    rule: Certify, scheme: Scheme, facts: Facts, drawn_from: int, today: date
) -> Iterator[Hold]:
    seen = certified_days(scheme.key, facts)
    adopted = facts.adopted_from(scheme.key)
    least = max(drawn_from + 1, index(adopted) if adopted else 0)
    for before, deadline in _deadlines(scheme, least, today):
        opens = _opening(rule, before, deadline)
        if index_of(deadline) < least or any(opens < day <= deadline for day, _ in seen):
            continue
        after = next(((day, words) for day, words in seen if day > deadline), None)
        first = index_of(deadline) + 1
        last = index_of(after[0]) - 1 if after else index_of(FOREVER)
        if first > last:
            continue
        text = f"{deadline.isoformat()} 前没有认证，自 {month_at(first)} 起暂停"
        if after is not None:
            paid = "暂停的月份补发" if rule.back_pay else "暂停的月份不补"
            text += f"；{after[0].isoformat()} {after[1]}，恢复，{paid}"
        yield Hold("certification", first, last, after is not None and rule.back_pay, text)


def _opening(rule: Certify, before: date, deadline: date) -> date:
    """The day after which a certification counts for a deadline; ``before`` is the deadline before it.

    Where the deadline ends its month, the window begins with a whole month, too.
    """
    if not rule.opens_months:
        return before
    at = index_of(deadline)
    if deadline == last_day(at):
        return last_day(at - rule.opens_months)
    return plus_months(deadline, -rule.opens_months)


def window(rule: Certify, today: date) -> tuple[date, date]:
    """The next deadline, after the day from which on a certification counts for it: (that day, deadline)."""
    for before, after in pairwise(_every(rule, range(today.year - 1, today.year + 3))):
        if after >= today:
            return _opening(rule, before, after), after
    raise AssertionError("a rule that asks for certification has a deadline each year")


def _deadlines(scheme: Scheme, least: int, today: date) -> Iterator[tuple[date, date]]:
    """(the deadline before, the deadline) for each that has passed, from a month on.

    A deadline is one of the version that counted on it: what was not yet the rule is held against nobody.
    """
    for version in scheme.versions:
        if not isinstance(version, AllowanceVersion) or version.certify is None:
            continue
        since = max(least // 12, version.header.since.year)
        years = range(since - 1, today.year + 1)
        for before, one in pairwise(_every(version.certify, years)):
            if one < today and covers(version.header, one):
                yield before, one


def _every(rule: Certify, years: Iterable[int]) -> list[date]:
    """The deadlines of some years, in order."""
    return sorted(_deadline(year, *day) for year in years for day in rule.deadlines)


def _deadline(year: int, month: int, day: int) -> date:
    """A yearly deadline in one year; 02-29 is the last of February where it must be."""
    first = date(year, month, 1)
    return min(first + timedelta(days=day - 1), plus_months(first, 1) - timedelta(days=1))


def certified_days(scheme: str, facts: Facts) -> list[tuple[date, str]]:
    """The days on which somebody was seen for a scheme, oldest first, and how in words."""
    seen = [
        (one.day, f"{_WAYS.get(one.way, '')}认证")
        for one in facts.certifications
        if one.scheme in ("", scheme)
    ]
    for one in facts.applications:
        if one.scheme == scheme and one.decision == "approved":
            seen += [(day, "申请受理") for day in (one.accepted_on, one.county_on) if day is not None]
    return sorted(seen)
