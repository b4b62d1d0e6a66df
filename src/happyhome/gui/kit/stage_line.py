"""Stages along a line, each with its day: how far a thing has come, at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.scaled import px


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. ``state``: done, next, ahead, or stopped (it ended here with a no)."""

    title: str
    day: str
    state: str


class StageLine(QWidget):
    """Painted: dots on a line, titles below, days below these."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_stages(self, stages: Sequence[Stage]) -> None:
        """Show these, from the left."""
        self._stages = tuple(stages)
        self.setAccessibleName("；".join(f"{one.title} {one.day}".strip() for one in self._stages))
        self.updateGeometry()
        self.update()

    def stages(self) -> tuple[Stage, ...]:
        """What is shown."""
        return self._stages

    def sizeHint(self) -> QSize:
        """One line of dots and two of words."""
        return QSize(px(86) * max(1, len(self._stages)), px(84))

    def minimumSizeHint(self) -> QSize:
        """Room for words of four characters each."""
        return QSize(px(70) * max(1, len(self._stages)), px(84))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line, dots, words."""
        if not self._stages:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, level, radius = self.width() / len(self._stages), px(16), px(9)
        centres = [QPointF(wide * (number + 0.5), level) for number in range(len(self._stages))]
        for number in range(1, len(centres)):
            done = self._stages[number].state == "done"
            painter.setPen(QPen(QColor(theme.GREEN if done else theme.LINE), px(3)))
            painter.drawLine(centres[number - 1], centres[number])
        for centre, stage in zip(centres, self._stages, strict=True):
            self._dot(painter, centre, radius, stage.state)
            self._words(painter, centre.x() - wide / 2, wide, stage)
        painter.end()

    @staticmethod
    def _dot(painter: QPainter, centre: QPointF, radius: int, state: str) -> None:
        edge = {
            "done": theme.GREEN,
            "next": theme.PERSIMMON,
            "stopped": theme.DANGER,
        }.get(state, theme.FIELD_LINE)
        painter.setPen(QPen(QColor(edge), px(3)))
        painter.setBrush(QColor(edge if state == "done" else theme.CARD))
        painter.drawEllipse(centre, radius, radius)
        if state == "done":
            painter.setPen(QPen(QColor(theme.ON_DARK), px(2)))
            painter.drawPolyline(
                [centre + QPointF(-radius * 0.45, 0.0), centre + QPointF(-radius * 0.1, radius * 0.4),
                 centre + QPointF(radius * 0.5, -radius * 0.35)]
            )  # fmt: skip

    @staticmethod
    def _words(painter: QPainter, left: float, wide: float, stage: Stage) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        ahead = stage.state == "ahead"
        painter.setPen(QColor(theme.MUTED if ahead else theme.INK))
        painter.setFont(scaled.font(15.5, bold=not ahead))
        painter.drawText(QRectF(left, px(32), wide, px(24)), middle, stage.title)
        painter.setPen(QColor(theme.MUTED))
        painter.setFont(scaled.font(13.5))
        painter.drawText(QRectF(left, px(56), wide, px(22)), middle, stage.day)
