"""A small bar chart: a few numbers by day, no axis, the number above each bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from happyhome.gui.kit import scaled, theme


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``soft`` ones are not final yet (today)."""

    caption: str
    value: int
    soft: bool = False


class Bars(QWidget):
    """Bars side by side, scaled to the largest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()

    def set_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show these; screen readers get them as one sentence."""
        self._bars = bars
        self.setAccessibleName("，".join(f"{bar.caption} {bar.value}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        """As drawn in the week of today's page."""
        return QSize(scaled.px(290), scaled.px(120))

    def minimumSizeHint(self) -> QSize:
        """Low, so that a small window keeps room for what matters more."""
        return QSize(scaled.px(160), scaled.px(84))

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Numbers on top, bars, captions below."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled.font(13))
        line = painter.fontMetrics().height()
        room = self.height() - line * 2 - scaled.px(6)
        highest = max(1, *(bar.value for bar in self._bars), 1)
        step = self.width() / len(self._bars)
        for number, bar in enumerate(self._bars):
            tall = max(0.0, room * bar.value / highest)
            width = min(step * 0.62, scaled.px(34))
            left, floor = number * step + (step - width) / 2, self.height() - line - scaled.px(3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.GREEN_SOFT if bar.soft else theme.GREEN))
            if bar.value:
                painter.drawRoundedRect(QRectF(left, floor - tall, width, tall), scaled.px(3), scaled.px(3))
            painter.setPen(QColor(theme.INK))
            centre = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(
                QRectF(number * step, floor - tall - line - scaled.px(2), step, line), centre, str(bar.value)
            )
            painter.setPen(QColor(theme.MUTED))
            painter.drawText(QRectF(number * step, self.height() - line, step, line), centre, bar.caption)
        painter.end()
