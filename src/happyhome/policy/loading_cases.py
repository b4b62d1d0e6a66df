"""案例: what stands beside the rules to check them (guide, section 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from happyhome.domain.dates import Month
from happyhome.policy import words
from happyhome.policy.casebook import (
    Case,
    Expected,
    ExpectedHome,
    ExpectedMeals,
    HomeCase,
    MealCase,
    PersonCase,
)
from happyhome.policy.headers import Kind
from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.loading_bands import MEAL_PRICE
from happyhome.policy.loading_elders import PERSON_KEYS, read_elder, read_meal_rows
from happyhome.policy.loading_figures import ASK_KINDS
from happyhome.policy.metric_words import METRICS
from happyhome.policy.rules import Scheme
from happyhome.policy.sections import Section, Value

HEAD_KEYS = ("名称", "出处", "项目")
ALLOWANCE_CASE = (*HEAD_KEYS, "老人", "今天", "至", "应发")
MEAL_CASE = (*HEAD_KEYS, "老人", "用餐", MEAL_PRICE, "应发")
HOME_CASE = (*HEAD_KEYS, "日期", "指标", "有", "得分", "应发", "应得")
_ALL = tuple(dict.fromkeys((*ALLOWANCE_CASE, *MEAL_CASE, *HOME_CASE)))


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    origin: str
    line: int
    schemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """The schemes of this file, and the keys of those elsewhere."""

    schemes: Mapping[str, Scheme]
    elsewhere: frozenset[str]


def read_case(value: Value, schemes: Mapping[str, Scheme], elsewhere: frozenset[str]) -> Case | None:
    """One member of 案例; ``schemes`` are those of this file, ``elsewhere`` the keys of others."""
    known = _Known(schemes, elsewhere)
    loose = value.section(())
    if loose is None:
        return None
    keys = loose.words("项目")
    kinds = {schemes[key].kind for key in keys if key in schemes}
    if len(kinds & {Kind.MEAL, Kind.OPERATING, Kind.RATING}) > 0 and len(kinds) > 1:
        loose.entries["项目"].fault("一个案例里的项目应是同一类。")
        return None
    kind = next(iter(kinds), None)
    if kind is None:
        whole = value.section(_ALL)
        if whole is not None:
            _head(whole, known)
        return None
    if kind is Kind.MEAL:
        return _of_meals(value.section(MEAL_CASE), known)
    if kind in (Kind.OPERATING, Kind.RATING):
        return _of_home(value.section(HOME_CASE), known)
    return _of_person(value.section(ALLOWANCE_CASE), known)


def _head(section: Section, known: _Known) -> _Head:
    title = section.read("名称", words.any_text, need=True) or ""
    origin = section.read("出处", words.any_text, need=True) or ""
    value = section.need("项目", "写项目的编号")
    keys = () if value is None else tuple(dict.fromkeys(value.words()))
    unknown = [key for key in keys if key not in known.schemes]
    if value is not None and unknown:
        told = f"这份文件里没有编号是“{'”“'.join(unknown)}”的项目"
        if len(unknown) == len(keys):
            value.fault(f"{told}，可以写：{'、'.join(known.schemes) or '（还没有项目）'}。")
        elif not known.elsewhere.issuperset(unknown):
            value.warn(f"{told}；在别的文件里的，请核对编号没有写错。")
    return _Head(title, origin, section.line, keys)


def _of_person(section: Section | None, known: _Known) -> PersonCase | None:
    if section is None:
        return None
    head = _head(section, known)
    facts = read_elder(section, head.schemes, PERSON_KEYS)
    until = section.read("至", words.month)
    inners = section.sections("应发", ("月", "项目", "金额", "数量", "待遇", "理由"), need=True)
    rows = [(inner, one) for inner in inners for one in _expected(inner, head.schemes)]
    _judge_twice(rows)
    expected = tuple(one for _, one in rows)
    if facts is None or not expected:
        return None
    last = max([one.last for one in expected] + ([until] if until is not None else []))
    today = section.read_or("今天", words.day, last.last)
    return PersonCase(head.title, head.origin, head.line, head.schemes, facts, today, expected)


def _judge_twice(rows: list[tuple[Section, Expected]]) -> None:
    """A month that is expected to come to two amounts can only fail."""
    for number, (inner, one) in enumerate(rows):
        for _, other in rows[:number]:
            first, last = max(one.first, other.first), min(one.last, other.last)
            differ = None not in (one.fen, other.fen) and one.fen != other.fen
            if one.scheme == other.scheme and first <= last and differ:
                inner.value.fault(f"{first} 写了两个金额，和第 {other.line} 行的不一样，请删掉一个。")
                break


def _expected(section: Section, schemes: tuple[str, ...]) -> list[Expected]:
    span = section.read("月", words.months, need=True)
    scheme = schemes[0] if schemes else ""
    if len(schemes) > 1:
        listed = dict.fromkeys(schemes, True)
        section.read("项目", words.one_of(listed), need=True)
        scheme = section.read("项目", words.any_text) or ""
    elif section.has("项目"):
        section.read("项目", words.one_of(dict.fromkeys(schemes, True)))
    fen = section.read("金额", words.yuan)
    quantity = section.read("数量", words.whole(0, 99999))
    benefit = section.read("待遇", words.any_text) or ""
    reasons = section.words("理由")
    if not any(section.has(key) for key in ("金额", "数量", "待遇", "理由")):
        section.value.fault("没有写应发什么，应写“金额”（每月多少元）、“数量”或“待遇”。")
    if span is None:
        return []
    return [Expected(section.line, scheme, *span, fen, quantity, benefit, reasons)]


def _of_meals(section: Section | None, known: _Known) -> MealCase | None:
    if section is None:
        return None
    head = _head(section, known)
    facts = read_elder(section, head.schemes, ("出生", "性别", "婚姻", "事实", "死亡", "迁出", "迁回"))
    meals = read_meal_rows(section)
    price = section.read(MEAL_PRICE, words.yuan)
    expected = []
    for inner in section.sections("应发", ("日期", "月", "补贴", "个人", "理由"), need=True):
        span = _span(inner)
        subsidy, own = inner.read("补贴", words.yuan), inner.read("个人", words.yuan)
        reasons = inner.words("理由")
        if not any(inner.has(key) for key in ("补贴", "个人", "理由")):
            inner.value.fault("没有写应是多少，应写“补贴”或“个人”（元）。")
        if span is not None:
            expected.append(ExpectedMeals(inner.line, *span, subsidy, own, reasons))
    if facts is None:
        return None
    return MealCase(
        head.title, head.origin, head.line, head.schemes, facts, meals, tuple(expected), price
    )  # fmt: skip


def _span(section: Section) -> tuple[date, date] | None:
    if section.has("日期") == section.has("月"):
        section.value.fault("“日期”和“月”要写一样，只写一样。")
    if section.has("日期"):
        return section.read("日期", words.days)
    months: tuple[Month, Month] | None = section.read("月", words.months)
    return None if months is None else (months[0].first, months[1].last)


def _of_home(section: Section | None, known: _Known) -> HomeCase | None:
    if section is None:
        return None
    head = _head(section, known)
    if len(head.schemes) > 1:
        section.entries["项目"].fault("运营、评定的案例一次只写一个项目。")
    scheme = known.schemes[head.schemes[0]]
    day = section.read("日期", words.day, need=True)
    names = _Names.of(scheme, day)
    metrics = {name: _figure(one, names.asks.get(name, "")) for name, one in names.checked(section, "指标")}
    points = {name: one.read(words.number) for name, one in names.checked(section, "得分")}
    things = section.words("有") if section.has("有") else None
    for thing in things or ():
        if names.known and thing not in names.things:
            section.entries["有"].fault(f"评分表的“应有”里没有“{thing}”，可以写：{'、'.join(names.things)}。")
    expected = _home_expected(section, scheme.kind)
    if day is None or expected is None:
        return None
    return HomeCase(
        head.title, head.origin, head.line, head.schemes, day, expected,
        {name: one for name, one in metrics.items() if one is not None},
        None if things is None else frozenset(things),
        {name: one for name, one in points.items() if one is not None},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    """What a case of a home may name: figures, lines that are given points by hand, and things to have."""

    known: bool
    asks: Mapping[str, str]
    by_hand: tuple[str, ...] = ()
    things: tuple[str, ...] = ()

    @classmethod
    def of(cls, scheme: Scheme, day: date | None) -> _Names:
        version = None if day is None else scheme.on(day)
        if isinstance(version, OperatingVersion):
            return cls(True, version.asks)
        if not isinstance(version, RatingVersion):
            return cls(False, {})
        lines = (*version.criteria, *version.bonus)
        things = tuple(thing for line in lines for thing in line.things)
        return cls(True, version.asks, tuple(line.title for line in lines if line.by_hand), things)

    def checked(self, section: Section, key: str) -> list[tuple[str, Value]]:
        """The named values of 指标 or 得分; a name the rule does not have is a fault."""
        inner = section.section(key, ())
        found = [] if inner is None else list(inner.entries.items())
        listed = self.by_hand if key == "得分" else (*self.asks, *METRICS)
        for name, value in found:
            if self.known and name not in listed:
                known = "、".join(listed) or "（没有）"
                value.fault(f"这个项目里没有“{name}”，“{key}”可以写：{known}。")
        return found


def _figure(value: Value, kind: str) -> Fraction | str | None:
    """A number; 有 or 无; a text, as 自填 says."""
    if kind == ASK_KINDS[0]:
        return value.read(words.one_of({"有": "有", "无": "无"}))
    return value.read(words.any_text) if kind == ASK_KINDS[2] else value.read(words.number)


def _home_expected(section: Section, kind: Kind) -> ExpectedHome | None:
    key = "应发" if kind is Kind.OPERATING else "应得"
    value = section.need(key)
    wanted = ("金额", "理由") if kind is Kind.OPERATING else ("得分", "星级", "理由")
    inner = None if value is None else value.section(wanted)
    if inner is None:
        return None
    if not inner.entries:
        inner.value.fault(f"应写{'、'.join(f'“{one}”' for one in wanted)}之一。")
    return ExpectedHome(
        inner.line,
        inner.read("金额", words.yuan),
        inner.read("得分", words.number),
        inner.read("星级", words.whole(0, 9)),
        inner.words("理由"),
    )
