"""Questions, kept few: a warning is asked once, a heavy act says first what it will do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label, scrolling
from happyhome.gui.kit.scaled import least, pad, px

_NARROW, _WIDE = 480, 760
_AROUND = 165  # title of two lines, buttons and margins


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
        inside = QWidget()
        self.body: QBoxLayout = pad(QVBoxLayout(inside), gap=8)
        for text in lines:
            sentence = label(mask_numbers(text), wrap=True, select=True)
            self.body.addWidget(sentence)
        self.body.addStretch(1)
        self._inside, self._outer = inside, outer
        outer.addWidget(scrolling(inside), 1)
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

    def sizeHint(self) -> QSize:
        """As high as its sentences need; much to read makes it wider first, and scrolls last."""
        most = QGuiApplication.primaryScreen().availableSize()
        size = QSize(px(_WIDE), 0)
        for width in (px(_NARROW), px(_WIDE)):
            aside = self._outer.contentsMargins()
            words = self._inside.heightForWidth(width - aside.left() - aside.right())
            size = QSize(width, words + px(_AROUND))
            if words <= most.height() // 3:
                break
        return size.boundedTo(QSize(most.width() - 20, most.height() - 40))

    def setVisible(self, visible: bool) -> None:
        """Open at that size; Qt would stop at two thirds of the screen."""
        if visible and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.ensurePolished()
            self.resize(self.sizeHint())
        super().setVisible(visible)

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
