"""办到下一步, 县里结果: the days and views that an application gathers on its way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from happyhome.domain.applications import DECISIONS, STAGES
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import fields
from happyhome.gui.kit.month_field import MonthField
from happyhome.gui.shell import Shell
from happyhome.services import applications
from happyhome.services.application_lists import Pending
from happyhome.services.settings import setting

POSTING: Final = "posted_from"
_VIEWS: Final = {"accepted_on": ("村委会意见", "情况属实，同意上报"), "township_on": ("乡镇意见", "")}
_HINTS: Final = {
    "accepted_on": "村委会收齐材料的那天",
    POSTING: "贴在公示栏的第一天",
    "township_on": "乡镇在审批表上签字的那天",
}


def stage_word(stage: str) -> str:
    """村受理, 公示, 乡镇审核."""
    return dict(STAGES).get(stage, "")


class StepForm(FormDialog):
    """One stage reached: its day, for a posting its last day, else who thinks what."""

    def __init__(self, shell: Shell, pending: Pending, parent: QWidget | None = None) -> None:
        self._shell, self._row, self._stage = shell, pending.application, pending.next_stage
        posting, today = self._stage == POSTING, shell.today()
        caption, usual = _VIEWS.get(self._stage, ("意见", ""))
        wanted: list[fields.FieldEdit] = [
            fields.DayField(
                "day",
                "公示起" if posting else "哪一天",
                shell.today,
                required=True,
                hint=_HINTS.get(self._stage, ""),
            )
        ]
        wanted.append(
            fields.DayField("until", "公示止", shell.today, required=True)
            if posting
            else fields.TextField("view", caption)
        )
        missing = "、".join(pending.missing)
        super().__init__(
            f"{stage_word(self._stage)}：{pending.person.resident.name} {pending.title}",
            wanted,
            self._keep,
            parent,
            intro=f"还缺材料：{missing}。缺着也可以往下办。" if missing else "",
            width=560,
        )
        self.form.edited.connect(self._edited)
        self._days = int(shell.ask(setting, key="notice_days"))
        self.form.set_values({"day": today, "view": usual})
        self._edited("day")
        self.form.field("day").setFocus()

    def _edited(self, key: str) -> None:
        """A posting ends after the days that are usual here, until its end is typed."""
        if self._stage != POSTING or key != "day":
            return
        try:
            day = self.form.field("day").value()
        except fields.Unread:
            return
        if day is not None:
            self.form.set_values({"until": day + timedelta(days=self._days - 1)})

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        return self._shell.run(
            applications.advance,
            inline=self.show_problems,
            application=self._row.id,
            stage=self._stage,
            **values,
        )


class DecisionForm(FormDialog):
    """县里结果: yes with the month of first payment, no with its reason, or back for more papers."""

    def __init__(self, shell: Shell, pending: Pending, parent: QWidget | None = None) -> None:
        self._shell, self._row = shell, pending.application
        options = [(one.key, one.label) for one in DECISIONS]
        super().__init__(
            f"审批结果：{pending.person.resident.name} {pending.title}",
            (
                fields.ChoiceField("decision", "结果", options, required=True),
                fields.DayField("day", "县审批日期", shell.today),
                MonthField("start", "批准起发月", shell.today, hint="批文写明从哪个月起发才填；不填按政策算"),
                fields.TextField("reason", "理由或批文号", hint="不同意、退回的，写明原因"),
            ),
            self._keep,
            parent,
            width=600,
        )
        row = self._row
        self.form.edited.connect(self._edited)
        self.form.set_values(
            {
                "decision": row.decision if not row.is_open else "approved",
                "day": row.county_on or shell.today(),
                "start": row.start_month,
                "reason": row.reason,
            }
        )
        self._edited("decision")
        self.form.field("decision").setFocus()

    def _edited(self, key: str) -> None:
        if key == "decision":
            decision = self.form.field("decision").value()
            self.form.set_shown("start", decision == "approved")
            self.form.set_shown("day", decision in ("approved", "refused"))

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        if values["decision"] == "refused" and not values["reason"]:
            self.form.field("reason").show_refusal("不同意的，请写明原因，老人来问时说得清。")
            self.form.field("reason").setFocus()
            return None
        return self._shell.run(
            applications.decide_application,
            inline=self.show_problems,
            application=self._row.id,
            **values,
        )


class WithdrawForm(FormDialog):
    """撤回: the elder wants it no more."""

    def __init__(self, shell: Shell, pending: Pending, parent: QWidget | None = None) -> None:
        self._shell, self._row = shell, pending.application
        super().__init__(
            f"本人撤回：{pending.person.resident.name} {pending.title}",
            (fields.TextField("reason", "原因"),),
            self._keep,
            parent,
            yes="撤回申请",
            danger=True,
            width=520,
        )
        self.form.focus_first()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        return self._shell.run(
            applications.withdraw_application,
            inline=self.show_problems,
            application=self._row.id,
            reason=values["reason"],
        )
