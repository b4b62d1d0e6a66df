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
    heads = [SURNAMES[surname].split()] if surname else []
    heads += [[one] for one in _readings(shown[0])] if len(surname) < 2 else []
    start = len(surname) or 1
    full, short = [], []
    for head in heads:
        rest = [_readings(character)[0] for character in shown[start if head is heads[0] else 1 :]]
        syllables = [*head, *rest]
        full.append("".join(syllables))
        short.append("".join(one[:1] for one in syllables))
    return " ".join(dict.fromkeys(full)), " ".join(dict.fromkeys(short))
