"""指标: demands on figures and steps over them, for operating subsidies and ratings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise

from happyhome.policy import words
from happyhome.policy.home_rules import Demand, Step
from happyhome.policy.metric_words import METRICS
from happyhome.policy.sections import Section, Value

ASK_KINDS = ("有无", "数", "文字")
TEST_KEYS = ("指标", "至少", "低于", "至多", "等于", "说明")


@dataclass(frozen=True, slots=True)
class Measure:
    """How steps write what they give: under which key, and read by what."""

    key: str
    reader: Callable[[str], Fraction]

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of a step."""
        return ("至少", "低于", self.key, "每多", "加", "每少", "减", "从", "最多")


AMOUNTS = Measure("金额", lambda text: Fraction(words.yuan(text)))
POINTS = Measure("得分", words.number)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that may be named: those the program counts, and 自填 ones with their kinds."""

    asks: Mapping[str, str]

    def metric(self, value: Value | None, *, number: bool = False) -> str:
        """The figure named here; "" where none is. ``number``: it must be one that can be counted with."""
        name = None if value is None else value.read(words.any_text)
        if value is None or name is None:
            return ""
        if name not in METRICS and name not in self.asks:
            near = get_close_matches(name, (*self.asks, *METRICS), n=1, cutoff=0.5)
            hint = f"是不是“{near[0]}”？" if near else f"程序数得出的有：{'、'.join(METRICS)}。"
            value.fault(f"没有“{name}”这个指标，{hint}程序数不出的，请写进“自填”。")
        elif number and self.asks.get(name) == "文字":
            value.fault(f"“{name}”在“自填”里是文字，不能拿来计算。")
        return name


def read_asks(section: Section) -> dict[str, str]:
    """自填: what the home fills in, and of which kind."""
    inner = section.section("自填", ())
    found = {} if inner is None else inner.entries
    kinds = {name: value.read(words.one_of(dict.fromkeys(ASK_KINDS, True))) for name, value in found.items()}
    for name in kinds:
        if name in METRICS and inner is not None:
            inner.entries[name].fault(f"“{name}”程序自己会数，不用自填。")
    return {name: found[name].text() or "" for name, known in kinds.items() if known}


def read_tests(section: Section, key: str, figures: Figures) -> tuple[Demand, ...]:
    """门槛, 否决, 要求: demands, one each."""
    return tuple(_test(one, figures) for one in section.sections(key, TEST_KEYS))


def _test(section: Section, figures: Figures) -> Demand:
    name = figures.metric(section.need("指标"))
    if not any(section.has(key) for key in TEST_KEYS[1:5]):
        section.value.fault("缺少要求，应写“至少”“低于”“至多”“等于”之一。")
    if section.has("等于") and any(section.has(key) for key in TEST_KEYS[1:4]):
        section.entries["等于"].fault("写了“等于”就不能再写“至少”“低于”“至多”。")
    least, below, most = (section.read(key, words.number) for key in ("至少", "低于", "至多"))
    equals = section.read("等于", words.any_text)
    kind = figures.asks.get(name, "")
    if equals is not None and kind == "有无" and equals not in ("有", "无"):
        section.entries["等于"].fault(f"“{name}”只有 有、无 两种答案。")
    elif equals is not None and name in METRICS:
        section.entries["等于"].read(words.number)
    for key in TEST_KEYS[1:4]:
        if section.has(key) and kind and kind != "数":
            section.entries[key].fault(f"“{name}”在“自填”里是{kind}，不能比大小，应写“等于”。")
    return Demand(name, least, below, most, equals, section.read("说明", words.any_text) or "")


def read_steps(section: Section, measure: Measure) -> tuple[Step, ...]:
    """分段, each with what it gives."""
    found = [(one, _step(one, measure)) for one in section.sections("分段", measure.keys)]
    ordered = sorted(found, key=lambda pair: _low(pair[1]))
    for (_, before), (inner, step) in pairwise(ordered):
        if before.below is None or (step.at_least or Fraction(0)) < before.below:
            inner.value.fault("这一段和前一段重叠；“低于”应等于下一段的“至少”。")
        elif step.at_least is not None and step.at_least > before.below:
            gap = f"{plain(before.below)} 到 {plain(step.at_least)}"
            inner.value.warn(f"这一段和前一段之间有空档：{gap} 之间什么也不给。")
    return tuple(step for _, step in found)


def _low(step: Step) -> Fraction:
    return Fraction(-1) if step.at_least is None else step.at_least


def _step(section: Section, measure: Measure) -> Step:
    least, below = section.read("至少", words.number), section.read("低于", words.number)
    if not section.has("至少") and not section.has("低于"):
        section.value.fault("这一段没有写范围，应写“至少”或“低于”，或两样都写。")
    if least is not None and below is not None and below <= least:
        section.entries["低于"].fault("“低于”应大于“至少”。")
    every, more = _climb(section, measure)
    return Step(
        least,
        below,
        section.read(measure.key, measure.reader, need=True) or Fraction(0),
        every,
        more,
        section.read("从", words.number),
        section.read("最多", measure.reader),
    )


def _climb(section: Section, measure: Measure) -> tuple[Fraction | None, Fraction]:
    """每多 with 加, or 每少 with 减 (both negative, see rules.Step)."""
    for one, other in (("每多", "加"), ("加", "每多"), ("每少", "减"), ("减", "每少")):
        if section.has(one):
            section.need(other, f"和“{one}”一起写")
    if section.has("每多") and section.has("每少"):
        section.entries["每少"].fault("一段里“每多”和“每少”只能写一样。")
    if section.has("从") and not section.has("每多") and not section.has("每少"):
        section.entries["从"].fault("“从”要和“每多”或“每少”一起写。")
    if section.has("每多") and not section.has("至少") and not section.has("从"):
        section.entries["每多"].fault("没有写“至少”，请用“从”写明从多少算起。")
    if section.has("每少") and not section.has("低于") and not section.has("从"):
        section.entries["每少"].fault("没有写“低于”，请用“从”写明从多少算起。")
    sign = -1 if section.has("每少") else 1
    every = section.read("每少" if sign < 0 else "每多", _above_zero)
    more = section.read("减" if sign < 0 else "加", measure.reader)
    return (None, Fraction(0)) if every is None else (sign * every, sign * (more or Fraction(0)))


def _above_zero(text: str) -> Fraction:
    found = words.number(text)
    if found <= 0:
        raise ValueError("应写大于 0 的数")
    return found


def plain(value: Fraction) -> str:
    """A number for a sentence: 240, 1.5."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
