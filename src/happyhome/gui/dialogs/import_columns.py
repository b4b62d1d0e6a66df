"""Which column means what: guessed, and put right here by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label, scrolling
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.steady import ChoiceBox
from happyhome.services.import_lines import ColumnChoice, column_targets

SURE = 0.9


class ImportColumns(QDialog):
    """``changes`` after accepting: targets by (signature, column), only those that were altered."""

    def __init__(self, columns: Sequence[ColumnChoice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("栏目对不对")
        least(self, 820, 560)
        self._columns = tuple(columns)
        self._boxes: list[ChoiceBox] = []
        inside = QWidget()
        grid = pad(QGridLayout(inside), 20, 6, 20, 6, gap=8)
        grid.setColumnStretch(1, 1)
        self._fill(grid)
        outer = pad(QVBoxLayout(self), 0, 18, 0, 16, gap=10)
        head = pad(QVBoxLayout(), 20, 0, 20, 0, gap=2)
        head.addWidget(label("栏目对不对", "title"))
        head.addWidget(
            label(
                "左边是表里的栏目名，右边是要记到哪一项。改好后，下次同样的表会自己这样认。",
                "muted",
                wrap=True,
            )
        )
        outer.addLayout(head)
        outer.addWidget(scrolling(inside), 1)
        buttons = pad(QHBoxLayout(), 20, 0, 20, 0, gap=10)
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject))
        self.yes = button("就这样认", self.accept, kind="primary")
        buttons.addWidget(self.yes)
        outer.addLayout(buttons)

    def _fill(self, grid: QGridLayout) -> None:
        sheet, place = "", 0
        several = len({column.sheet for column in self._columns}) > 1
        for column in self._columns:
            if several and column.sheet != sheet:
                grid.addWidget(label(f"工作表“{column.sheet}”", "heading"), place, 0, 1, 4)
                place += 1
            sheet = column.sheet
            grid.addWidget(label(column.heading, "strong", wrap=True), place, 0)
            grid.addWidget(label(mask_numbers("、".join(column.samples)), "muted", wrap=True), place, 1)
            box = self._box(column)
            grid.addWidget(box, place, 2)
            if column.target and column.sure < SURE:
                grid.addWidget(Pill("拿不准", "amber"), place, 3)
            self._boxes.append(box)
            place += 1
        grid.setRowStretch(place, 1)

    @staticmethod
    def _box(column: ColumnChoice) -> ChoiceBox:
        box = least(ChoiceBox(), 190)
        box.setAccessibleName(f"“{column.heading}”记到哪一项")
        for target, words in column_targets():
            box.addItem(words, target)
        if column.target and box.findData(column.target) < 0:
            box.addItem("按“是/否”认", column.target)
        box.setCurrentIndex(max(0, box.findData(column.target)))
        return box

    def choose(self, heading: str, target: str) -> None:
        """Set the box of a column."""
        place = next(n for n, column in enumerate(self._columns) if column.heading == heading)
        box = self._boxes[place]
        box.setCurrentIndex(box.findData(target))

    @property
    def changes(self) -> dict[tuple[str, int], str]:
        """What was altered."""
        return {
            (column.signature, column.index): box.currentData()
            for column, box in zip(self._columns, self._boxes, strict=True)
            if box.currentData() != column.target
        }
