"""服务记录: hours and goods an elder received, for schemes counted by the hour or piece (domain facts 5.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Kind, Record, described


@dataclass(frozen=True, kw_only=True)
class ServiceRecord(Record):
    """One service (送时) or delivery (送奶); hours are kept as minutes. ``scheme`` is a key or title."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    day: date = described("日期", Kind.DAY, required=True, default=None, synonyms=("服务日期", "发放日期"))
    scheme: str = described("项目", required=True, synonyms=("服务项目", "服务内容", "品名"))
    minutes: int = described("时长（分钟）", Kind.NUMBER, default=0, synonyms=("分钟", "时长", "服务时长"))
    pieces: int = described("数量（袋/次/件）", Kind.NUMBER, default=0, synonyms=("数量", "袋数", "件数"))
    giver: str = described("服务人", synonyms=("服务人员", "送货人"))
    note: str = described("备注")
