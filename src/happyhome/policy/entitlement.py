"""What one person is entitled to under one scheme, month by month, with reasons.

Evaluated by stretches, not by months: facts cut time into days with the same answer, rules turn
days into months. A version counts for the months whose last day it covers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from happyhome.domain.dates import Month
from happyhome.policy import payment, telling
from happyhome.policy.decisions import Reason, Stretch, Verdict
from happyhome.policy.drawing import drawn
from happyhome.policy.evaluation import Profile
from happyhome.policy.facts import Facts
from happyhome.policy.holding import Hold, holds_of
from happyhome.policy.rules import AllowanceVersion, Scheme
from happyhome.policy.runs import Interval, Piece
from happyhome.policy.spans import EVER, FOREVER, first_day, index, index_of, last_day, month_at


def entitlement(scheme: Scheme, facts: Facts, first: Month, last: Month, today: date) -> tuple[Stretch, ...]:
    """The answer for each month from ``first`` to ``last``, in order, each month once.

    Months after ``today``'s are what will be, should nothing change. Raises TypeError for a scheme
    that is not counted by month (助餐, 运营, 评定).
    """
    return settled(by_month(scheme, facts, looked_at_from(scheme, first), last, today), first, last)


def looked_at_from(scheme: Scheme, first: Month) -> Month:
    """The month from which answers are needed for those from ``first`` on: what is paid at once looks back."""
    whole = [one for one in scheme.versions if isinstance(one, AllowanceVersion) and one.whole]
    if any(one.once for one in whole):
        return min(first, Month.of(scheme.versions[0].header.since))
    return Month(first.year, 1) if whole else first


def by_month(scheme: Scheme, facts: Facts, first: Month, last: Month, today: date) -> tuple[Stretch, ...]:
    """As ``entitlement``, but what is due at once stands whole in every month until it is ``settled``."""
    of = Profile(facts.person)
    return tuple(
        stretch
        for version, one, two in _spans(scheme, index(first), index(last))
        for stretch in _of_span(scheme, version, facts, of, one, two, today)
    )


def settled(found: Sequence[Stretch], first: Month, last: Month) -> tuple[Stretch, ...]:
    """What is due at once in its month only, and no months but those from ``first`` to ``last``."""
    return tuple(_clipped(payment.at_once(list(found)), first, last))


def _spans(scheme: Scheme, first: int, last: int) -> Iterator[tuple[AllowanceVersion | None, int, int]]:
    """Months by the version that counts for them; None where none does."""
    at = first
    for version in scheme.versions:
        if not isinstance(version, AllowanceVersion):
            raise TypeError(f"{scheme.key} is not counted by month")
        begins = index_of(version.header.since)
        until = version.header.until
        ends = last if until is None else index_of(until) - (until != last_day(index_of(until)))
        begins, ends = max(begins, at), min(ends, last)
        if begins > ends:
            continue
        if begins > at:
            yield None, at, begins - 1
        yield version, begins, ends
        at = ends + 1
    if at <= last:
        yield None, at, last


def _of_span(
    scheme: Scheme,
    version: AllowanceVersion | None,
    facts: Facts,
    of: Profile,
    first: int,
    last: int,
    today: date,
) -> Iterator[Stretch]:
    if version is None or version.is_ended:
        reasons = telling.no_rule(scheme, version, month_at(first))
        yield Stretch(month_at(first), month_at(last), Verdict.DENIED, version=version, reasons=reasons)
        return
    found, paid = drawn(scheme, version, facts, of, last_day(last + 1))
    at = first
    for one in paid:
        begin, end = max(one.first, at), min(one.last, last)
        if begin > end:
            continue
        yield from _gap(scheme, version, facts, of, found, at, begin - 1, today)
        yield from _held(
            scheme, version, facts, of, replace(one, first=begin, last=end), paid[0].first, today
        )
        at = end + 1
    yield from _gap(scheme, version, facts, of, found, at, last, today)


def _held(
    scheme: Scheme,
    version: AllowanceVersion,
    facts: Facts,
    of: Profile,
    piece: Piece,
    drawn_from: int,
    today: date,
) -> Iterator[Stretch]:
    """A piece cut by what holds some of its months back."""
    reasons = telling.granted(scheme, version, of, piece)
    at = piece.first
    for begin, end, hold in _cut(
        holds_of(version, scheme, facts, of, drawn_from, today), piece.first, piece.last
    ):
        if begin > at:
            yield _granted(scheme, version, facts, piece, at, begin - 1, reasons)
        said = Reason(hold.kind, hold.text, version.header.reference)
        made = _granted(scheme, version, facts, piece, begin, end, (*reasons, said))
        held = replace(made, verdict=Verdict.SUSPENDED, fen=0, by_month=(), whole=0, shares=())
        yield made if hold.is_paid else held
        at = end + 1
    if at <= piece.last:
        yield _granted(scheme, version, facts, piece, at, piece.last, reasons)


def _cut(holds: list[Hold], first: int, last: int) -> Iterator[tuple[int, int, Hold]]:
    """The months held back, each once: one that stays back for any reason is not paid for another."""
    edges = sorted(
        {first, *(edge for one in holds for edge in (one.first, one.last + 1) if first < edge <= last)}
    )
    kept: list[tuple[int, int, Hold]] = []
    for begin, after in pairwise([*edges, last + 1]):
        over = [one for one in holds if one.first <= begin <= one.last]
        if not over:
            continue
        hold = min(over, key=lambda one: one.is_paid)
        if kept and kept[-1][1:] == (begin - 1, hold):
            begin = kept.pop()[0]
        kept.append((begin, after - 1, hold))
    yield from kept


def _granted(
    scheme: Scheme,
    version: AllowanceVersion,
    facts: Facts,
    piece: Piece,
    first: int,
    last: int,
    reasons: tuple[Reason, ...],
) -> Stretch:
    fen, by_month, shares, said = payment.amounts(scheme, version, facts, piece.chosen, first, last)
    return Stretch(
        month_at(first),
        month_at(last),
        Verdict.GRANTED,
        fen=fen,
        by_month=by_month,
        whole=max(by_month, default=0) if version.whole else 0,
        band=piece.chosen.title,
        shares=shares,
        quantity=piece.chosen.quantity,
        benefit=piece.chosen.benefit,
        version=version,
        reasons=(*reasons, *said),
    )


def _gap(
    scheme: Scheme,
    version: AllowanceVersion,
    facts: Facts,
    of: Profile,
    found: list[Interval],
    first: int,
    last: int,
    today: date,
) -> Iterator[Stretch]:
    """The months between: each judged by its last day."""
    if first > last:
        return
    for one in found:
        begin = max(first, index_of(one.first) if one.first > EVER else first)
        end = last if one.last >= FOREVER else min(last, index_of(one.last + timedelta(days=1)) - 1)
        if begin > end:
            continue
        # Told as of today where that lies within; else as of the day nearest to it.
        day = min(max(today, one.first, first_day(begin)), one.last, last_day(end))
        verdict, reasons = telling.withheld(scheme, version, facts, of, one, day)
        yield Stretch(month_at(begin), month_at(end), verdict, version=version, reasons=reasons)


def _clipped(found: list[Stretch], first: Month, last: Month) -> Iterator[Stretch]:
    for one in found:
        begin, end = max(one.first, first), min(one.last, last)
        if begin > end:
            continue
        skip = index(begin) - index(one.first)
        amounts = one.by_month[skip : skip + index(end) - index(begin) + 1]
        yield replace(one, first=begin, last=end, by_month=amounts)
