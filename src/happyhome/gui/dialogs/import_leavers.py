"""Before an import: remarks that tell of a death or a move, each with a tick that nobody has set yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.axes import LEAVING
from happyhome.domain.contents import mask_numbers
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label, scrolling
from happyhome.gui.kit.fields import DayField, Unread
from happyhome.gui.kit.scaled import least, pad
from happyhome.services.import_lines import Leaver


class ImportLeavers(QDialog):
    """``chosen`` after accepting: those ticked, each with its day."""

    def __init__(
        self, leavers: Sequence[Leaver], today: Callable[[], date], yes: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("备注里有去世、迁出")
        least(self, 760, 420)
        self._rows: list[tuple[Leaver, QCheckBox, DayField]] = []
        self.chosen: tuple[Leaver, ...] = ()
        inside = QWidget()
        grid = pad(QGridLayout(inside), 24, 4, 24, 4, gap=10)
        grid.setColumnStretch(1, 1)
        for number, leaver in enumerate(leavers):
            self._add(grid, number, leaver, today)
        grid.setRowStretch(len(leavers), 1)
        outer = pad(QVBoxLayout(self), 0, 18, 0, 16, gap=10)
        head = pad(QVBoxLayout(), 24, 0, 24, 0, gap=4)
        head.addWidget(label(f"备注里说 {len(leavers)} 位已去世或迁出", "title"))
        head.addWidget(
            label(
                "核实过的打上勾，导入后就按这一天记离开，结束各种身份；没打勾的照常登记。", "muted", wrap=True
            )
        )
        outer.addLayout(head)
        outer.addWidget(scrolling(inside), 1)
        buttons = pad(QHBoxLayout(), 24, 0, 24, 0, gap=10)
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject))
        self.yes = button(yes, self._take, kind="primary")
        buttons.addWidget(self.yes)
        outer.addLayout(buttons)

    def _add(self, grid: QGridLayout, number: int, leaver: Leaver, today: Callable[[], date]) -> None:
        tick = QCheckBox(f"{leaver.name}　{LEAVING.label_of(leaver.kind)}")
        day = DayField(f"day{number}", f"{leaver.name}哪一天", today)
        day.set_value(leaver.day)
        grid.addWidget(tick, number, 0)
        grid.addWidget(
            label(mask_numbers(f"第 {leaver.row} 行：{leaver.text}"), "muted", wrap=True), number, 1
        )
        grid.addWidget(day, number, 2)
        self._rows.append((leaver, tick, day))

    def tick(self, name: str) -> None:
        """Tick somebody."""
        next(tick for leaver, tick, _ in self._rows if leaver.name == name).setChecked(True)

    def _take(self) -> None:
        found = []
        for leaver, tick, field in self._rows:
            if not tick.isChecked():
                continue
            try:
                day = field.value()
            except Unread as refusal:
                field.show_refusal(str(refusal))
                field.setFocus()
                return
            if day is None:
                field.show_refusal("请写明是哪一天。")
                field.setFocus()
                return
            found.append(replace(leaver, day=day))
        self.chosen = tuple(found)
        self.accept()
