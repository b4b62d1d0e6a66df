"""One page for whatever keeps the records from opening: what happened, what to do, and buttons that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.scaled import least, pad, px

UNTOUCHED: Final = "已经记下的数据没有动过。"
_WIDTH, _AROUND = 680, 172  # title, buttons and margins


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: a stable key, and what it says. The last of a page is the one that Enter presses."""

    key: str
    text: str


LEAVE: Final = Choice("leave", "退出")
AGAIN: Final = Choice("again", "重试")
FROM_BACKUP: Final = Choice("restore", "从备份恢复…")


@dataclass(frozen=True, slots=True)
class Page:
    """``facts`` are (caption, value), shown large beside each other; ``steps`` what to do, in their order."""

    title: str
    said: tuple[str, ...]
    steps: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = (LEAVE, AGAIN)
    comfort: str = UNTOUCHED

    def with_choices(self, *choices: Choice) -> Page:
        """The same with other buttons."""
        return replace(self, choices=choices)


class TroublePage(QDialog):
    """Shows a page; ``chosen`` is the key of the button, "leave" for Esc and the cross."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("幸福院")
        least(self, 620, 300)
        self.page, self.chosen = page, LEAVE.key
        self._outer = pad(QVBoxLayout(self), 36, 30, 36, 24, gap=14)
        self._outer.addLayout(self._head(page.title))
        self._inside = self._body(page)
        self._outer.addWidget(scrolling(self._inside), 1)
        line = pad(QHBoxLayout(), gap=10)
        line.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for choice in page.choices:
            kind = "primary" if choice is page.choices[-1] else "plain"
            made = button(choice.text, lambda key=choice.key: self._choose(key), kind=kind)  # type: ignore[misc]
            self.buttons[choice.key] = made
            line.addWidget(made)
        self._outer.addLayout(line)
        first = self.buttons[page.choices[-1].key]
        first.setDefault(True)
        first.setFocus()

    @staticmethod
    def _head(title: str) -> QHBoxLayout:
        head = pad(QHBoxLayout(), gap=14)
        sign = label()
        sign.setPixmap(icons.pixmap("warning", theme.PERSIMMON, 34))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        head.addWidget(sign)
        head.addWidget(label(title, "title", wrap=True), 1)
        return head

    def _body(self, page: Page) -> QWidget:
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=12)
        for text in page.said:
            column.addWidget(label(text, wrap=True, select=True))
        if page.facts:
            column.addWidget(self._facts(page.facts))
        if page.steps:
            column.addWidget(label("怎么办", "strong"))
            grid = pad(QGridLayout(), gap=6)
            grid.setColumnStretch(1, 1)
            for number, step in enumerate(page.steps):
                mark = label(f"{number + 1}." if len(page.steps) > 1 else "·", "muted")
                grid.addWidget(mark, number, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(step, wrap=True, select=True), number, 1)
            column.addLayout(grid)
        if page.comfort:
            column.addWidget(label(page.comfort, "muted", wrap=True))
        column.addStretch(1)
        return inside

    @staticmethod
    def _facts(facts: tuple[tuple[str, str], ...]) -> Card:
        card = Card(gap=8)
        grid = pad(QGridLayout(), gap=10)
        grid.setColumnStretch(1, 1)
        for number, (caption, value) in enumerate(facts):
            grid.addWidget(label(caption, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, "strong", wrap=True, select=True), number, 1)
        card.body.addLayout(grid)
        return card

    def sizeHint(self) -> QSize:
        """As high as its sentences need, and no higher than the screen; then they scroll."""
        most = QGuiApplication.primaryScreen().availableSize()
        width = min(px(_WIDTH), most.width() - 20)
        aside = self._outer.contentsMargins()
        words = self._inside.heightForWidth(width - aside.left() - aside.right())
        return QSize(width, min(words + px(_AROUND), most.height() - 40))

    def setVisible(self, visible: bool) -> None:
        """Open at that size; Qt would stop at two thirds of the screen."""
        if visible and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.ensurePolished()
            self.resize(self.sizeHint())
        super().setVisible(visible)

    def _choose(self, key: str) -> None:
        self.chosen = key
        self.done(QDialog.DialogCode.Rejected if key == LEAVE.key else QDialog.DialogCode.Accepted)

    def ask(self) -> str:
        """Show it and wait; the key of the choice."""
        self.exec()
        return self.chosen
