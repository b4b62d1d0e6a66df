"""Filter chips (one of several is on), and the small coloured pills that name a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.buttons import PressedByEnter
from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import pad


@dataclass(frozen=True, slots=True)
class Tone:
    """Ink, ground and edge of a pill."""

    ink: str
    ground: str
    line: str


TONES = {
    "red": Tone(theme.DANGER, theme.DANGER_PALE, theme.DANGER_LINE),
    "blue": Tone(theme.BLUE, theme.BLUE_PALE, "#a9c1e2"),
    "green": Tone(theme.GREEN, theme.GREEN_PALE, theme.GREEN_SOFT),
    "amber": Tone(theme.AMBER, theme.AMBER_PALE, "#e3c48f"),
    "stone": Tone(theme.MUTED, theme.STONE, theme.LINE),
    "plain": Tone(theme.INK, theme.CARD, theme.FIELD_LINE),
}
"""Tones by name; red is for what cannot wait, stone for what merely is."""


class Chips(QWidget):
    """Chips of which one is on, in as many lines as they need. ``chosen`` tells the key; left and right move along."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._row = pad(WrapLayout(self), gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these (key, text); the same keys keep their buttons, so that focus stays while counts change."""
        if [key for key, _ in options] != list(self._buttons):
            self._rebuild(options)
        for key, text in options:
            self._buttons[key].setText(text)

    def _rebuild(self, options: Sequence[tuple[str, str]]) -> None:
        current = self.current()
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self._buttons = {}
        for key, text in options:
            chip = PressedByEnter(text)
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            chip.setAutoDefault(False)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.clicked.connect(lambda _on, key=key: self.chosen.emit(key))
            self._group.addButton(chip)
            self._row.addWidget(chip)
            self._buttons[key] = chip
        if self._buttons:
            self._buttons.get(current, next(iter(self._buttons.values()))).setChecked(True)

    def current(self) -> str:
        """The key that is on; empty when there is none."""
        return next((key for key, chip in self._buttons.items() if chip.isChecked()), "")

    def chip(self, key: str) -> QWidget:
        """The button of a key, for the focus."""
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        """Turn a chip on without telling anyone."""
        self._buttons[key].setChecked(True)


class Pill(QWidget):
    """A small coloured word: 未见, 满80, 通过. ``round`` pills (独居, 低保) have an edge."""

    def __init__(
        self, text: str, tone: str = "stone", *, edged: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._edged = text, tone, edged
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, tone: str | None = None) -> None:
        """Change the word, and the tone where given."""
        self._text, self._tone = text, tone or self._tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the word; unedged pills are at least as wide as two characters, to line up in lists."""
        metrics = QFontMetrics(scaled.font(14))
        width = metrics.horizontalAdvance(self._text) + scaled.px(26 if self._edged else 16)
        return QSize(width if self._edged else max(width, scaled.px(52)), metrics.height() + scaled.px(6))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, edge, word."""
        tone = TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tone.ground))
        painter.setPen(QPen(QColor(tone.line)) if self._edged else Qt.PenStyle.NoPen)
        radius = self.height() / 2 - 1 if self._edged else scaled.px(5)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), radius, radius)
        painter.setPen(QColor(tone.ink))
        painter.setFont(scaled.font(14))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
