"""经历: what happened to one person, newest first, along a line of rings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from happyhome.gui.kit import scaled, theme


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry. ``day`` is text (2026-11-12, or 2026-11); ``key`` is what ``opened`` tells."""

    day: str
    text: str
    key: str = ""
    ended: bool = False


class Timeline(QWidget):
    """Entries under each other, long ones on several lines. ``opened(key)`` when one with a key is clicked."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()
        self._heights: dict[int, int] = {}  # by width, for these moments in this font
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def set_moments(self, moments: Sequence[Moment]) -> None:
        """Show these, in this order."""
        self._moments = tuple(moments)
        self._heights.clear()
        self.setAccessibleName("；".join(f"{moment.day} {moment.text}" for moment in self._moments[:20]))
        self._grow()

    def _left(self) -> int:
        return scaled.px(30) + QFontMetrics(scaled.font(14)).horizontalAdvance("2026-12-00") + scaled.px(8)

    def _boxes(self, width: int) -> list[QRectF]:
        metrics, boxes, top = QFontMetrics(scaled.font(16)), [], 0.0
        room = max(60, width - self._left())
        for moment in self._moments:
            wrap = int(Qt.TextFlag.TextWordWrap)
            text = metrics.boundingRect(0, 0, room, 10_000, wrap, moment.text or " ")
            height = max(scaled.px(33), text.height() + scaled.px(9))
            boxes.append(QRectF(0, top, width, height))
            top += height
        return boxes

    def _grow(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def heightForWidth(self, width: int) -> int:
        """All entries."""
        if width not in self._heights:
            boxes = self._boxes(width)
            self._heights[width] = round(boxes[-1].bottom()) + scaled.px(2) if boxes else 0
        return self._heights[width]

    def hasHeightForWidth(self) -> bool:
        """Narrower is taller."""
        return True

    def sizeHint(self) -> QSize:
        """For the width of now."""
        return QSize(scaled.px(400), self.heightForWidth(max(self.width(), scaled.px(300))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._heights.clear()
            self._grow()

    def _key_at(self, event: QMouseEvent) -> str:
        boxes = zip(self._boxes(self.width()), self._moments, strict=True)
        return next((moment.key for box, moment in boxes if box.contains(event.position())), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        key = self._key_at(event)
        if key:
            self.opened.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what opens."""
        hand = Qt.CursorShape.PointingHandCursor if self._key_at(event) else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, rings, days in small, texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes, middle, left = self._boxes(self.width()), scaled.px(12), self._left()
        if boxes:
            painter.setPen(QPen(QColor(theme.LINE), scaled.px(3)))
            painter.drawLine(middle, 2, middle, round(boxes[-1].bottom()) - 2)
        for box, moment in zip(boxes, self._moments, strict=True):
            ring = scaled.px(12)
            painter.setPen(QPen(QColor(theme.GREEN_SOFT if moment.ended else theme.GREEN), scaled.px(3)))
            painter.setBrush(QColor(theme.CARD))
            painter.drawEllipse(QRectF(middle - ring / 2, box.top() + scaled.px(7), ring, ring))
            flags = int(Qt.AlignmentFlag.AlignLeft)
            painter.setFont(scaled.font(14))
            painter.setPen(QColor(theme.MUTED))
            painter.drawText(
                QRectF(scaled.px(30), box.top() + scaled.px(4), left, box.height()), flags, moment.day
            )
            painter.setFont(scaled.font(16))
            painter.setPen(QColor(theme.MUTED if moment.ended else theme.INK))
            text_box = QRectF(left, box.top() + scaled.px(2), self.width() - left, box.height())
            painter.drawText(text_box, flags | int(Qt.TextFlag.TextWordWrap), moment.text)
        painter.end()
