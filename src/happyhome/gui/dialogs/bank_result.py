"""银行发放结果: what a list from the bank says, before it is taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.domain.money import yuan
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import theme
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least
from happyhome.gui.kit.table import Column, Table

if TYPE_CHECKING:
    from happyhome.services.bank_returns import BankPreview

_MOST_TOLD: Final = 8
_WORDS: Final = {"paid": "已到账", "failed": "退回", "": "待发"}


class BankDialog(FormDialog):
    """Accepted when the clerk wants it taken in; what failed stands first."""

    def __init__(self, found: BankPreview, name: str, parent: QWidget | None = None) -> None:
        roll = found.roll
        super().__init__(
            f"银行发放结果：{name}", (), lambda _values: Outcome(""), parent, yes="登记结果", width=760
        )
        self._new = sum(mark.changes for mark in found.marks)
        said = (
            f"对上的名册：{roll.title} {roll.period}。到账 {len(found.paid)} 人，退回 {len(found.failed)} 人，"
            f"清单里没有提到的 {len(found.untold)} 人。"
        )
        self.body.addWidget(label(said, wrap=True))
        if not self._new:
            self.body.addWidget(label("这些结果都已经登记过，没有新的。", "muted", wrap=True))
        self.table = least(Table(_columns(), empty="清单里没有这本名册的人。"), 0, 240)
        self.table.set_rows(sorted(found.marks, key=lambda mark: mark.state != "failed"))
        self.body.addWidget(self.table, 1)
        for problem in found.problems[:_MOST_TOLD]:
            told = mask_numbers(f"第 {problem.row} 行：{problem.text}")
            self.body.addWidget(label(told, "refusal", wrap=True))
        if len(found.problems) > _MOST_TOLD:
            self.body.addWidget(label(f"……另有 {len(found.problems) - _MOST_TOLD} 处。", "refusal"))
        self.yes.setText(f"登记 {self._new} 人")
        self.yes.setEnabled(self._new > 0)

    def submit(self) -> None:
        """Ctrl Enter takes nothing in where there is nothing new."""
        if self._new:
            super().submit()


def _columns() -> tuple[Column, ...]:
    def tone(mark: Any) -> str:
        return theme.DANGER if mark.state == "failed" else ""

    return (
        Column("行", lambda mark: str(mark.row), 2.5, align="right", sort=lambda mark: mark.row),
        Column("姓名", lambda mark: mark.line.name, 6, bold=True),
        Column("实发", lambda mark: yuan(mark.line.net), 5, align="right", sort=lambda mark: mark.line.net),
        Column("结果", lambda mark: _WORDS[mark.state], 4, tone=tone),
        Column("原因", lambda mark: mark.failure, 10, stretch=True),
        Column("", lambda mark: "" if mark.changes else "已登记过", 5),
    )
