"""对象 and 条件: who is meant (guide, section 4)."""

from __future__ import annotations

import re
from difflib import get_close_matches

from happyhome.domain.axes import AXES, CAPACITY, DISABILITY, HOUSEHOLD, LEAVING
from happyhome.domain.axis import Axis
from happyhome.domain.fields import Choice
from happyhome.domain.residents import MARITAL, SEXES
from happyhome.policy import words
from happyhome.policy.conditions import AgeIs, AllOf, AnyOf, BornIn, Condition, FactIs, FieldIs, Not
from happyhome.policy.nodes import Items, Table
from happyhome.policy.sections import Section, Value

FACT_AXES: dict[str, Axis] = {axis.label: axis for axis in AXES if axis is not LEAVING}
FIELDS: dict[str, tuple[str, tuple[Choice, ...]]] = {"性别": ("sex", SEXES), "婚姻": ("marital", MARITAL)}
JOINTS = ("全部", "任一", "非")
MODIFIERS = ("满", "未登记")
FACT_KEYS = ("年龄", "出生", *FIELDS, *FACT_AXES)
CONDITION_KEYS = (*FACT_KEYS, *JOINTS, *MODIFIERS)
ANY = "任何"
_ASSUMED = {"视为符合": True, "视为不符": False}
_GRADES = {"一级": "1", "二级": "2", "三级": "3", "四级": "4"}
_WIDER = re.compile("[本全].{0,3}[省市县区旗镇乡]")
_KINDS = {choice.label[:-2]: choice.key.rsplit("_", 1)[0] for choice in DISABILITY.values}


def read_condition(value: Value) -> Condition | None:
    """The condition that stands here; None, with faults, where it cannot be read."""
    if isinstance(value.node, Items):
        value.fault("这里应写一组条件；几条里符合一条就行的，写在“任一”下面，都要符合的写在“全部”下面。")
        return None
    section = value.section(CONDITION_KEYS)
    if section is None:
        return None
    if not section.entries:
        value.fault("条件是空的；人人有份的，请把这一项删掉。")
        return None
    found = [_member(key, entry, section) for key, entry in section.entries.items() if key not in MODIFIERS]
    _judge_modifiers(section)
    members = tuple(one for one in found if one is not None)
    if len(members) < len(found) or not members:
        return None
    return members[0] if len(members) == 1 else AllOf(members)


def _judge_modifiers(section: Section) -> None:
    for modifier in MODIFIERS:
        value = section.get(modifier)
        facts = [key for key in section.entries if key not in MODIFIERS]
        if value is None:
            continue
        if len(facts) != 1:
            value.fault(f"写“{modifier}”的，一条里只能有一项事实；请把别的事实另写一条，放在“全部”下面。")
        elif facts[0] not in FACT_AXES:
            value.fault(f"“{facts[0]}”后面不能写“{modifier}”。")


def _member(key: str, value: Value, section: Section) -> Condition | None:
    if key in ("全部", "任一"):
        return _joined(key, value)
    if key == "非":
        member = read_condition(value)
        return None if member is None else Not(member)
    if key == "年龄":
        return _any_of(tuple(_age(one) for one in value.members()))
    if key == "出生":
        return _any_of(tuple(_born(one) for one in value.members()))
    if key in FIELDS:
        name, choices = FIELDS[key]
        chosen = _choices(value, choices, key)
        return None if chosen is None else FieldIs(name, chosen or frozenset(one.key for one in choices))
    return _fact(FACT_AXES[key], value, section) if key in FACT_AXES else None


def _joined(key: str, value: Value) -> Condition | None:
    if not isinstance(value.node, Items) or not value.node.members:
        value.fault(f"“{key}”下面应写几条，每条前面写“- ”。")
        return None
    found = tuple(read_condition(one) for one in value.members())
    members = tuple(one for one in found if one is not None)
    if len(members) < len(found):
        return None
    return AllOf(members) if key == "全部" else AnyOf(members)


def _any_of(found: tuple[Condition | None, ...]) -> Condition | None:
    members = tuple(one for one in found if one is not None)
    if not members or len(members) < len(found):
        return None
    return members[0] if len(members) == 1 else AnyOf(members)


def _age(value: Value) -> Condition | None:
    span = value.read(words.ages)
    return None if span is None else AgeIs(*span)


def _born(value: Value) -> Condition | None:
    span = value.read(words.born)
    return None if span is None else BornIn(*span)


def _fact(axis: Axis, value: Value, section: Section) -> Condition | None:
    chosen = _choices(value, axis.values, axis.label, axis)
    months = section.read_or("满", words.span, 0)
    assumed = section.read("未登记", words.one_of(_ASSUMED))
    return None if chosen is None else FactIs(axis.key, chosen, months, assumed)


def _choices(
    value: Value, choices: tuple[Choice, ...], label: str, axis: Axis | None = None
) -> frozenset[str] | None:
    """The keys meant by one or several words; empty for 任何, None where any is not known."""
    found: set[str] = set()
    members = tuple(value.members())
    if not members:
        value.fault("这里是空的，至少要写一个词。")
        return None
    if [member.node for member in members if getattr(member.node, "value", "") == ANY]:
        if len(members) > 1:
            value.fault(f"写了“{ANY}”就不用再写别的词。")
        return frozenset()
    failed = False
    for member in members:
        keys = _keys_of(member, choices, label, axis)
        failed = failed or keys is None
        found |= keys or set()
    return None if failed else frozenset(found)


def _keys_of(value: Value, choices: tuple[Choice, ...], label: str, axis: Axis | None) -> set[str] | None:
    if axis is DISABILITY and isinstance(value.node, Table):
        return _disabilities(value)
    text = value.text()
    if text is None:
        return None
    if axis is not None and axis.is_open and text:
        return {text}
    if axis is CAPACITY and text.endswith("以上"):
        labels = [choice.label for choice in choices]
        least = text.removesuffix("以上").removesuffix("及")
        if least in labels:
            return {choice.key for choice in choices[labels.index(least) :]}
    if axis is DISABILITY and (text in _GRADES or text in _KINDS):
        kinds, grades = ({text} & set(_KINDS) or set(_KINDS)), ({text} & set(_GRADES) or set(_GRADES))
        return {f"{_KINDS[kind]}_{_GRADES[grade]}" for kind in kinds for grade in grades}
    key = next((choice.key for choice in choices if choice.label == text), None)
    if key is None:
        value.fault(unknown_word(text, label, choices))
        return None
    return {key}


def unknown_word(text: str, label: str, choices: tuple[Choice, ...]) -> str:
    """The sentence about a word that the list does not have. Synonyms are told, not taken: they may be narrower."""
    labels = [choice.label for choice in choices]
    if any(mark in text for mark in "，、,"):
        return f"“{text}”：几个词要写成 [甲, 乙]，用半角逗号隔开。"
    if label == HOUSEHOLD.label and _WIDER.match(text):
        return f"“{label}”里没有“{text}”这个词，可以写：{'、'.join(labels)}；全县户籍写 [本村, 本镇外村]。"
    meant = next((choice.label for choice in choices if text in choice.synonyms), "")
    near = [meant] if meant else get_close_matches(text, labels, n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？" if near else ""
    known = "、".join(labels) if len(labels) <= 12 else "类别加等级，如 肢体二级"
    return f"“{label}”里没有“{text}”这个词，{hint}可以写：{known}。"


def _disabilities(value: Value) -> set[str] | None:
    section = value.section(("类别", "等级"))
    if section is None:
        return None
    kinds = _listed(section, "类别", _KINDS)
    grades = _listed(section, "等级", _GRADES)
    if not section.entries:
        value.fault("应写“类别”或“等级”，或两样都写。")
    return {f"{kind}_{grade}" for kind in kinds for grade in grades} or None


def _listed(section: Section, key: str, known: dict[str, str]) -> tuple[str, ...]:
    value = section.get(key)
    if value is None or getattr(value.node, "value", "") == ANY:
        return tuple(known.values())
    found = tuple(member.read(words.one_of(known)) for member in value.members())
    return tuple(one for one in found if one is not None)
