"""A number shown masked, with 看全号 beside it: in full for half a minute, or until it goes out of sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad

SHOWN_MS: Final = 30_000
SHOW: Final = "看全号"
HIDE: Final = "遮住"
COPY: Final = "复制"


class SecretField(QWidget):
    """``may_show`` writes the act down and says whether it may be; the number is never selectable, only copied whole.

    ``toggled`` after it was shown or masked. ``key`` shows it from the keyboard while it is in sight.
    """

    toggled = Signal()

    def __init__(
        self,
        caption: str,
        number: str,
        masked: str,
        may_show: Callable[[], bool],
        *,
        in_full: str = "",
        before: str = "",
        role: str = "",
        key: str = "",
    ) -> None:
        """``in_full`` is how the number is set where it is grouped; ``before`` stands before it (the bank's name)."""
        super().__init__()
        self.setProperty("role", "bare")
        self._number, self._masked, self._may_show = number, masked, may_show
        self._in_full, self._before = in_full or number, before
        self._plain = False
        self.text = label("", role, wrap=True)
        self.text.setAccessibleName(caption)
        self.show_button: QPushButton = button(SHOW, self.toggle, kind="link")
        self.show_button.setAccessibleName(f"{SHOW}：{caption}")
        if key:
            self.show_button.setToolTip(f"{SHOW}：{key}")
            QShortcut(QKeySequence(key), self).activated.connect(self.toggle)
        self.copy_button = button(COPY, self.copy, kind="link")
        self.copy_button.setAccessibleName(f"{COPY}{caption}")
        across = pad(QHBoxLayout(self), gap=8)
        across.addWidget(self.text, 1)
        across.addWidget(self.copy_button)
        across.addWidget(self.show_button)
        self.timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self.timer.timeout.connect(self.conceal)
        self._tell()

    @property
    def is_plain(self) -> bool:
        """Whether the number is shown in full just now."""
        return self._plain

    def toggle(self) -> None:
        """看全号, written down first; or 遮住."""
        if self._plain:
            self.conceal()
        elif self._may_show():
            self._plain = True
            self.timer.start()
            self._tell()
            self.toggled.emit()

    def conceal(self) -> None:
        """Hide it again."""
        if self._plain:
            self._plain = False
            self.timer.stop()
            self._tell()
            self.toggled.emit()

    def copy(self) -> None:
        """Onto the clipboard, which writes it down and lets go of it after a minute."""
        if self._plain:
            QGuiApplication.clipboard().setText(self._number)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight is masked."""
        super().hideEvent(event)
        self.conceal()

    def _tell(self) -> None:
        number = self._in_full if self._plain else self._masked
        self.text.setText(" ".join(part for part in (self._before, number) if part))
        self.show_button.setText(HIDE if self._plain else SHOW)
        self.show_button.setVisible(bool(self._number))
        self.copy_button.setVisible(self._plain)
