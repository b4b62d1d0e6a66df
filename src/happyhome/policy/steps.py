"""Demands and steps on figures: whether one is reached, and what a stretch of it gives."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from happyhome.policy.assessments import Metrics
from happyhome.policy.home_rules import Demand, Step
from happyhome.policy.metric_words import said, with_unit

_WORDS = {"有": Fraction(1), "无": Fraction(0)}


def number_of(value: Fraction | str | None) -> Fraction | None:
    """A figure as a number (有 is 1, 无 is 0); None where it is none."""
    return _WORDS.get(value) if isinstance(value, str) else value


def holds(test: Demand, metrics: Metrics) -> bool | None:
    """Whether a demand is reached; None where the figure is not known."""
    value = metrics.get(test.metric)
    if value is None:
        return None
    if test.equals is not None:
        return _equals(value, test.equals)
    number = number_of(value)
    if number is None:
        return None
    return (
        (test.at_least is None or number >= test.at_least)
        and (test.below is None or number < test.below)
        and (test.at_most is None or number <= test.at_most)
    )


def _equals(value: Fraction | str, wanted: str) -> bool:
    if isinstance(value, str):
        return value == wanted
    try:
        return value == Fraction(wanted)
    except ValueError:
        return value == _WORDS.get(wanted)


def demand(test: Demand) -> str:
    """至少 10 个月, 不足 5 人, 有."""
    if test.equals is not None:
        return f"“{test.equals}”"
    parts = ((test.at_least, "至少"), (test.below, "低于"), (test.at_most, "至多"))
    return "、".join(f"{word} {with_unit(test.metric, value)}" for value, word in parts if value is not None)


def unmet(test: Demand, metrics: Metrics) -> str:
    """开放 8 个月，要求至少 10 个月; the same for a figure that is not known."""
    value = metrics.get(test.metric)
    is_now = f"{test.metric}没有填" if value is None else said(test.metric, value)
    note = f"（{test.title}）" if test.title else ""
    return f"{is_now}，要求{demand(test)}{note}"


def step_of(steps: Sequence[Step], value: Fraction) -> Step | None:
    """The stretch a figure lies in."""
    return next(
        (
            one
            for one in steps
            if (one.at_least is None or one.at_least <= value) and (one.below is None or value < one.below)
        ),
        None,
    )


def step_value(step: Step, value: Fraction) -> Fraction:
    """What a stretch gives for a figure that lies in it: 分 or points, never below 0."""
    made = step.value + step.more * _times(step, value) if step.every else step.value
    made = made if step.most is None else min(made, step.most)
    return max(made, Fraction(0))


def _times(step: Step, value: Fraction) -> int:
    """How often ``more`` counts: whole stretches above the base, or begun ones (taken off) below it."""
    assert step.every is not None
    if step.every > 0:
        base = step.base if step.base is not None else step.at_least or Fraction(0)
        return max(floor((value - base) / step.every), 0)
    base = step.base if step.base is not None else step.below or Fraction(0)
    times = max(ceil((base - value) / -step.every), 0)
    return times if step.more < 0 else -times


def value_of(steps: Sequence[Step], value: Fraction) -> Fraction:
    """What steps give for a figure; 0 outside of all of them."""
    step = step_of(steps, value)
    return step_value(step, value) if step is not None else Fraction(0)
