"""老人 and 用餐 of a case, made into the rows that the registers would hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from happyhome.domain.applications import DECISIONS, Application
from happyhome.domain.axis import Axis
from happyhome.domain.certifications import Certification
from happyhome.domain.meals import Meal
from happyhome.domain.people import gather
from happyhome.domain.residents import MARITAL, SEXES, Resident, Status
from happyhome.domain.service_records import ServiceRecord
from happyhome.policy import words
from happyhome.policy.facts import Facts
from happyhome.policy.loading_conditions import FACT_AXES, unknown_word
from happyhome.policy.loading_meals import MODE_WORDS, SLOT_WORDS
from happyhome.policy.sections import Section, Value

PERSON_KEYS = ("出生", "性别", "婚姻", "事实", "死亡", "迁出", "迁回", "申请", "认证", "服务")
APPLICATION_KEYS = ("申请", "受理", "审批", "结果", "起发月")
ELDER = "case"
_SEXES = {choice.label: choice.key for choice in SEXES}
_MARITAL = {choice.label: choice.key for choice in MARITAL}
_DECISIONS = {choice.label: choice.key for choice in DECISIONS}
_LEAVING = {"死亡": "died", "迁出": "moved_out"}
_MOST_DAYS = 366


def read_elder(section: Section, schemes: tuple[str, ...], known: tuple[str, ...]) -> Facts | None:
    """老人: one person with all that is on record about them."""
    value = section.need("老人")
    elder = None if value is None else value.section(known)
    if elder is None:
        return None
    resident = Resident(
        id=ELDER,
        name="案例老人",
        birthday=elder.read("出生", words.day),
        sex=elder.read("性别", words.one_of(_SEXES)) or "",
        marital=elder.read("婚姻", words.one_of(_MARITAL)) or "",
    )
    statuses = [one for item in elder.sections("事实", ()) for one in _statuses(item)]
    back = _back(elder)
    for key, leaving in _LEAVING.items():
        day = elder.read(key, words.day)
        if day is not None:
            statuses = _left(statuses, leaving, day, back if leaving == "moved_out" else None)
    numbered = (replace(one, id=f"{index:06d}") for index, one in enumerate(statuses))
    certified = tuple(value.read(words.day) for value in elder.members("认证"))
    return Facts(
        gather((resident,), numbered)[0],
        _applications(elder.get("申请"), schemes),
        tuple(
            Certification(id=f"{index:06d}", resident=ELDER, day=day)
            for index, day in enumerate(sorted(day for day in certified if day is not None))
        ),
        _services(elder, schemes),
    )


def _statuses(section: Section) -> list[Status]:
    """One fact with its days; several words only on an axis that holds several at once."""
    since, until = section.read("自", words.day), section.read("至", words.day)
    if since is not None and until is not None and until < since:
        section.entries["至"].fault(f"“至”（{until}）早于“自”（{since}）。")
    names = [key for key in section.entries if key not in ("自", "至")]
    if len(names) != 1:
        section.value.fault("“事实”每条只写一项事实，如 {救助身份: 低保, 自: 2020-01-01}。")
        return []
    value = section.entries[names[0]]
    axis = FACT_AXES.get(names[0])
    if axis is None:
        value.fault(f"没有“{names[0]}”这项事实，可以写：{'、'.join(FACT_AXES)}。")
        return []
    members = tuple(value.members())
    if len(members) > 1 and axis.exclusive:
        value.fault(f"“{axis.label}”同一时候只有一种，请分成几条，各写“自”“至”。")
    keys = [_key_of(one, axis) for one in members]
    return [Status(resident=ELDER, axis=axis.key, value=key, since=since, until=until) for key in keys if key]


def _key_of(value: Value, axis: Axis) -> str | None:
    text = value.text()
    if text is None or (axis.is_open and text):
        return text
    key = next((choice.key for choice in axis.values if choice.label == text), None)
    if key is None:
        value.fault(unknown_word(text, axis.label, axis.values))
    return key


def _back(elder: Section) -> date | None:
    """迁回: the day from which somebody who moved out is here again."""
    gone, back = elder.read("迁出", words.day), elder.read("迁回", words.day)
    if back is not None and (gone is None or back <= gone):
        elder.entries["迁回"].fault("“迁回”要晚于“迁出”，两样都要写。")
    return back


def _left(statuses: list[Status], leaving: str, day: date, back: date | None) -> list[Status]:
    """As the register does it: what held ends on that day, and only what begins once one is back holds later."""
    ended = [
        replace(one, until=day if one.until is None or one.until > day else one.until)
        for one in statuses
        if one.since is None or one.since <= day
    ]
    later = [one for one in statuses if back is not None and one.since is not None and one.since >= back]
    until = None if back is None else back - timedelta(days=1)
    return [*ended, *later, Status(resident=ELDER, axis="leaving", value=leaving, since=day, until=until)]


def _applications(value: Value | None, schemes: tuple[str, ...]) -> tuple[Application, ...]:
    if value is None:
        return ()
    if len(schemes) == 1:
        section = value.section(APPLICATION_KEYS)
        return () if section is None else (_application(section, schemes[0]),)
    several = value.section(schemes)
    found = {} if several is None else several.entries
    sections = [(key, one.section(APPLICATION_KEYS)) for key, one in found.items() if key in schemes]
    return tuple(_application(one, key) for key, one in sections if one is not None)


def _application(section: Section, scheme: str) -> Application:
    applied, accepted, approved = (section.read(key, words.day) for key in ("申请", "受理", "审批"))
    start = section.read("起发月", words.month)
    return Application(
        id=scheme,
        resident=ELDER,
        scheme=scheme,
        applied_on=applied,
        accepted_on=accepted,
        county_on=approved,
        decision=section.read_or("结果", words.one_of(_DECISIONS), "approved"),
        start_month="" if start is None else str(start),
    )


def _services(elder: Section, schemes: tuple[str, ...]) -> tuple[ServiceRecord, ...]:
    found = []
    for index, item in enumerate(elder.sections("服务", ("日期", "小时", "次", "数量", "项目"))):
        span = item.read("日期", words.days, need=True)
        minutes = item.read_or("小时", _minutes, 0)
        pieces = item.read_or("次" if item.has("次") else "数量", words.whole(1, 9999, "次"), 0)
        scheme = item.read("项目", words.one_of({key: key for key in schemes})) or (schemes or ("",))[0]
        if len(schemes) > 1:
            item.need("项目", "写是哪个项目的服务")
        if sum(item.has(key) for key in ("小时", "次", "数量")) != 1:
            item.value.fault("“小时”和“次”（实物写“数量”）要写一样，只写一样。")
        found += [
            ServiceRecord(
                id=f"{index:06d}", resident=ELDER, day=day, scheme=scheme, minutes=minutes, pieces=pieces
            )
            for day in _each_day(item, span)
        ]
    return tuple(sorted(found, key=lambda one: one.day))


def _minutes(text: str) -> int:
    hours: Fraction = words.number(text)
    if hours <= 0 or (hours * 60).denominator != 1:
        raise ValueError("应写几小时，如 2 或 1.5")
    return int(hours * 60)


def read_meal_rows(section: Section) -> tuple[Meal, ...]:
    """用餐: each a day, or days in a row."""
    found: dict[tuple[date, str], Meal] = {}
    for item in section.sections("用餐", ("日期", "餐次", "方式"), need=True):
        span = item.read("日期", words.days, need=True)
        slots = _read_all(item, "餐次", words.one_of(SLOT_WORDS)) or ["lunch"]
        mode = item.read_or("方式", words.one_of(MODE_WORDS), "dine_in")
        for day in _each_day(item, span):
            for slot in slots:
                if (day, slot) in found:
                    item.value.fault(f"{day} 的这一餐写了两次。")
                found[day, slot] = Meal(resident=ELDER, day=day, slot=slot, mode=mode)
    return tuple(found.values())


def _read_all(section: Section, key: str, reader: Callable[[str], str]) -> list[str]:
    value = section.get(key)
    found = [] if value is None else [one.read(reader) for one in value.members()]
    return [one for one in found if one is not None]


def _each_day(section: Section, span: tuple[date, date] | None) -> list[date]:
    if span is None:
        return []
    count = (span[1] - span[0]).days + 1
    if count > _MOST_DAYS:
        section.entries["日期"].fault("一段日子不能超过一年。")
        return []
    return [span[0] + timedelta(days=number) for number in range(count)]
