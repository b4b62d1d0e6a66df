"""Whose amounts other rules would change, month by month, over the months the home handles and a year ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.domain.schemes import SchemeUse
from happyhome.policy.decisions import VERDICT_WORDS, Stretch, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.headers import MONTHLY
from happyhome.policy.rules import Scheme
from happyhome.services.entitlements import facts_of
from happyhome.services.order import village_order
from happyhome.services.roll_ledger import begins
from happyhome.services.schemes import uses
from happyhome.store.reading import Reading

if TYPE_CHECKING:
    from happyhome.policy.book import PolicyBook

AHEAD = 12
"""Months ahead of today for which a change of rules is looked at."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Whose amount changes: from ``month`` on ``before`` 分 a month becomes ``after``.

    ``total`` is the difference of all months looked at, in 分.
    """

    resident: str
    name: str
    scheme: str
    title: str
    month: Month
    before: int
    after: int
    sentence: str
    total: int = 0


_WHERE_WRITTEN = ("source", "line", "is_own")


def same_rules(one: Any, other: Any) -> bool:
    """Whether two schemes (or parts of them) say the same, wherever they are written."""
    if type(one) is not type(other):
        return False
    if is_dataclass(one):
        names = [item.name for item in fields(one) if item.name not in _WHERE_WRITTEN]
        return all(same_rules(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same_rules, one, other))
    return bool(one == other)


def allowance_changes(
    reading: Reading, old: PolicyBook, new: PolicyBook, today: date
) -> tuple[RuleChange, ...]:
    """Everybody whose amounts differ, in village order; schemes in the order they were taken up."""
    used = [row for row in uses(reading) if row.scheme in old.schemes or row.scheme in new.schemes]
    if not used or _same_for(used, old, new):
        return ()
    last = Month.of(today).plus(AHEAD)
    found = []
    for facts in sorted(facts_of(reading).values(), key=lambda one: village_order(one.person)):
        first = _first_month(used, facts)
        before = _answers(old, used, facts, first, last, today)
        after = _answers(new, used, facts, first, last, today)
        for row in used:
            scheme = new.schemes.get(row.scheme) or old.schemes[row.scheme]
            change = _change(facts, scheme, _ours(before, facts, row), _ours(after, facts, row))
            if change is not None:
                found.append(change)
    return tuple(found)


def _same_for(used: list[SchemeUse], old: PolicyBook, new: PolicyBook) -> bool:
    """Whether nothing that bears on the schemes in use is otherwise."""
    keys = [row.scheme for row in used]
    if any(not same_rules(old.schemes.get(key), new.schemes.get(key)) for key in keys):
        return False
    return same_rules(old.exclusions, new.exclusions)


def _first_month(used: list[SchemeUse], facts: Facts) -> Month:
    starts = [row.since for row in used]
    starts += [one.start_month for one in facts.applications if one.start_month]
    return Month.parse(min(starts))


def _answers(
    book: PolicyBook, used: list[SchemeUse], facts: Facts, first: Month, last: Month, today: date
) -> dict[str, tuple[Stretch, ...]]:
    from happyhome.policy.exclusion import entitlements

    keys = [
        row.scheme for row in used if row.scheme in book.schemes and book.schemes[row.scheme].kind in MONTHLY
    ]
    return entitlements(book, keys, facts, first, last, today)


class _Worth(NamedTuple):
    """What one month brings: 分, pieces, and what it is called; ``whole`` is what is due at once, in words."""

    fen: int
    pieces: int
    benefit: str
    verdict: Verdict
    whole: str = ""

    @property
    def given(self) -> tuple[int, int, bool]:
        """What makes two months differ."""
        return (self.fen, self.pieces, self.verdict is Verdict.GRANTED)

    @property
    def words(self) -> str:
        """每月 50.00 元, 每年 600.00 元, 每月 30 袋; “不享受”."""
        if self.verdict is not Verdict.GRANTED:
            return f"“{VERDICT_WORDS[self.verdict]}”"
        if self.pieces:
            return f"每月 {self.benefit}"
        if self.whole:
            return self.whole
        return f"每月 {yuan(self.fen)} 元" if self.fen or not self.benefit else self.benefit


_NOTHING = _Worth(0, 0, "", Verdict.DENIED)


def _ours(answers: Mapping[str, tuple[Stretch, ...]], facts: Facts, row: SchemeUse) -> dict[Month, _Worth]:
    """The months that are this home's to pay: none that older lists settled."""
    begin, settled = begins(facts, row.scheme, row)
    found = _by_month(answers, row)
    return {
        month: worth
        for month, worth in found.items()
        if month >= begin and (settled is None or month > settled)
    }


def _by_month(answers: Mapping[str, tuple[Stretch, ...]], row: SchemeUse) -> dict[Month, _Worth]:
    from happyhome.policy.telling import worth_words

    found: dict[Month, _Worth] = {}
    for stretch in answers.get(row.scheme, ()):
        granted = stretch.verdict is Verdict.GRANTED
        for month in stretch.first.through(stretch.last):
            pieces = stretch.units(month) if granted else 0
            unit = stretch.version.unit if stretch.version else ""
            benefit = f"{pieces} {unit}".strip() if pieces else stretch.benefit
            whole = worth_words(stretch).removesuffix("，一次发给") if stretch.whole else ""
            fen = stretch.amount(month) if granted else 0
            found[month] = _Worth(fen, pieces, benefit, stretch.verdict, whole)
    return found


def _change(
    facts: Facts, scheme: Scheme, before: Mapping[Month, _Worth], after: Mapping[Month, _Worth]
) -> RuleChange | None:
    months = sorted({*before, *after})
    pairs = [(one, before.get(one, _NOTHING), after.get(one, _NOTHING)) for one in months]
    differing = [(month, was, becomes) for month, was, becomes in pairs if was.given != becomes.given]
    if not differing:
        return None
    first, was, becomes = differing[0]
    who = facts.person.resident
    return RuleChange(
        who.id,
        who.name,
        scheme.key,
        scheme.title,
        first,
        was.fen,
        becomes.fen,
        f"{who.name}“{scheme.title}”自{first.label}起由{was.words}改为{becomes.words}。",
        sum(new.fen - old.fen for _, old, new in differing),
    )
