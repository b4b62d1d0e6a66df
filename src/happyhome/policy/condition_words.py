"""Conditions in plain Chinese, as a rule is read out to somebody: not why one person meets them."""

from __future__ import annotations

from happyhome.domain.axes import axis_named
from happyhome.domain.residents import MARITAL, SEXES
from happyhome.policy.conditions import AgeIs, AllOf, AnyOf, BornIn, Condition, FactIs, FieldIs, Not

FIELD_WORDS = {"sex": ("性别", SEXES), "marital": ("婚姻", MARITAL)}
"""What the fields of the register that rules may ask about are called, with their words."""


def condition_words(condition: Condition | None, *, inside: bool = False) -> str:
    """80 周岁以上，并且户籍是本村、本镇外村; "" where there is none. ``inside``: as part of a longer one."""
    match condition:
        case None:
            return ""
        case AllOf(members):
            said = "".join(
                f"{_before(one) if number else ''}{condition_words(one, inside=not isinstance(one, AllOf))}"
                for number, one in enumerate(members)
            )
            return f"（{said}）" if inside and len(members) > 1 else said
        case AnyOf(members):
            said = "，或者".join(condition_words(one, inside=True) for one in members)
            return f"（{said}）" if inside and len(members) > 1 else said
        case Not(member):
            return f"不包括{condition_words(member, inside=True)}的"
        case AgeIs():
            return age_words(condition)
        case FactIs():
            return _fact(condition)
        case FieldIs(field, values):
            title, choices = FIELD_WORDS[field]
            return f"{title}是{'、'.join(choice.label for choice in choices if choice.key in values)}"
        case BornIn(since, until):
            return (
                f"{until.isoformat()} 以前出生" if until else f"{since.isoformat()} 以后出生" if since else ""
            )


def _before(member: Condition) -> str:
    return "，" if isinstance(member, Not) else "，并且"


def age_words(condition: AgeIs) -> str:
    """80—89 周岁, 90 周岁以上, 不满 60 周岁."""
    low, high = condition.low, condition.high
    if low is None:
        return f"不满 {high + 1} 周岁" if high is not None else "不分年龄"
    return f"{low} 周岁以上" if high is None else f"{low}—{high} 周岁"


def _fact(condition: FactIs) -> str:
    axis = axis_named(condition.axis)
    known = [choice.label for choice in axis.values if choice.key in condition.values]
    wanted = known or sorted(condition.values)
    said = f"{axis.label}是{'、'.join(wanted)}" if wanted else f"登记了{axis.label}"
    if condition.months:
        said += f"，满 {span_words(condition.months)}"
    if condition.assumed is not None:
        said += f"（没有登记的按{'符合' if condition.assumed else '不符合'}算）"
    return said


def span_words(months: int) -> str:
    """24 -> 2 年, 6 -> 6 个月."""
    return f"{months // 12} 年" if months % 12 == 0 else f"{months} 个月"
