"""补贴项目: the rules this home goes by, which of them it handles, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from happyhome.domain.dates import Month
from happyhome.domain.problems import refuse, warn
from happyhome.domain.rolls import COUNTED_STATES, Roll
from happyhome.domain.schemes import RuleFile, SchemeUse
from happyhome.policy.headers import MONTHLY, Kind
from happyhome.policy.rules import Scheme
from happyhome.services.areas import Nearness, place_of
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.policy.book import PolicyBook
    from happyhome.policy.loading import Loaded


def policy_book(reading: Reading) -> PolicyBook:
    """All rules that count here: the shipped files, and this home's own, which stand before them."""
    return _book_of(_shipped_texts(), _own_texts(reading))


def rule_files(reading: Reading) -> tuple[RuleFile, ...]:
    """This home's own rule files, by name."""
    return tuple(sorted(reading.find(RuleFile), key=lambda row: row.name))


def read_rules(name: str, text: str) -> Loaded:
    """A rule file of this home's own as it would be read; its ``faults`` say what is wrong."""
    return _parsed(name, text, True)


def book_with(reading: Reading, name: str, text: str | None) -> PolicyBook:
    """The book as it would be with an own file of this name put in or replaced (None: taken away)."""
    others = [one for one in _own_texts(reading) if one[0] != name]
    return _book_of(_shipped_texts(), (*others, (name, text)) if text is not None else tuple(others))


def _own_texts(reading: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((row.name, row.content) for row in rule_files(reading))


@lru_cache(maxsize=1)
def _shipped_texts() -> tuple[tuple[str, str], ...]:
    """(name, text) of the files that come with the program; they do not change while it runs."""
    from happyhome.resources import resource

    return tuple((path.name, path.read_text("utf-8")) for path in sorted(resource("policies").glob("*.yaml")))


@lru_cache(maxsize=64)
def _parsed(source: str, text: str, own: bool) -> Loaded:
    from happyhome.policy.loading import load

    return load(text, source, own)


@lru_cache(maxsize=4)
def _book_of(shipped: tuple[tuple[str, str], ...], own: tuple[tuple[str, str], ...]) -> PolicyBook:
    from happyhome.policy.book import book_of

    read = [*(_parsed(*one, True) for one in own), *(_parsed(*one, False) for one in shipped)]
    return book_of(read)


def scheme_named(reading: Reading, text: str) -> Scheme:
    """The scheme with this key or title; refuses (scheme_unknown) and says what there is."""
    book = policy_book(reading)
    try:
        return book.named(text)
    except KeyError:
        known = "、".join(f"{one.key}（{one.title}）" for one in _near(reading, book.schemes.values()))
        raise refuse(
            "scheme_unknown", f"没有“{text}”这个补贴项目，或者叫这个名字的不止一项。可选：{known}。", "scheme"
        ) from None


def _near(reading: Reading, schemes: Iterable[Scheme]) -> list[Scheme]:
    """The schemes worth naming: those in use and of this area, or all where that leaves none."""
    found = list(schemes)
    used, place = {row.scheme for row in uses(reading)}, place_of(reading)
    near = [
        one for one in found if one.key in used or one.is_own or place.nearness(one.area) is Nearness.HERE
    ]
    return near or found


def uses(reading: Reading) -> tuple[SchemeUse, ...]:
    """The schemes this home handles, in the order they were taken up; also those it stopped."""
    return tuple(reading.find(SchemeUse))


def use_of(reading: Reading, scheme: str) -> SchemeUse | None:
    """The row of one scheme (by key), or None where this home does not handle it."""
    return next(iter(reading.find(SchemeUse, scheme=scheme)), None)


def keys_in_use(reading: Reading, month: Month) -> tuple[str, ...]:
    """The keys of the schemes handled in a month for which there are rules."""
    used = [row.scheme for row in uses(reading) if not row.until or str(month) <= row.until]
    known = policy_book(reading).schemes if used else {}
    return tuple(key for key in used if key in known)


def schemes_in_use(reading: Reading, month: Month, kinds: Iterable[Kind] = MONTHLY) -> tuple[Scheme, ...]:
    """The schemes handled in a month that are of these kinds, in the order they were taken up."""
    keys, wanted = keys_in_use(reading, month), tuple(kinds)
    schemes = policy_book(reading).schemes if keys else {}
    return tuple(schemes[key] for key in keys if schemes[key].kind in wanted)


def schemes_begun(reading: Reading, month: Month, kinds: Iterable[Kind]) -> tuple[Scheme, ...]:
    """The same of those only that were taken up by that month: meals and years before it were not theirs."""
    begun = {row.scheme for row in uses(reading) if row.since <= str(month)}
    if not begun:  # nearly every home at first: no rule file is read for it
        return ()
    return tuple(one for one in schemes_in_use(reading, month, kinds) if one.key in begun)


@operation("启用补贴项目", backup="before-policy")
def use_scheme(work: Work, *, scheme: str, since: Month) -> SchemeUse:
    """Handle a scheme (key or title) from a month on, or correct that month.

    Refuses an unknown scheme, and a month after one that was already paid out by a locked roll.
    """
    found = scheme_named(work, scheme)
    row = use_of(work, found.key)
    paid = [roll.first for state in COUNTED_STATES for roll in work.find(Roll, scheme=found.key, state=state)]
    if paid and str(since) > min(paid):
        raise refuse(
            "already_paid",
            f"“{found.title}”从 {Month.parse(min(paid)).label}起已有锁定的名册，造册起月不能改到以后。",
            "since",
        )
    if paid and row is not None and str(since) < row.since:
        work.warn(
            warn(
                "earlier_start",
                f"把“{found.title}”的造册起月提前到{since.label}，以前月份没有造过册的会列为补发。确定吗？",
                "since",
            )
        )
    work.label = f"启用“{found.title}”：{since.label}起造册"
    return work.put(replace(row or SchemeUse(scheme=found.key), since=str(since), until=""))


@operation("停用补贴项目", backup="before-policy")
def stop_using(work: Work, *, scheme: str, until: Month) -> SchemeUse:
    """Handle a scheme no more after a month; what was paid stays as it is."""
    found = scheme_named(work, scheme)
    row = use_of(work, found.key)
    if row is None:
        raise refuse("not_in_use", f"“{found.title}”没有启用，不用停。", "scheme")
    if str(until) < row.since:
        raise refuse("until_before_since", "停用的月份早于造册起月，请核对。", "until")
    work.label = f"停用“{found.title}”：到{until.label}为止"
    return work.update(replace(row, until=str(until)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A scheme this home could handle, how near its place is, and the months it is handled."""

    scheme: Scheme
    nearness: Nearness
    since: Month | None = None
    until: Month | None = None

    @property
    def is_used(self) -> bool:
        """Whether it is handled now."""
        return self.since is not None and self.until is None


def offers(reading: Reading) -> tuple[Offer, ...]:
    """Every scheme there is: those in use first, then those of this place, then the others."""
    rows = {row.scheme: row for row in uses(reading)}
    place = place_of(reading)
    found = []
    for scheme in policy_book(reading).schemes.values():
        row = rows.get(scheme.key)
        found.append(
            Offer(
                scheme,
                Nearness.HERE if scheme.is_own else place.nearness(scheme.area),
                Month.parse(row.since) if row else None,
                Month.parse(row.until) if row and row.until else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.is_used, one.nearness, one.scheme.area)))
