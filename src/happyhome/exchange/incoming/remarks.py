"""Remarks that report a death or a move. They are proposed to the clerk, never applied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from happyhome.exchange.incoming.cells import folded
from happyhome.exchange.incoming.day_cells import day_in_remark

_DIED = re.compile(
    r"死亡|去世|病故|已故|亡故|身故|身亡|离世|过世|病逝|逝世|仙逝|辞世|故去|殁|殡|死了|已死|已亡"
    r"|不在了|不在世|已不在$|人走了|人没了|[年月日号]老了|户口?注销|注销户口|销户|户口已?注?销"
    r"|(?:^|[\d年月日号])[死亡故]$"
)
_MOVED = re.compile(r"迁出|迁走|已迁|搬走|户口迁|迁往|迁至|外迁")
_OTHERS = r"(?:老伴|配偶|丈夫|妻子|儿子|女儿|子女|独子|独女|长子|次子|父母|父亲|母亲|爱人|儿媳|孙子|其子|其女|其妻|其夫|户主|之子|之女)"
_HAPPENED = r"(?:死亡|去世|病故|已故|亡故|身故|身亡|离世|过世|病逝|逝世|辞世|已死|已亡|死了|不在了|迁出|迁走|搬走|走了)"
# 老伴去世, 已故党员遗属 and the like speak of someone else; 未迁出 of nothing that happened.
_NOT_OF_THEM = re.compile(
    rf"{_OTHERS}[^,，;；。、]{{0,24}}{_HAPPENED}|已故[^,，;；。、]{{0,8}}(?:遗属|遗孀|家属|{_OTHERS})"
    r"|(?:未|没有|没|非|不是|无)(?:死亡|去世|迁出|迁走|已故|销户|注销)|死亡(?:后|时|证明)|如死亡"
)
KIND_LABELS = {"died": "死亡", "moved_out": "迁出", "withdrew": "退出"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a person left: ``kind`` is a value of the axis 离开, ``day`` None where none is said."""

    kind: str
    day: date | None
    text: str


def proposal_in(remark: str, today: date) -> Proposal | None:
    """The death or move that a remark reports, or None."""
    word = _NOT_OF_THEM.sub("", folded(remark))
    kind = "died" if _DIED.search(word) else "moved_out" if _MOVED.search(word) else ""
    return Proposal(kind, day_in_remark(word, today), remark.strip()) if kind else None
