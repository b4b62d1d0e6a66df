"""Which allowances this home handles, and the rule files it keeps beside the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass

from happyhome.domain.fields import Kind, Record, described


@dataclass(frozen=True, kw_only=True)
class RuleFile(Record):
    """A rule file of this home's own: a scheme in it stands before a shipped one of the same key."""

    name: str = described("文件名", required=True)
    content: str = described("内容", Kind.LONG_TEXT, required=True)
    sha256: str = described("指纹")
    note: str = described("备注")


@dataclass(frozen=True, kw_only=True)
class SchemeUse(Record):
    """That this home draws up the rolls of a scheme, from month ``since`` (YYYY-MM) on.

    What was due before that month was settled on older lists, except where an application names an
    earlier month of start. ``acts`` counts what was done to the scheme's ledger (locked, reopened,
    failed, refunded): every such act writes this row, so that undo can only take the last one back.
    """

    scheme: str = described("项目", required=True)
    since: str = described("造册起月", Kind.MONTH, required=True)
    until: str = described("造册止月", Kind.MONTH)
    note: str = described("备注")
    acts: int = described("次数", Kind.NUMBER, default=0, hidden=True)
