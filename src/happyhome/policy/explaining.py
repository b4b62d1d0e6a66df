"""One decision as people ask for it: this scheme, this elder, this day, and what changes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from happyhome.domain.dates import Month
from happyhome.policy import telling
from happyhome.policy.book import PolicyBook
from happyhome.policy.decisions import Change, Decision, Reason, Stretch, Verdict
from happyhome.policy.entitlement import entitlement
from happyhome.policy.exclusion import entitlements
from happyhome.policy.facts import Facts
from happyhome.policy.headers import Reference
from happyhome.policy.rules import Scheme

YEARS_AHEAD = 20
"""How far a change is looked for: from 80 to 100."""

_YEARS_BACK = 60
"""How far the beginning of a run of payment is looked for: longer than anybody draws."""

_TOLD_BY_MONTH = (Verdict.DENIED, Verdict.UNKNOWN, Verdict.NOT_APPLIED)
"""A long stretch of these is told as of one day; asked about a month, it is told as of that."""


def decide(
    book: PolicyBook, scheme: Scheme, facts: Facts, day: date, today: date, keys: Sequence[str] = ()
) -> Decision:
    """The answer for the month of ``day``, by what is known ``today``.

    ``keys`` are the schemes in play, for exclusion. Raises TypeError for schemes not counted by month.
    """
    month = Month.of(day)
    found = entitlements(
        book,
        (scheme.key, *(key for key in keys if key in book.schemes)),
        facts,
        month.plus(-12 * _YEARS_BACK),
        month.plus(12 * YEARS_AHEAD),
        today,
    )
    if scheme.key not in found:
        raise TypeError(f"{scheme.key} is not counted by month")
    row = found[scheme.key]
    at = next(number for number, one in enumerate(row) if one.covers(month))
    here = row[at]
    if here.verdict in _TOLD_BY_MONTH:
        here = replace(here, reasons=entitlement(scheme, facts, month, month, today)[0].reasons)
    made = _decision(scheme, here, day)
    if here.verdict is Verdict.GRANTED:
        since, until = _run(row, at)
        made = replace(made, since=since, until=until)
    return replace(made, next=_next(row, at))


def _decision(scheme: Scheme, here: Stretch, day: date) -> Decision:
    """What a stretch says of the month of a day."""
    month, paid = Month.of(day), here.verdict is Verdict.GRANTED
    return Decision(
        scheme=scheme,
        month=month,
        on=day,
        verdict=here.verdict,
        fen=here.amount(month) if paid else 0,
        band=here.band,
        benefit=here.benefit,
        quantity=here.units(month) if paid else 0,
        unit=here.version.unit if here.version else "",
        shares=here.shares if paid else (),
        reasons=(*here.reasons, *_not_this_month(here, month)),
        reference=_reference(here),
        is_sample=here.version.header.is_sample if here.version else False,
    )


def _run(row: Sequence[Stretch], at: int) -> tuple[Month, Month | None]:
    """First and last month of the unbroken payment a stretch belongs to; no last where none is in sight."""
    first = last = at
    while first > 0 and row[first - 1].verdict is Verdict.GRANTED:
        first -= 1
    while last + 1 < len(row) and row[last + 1].verdict is Verdict.GRANTED:
        last += 1
    return row[first].first, None if last + 1 == len(row) else row[last].last


def _reference(one: Stretch) -> Reference | None:
    band = next((reason.reference for reason in one.reasons if reason.kind == "band"), None)
    return band or (one.version.header.reference if one.version else None)


def _next(row: Sequence[Stretch], at: int) -> Change | None:
    here = row[at]
    for one in row[at + 1 :]:
        same = (one.verdict, one.fen, one.band, one.quantity) == (
            here.verdict,
            here.fen,
            here.band,
            here.quantity,
        )
        if not same:
            return Change(one.first, _words(here, one))
    return None


_TELLING = {
    Verdict.SUSPENDED: ("certification", "suspension"),
    Verdict.EXCLUDED: ("exclusion",),
    Verdict.DENIED: ("stop", "age", "fact", "rule"),
    Verdict.UNKNOWN: ("fact",),
    Verdict.NOT_APPLIED: ("application",),
    Verdict.GRANTED: ("certification", "suspension"),
}


def _not_this_month(here: Stretch, month: Month) -> tuple[Reason, ...]:
    """Why nothing is due in a month, although entitled: it is due at once in another."""
    version = here.version
    if here.verdict is not Verdict.GRANTED or version is None or not version.whole or here.amount(month):
        return ()
    if version.once:
        text = "只发一次，在第一个符合的月份，本月没有"
    elif version.whole_month:
        text = f"每年 {version.whole_month} 月一次发给，本月没有"
    else:
        text = "每期一次发给，在这一期第一个符合的月份，本月没有"
    return (Reason("note", text, version.header.reference),)


def _words(here: Stretch, then: Stretch) -> str:
    why = _why(then)
    said = f"（{why}）" if why else ""
    if then.verdict is Verdict.GRANTED:
        amount = telling.worth_words(then)
        if here.verdict is not Verdict.GRANTED:
            return f"{then.first} 起发，{amount}{said}"
        return f"{then.first} 起改为{amount}{said}"
    if then.verdict is Verdict.NOT_APPLIED:
        return f"{then.first} 起可以申请{said}"
    words = "暂停" if then.verdict is Verdict.SUSPENDED else "不再发"
    if here.verdict is Verdict.GRANTED:
        return f"{then.first} 起{words}{said}"
    return f"{then.first} 起情况有变{said}"


def _why(then: Stretch) -> str:
    """What best tells of a change: what began or ended then, else the age that was reached last."""
    for kind in _TELLING[then.verdict]:
        for reason in then.reasons:
            if reason.kind == kind:
                return reason.text
    ages = [reason.text for reason in then.reasons if reason.kind == "age"]
    return ages[-1] if ages else ""
