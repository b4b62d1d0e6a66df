"""The marks people set in a month grid."""

from __future__ import annotations

from functools import lru_cache

from happyhome.domain.axes import WHEREABOUTS
from happyhome.domain.meals import MODE_CHOICES
from happyhome.exchange.incoming.cells import folded

_MORE = {
    "☑": "dine_in",
    "堂": "dine_in",
    "吃": "dine_in",
    "对": "dine_in",
    "有": "dine_in",
    "送到家": "delivery",
}
_NOT_EATEN = frozenset(
    {
        "休",
        "休息",
        "放假",
        "停",
        "停餐",
        "×",
        "x",
        "X",
        "✗",
        "✘",
        "╳",
        "0",
        "空",
        "-",
        "—",
        "——",
        "/",
        "\\",
        "无",
        "未",
        "否",
        "没",
        "缺",
    }
)
_AWAY = {"请假": "away", "回家": "away", "外住": "away", "假": "away", "探亲": "away", "外地": "away"}
UNKNOWN = "?"


@lru_cache(maxsize=1024)
def mark_of(text: str) -> str:
    """dine_in, delivery, takeaway, away, hospital, "" for not eaten, or UNKNOWN.

    A mark that says "not eaten" records nothing: only who ate is kept.
    """
    word = folded(text).strip("\ufe0f\ufe0e")
    if not word or word in _NOT_EATEN:
        return ""
    for choice in MODE_CHOICES:
        if word == choice.key or word == choice.label or word in choice.synonyms:
            return choice.key
    return _MORE.get(word) or WHEREABOUTS.value_of(word) or _AWAY.get(word) or UNKNOWN


def is_absence(mark: str) -> bool:
    """Whether a mark is a planned absence and not a meal."""
    return mark in ("away", "hospital")
