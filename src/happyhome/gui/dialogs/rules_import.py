"""A rule file looked over: its faults by line, or whose amounts it changes, before it is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.money import yuan
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.card import label
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.scaled import least
from happyhome.gui.kit.table import Column, Table
from happyhome.policy.cases import CaseResult
from happyhome.policy.loaded import Fault
from happyhome.policy.rules import Scheme
from happyhome.services.rule_previews import RulePreview

_MOST_CASES, _MOST_FAULTS = 6, 40
_BECAUSE = "。说明是"  # what the reasons begin with that a case's message ends with; too long to list here


class RulesDialog(FormDialog):
    """Accepted with ``wanted`` where the clerk wants it done; a faulty file can only be looked at."""

    def __init__(
        self,
        preview: RulePreview,
        parent: QWidget | None = None,
        *,
        only_check: bool = False,
        removing: bool = False,
        replaces: str = "",
    ) -> None:
        """``replaces``: the own file in whose place this one comes."""
        self.wanted = False
        self._may = preview.is_sound and not only_check
        what = "删除" if removing else "查错" if only_check else "导入"
        super().__init__(
            f"{what}：{preview.title or preview.name}", (), self._agree, parent,
            yes=what if self._may else "知道了", danger=removing, width=880,
        )  # fmt: skip
        self.faults, self.cases = Entries(), Entries()
        self.changes: Table | None = None
        if preview.faults and not preview.is_sound:
            self._show_faults(preview)
        if replaces and self._may:
            self._say(f"编号和自己的文件“{replaces}”相同：导入以后替换那一份，可以撤销。")
        if preview.is_sound:
            self._show_schemes(preview)
            self._show_changes(preview)
            self._show_cases(preview)
            if preview.faults:
                self._show_faults(preview)
        self.body.addStretch(0 if preview.is_sound and preview.changes else 1)
        self.no.setVisible(self._may)

    def _agree(self, _values: dict[str, Any]) -> Outcome:
        self.wanted = self._may
        return Outcome("")

    def said(self) -> str:
        """All sentences, for tests."""
        from PySide6.QtWidgets import QLabel

        return "\n".join(one.text() for one in self.findChildren(QLabel))

    def _say(self, text: str, role: str = "") -> None:
        self.body.addWidget(label(text, role, wrap=True, select=True))

    def _show_faults(self, preview: RulePreview) -> None:
        errors = sum(fault.is_error for fault in preview.faults)
        if errors:
            self._say(f"“{preview.name}”有 {errors} 处要改，改好以后再导入。", "refusal")
        else:
            self._say(f"“{preview.name}”能用；有 {len(preview.faults)} 处提醒。")
        found = sorted(preview.faults, key=lambda fault: (not fault.is_error, fault.line))
        entries = [_fault_entry(fault) for fault in found[:_MOST_FAULTS]]
        if len(found) > _MOST_FAULTS:
            entries.append(Entry("", "stone", f"……另有 {len(found) - _MOST_FAULTS} 处，改了前面的再查一次。"))
        self.faults.set_entries(entries)
        self.body.addWidget(self.faults)

    def _show_cases(self, preview: RulePreview) -> None:
        if not preview.cases:
            return
        failed = preview.failed_cases
        if not failed:
            self._say(f"{len(preview.cases)} 个案例都算对了。")
            return
        self._say(
            f"文件里写着 {len(preview.cases)} 个案例，有 {len(failed)} 个和算出来的不一样。"
            "是有意改的标准，请把案例里的数也改过来；不是，请先查这几条：",
            "refusal",
        )
        self.cases.set_entries([_case_entry(case) for case in failed[:_MOST_CASES]])
        self.body.addWidget(self.cases)

    def _show_schemes(self, preview: RulePreview) -> None:
        for word, schemes in (("新增", preview.added), ("改动", preview.changed), ("取消", preview.lost)):
            if schemes:
                self._say(f"{word} {len(schemes)} 项：{_titles(schemes)}")

    def _show_changes(self, preview: RulePreview) -> None:
        if not preview.changes:
            self._say("在用的项目里，没有人的金额会变。", "muted")
            return
        people = len({one.resident for one in preview.changes})
        total = sum(one.total for one in preview.changes)
        sign = "多" if total >= 0 else "少"
        self._say(
            f"{people} 人的金额会变，到一年以后合计{sign} {yuan(abs(total))} 元。"
            "已经锁定的名册不动，差额在下一期补发或扣回。",
            "strong",
        )
        self.changes = least(Table(_change_columns(), empty=""), 0, 240)
        self.changes.set_rows(preview.changes)
        self.body.addWidget(self.changes, 1)


def _titles(schemes: Sequence[Scheme]) -> str:
    return "、".join(f"{one.title}（{one.key}）" for one in schemes)


def _case_entry(case: CaseResult) -> Entry:
    said = "；".join(message.partition(_BECAUSE)[0] for message in case.messages)
    return Entry(f"第 {case.line} 行", "amber", case.title, said)


def _fault_entry(fault: Fault) -> Entry:
    return Entry(f"第 {fault.line} 行", "red" if fault.is_error else "amber", fault.text, fault.key)


def _change_columns() -> tuple[Column, ...]:
    return (
        Column("姓名", lambda one: one.name, 5, bold=True),
        Column("项目", lambda one: one.title, 9, stretch=True, tip=lambda one: one.sentence),
        Column("自", lambda one: str(one.month), 4.5),
        Column("原来每月", lambda one: yuan(one.before), 4.5, align="right", sort=lambda one: one.before),
        Column("改为", lambda one: yuan(one.after), 4.5, align="right", sort=lambda one: one.after),
        Column("合计差", lambda one: yuan(one.total), 5, align="right", sort=lambda one: one.total),
    )
