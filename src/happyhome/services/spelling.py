"""Pinyin and initials of names, every reading of the surname among them, for search and order."""

from __future__ import annotations

import re
from functools import lru_cache

# pypinyin reads these as common words; as surnames they sound otherwise.
SURNAMES = {
    "单": "shan", "仇": "qiu", "查": "zha", "区": "ou", "解": "xie", "曾": "zeng", "盖": "ge", "翟": "zhai", "朴": "piao",
    "乐": "yue", "华": "hua", "任": "ren", "纪": "ji", "尉": "wei", "冼": "xian", "缪": "miao", "员": "yun", "贠": "yun",
    "覃": "qin", "牟": "mou", "宓": "mi", "秘": "bi", "折": "she", "黑": "he", "洗": "xian", "召": "shao", "令": "ling",
    "种": "chong", "重": "chong", "繁": "po", "卜": "bu", "么": "yao", "那": "na", "哈": "ha", "撒": "sa", "妥": "tuo",
    "万俟": "mo qi", "尉迟": "yu chi", "单于": "chan yu", "长孙": "zhang sun", "澹台": "tan tai",
}  # fmt: skip
MOST_WAYS = 24
OTHER_READINGS = 3
_LATIN = re.compile(r"[^a-z]")


@lru_cache(maxsize=20_000)
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    heard = found[0] if found else []
    return tuple(dict.fromkeys(_LATIN.sub("", one.replace("ü", "v")) for one in heard if one)) or ("",)


def spell(name: str) -> tuple[str, str]:
    """(pinyin, initials) of a name: alternatives stand blank-separated, the likeliest first."""
    shown = name.replace("·", "")
    if not shown:
        return "", ""
    surname = next((one for one in (shown[:2], shown[:1]) if one in SURNAMES), "")
    spoken = [_joined([SURNAMES[surname].split()], shown[len(surname) :])] if surname else []
    spoken.append(_joined([[one] for one in _readings(shown[0])], shown[1:]))
    ways = [syllables for some in spoken for syllables in some][:MOST_WAYS]
    full = ("".join(syllables) for syllables in ways)
    short = ("".join(one[:1] for one in syllables) for syllables in ways)
    return " ".join(dict.fromkeys(full)), " ".join(dict.fromkeys(short))


def _joined(heads: list[list[str]], rest: str) -> list[list[str]]:
    """Every head with the likeliest reading of the rest, then with one other reading of one character."""
    readings = [_readings(character) for character in rest]
    likeliest = [some[0] for some in readings]
    others = [
        [*head, *likeliest[:place], other, *likeliest[place + 1 :]]
        for head in heads
        for place, some in enumerate(readings)
        for other in some[1:OTHER_READINGS]
    ]
    return [[*head, *likeliest] for head in heads] + others
