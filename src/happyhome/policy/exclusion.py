"""互斥: of schemes that exclude each other, who is paid in which months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from happyhome.domain.dates import Month
from happyhome.policy.book import PolicyBook
from happyhome.policy.decisions import DRAWN, Reason, Stretch, Verdict
from happyhome.policy.entitlement import by_month, looked_at_from, settled
from happyhome.policy.facts import Facts
from happyhome.policy.headers import MONTHLY, covers
from happyhome.policy.rules import Exclusion, Exclusivity, Scheme
from happyhome.policy.spans import index, index_of, month_at
from happyhome.policy.telling import worth_words

Answers = dict[str, tuple[Stretch, ...]]


def entitlements(
    book: PolicyBook, keys: Sequence[str], facts: Facts, first: Month, last: Month, today: date
) -> Answers:
    """The answers of the monthly schemes among ``keys``, each group's rule applied among those keys.

    Groups are applied in the order of the book, each on what the one before it left.
    """
    schemes = {key: book.schemes[key] for key in dict.fromkeys(keys) if book.schemes[key].kind in MONTHLY}
    begin = min((looked_at_from(one, first) for one in schemes.values()), default=first)
    found = {key: by_month(one, facts, begin, last, today) for key, one in schemes.items()}
    for group in book.exclusions:
        members = [key for key in group.members if key in found]
        if len(members) > 1:
            _apply(group, members, schemes, found)
    return {key: settled(row, first, last) for key, row in found.items()}


def _apply(group: Exclusion, members: list[str], schemes: Mapping[str, Scheme], found: Answers) -> None:
    made: dict[str, list[Stretch]] = {key: [] for key in members}
    for first, last in _common(group, [found[key] for key in members]):
        here = {key: _part(found[key], first, last) for key in members}
        winner = _winner(group, first, here)
        for key in members:
            one = here[key]
            if winner is not None and key != winner and _loses(group, members, key, winner, one):
                one = _left_out(group, one, schemes[winner], here[winner])
            made[key].append(one)
    for key in members:
        found[key] = tuple(_joined(made[key]))


def _common(group: Exclusion, answers: Sequence[Sequence[Stretch]]) -> Iterator[tuple[Month, Month]]:
    """Months cut so finely that no answer changes within."""
    if not answers[0]:
        return
    begin, end = index(answers[0][0].first), index(answers[0][-1].last) + 1
    edges = {begin, end, *(index(one.first) for row in answers for one in row)}
    for one in (one for row in answers for one in row if _is_by_record(one)):
        edges.update(range(index(one.first), index(one.last) + 1))
    edges.add(index_of(group.header.since))
    until = group.header.until
    if until is not None:  # as with versions, a month counts by its last day
        edges.add(index_of(until) + (until == Month.of(until).last))
    ordered = sorted(edge for edge in edges if begin <= edge <= end)
    for first, after in pairwise(ordered):
        yield month_at(first), month_at(after - 1)


def _part(row: Sequence[Stretch], first: Month, last: Month) -> Stretch:
    one = next(stretch for stretch in row if stretch.covers(first))
    skip = index(first) - index(one.first)
    return replace(
        one, first=first, last=last, by_month=one.by_month[skip : skip + index(last) - index(first) + 1]
    )


def _winner(group: Exclusion, first: Month, here: Mapping[str, Stretch]) -> str | None:
    if not covers(group.header, first.last):
        return None
    if group.way is Exclusivity.NEVER:
        return next((key for key, one in here.items() if one.verdict in DRAWN), None)
    paid = [key for key, one in here.items() if one.verdict is Verdict.GRANTED]
    if not paid or group.way is Exclusivity.ONE:
        return paid[0] if paid else None
    return max(paid, key=lambda key: _worth(here[key]))


def _is_by_record(one: Stretch) -> bool:
    """Whether each month comes to what was recorded in it (服务), so that no two need be alike."""
    return bool(one.by_month) and one.version is not None and bool(getattr(one.version, "unit", ""))


def _worth(one: Stretch) -> int:
    """What a month of it is worth; of a payment at once, the month's part."""
    return one.amount(one.first) if _is_by_record(one) else one.fen


def _loses(group: Exclusion, members: list[str], key: str, winner: str, one: Stretch) -> bool:
    if group.way is Exclusivity.NEVER:
        return members.index(key) > members.index(winner) and one.verdict in DRAWN
    return one.verdict is Verdict.GRANTED


def _left_out(group: Exclusion, one: Stretch, winner: Scheme, other: Stretch) -> Stretch:
    paid = worth_words(replace(other, fen=_worth(other)))
    text = f"已享受{winner.title}（{paid}），按“{group.title}”（{group.way.value}）不再发这一项"
    said = Reason("exclusion", text, group.header.reference)
    return replace(
        one,
        verdict=Verdict.EXCLUDED,
        fen=0,
        by_month=(),
        whole=0,
        quantity=0,
        shares=(),
        reasons=(*one.reasons, said),
    )


def _joined(row: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbours that say the same, as one again."""
    held: Stretch | None = None
    for one in row:
        if held is not None and replace(one, first=held.first, last=held.last) == held and not one.by_month:
            held = replace(held, last=one.last)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
