"""Remarks that report a death or a move. They are proposed to the clerk, never applied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from happyhome.exchange.incoming.cells import folded
from happyhome.exchange.incoming.day_cells import day_in_remark

_DIED = re.compile(r"死亡|去世|病故|已故|亡故|身故|离世|过世|病逝|逝世|殁|殡|死了|已死|已亡")
_MOVED = re.compile(r"迁出|迁走|已迁|搬走|户口迁|迁往|迁至|外迁")
# 老伴去世, 丧偶 and the like speak of someone else; 未迁出 of nothing that happened.
_SOMEONE_ELSE = re.compile(
    r"(老伴|配偶|丈夫|妻子|儿子|女儿|子女|独子|独女|长子|次子|父母|爱人|儿媳|孙子|其子|其女|户主|之子|之女)"
    r"[^,，;；。、]{0,12}(死亡|去世|病故|已故|亡故|身故|离世|过世|病逝|逝世|已死|已亡|迁出|迁走|搬走)"
)
_NOT_SO = re.compile(r"(未|没有|没|非|不是|无)(死亡|去世|迁出|迁走|已故)|死亡(后|时|证明)|如死亡")
KIND_LABELS = {"died": "死亡", "moved_out": "迁出", "withdrew": "退出"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a person left: ``kind`` is a value of the axis 离开, ``day`` None where none is said."""

    kind: str
    day: date | None
    text: str


def proposal_in(remark: str, today: date) -> Proposal | None:
    """The death or move that a remark reports, or None."""
    word = folded(remark)
    if _SOMEONE_ELSE.search(word) or _NOT_SO.search(word):
        return None
    if _DIED.search(word):
        return Proposal("died", day_in_remark(remark, today), remark.strip())
    if _MOVED.search(word):
        return Proposal("moved_out", day_in_remark(remark, today), remark.strip())
    return None
