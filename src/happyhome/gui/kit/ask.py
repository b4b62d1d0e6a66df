"""Questions, kept few: a warning is asked once, a heavy act says first what it will do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad


class Ask(QDialog):
    """A title, sentences, and two buttons named after what they do. Esc always means no."""

    def __init__(
        self, title: str, lines: Sequence[str], yes: str, no: str = "不了", *, danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        least(self, 440)
        outer = pad(QVBoxLayout(self), 24, 22, 24, 20, gap=14)
        outer.addLayout(self._head(title, danger=danger))
        self.body: QBoxLayout = pad(QVBoxLayout(), gap=8)
        for text in lines:
            sentence = label(text, wrap=True, select=True)
            self.body.addWidget(sentence)
        outer.addLayout(self.body)
        outer.addStretch(1)
        buttons = pad(QHBoxLayout(), 0, 6, 0, 0, gap=10)
        buttons.addStretch(1)
        self.no = button(no, self.reject)
        self.yes = button(yes, self.accept, kind="danger" if danger else "primary")
        if no:
            buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        outer.addLayout(buttons)
        # A heavy act is not done by an Enter meant for something else.
        (self.no if danger and no else self.yes).setDefault(True)
        (self.no if danger and no else self.yes).setFocus()
        submit = QShortcut(QKeySequence("Ctrl+Return"), self)
        submit.activated.connect(self.accept)

    @staticmethod
    def _head(title: str, *, danger: bool) -> QHBoxLayout:
        line = pad(QHBoxLayout(), gap=12)
        sign = label()
        colour = theme.DANGER if danger else theme.PERSIMMON
        sign.setPixmap(icons.pixmap("warning", colour, 26))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.addWidget(sign)
        line.addWidget(label(title, "heading", wrap=True), 1)
        return line

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        lines: Sequence[str],
        yes: str,
        no: str = "不了",
        *,
        danger: bool = False,
    ) -> bool:
        """Ask and wait; True for yes."""
        return cls(title, lines, yes, no, danger=danger, parent=parent).exec() == QDialog.DialogCode.Accepted

    @classmethod
    def tell(cls, parent: QWidget | None, title: str, lines: Sequence[str]) -> None:
        """Say something that must be read: a refusal that has no field to stand beside."""
        cls(title, lines, "知道了", "", parent=parent).exec()
