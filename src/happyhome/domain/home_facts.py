"""自填项: what ratings and operating subsidies ask about the home that no record tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Kind, Record, described


@dataclass(frozen=True, kw_only=True)
class HomeFact(Record):
    """One answer, as of ``day``: 有/无 for things, a number for areas and counts; the latest counts."""

    name: str = described("内容", required=True)
    value: str = described("答案")
    day: date = described("日期", Kind.DAY, required=True, default=None)
    note: str = described("备注")
