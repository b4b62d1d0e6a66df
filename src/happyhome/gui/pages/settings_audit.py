"""设置 · 操作记录: who did what and when, one step taken back, and whether the record can be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.failures import counts_words
from happyhome.gui.kit import theme
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.table import Column, Table
from happyhome.gui.shell import Shell
from happyhome.services import audit, backups
from happyhome.services.audit import Operation

_MOST_FAULTS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """An operation with what became of it: 已撤销, 撤销 for an undo, or nothing."""

    id: str
    operation: Operation
    state: str


def steps(found: Sequence[Operation]) -> list[Step]:
    """What became of each operation, as far back as they are given."""
    undone_by = {one.undoes: one for one in found if one.undoes}
    made = []
    for one in found:
        undone, at = False, one.id  # an undo may itself have been taken back, and so on
        while at in undone_by:
            undone, at = not undone, undone_by[at].id
        made.append(Step(one.id, one, "已撤销" if undone else "撤销" if one.undoes else ""))
    return made


class AuditSettings(QWidget):
    """The last 200 operations, newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        columns = (
            Column("时间", lambda step: f"{step.operation.at:%Y-%m-%d %H:%M}", 8.5),
            Column("做了什么", lambda step: step.operation.label, 20, stretch=True),
            Column("操作员", lambda step: step.operation.operator, 6),
            Column("", lambda step: step.state, 4, tone=lambda step: theme.MUTED if step.state else ""),
        )
        self.table = Table(columns, empty="还没有操作记录。")
        least(self.table, 0, 230)
        self.table.picked.connect(lambda _step: self._offer())
        self.undo_button = button("撤销这一步", self.undo)
        self.audit_button = button("核对操作记录", self.check_audit)
        self.store_button = button("检查数据文件", self.check_store)
        card = Card("最近 200 步操作")
        card.body.addWidget(self.table, 1)
        card.body.addWidget(
            Wrap(
                label("操作记录只能增加，不能改、不能删。", "hint"),
                right=(self.store_button, self.audit_button, self.undo_button),
            )
        )
        pad(QVBoxLayout(self)).addWidget(card)

    def refresh(self) -> None:
        """Ask anew."""
        self.table.set_rows(steps(self._shell.ask(audit.operations)))
        self._offer()

    def _offer(self) -> None:
        step = self.table.current()
        self.undo_button.setEnabled(step is not None and step.state != "已撤销")

    def undo(self) -> None:
        """Take back the chosen step, where nothing later stands in the way."""
        step = self.table.current()
        if step is not None:
            self._shell.run(audit.undo, target=step.id)

    def check_audit(self) -> None:
        """Go through the whole chain."""

        def told(faults: tuple[str, ...]) -> None:
            if not faults:
                self._shell.say("操作记录完好：每一步都接得上，数据和记录一致")
                return
            more = [f"……共 {len(faults)} 处"] if len(faults) > _MOST_FAULTS else []
            advice = "请不要继续录入，先备份，再联系技术支持。"
            Ask.tell(self, "操作记录有问题", [*faults[:_MOST_FAULTS], *more, advice])

        services = self._shell.services
        self._shell.jobs.start("核对操作记录", lambda _progress: audit.verify_with_backups(services), told)

    def check_store(self) -> None:
        """Open the file on its own and check it whole."""

        def told(counts: tuple[tuple[str, int], ...]) -> None:
            self._shell.say(f"数据文件完好：{counts_words(counts)}")

        def failed(error: Exception) -> None:
            if not isinstance(error, Refusal):
                raise error
            lines = [problem.text for problem in error.problems]
            Ask.tell(self, "数据文件有问题", [*lines, "请到“备份”里恢复最近的一份。"])

        services = self._shell.services
        self._shell.jobs.start("检查数据文件", lambda _progress: backups.check_store(services), told, failed)
