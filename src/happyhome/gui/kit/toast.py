"""The dark line at the bottom: what was done, and 撤销. One at a time; it never takes the focus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad, px

SHOWN_MS: Final = 7000


class Toast(QFrame):
    """Floats over ``host`` near its lower edge. ``undo_asked`` when 撤销 is clicked."""

    undo_asked = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("role", "toast")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text = label("", "toast")
        self._undo = button("撤销 Ctrl Z", self._clicked, kind="toastlink")
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = pad(QHBoxLayout(self), 18, 9, 18, 9, gap=20)
        line.addWidget(self._text)
        line.addWidget(self._undo)
        self._hide = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._hide.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        """Show ``text``, in place of what was shown before; with 撤销 when it can be taken back. Numbers are masked."""
        text = mask_numbers(text)
        self._text.setText(self._text.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, px(700)))
        self._undo.setVisible(undo)
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        self._hide.start()

    def text(self) -> str:
        """What it says; empty while hidden."""
        return self.accessibleName() if self.isVisible() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the line itself puts it away: something may stand below it."""
        event.accept()
        self.hide()

    def _clicked(self) -> None:
        self.hide()
        self.undo_asked.emit()

    def _place(self) -> None:
        self.adjustSize()
        host = self._host
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - px(14))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the window grows."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
