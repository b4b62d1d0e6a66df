"""申请: what an elder asked for, and how it went from village to county (domain facts 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Choice, Kind, Record, described

DECISIONS = (
    Choice("pending", "办理中", ("待审批", "审核中", "")),
    Choice("approved", "同意", ("通过", "批准", "符合", "审批通过", "是")),
    Choice("refused", "不同意", ("不通过", "不符合", "不予批准", "否", "驳回")),
    Choice("returned", "退回补正", ("退回", "补正", "补材料")),
    Choice("withdrawn", "本人撤回", ("撤回", "放弃")),
)
STAGES = (
    ("applied_on", "申请"),
    ("accepted_on", "村受理"),
    ("posted_from", "公示"),
    ("township_on", "乡镇审核"),
    ("county_on", "县审批"),
)


@dataclass(frozen=True, kw_only=True)
class Application(Record):
    """One elder's application for one scheme; days are None until that stage is reached.

    ``start_month`` is the month of first payment where the approval names one: it stands before
    the rule's own. ``settled_month``: already drawing, paid on older lists up to and with it.
    """

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    scheme: str = described("项目", required=True)
    applied_on: date | None = described("申请日期", Kind.DAY, default=None)
    papers: str = described("已交材料", Kind.LONG_TEXT)
    accepted_on: date | None = described("受理日期", Kind.DAY, default=None)
    village_view: str = described("村委会意见")
    posted_from: date | None = described("公示起", Kind.DAY, default=None)
    posted_to: date | None = described("公示止", Kind.DAY, default=None)
    objection: str = described("异议及处理", Kind.LONG_TEXT)
    township_on: date | None = described("乡镇审核日期", Kind.DAY, default=None)
    township_view: str = described("乡镇意见")
    county_on: date | None = described("县审批日期", Kind.DAY, default=None)
    county_view: str = described("县级意见")
    decision: str = described("结果", Kind.CHOICE, default="pending", choices=DECISIONS)
    reason: str = described("理由", Kind.LONG_TEXT)
    start_month: str = described("批准起发月", Kind.MONTH)
    settled_month: str = described("旧册已发至", Kind.MONTH)

    @property
    def is_open(self) -> bool:
        """Whether a decision is still awaited."""
        return self.decision in ("pending", "returned")

    @property
    def stage(self) -> str:
        """The last stage reached, in words; the decision once there is one."""
        if not self.is_open:
            return next(choice.label for choice in DECISIONS if choice.key == self.decision)
        reached = [words for name, words in STAGES if getattr(self, name) is not None]
        return reached[-1] if reached else "未交申请"
