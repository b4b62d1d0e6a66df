"""Words in a sheet for dated facts: 特困(五保), 肢体残疾二级, 一般户."""

from __future__ import annotations

import re
from functools import lru_cache

from happyhome.domain.axes import AXES
from happyhome.domain.axis import Axis
from happyhome.exchange.incoming.cells import folded

_BETWEEN = re.compile(r"[、,，;；/\s+＋]+")
_HARMLESS_BRACKETS = re.compile(r"\((?:[一二三四五六七八九A-Da-d\d]{1,2}[类档级]?|\d{4}年?[\d.月日/-]*)\)$")
_CLASS = re.compile(r"(?<=低保)[一二三四A-Da-d1-4][类档级]$")
# 残疾人证号: the ID number, then the kind and the grade.
_DISABILITY_CARD = re.compile(r"^\d{17}[\dXx]([1-7])([1-4])(?:B\d)?$")
_NOTHING = frozenset(
    {"", "无", "否", "没有", "/", "-", "--", "—", "——", "非残疾", "无残疾", "×", "不是", "健全", "0"}
)
_ENDINGS = ("老人", "老年人", "对象", "人员", "家庭", "人口", "户")
_DISABILITY = re.compile(
    r"^(视力|听力|言语|语言|肢体|智力|精神|多重)(?:残疾人?)?[(]?([一二三四1-4ⅠⅡⅢⅣIV]{1,3})级?[)]?(?:残疾)?$"
)
_DISABILITY_BACK = re.compile(
    r"^([一二三四1-4ⅠⅡⅢⅣIV]{1,3})级(视力|听力|言语|语言|肢体|智力|精神|多重)(?:残疾)?$"
)
_KINDS = {
    "视力": "visual",
    "听力": "hearing",
    "言语": "speech",
    "语言": "speech",
    "肢体": "physical",
    "智力": "intellectual",
    "精神": "mental",
    "多重": "multiple",
}
_CARD_KINDS = ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple")
_GRADES = {
    **{word: number for number, word in enumerate("一二三四", 1)},
    **{str(number): number for number in range(1, 5)},
    **{word: number for number, word in enumerate(("I", "II", "III", "IV"), 1)},
}
_BY_KEY = {axis.key: axis for axis in AXES}


@lru_cache(maxsize=4096)
def values_in(axis_key: str, text: str) -> tuple[tuple[str, ...], str]:
    """The values a cell names on one axis, and the part of its text that is not known.

    An exclusive axis takes one value: two different ones are not known. 无 names none.
    """
    axis = _BY_KEY[axis_key]
    word = folded(text)
    one = value_in(axis, word)
    if one:
        return (one,), ""
    if word in _NOTHING:
        return (), ""
    parts = [part for part in _BETWEEN.split(text.strip()) if part and folded(part) not in _NOTHING]
    found = [value_in(axis, folded(part)) for part in parts]
    values = tuple(dict.fromkeys(value for value in found if value))
    unknown = "、".join(part for part, value in zip(parts, found, strict=True) if not value)
    if axis.exclusive and (unknown or len(values) > 1):
        return (), text.strip()
    return values, unknown


def value_in(axis: Axis, word: str) -> str:
    """The value one word names, also with the endings people add; "" where it is not known."""
    found = axis.value_of(word)
    if found:
        return found
    if axis.key == "disability":
        return _disability(word)
    bare = _CLASS.sub("", _HARMLESS_BRACKETS.sub("", word))
    for ending in ("", *_ENDINGS):
        if bare.endswith(ending) and bare != ending:
            found = axis.value_of(bare.removesuffix(ending))
            if found:
                return found
    return ""


def _disability(word: str) -> str:
    card = _DISABILITY_CARD.match(word)
    if card:
        return f"{_CARD_KINDS[int(card[1]) - 1]}_{card[2]}"
    found = _DISABILITY.match(word)
    kind, grade = (found[1], found[2]) if found else ("", "")
    if not found:
        back = _DISABILITY_BACK.match(word)
        kind, grade = (back[2], back[1]) if back else ("", "")
    return f"{_KINDS[kind]}_{_GRADES[grade]}" if kind and grade in _GRADES else ""
