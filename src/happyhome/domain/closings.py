"""结账: a month is closed with a fingerprint, and reopened only with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from happyhome.domain.fields import Choice, Kind, Record, described

CLOSING_ACTS = (Choice("close", "结账"), Choice("reopen", "重开"))


@dataclass(frozen=True, kw_only=True)
class Closing(Record):
    """One act on a month (YYYY-MM). The latest act says whether it is closed.

    ``fingerprint`` is the SHA-256 of the month's content at closing; papers carry its head.
    """

    month: str = described("月份", Kind.MONTH, required=True)
    act: str = described("操作", Kind.CHOICE, default="close", choices=CLOSING_ACTS)
    sequence: int = described("次序", Kind.NUMBER, default=1)
    fingerprint: str = described("指纹")
    reason: str = described("原因")
    totals: str = described("合计", Kind.LONG_TEXT, hidden=True)
