"""Asking conditions of a person: yes, no, or nobody knows, and in words why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from happyhome.domain.axes import axis_named
from happyhome.domain.dates import age_on, birthday_of
from happyhome.domain.people import Person
from happyhome.domain.residents import Status
from happyhome.policy.condition_words import FIELD_WORDS, span_words
from happyhome.policy.conditions import AgeIs, AllOf, AnyOf, BornIn, Condition, FactIs, FieldIs, Not
from happyhome.policy.spans import EVER, FOREVER, plus_months


@dataclass(frozen=True, slots=True)
class Answer:
    """``value`` None: nobody knows. ``texts`` say why, one sentence a fact; ``day`` None: no single day began it."""

    value: bool | None
    texts: tuple[str, ...] = ()


class Profile:
    """One person's rows by axis, sorted once for many questions."""

    __slots__ = ("birthday", "person", "rows")

    def __init__(self, person: Person) -> None:
        self.person = person
        self.birthday = person.resident.birthday
        self.rows: dict[str, list[Status]] = {}
        for row in person.statuses:
            self.rows.setdefault(row.axis, []).append(row)


def value(condition: Condition | None, of: Profile, day: date) -> bool | None:
    """Whether a condition holds on a day; None where a fact it needs was never recorded."""
    match condition:
        case None:
            return True
        case AgeIs(low, high):
            if of.birthday is None:
                return None
            age = age_on(of.birthday, day)
            return (low is None or low <= age) and (high is None or age <= high)
        case FactIs():
            return _fact(condition, of, day)
        case AllOf(members):
            found = [value(one, of, day) for one in members]
            return False if False in found else None if None in found else True
        case AnyOf(members):
            found = [value(one, of, day) for one in members]
            return True if True in found else None if None in found else False
        case Not(member):
            return value(member, of, day) is not True
        case FieldIs(field, values):
            known = str(getattr(of.person.resident, field))
            return known in values if known else None
        case BornIn(since, until):
            born = of.birthday
            return (
                None
                if born is None
                else (since is None or since <= born) and (until is None or born <= until)
            )


def _fact(condition: FactIs, of: Profile, day: date) -> bool | None:
    rows = of.rows.get(condition.axis)
    if not rows:
        return False if condition.assumed is None and axis_named(condition.axis).silent else condition.assumed
    if condition.assumed is not None and _is_before_all(rows, day):
        return condition.assumed
    since = _held_since(condition, rows, day)
    if since is None:
        return False
    return not condition.months or since == EVER or plus_months(since, condition.months) <= day


def _is_before_all(rows: Iterable[Status], day: date) -> bool:
    """Whether nothing is on record yet of a day: what is recorded later, from a later day on, says nothing of it."""
    return all(row.since is not None and day < row.since for row in rows)


def _held_since(condition: FactIs, rows: list[Status], day: date) -> date | None:
    """Since when one of the values has held without a break, None where it does not on ``day``."""
    begun: date | None = None
    looked = day
    while True:
        found = [
            row.since or EVER
            for row in rows
            if (not condition.values or row.value in condition.values)
            and (row.since or EVER) <= looked <= (row.until or FOREVER)
        ]
        if not found:
            return begun
        begun = min(found)
        if begun == EVER or not condition.months:
            return begun
        looked = begun - timedelta(days=1)


def turning_days(condition: Condition | None, of: Profile) -> set[date]:
    """Every day on which the answer may become another."""
    match condition:
        case AgeIs(low, high) if of.birthday is not None:
            ages = [age for age in (low, None if high is None else high + 1) if age is not None]
            return {birthday_of(of.birthday, age) for age in ages}
        case FactIs():
            return _fact_days(condition, of.rows.get(condition.axis, ()))
        case AllOf(members) | AnyOf(members):
            return {day for one in members for day in turning_days(one, of)}
        case Not(member):
            return turning_days(member, of)
        case _:
            return set()


def _fact_days(condition: FactIs, rows: Iterable[Status]) -> set[date]:
    found = set()
    for row in rows:
        if row.since is not None:
            found.add(row.since)
            if condition.months:
                found.add(plus_months(row.since, condition.months))
        if row.until is not None and row.until < FOREVER:
            found.add(row.until + timedelta(days=1))
    return found


def explain(condition: Condition | None, of: Profile, day: date) -> Answer:
    """The same with its reasons; of several only those that decide it."""
    held = value(condition, of, day)
    match condition:
        case None:
            return Answer(True)
        case AllOf(members):
            answers = [explain(one, of, day) for one in members]
            return Answer(held, _joined(one for one in answers if held is True or one.value is held))
        case AnyOf(members):
            answers = [explain(one, of, day) for one in members]
            telling = [one for one in answers if one.value is held]
            return Answer(held, _joined(telling[:1] if held else telling))
        case Not(member):
            inner = explain(member, of, day)
            said = inner.texts if inner.value is not False else ()
            if inner.value is None:
                said = tuple(f"{text}，按没有这种情形处理，请核对" for text in inner.texts)
            elif inner.value is True:
                said = tuple(f"{text}（属于排除的情形）" for text in inner.texts)
            return Answer(held, said)
        case _:
            return Answer(held, (_said(condition, of, day, held),))


def _joined(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in answers for text in one.texts))


def _said(condition: Condition, of: Profile, day: date, held: bool | None) -> str:
    match condition:
        case AgeIs():
            return _age_said(condition, of, day)
        case FactIs():
            return _fact_said(condition, of, day, held)
        case FieldIs(field, values):
            title, choices = FIELD_WORDS[field]
            words = {choice.key: choice.label for choice in choices}
            known = words.get(str(getattr(of.person.resident, field)), "")
            wanted = "、".join(words.get(one, one) for one in sorted(values))
            return f"{title}：{known}" if held else f"{title}{known or '没有登记'}，要求是{wanted}"
        case BornIn():
            return f"{of.birthday.isoformat()} 出生" if of.birthday else "出生日期没有登记"
        case _:
            return ""


def _age_said(condition: AgeIs, of: Profile, day: date) -> str:
    if of.birthday is None:
        return "出生日期没有登记"
    age = age_on(of.birthday, day)
    if condition.low is not None and age < condition.low:
        then = birthday_of(of.birthday, condition.low)
        return f"{then.isoformat()} 才满 {condition.low} 周岁"
    if condition.high is not None and age > condition.high:
        return f"已满 {condition.high + 1} 周岁（{birthday_of(of.birthday, condition.high + 1).isoformat()}）"
    reached = condition.low if condition.low is not None else age
    return f"{birthday_of(of.birthday, reached).isoformat()} 年满 {reached} 周岁"


def _fact_said(condition: FactIs, of: Profile, day: date, held: bool | None) -> str:
    axis = axis_named(condition.axis)
    rows = of.rows.get(condition.axis, [])
    if not rows:
        if held is None:
            return f"{axis.label}没有登记"
        if condition.assumed is not None:
            return f"{axis.label}没有登记，暂按{'符合' if condition.assumed else '不符'}处理，请核实"
        return f"没有登记{axis.label}"
    if condition.assumed is not None and _is_before_all(rows, day):
        first = min(row.since for row in rows if row.since is not None)
        return f"{first.isoformat()} 以前的{axis.label}没有登记，暂按{'符合' if condition.assumed else '不符'}处理，请核实"
    running = [row for row in rows if row.spell.covers(day)]
    if held:
        row = next(one for one in running if not condition.values or one.value in condition.values)
        since = f"自 {row.since.isoformat()} 起" if row.since else "一直如此"
        paper = f"，{row.source}" if row.source else ""
        return f"{axis.label}：{row.label}（{since}{paper}）"
    if any(not condition.values or row.value in condition.values for row in running):
        return f"{axis.label}：{running[-1].label}，时间还不够 {span_words(condition.months)}"
    wanted = "、".join(_wanted(condition))
    last = max(
        (row for row in rows if row.until and row.until < day),
        key=lambda row: row.until or EVER,
        default=None,
    )
    if running:
        return f"{axis.label}是“{running[-1].label}”，要求是{wanted}"
    if last is not None and (not condition.values or last.value in condition.values):
        return f"{axis.label}：{last.label}到 {last.until} 为止"
    return f"{axis.label}在 {day.isoformat()} 没有记录，要求是{wanted}"


def _wanted(condition: FactIs) -> list[str]:
    axis = axis_named(condition.axis)
    known = [choice.label for choice in axis.values if choice.key in condition.values]
    return known or sorted(condition.values) or [f"登记了{axis.label}"]
