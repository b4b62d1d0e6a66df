"""‹ 11月18日 星期三 ›: which day the board shows. Ctrl PageUp and Ctrl PageDown turn it too."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from happyhome.domain.dates import weekday_name
from happyhome.gui.kit.buttons import IconButton
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad
from happyhome.gui.text import short_day


class DayPicker(QWidget):
    """``changed(day)`` when turned by hand; never beyond ``latest``."""

    changed = Signal(object)

    def __init__(self, day: date, *, latest: date) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._day, self._latest = day, latest
        self._title = label("", "title")
        self._back = IconButton("chevron-left", "前一天（Ctrl PageUp）", lambda: self._turn(-1))
        self._on = IconButton("chevron-right", "后一天（Ctrl PageDown）", lambda: self._turn(1))
        across = pad(QHBoxLayout(self), gap=10)
        for widget in (self._title, self._back, self._on):
            across.addWidget(widget)
        for key, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            hot = QShortcut(QKeySequence(key), self)
            hot.activated.connect(lambda step=step: self._turn(step))
        self.set_day(day)

    def day(self) -> date:
        """The day shown."""
        return self._day

    def set_day(self, day: date, latest: date | None = None) -> None:
        """Show a day without telling anyone."""
        self._day, self._latest = day, latest or self._latest
        year = f"{day.year}年" if day.year != self._latest.year else ""
        self._title.setText(f"{year}{short_day(day)} {weekday_name(day)}")
        self._on.setEnabled(day < self._latest)

    def _turn(self, step: int) -> None:
        day = self._day + timedelta(days=step)
        if day <= self._latest:
            self.set_day(day)
            self.changed.emit(day)
