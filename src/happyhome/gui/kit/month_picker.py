"""‹ 2026年11月 ›: which month a page shows. PageUp and PageDown turn it too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.gui.kit.buttons import IconButton
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad


class MonthPicker(QWidget):
    """``changed(month)`` when turned by hand. ``latest`` keeps it from months that nobody has lived yet."""

    changed = Signal(object)

    def __init__(
        self, month: Month, *, latest: Month | None = None, after: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._month, self._latest, self._after = month, latest, after
        self._title = label("", "title")
        self._back = IconButton("chevron-left", "上个月（Ctrl PageUp）", lambda: self._turn(-1))
        self._on = IconButton("chevron-right", "下个月（Ctrl PageDown）", lambda: self._turn(1))
        line = pad(QHBoxLayout(self), gap=10)
        for widget in (self._title, self._back, self._on):
            line.addWidget(widget)
        for key, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            hot = QShortcut(QKeySequence(key), self)
            hot.setContext(Qt.ShortcutContext.WindowShortcut)
            hot.activated.connect(lambda step=step: self._turn(step))
        self._show()

    def month(self) -> Month:
        """The month shown."""
        return self._month

    def set_month(self, month: Month, after: str | None = None) -> None:
        """Show a month without telling anyone; ``after`` stands behind it (午餐)."""
        self._month = month
        self._after = self._after if after is None else after
        self._show()

    def set_latest(self, latest: Month) -> None:
        """Let it go as far as a month, when a new one has begun."""
        self._latest = latest
        self._show()

    def _turn(self, step: int) -> None:
        month = self._month.plus(step)
        if self._latest is not None and month > self._latest:
            return
        self.set_month(month)
        self.changed.emit(month)

    def _show(self) -> None:
        self._title.setText(f"{self._month.label} {self._after}".strip())
        self._on.setEnabled(self._latest is None or self._month < self._latest)
