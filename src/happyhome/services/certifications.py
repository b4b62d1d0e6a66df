"""生存认证: seeing everybody who draws an allowance by its dates, and who is still to be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.certifications import CERTIFIED_BY, Certification
from happyhome.domain.dates import Month, day_after, long_day
from happyhome.domain.meals import mode_label
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse
from happyhome.policy.decisions import DRAWN, Stretch, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.holding import certified_days, window
from happyhome.policy.rules import AllowanceVersion, Certify, Scheme
from happyhome.services.entitlements import facts_of
from happyhome.services.order import village_order
from happyhome.services.residents import person
from happyhome.services.schemes import keys_in_use, policy_book, scheme_named, schemes_in_use
from happyhome.services.session import operation
from happyhome.store.certifications import last_met
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.policy.book import PolicyBook

_SEEN = {"presence": "到院", "participation": "参加活动", "visit": "探访"}


@operation("生存认证")
def certify(
    work: Work,
    *,
    residents: Sequence[str],
    day: date,
    way: str = "in_person",
    certifier: str = "",
    scheme: str = "",
    note: str = "",
) -> tuple[Certification, ...]:
    """Record that these elders were seen or spoken to on a day; ``scheme`` "" counts for all schemes.

    Who was already certified so on that day is not entered again. Refuses a future day, an unknown
    way, and somebody who had died by then, with nobody entered.
    """
    if day > work.today:
        raise refuse("day_future", f"{long_day(day)} 还没到，不能提前认证。", "day")
    if way not in {choice.key for choice in CERTIFIED_BY}:
        known = "、".join(choice.label for choice in CERTIFIED_BY)
        raise refuse("value_unknown", f"没有“{way}”这种认证方式。可选：{known}。", "way")
    if not residents:
        raise refuse("nobody", "请先选要认证的老人。", "resident")
    key = scheme_named(work, scheme).key if scheme else ""
    people = [_living(work, who, day) for who in dict.fromkeys(residents)]
    made = [
        Certification(
            resident=one.id, day=day, way=way, certifier=certifier.strip(), scheme=key, note=note.strip()
        )
        for one in people
        if not work.find(Certification, resident=one.id, day=day, scheme=key)
    ]
    who = people[0].resident.name if len(people) == 1 else f"{people[0].resident.name}等 {len(people)} 人"
    work.label = f"生存认证：{who}（{day.month}月{day.day}日）"
    return tuple(work.insert_many(made))


def _living(work: Work, resident: str, day: date) -> Person:
    one = person(work, resident)
    if one.died_on is not None and one.died_on < day:
        raise refuse(
            "died",
            f"{one.resident.name}已于{long_day(one.died_on)}去世，不能认证。如属误记，请先删除那条死亡记录。",
            "resident",
        )
    return one


@operation("删除误记认证")
def remove_certification(work: Work, *, certification: str) -> None:
    """Take a certification recorded by mistake away; the audit keeps it."""
    row = work.get(Certification, certification)
    if row is None:
        raise refuse("row_missing", "这条认证已经不在了，请刷新后再试。")
    work.label = (
        f"删除误记认证：{person(work, row.resident).resident.name}（{row.day.month}月{row.day.day}日）"
    )
    work.delete(row)


@dataclass(frozen=True, slots=True)
class Certifying:
    """One elder in a round. ``state``: done, due or overdue.

    ``days_left`` to the round's deadline, negative once it was missed. ``seen`` says how they were last
    met (evidence only, it certifies nothing); ``suspended_from`` is the first month not paid for want of it.
    """

    person: Person
    state: str
    deadline: date
    days_left: int
    certified: Certification | None = None
    seen: str = ""
    suspended_from: Month | None = None


@dataclass(frozen=True)
class Round:
    """One scheme's certification up to its next ``deadline``; it counts from ``opens`` on. Overdue first."""

    scheme: Scheme
    opens: date
    deadline: date
    people: tuple[Certifying, ...]

    def of(self, state: str) -> tuple[Certifying, ...]:
        """Those in one state."""
        return tuple(one for one in self.people if one.state == state)

    @property
    def open(self) -> tuple[Certifying, ...]:
        """Those still to be seen."""
        return tuple(one for one in self.people if one.state != "done")


def rounds(reading: Reading, today: date) -> tuple[Round, ...]:
    """The certification under way of every scheme in use whose rules ask for one, next deadline first."""
    asking = _asking(reading, today)
    if not asking:
        return ()
    facts = sorted(facts_of(reading).values(), key=lambda one: village_order(one.person))
    met = last_met(reading, today)
    found: dict[str, list[Certifying]] = {scheme.key: [] for scheme, _ in asking}
    book, keys = policy_book(reading), keys_in_use(reading, Month.of(today))
    for one in facts:
        for scheme, made in _certifying(book, keys, asking, one, met.get(one.person.id), today):
            found[scheme.key].append(made)
    return tuple(
        sorted(
            (_round(scheme, rule, found[scheme.key], today) for scheme, rule in asking),
            key=lambda one: one.deadline,
        )
    )


def _asking(reading: Reading, today: date) -> list[tuple[Scheme, Certify]]:
    found = []
    for scheme in schemes_in_use(reading, Month.of(today)):
        version = scheme.on(today)
        if isinstance(version, AllowanceVersion) and version.certify is not None:
            found.append((scheme, version.certify))
    return found


def _round(scheme: Scheme, rule: Certify, people: list[Certifying], today: date) -> Round:
    before, deadline = window(rule, today)
    order = ("overdue", "due", "done")
    ranked = tuple(sorted(people, key=lambda one: order.index(one.state)))
    return Round(scheme, day_after(before), deadline, ranked)


def _may_draw(scheme: Scheme, facts: Facts, month: Month, today: date) -> bool:
    """Whether somebody draws a scheme, others left aside: most do not, and need no longer look."""
    from happyhome.policy.entitlement import entitlement

    return entitlement(scheme, facts, month, month, today)[0].verdict in DRAWN


def _certifying(
    book: PolicyBook,
    keys: Sequence[str],
    asking: Sequence[tuple[Scheme, Certify]],
    facts: Facts,
    met: tuple[date, str] | None,
    today: date,
) -> Iterator[tuple[Scheme, Certifying]]:
    """What each of the asking schemes wants of one elder who draws it."""
    from happyhome.policy.exclusion import entitlements

    month = Month.of(today)
    if not any(_may_draw(scheme, facts, month, today) for scheme, _ in asking):
        return
    first = min([month, *(since for key in keys if (since := facts.adopted_from(key)))]).plus(-12)
    answers = entitlements(book, keys, facts, first, month.plus(1), today)
    for scheme, rule in asking:
        before, deadline = window(rule, today)
        begun = _drawn_from(answers[scheme.key], month)
        if begun is None or begun >= Month.of(deadline):
            continue
        stopped = _suspended_from(answers[scheme.key])
        seen = _seen(met, today)
        if stopped is not None:
            left = (stopped.plus(-1).last - today).days
            yield scheme, Certifying(facts.person, "overdue", deadline, left, None, seen, stopped)
            continue
        is_done = any(day > before for day, _ in certified_days(scheme.key, facts))
        row = _certified(facts, scheme.key, before)
        left = (deadline - today).days
        yield scheme, Certifying(facts.person, "done" if is_done else "due", deadline, left, row, seen)


def _drawn_from(answers: Sequence[Stretch], month: Month) -> Month | None:
    """Since when somebody is paid who is paid now, or would be but for a suspension; None for others."""
    first = None
    for one in answers:
        if one.verdict not in DRAWN:
            first = None
        elif first is None:
            first = one.first
        if one.covers(month):
            return first
    return None


def _suspended_from(answers: Sequence[Stretch]) -> Month | None:
    """The first month of a suspension for want of a certification that reaches next month, if any."""
    first = None
    for one in reversed(answers):
        missed = any(reason.kind == "certification" for reason in one.reasons)
        if one.verdict is not Verdict.SUSPENDED or not missed:
            break
        first = one.first
    return first


def _certified(facts: Facts, scheme: str, after: date) -> Certification | None:
    rows = [row for row in facts.certifications if row.scheme in ("", scheme) and row.day > after]
    return rows[-1] if rows else None


def _seen(met: tuple[date, str] | None, today: date) -> str:
    if met is None:
        return ""
    day, how = met
    days = (today - day).days
    when = "今天" if days == 0 else f"{day.month}月{day.day}日" if day.year == today.year else long_day(day)
    return f"{when}{_SEEN.get(how) or mode_label(how)}"
