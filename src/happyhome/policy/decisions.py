"""What the engine answers: for months in a row, yes or no, how much, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from happyhome.domain.dates import Month
from happyhome.policy.headers import Reference
from happyhome.policy.rules import AllowanceVersion, Scheme


class Verdict(StrEnum):
    """享受、暂停、不享受、待核、待申请、让位."""

    GRANTED = "granted"
    SUSPENDED = "suspended"
    DENIED = "denied"
    UNKNOWN = "unknown"
    NOT_APPLIED = "not_applied"
    EXCLUDED = "excluded"


DRAWN = (Verdict.GRANTED, Verdict.SUSPENDED)
"""Of whoever draws an allowance, whether or not its money is held back for now."""

VERDICT_WORDS = {
    Verdict.GRANTED: "享受",
    Verdict.SUSPENDED: "暂停",
    Verdict.DENIED: "不享受",
    Verdict.UNKNOWN: "待核实",
    Verdict.NOT_APPLIED: "未申请",
    Verdict.EXCLUDED: "不可兼得",
}


ReasonKind = Literal[
    "born", "age", "fact", "band", "start", "stop", "suspension", "exclusion", "application",
    "certification", "cap", "rounding", "rule", "note",
]  # fmt: skip

REASON_WORDS: dict[ReasonKind, str] = {
    "born": "年龄",
    "age": "年龄",
    "fact": "情况",
    "band": "档次",
    "start": "起发",
    "stop": "停发",
    "suspension": "暂停",
    "exclusion": "不可兼得",
    "application": "申请",
    "certification": "认证",
    "cap": "上限",
    "rounding": "取整",
    "rule": "依据",
    "note": "说明",
}
"""The word before a reason, by its kind; the same on the screen and on paper."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of an explanation; ``reference`` where it rests on a clause."""

    kind: ReasonKind
    text: str
    reference: Reference | None = None

    @property
    def word(self) -> str:
        """档次, 依据: what stands before it."""
        return REASON_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months in a row for which a person's answer about one scheme is the same.

    ``fen`` is the month's amount; where months differ by rounding (``by_month``), the amounts of
    each month from ``first`` on. ``whole`` is what is due at once for a year, a half-year or ever (整发), of which
    ``fen`` is a month's part. ``shares`` split ``fen`` by payer. ``quantity`` for goods.
    """

    first: Month
    last: Month
    verdict: Verdict
    fen: int = 0
    by_month: tuple[int, ...] = ()
    whole: int = 0
    band: str = ""
    shares: tuple[tuple[str, int], ...] = ()
    quantity: int = 0
    benefit: str = ""
    version: AllowanceVersion | None = None
    reasons: tuple[Reason, ...] = ()

    def amount(self, month: Month) -> int:
        """分 of one of its months."""
        if not self.by_month:
            return self.fen
        return self.by_month[(month.year - self.first.year) * 12 + month.number - self.first.number]

    def units(self, month: Month) -> int:
        """Pieces due in one of its months: by the day, each day of the month counts."""
        is_daily = self.version is not None and self.version.each == "日"
        return self.quantity * (month.length if is_daily else 1)

    def covers(self, month: Month) -> bool:
        """Whether a month is one of its."""
        return self.first <= month <= self.last


@dataclass(frozen=True, slots=True)
class Change:
    """What changes next: from which month, and in words (满 90 周岁，每月改为 100.00 元)."""

    month: Month
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for one person, scheme and month, as screens and papers show it.

    ``since`` is the first month of the present run of payment, ``until`` its last known (None: open).
    """

    scheme: Scheme
    month: Month
    on: date
    verdict: Verdict
    fen: int
    band: str = ""
    benefit: str = ""
    quantity: int = 0
    unit: str = ""
    shares: tuple[tuple[str, int], ...] = ()
    since: Month | None = None
    until: Month | None = None
    reasons: tuple[Reason, ...] = ()
    reference: Reference | None = None
    is_sample: bool = False
    next: Change | None = None

    @property
    def text(self) -> str:
        """All reasons, one a line."""
        return "\n".join(reason.text for reason in self.reasons)
