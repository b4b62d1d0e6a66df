"""The order in which a village lists its people: by group (一社, 二社 …), then by pinyin."""

from __future__ import annotations

import re

from happyhome.domain.people import Person

_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")}
_NUMERAL = re.compile(r"^第?([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d+)")


def group_order(group: str) -> tuple[int, str]:
    """Sort key of a group's name: 二社 before 十社, those without a number after, none last."""
    found = _NUMERAL.match(group)
    if not found:
        return (10_000 if group else 20_000, group)
    text = found[1]
    if text.isdigit():
        return (int(text), group)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0), group)
    return (_DIGITS[text], group)


def village_order(one: Person) -> tuple[int, str, str, str]:
    """Sort key of a person."""
    return (*group_order(one.resident.group), one.resident.pinyin, one.id)
