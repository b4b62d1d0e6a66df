"""导入结果: the township's file, row by row, with what each would do, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.gui.kit import theme
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.scaled import least, open_at, pad
from happyhome.gui.kit.table import Column, Table

if TYPE_CHECKING:
    from happyhome.services.application_returns import DecisionsPreview

_WORDS: Final = {"changed": "要登记", "unchanged": "已经登记", "refused": "不能登记"}
_TONES: Final = {"changed": theme.GREEN, "unchanged": theme.MUTED, "refused": theme.DANGER}


class DecisionsQuestion(QDialog):
    """Accepted: take it in. Rows that cannot be taken stand first, with why."""

    def __init__(self, found: DecisionsPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入审批结果：{found.path.name}")
        order = ("refused", "changed", "unchanged")
        counts = {key: sum(one.outcome == key for one in found.decided) for key in order}
        self.list = Table(_columns(), empty="表里没有认出审批结果。")
        self.list.set_rows(sorted(found.decided, key=lambda one: (order.index(one.outcome), one.row)))
        said = f"要登记 {counts['changed']} 份，已经登记 {counts['unchanged']} 份，不能登记 {counts['refused']} 份。"
        others = [
            f"第 {problem.row} 行：{problem.text}"
            for problem in found.problems
            if problem.row not in _rows(found)
        ]
        column = pad(QVBoxLayout(self), 24, 18, 24, 16, gap=12)
        column.addWidget(label(self.windowTitle(), "title", wrap=True))
        column.addWidget(label(said, "muted", wrap=True))
        card = Card()
        pad(card.body, 2, 2, 2, 2)
        card.body.addWidget(self.list)
        column.addWidget(card, 1)
        if others:
            column.addWidget(label(mask_numbers("\n".join(others[:4])), "refusal", wrap=True))
        column.addLayout(self._buttons(counts["changed"]))
        least(self, 620, 420)
        open_at(self, 860, 560)

    def _buttons(self, changed: int) -> QHBoxLayout:
        line = pad(QHBoxLayout(), gap=10)
        line.addStretch(1)
        self.no = button("不导入" if changed else "知道了", self.reject)
        self.yes = KeyButton(f"登记 {changed} 份", "Ctrl Enter", self.accept, kind="primary")
        self.yes.setVisible(bool(changed))
        line.addWidget(self.no)
        line.addWidget(self.yes)
        return line


def _rows(found: DecisionsPreview) -> set[int]:
    return {one.row for one in found.decided}


def _columns() -> tuple[Column, ...]:
    def tone(one: Any) -> str:
        return _TONES[one.outcome]

    return (
        Column("行", lambda one: str(one.row), 2.5, align="right", sort=lambda one: one.row),
        Column("姓名", lambda one: one.name, 5, bold=True),
        Column("怎样", lambda one: _WORDS[one.outcome], 4.5, tone=tone),
        Column("说明", lambda one: one.sentence, 20, stretch=True),
    )
