"""探访: who called on whom and what they found (D6, MZ/T 237-2024)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Choice, Kind, Record, described

WAYS = (
    Choice("home", "入户", ("上门",)),
    Choice("phone", "电话", ("打电话",)),
    Choice("video", "视频"),
    Choice("proxy", "代访"),
)


@dataclass(frozen=True, kw_only=True)
class Visit(Record):
    """One visit to one resident."""

    resident: str = described(
        "探访对象", Kind.REFERENCE, required=True, refers_to="resident", synonyms=("被探访人", "走访对象")
    )
    day: date = described("探访日期", Kind.DAY, required=True, default=None, synonyms=("走访日期",))
    way: str = described("方式", Kind.CHOICE, default="home", choices=WAYS, synonyms=("走访方式",))
    finding: str = described(
        "发现问题", Kind.LONG_TEXT, synonyms=("问题", "存在问题", "发现的问题", "探访情况")
    )
    hazard: str = described("安全隐患", synonyms=("隐患",))
    need: str = described("需求")
    action: str = described("处置/转介", synonyms=("处置情况", "处理情况"))
    urgent: bool = described("紧急", Kind.FLAG, default=False)
    feedback: str = described("反馈结果", synonyms=("反馈",))
    visitor: str = described("探访人", synonyms=("探访员", "走访人", "探访责任人"))
