"""The row of large figures above a day's board. 来客 can be clicked: it is typed as a number.

今天补贴 stands there where a page shows it and a meal scheme is in use."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.meals import MODE_CHOICES, slot_label
from happyhome.domain.money import yuan
from happyhome.gui.kit.buttons import KeyButton
from happyhome.gui.kit.card import Card, label, line, row
from happyhome.gui.kit.scaled import pad


class Figure(QWidget):
    """A caption, a large figure, and small text behind it."""

    pressed = Signal()

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.caption, self.figure, self.after = (
            label(caption, "small"),
            label("", "figure"),
            label("", "strong"),
        )
        self.after.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.after.setContentsMargins(0, 0, 0, 6)
        column = pad(QVBoxLayout(self), gap=0)
        self.head = row(self.caption, gap=8, stretch=True)
        column.addLayout(self.head)
        column.addLayout(row(self.figure, self.after, gap=6, stretch=True))

    def show_figure(self, figure: str, after: str = "") -> None:
        """Set the figure."""
        self.figure.setText(figure)
        self.after.setText(after)
        self.setAccessibleName(f"{self.caption.text()} {figure} {after}".strip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Some figures can be changed."""
        self.pressed.emit()
        event.accept()


class DayFigures(Card):
    """午餐已记, 堂食 · 送餐 · 自取, 来客, 到院. ``guests_asked`` on a click or Ctrl G."""

    guests_asked = Signal()

    def __init__(self, add: QWidget) -> None:
        """``add`` stands beside the count of those recorded: it brings in somebody who is not expected."""
        super().__init__()
        pad(self.body, 20, 12, 20, 10, gap=0)
        self.served, self.modes = Figure("已记"), Figure(" · ".join(one.label for one in MODE_CHOICES))
        self.guests, self.here, self.money = Figure("来客"), Figure("到院"), Figure("今天补贴")
        across = pad(QHBoxLayout(), gap=20)
        for number, (figure, share) in enumerate(
            ((self.served, 5), (self.modes, 6), (self.guests, 5), (self.here, 4), (self.money, 4))
        ):
            if number:
                self._rule = line(upright=True)
                across.addWidget(self._rule)
            across.addWidget(figure, share)
        self.body.addLayout(across)
        self.show_money(None)
        self.served.head.insertWidget(1, add)
        change = KeyButton("改", "Ctrl G", self.guests_asked.emit, kind="link", shortcut=False)
        change.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        QShortcut(QKeySequence("Ctrl+G"), change).activated.connect(self.guests_asked)
        self.guests.head.insertWidget(1, change)
        self.guests.setCursor(Qt.CursorShape.PointingHandCursor)
        self.guests.setToolTip("没有登记的人吃了几份：点一下填人数（Ctrl G）")
        self.guests.pressed.connect(self.guests_asked)

    def show_money(self, subsidy: int | None, tip: str = "") -> None:
        """The day's subsidy in 分; None hides it. ``tip`` says more on hovering."""
        for widget in (self._rule, self.money):
            widget.setVisible(subsidy is not None)
        if subsidy is not None:
            text = yuan(subsidy)
            self.money.show_figure(f"¥{text.removesuffix('.00')}")
            self.money.setToolTip(tip)

    def show_day(self, slot: str, modes: Counter[str], expected: int, guests: int, here: int) -> None:
        """The figures of a day."""
        self.served.caption.setText(f"{slot_label(slot)}已记")
        self.served.show_figure(str(sum(modes.values())), f"/ {expected} 人")
        self.modes.show_figure(" · ".join(str(modes[one.key]) for one in MODE_CHOICES))
        self.guests.show_figure(str(guests), "人")
        self.here.show_figure(str(here), "人")
