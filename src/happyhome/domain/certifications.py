"""生存认证: that somebody saw or spoke to an elder who draws an allowance (domain facts 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Choice, Kind, Record, described

CERTIFIED_BY = (
    Choice("in_person", "当面", ("入户", "上门", "到场", "本人到场")),
    Choice("phone", "电话"),
    Choice("video", "视频", ("微信视频", "刷脸", "人脸识别")),
)


@dataclass(frozen=True, kw_only=True)
class Certification(Record):
    """One certification; ``scheme`` "" counts for every scheme the elder draws."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    day: date = described("认证日期", Kind.DAY, required=True, default=None)
    way: str = described("方式", Kind.CHOICE, default="in_person", choices=CERTIFIED_BY)
    certifier: str = described("认证人")
    scheme: str = described("项目")
    note: str = described("备注")
