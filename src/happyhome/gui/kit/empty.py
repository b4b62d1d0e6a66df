"""An empty state: what is missing here, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad


class Empty(QWidget):
    """An icon, a sentence, and a button where there is something to do."""

    def __init__(
        self, icon: str, text: str, act: str = "", on_act: Callable[[], object] | None = None, *, more: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "bare")
        column = pad(QVBoxLayout(self), 20, 20, 20, 20, gap=12)
        column.addStretch(1)
        sign = label()
        sign.setPixmap(icons.pixmap(icon, theme.GREEN_SOFT, 56))
        sentence, rest = label(text, "empty", wrap=True), label(more, "hint", wrap=True)
        for widget in (sign, sentence, rest):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        rest.setVisible(bool(more))
        if act:
            column.addWidget(button(act, on_act, kind="primary"), 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
