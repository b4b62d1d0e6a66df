"""Which file: dropped or chosen, and what it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit import files, icons, theme
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, row
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad

ROSTER, MEALS = "roster", "meals"
_FILES = "表格 (*.xlsx *.xls *.et *.ods *.csv *.txt)"
_WHAT = {
    ROSTER: "名册、台账、补贴花名册都行：一行一个人，有“姓名”一栏。栏目叫什么、顺序怎样、有没有合计行，都会自己认。",
    MEALS: "一行一个人、一列一天的就餐登记：√ 或 1 算堂食，送 算送餐，外出、住院 算请假。",
}


class ChooseFile(QWidget):
    """``chosen(path)``; ``kind`` says what the clerk takes it for."""

    chosen = Signal(object)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setAcceptDrops(True)
        self.kinds = Chips([(ROSTER, "名册、补贴名单"), (MEALS, "用餐月表")])
        self.kinds.chosen.connect(lambda _key: self._tell())
        self._what, self._trouble = label("", "muted", wrap=True), label("", "refusal", wrap=True)
        self.pick = button("选文件…", self._pick, kind="primary")
        column = pad(QVBoxLayout(self), gap=12)
        to_list = KeyButton("‹ 老人名册", "Esc", self.back.emit, shortcut=False)
        column.addWidget(Wrap(to_list, label("导入", "title")))
        column.addWidget(self._card(), 1)
        self.setFocusProxy(self.pick)
        self._tell()

    def _card(self) -> Card:
        card = Card(gap=16)
        card.body.addWidget(label("这是什么表？", "heading"))
        card.body.addWidget(self.kinds)
        card.body.addWidget(self._what)
        card.body.addStretch(1)
        sign, sentence = label(), label("把文件拖到这里", "empty")
        sign.setPixmap(icons.pixmap("folder", theme.GREEN_SOFT, 56))
        more = label("先读给您看，认不准的会标出来；点“导入”以前什么都不会写进去。", "hint", wrap=True)
        for widget in (sign, sentence):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            card.body.addWidget(widget)
        card.body.addLayout(row(label("或者", "muted"), self.pick))
        card.body.setAlignment(card.body.itemAt(card.body.count() - 1).layout(), Qt.AlignmentFlag.AlignCenter)
        more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(more)
        card.body.addWidget(self._trouble)
        card.body.addStretch(2)
        return card

    @property
    def kind(self) -> str:
        """ROSTER or MEALS."""
        return self.kinds.current()

    def show_trouble(self, text: str) -> None:
        """Say why a file could not be read; "" takes it back."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _tell(self) -> None:
        self._what.setText(_WHAT[self.kind])
        self.show_trouble("")

    def _pick(self) -> None:
        chosen = files.open_file(self, "选要导入的表", f"{_FILES};;所有文件 (*)")
        if chosen is not None:
            self.chosen.emit(chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this computer."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        event.acceptProposedAction()
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))
