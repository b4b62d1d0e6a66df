"""What changes in money for one elder in the months ahead, and the day that brings it about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.policy.decisions import Stretch, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.rules import AllowanceVersion, Scheme

if TYPE_CHECKING:
    from happyhome.policy.book import PolicyBook

AHEAD = 12
"""Months within which somebody who applies must begin to draw, to be told of it."""
DELAYS = 2
"""Months by which a first payment may come after the day that brings it about."""


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """From ``month`` on a scheme pays otherwise, because of ``day`` (a birthday, the day after an end).

    ``text``: 高龄津贴自 12 月起每月 100.00 元. ``papers`` where an application is needed.
    """

    scheme: str
    title: str
    month: Month
    day: date
    text: str
    papers: tuple[str, ...] = ()


def money_changes(
    book: PolicyBook, schemes: Sequence[Scheme], facts: Facts, today: date, until: date
) -> tuple[MoneyChange, ...]:
    """Every change that a day up to ``until`` brings about and that has not come yet, by month."""
    from happyhome.policy.exclusion import entitlements

    since = Month.of(today).plus(-DELAYS).first
    days = {one.key: turning for one in schemes if (turning := _turning_days(one, facts, since, until))}
    if not days:  # nearly everybody: nothing is worked out for them
        return ()
    month, last = Month.of(today), Month.of(until).plus(DELAYS)
    answers = entitlements(book, [one.key for one in schemes], facts, month.plus(-1), last, today)
    found = []
    for scheme in schemes:
        if scheme.key not in days:
            continue
        for before, after in pairwise(answers.get(scheme.key, ())):
            made = _change(scheme, facts, before, after, days[scheme.key])
            if made is not None and (made.month > month or (made.month == month and made.day >= today)):
                found.append(made)
    return tuple(sorted(found, key=lambda one: one.month))


def _turning_days(scheme: Scheme, facts: Facts, since: date, until: date) -> list[date]:
    from happyhome.policy.banding import band_days
    from happyhome.policy.evaluation import Profile, turning_days

    of = Profile(facts.person)
    days: set[date] = set()
    for version in scheme.versions:
        if isinstance(version, AllowanceVersion):
            days |= turning_days(version.condition, of) | band_days(version.bands, of)
    return sorted(day for day in days if since <= day <= until)


def _change(
    scheme: Scheme, facts: Facts, before: Stretch, after: Stretch, days: list[date]
) -> MoneyChange | None:
    causes = [day for day in days if day <= after.first.last]
    if not causes:
        return None
    text, papers = _said(scheme, facts, before, after, causes[-1])
    return MoneyChange(scheme.key, scheme.title, after.first, causes[-1], text, papers) if text else None


def _said(
    scheme: Scheme, facts: Facts, before: Stretch, after: Stretch, day: date
) -> tuple[str, tuple[str, ...]]:
    from happyhome.policy.telling import worth_words

    when = f"自 {after.first.number} 月起"
    was = before.verdict is Verdict.GRANTED
    if after.verdict is Verdict.GRANTED:
        if was and worth_words(before) == worth_words(after):
            return "", ()
        papers = () if was else _papers(after)
        return f"{scheme.title}{when}{'改为' if was else ''}{worth_words(after)}", papers
    if after.verdict is Verdict.NOT_APPLIED and before.verdict is not Verdict.NOT_APPLIED:
        supposed = if_applied(scheme, facts, day)
        if supposed is None:
            return "", ()
        return f"可以申请{scheme.title}（{worth_words(supposed)}）", _papers(supposed)
    if was and after.verdict is Verdict.DENIED:
        return f"{scheme.title}{when}不再发", ()
    if was and after.verdict is Verdict.UNKNOWN:
        return f"{scheme.title}{when}待核实，先不发", ()
    return "", ()


def _papers(stretch: Stretch) -> tuple[str, ...]:
    return stretch.version.papers if stretch.version else ()


def if_applied(scheme: Scheme, facts: Facts, day: date) -> Stretch | None:
    """What somebody would draw first whose application was handed in and approved on a day; None: nothing."""
    from happyhome.policy.entitlement import entitlement

    supposed = Application(
        resident=facts.person.id,
        scheme=scheme.key,
        applied_on=day,
        accepted_on=day,
        township_on=day,
        county_on=day,
        decision="approved",
    )
    month = Month.of(day)
    others = tuple(one for one in facts.applications if one.scheme != scheme.key)
    trial = replace(facts, applications=(*others, supposed))
    return _first_granted(entitlement(scheme, trial, month, month.plus(AHEAD), day))


def _first_granted(stretches: Iterable[Stretch]) -> Stretch | None:
    found: Iterator[Stretch] = (one for one in stretches if one.verdict is Verdict.GRANTED)
    return next(found, None)
