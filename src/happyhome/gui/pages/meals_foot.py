"""The foot of the month grid, always in sight: how many ate on each day, and the guests as a row of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.grid_data import MonthSheet
from happyhome.gui.kit.grid_paint import GridGeometry

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class FootRow:
    """A label, a number for each day (0 is not written), the total."""

    label: str
    counts: tuple[int, ...]
    editable: bool = False

    @property
    def total(self) -> int:
        """Of the month."""
        return sum(self.counts)


class GridFoot(QWidget):
    """Lies below the viewport of the grid, in the same columns. ``asked(day)`` on a click into an editable row."""

    asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = MonthSheet(31)
        self._rows: tuple[FootRow, ...] = ()
        self._shift = 0
        self.setMouseTracking(True)

    def show_rows(self, sheet: MonthSheet, rows: Sequence[FootRow]) -> None:
        """Show these below a sheet."""
        self._sheet, self._rows = sheet, tuple(rows)
        self.setAccessibleName("，".join(f"{row.label} {row.total}" for row in rows))
        self.update()

    def rows(self) -> tuple[FootRow, ...]:
        """What is shown."""
        return self._rows

    def set_shift(self, pixels: int) -> None:
        """Follow the grid sideways."""
        self._shift = pixels
        self.update()

    def tall(self) -> int:
        """How high it wants to be."""
        return scaled.px(28) * len(self._rows) + (1 if self._rows else 0)

    def cell_centre(self, row: int, day: int) -> QPoint:
        """The middle of a cell."""
        place = GridGeometry(self._sheet, self.width())
        x = place.left + (day - 1) * place.day + place.day // 2 - self._shift
        return QPoint(x, scaled.px(28) * row + scaled.px(14))

    def _day_at(self, point: QPoint) -> int:
        """The day under the mouse in an editable row, else 0."""
        place, row = GridGeometry(self._sheet, self.width()), point.y() // scaled.px(28)
        if not (
            0 <= row < len(self._rows) and self._rows[row].editable and place.left <= point.x() < place.right
        ):
            return 0
        day = (point.x() - place.left + self._shift) // place.day + 1
        return day if day <= self._sheet.days else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for the number."""
        day = self._day_at(event.position().toPoint())
        if day:
            self.asked.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be changed."""
        over = self._day_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Labels, numbers, totals, in the columns of the grid."""
        if not self._rows:
            return
        painter = QPainter(self)
        place, tall = GridGeometry(self._sheet, self.width()), scaled.px(28)
        painter.fillRect(self.rect(), QColor(theme.RAIL))
        for number, row in enumerate(self._rows):
            top = number * tall
            painter.save()
            painter.setClipRect(place.left, top, place.right - place.left, tall)
            self._paint_days(painter, place, row, top, tall)
            painter.restore()
            painter.setPen(QColor(theme.INK))
            painter.setFont(scaled.font(15))
            left = QRect(scaled.px(9), top, place.left - scaled.px(18), tall)
            painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), row.label)
            painter.setFont(scaled.font(14 if row.total > 999 else 15, bold=True))
            painter.drawText(QRect(place.right, top, place.total, tall), _CENTRE, str(row.total or ""))
            painter.setPen(QPen(QColor(theme.LINE if number == 0 else theme.GRID_LINE)))
            painter.drawLine(0, top, self.width(), top)
        painter.setPen(QColor(theme.GRID_LINE))
        for x in (place.left, place.right):
            painter.drawLine(x, 0, x, self.height())
        painter.end()

    def _paint_days(self, painter: QPainter, place: GridGeometry, row: FootRow, top: int, tall: int) -> None:
        painter.setFont(scaled.font(13))
        for day, count in enumerate(row.counts, 1):
            x = place.left + (day - 1) * place.day - self._shift
            painter.setPen(QColor(theme.GRID_LINE))
            painter.drawLine(x, top, x, top + tall)
            if count:
                painter.setPen(QColor(theme.PERSIMMON if day == self._sheet.today else theme.MUTED))
                painter.drawText(QRect(x, top, place.day, tall), _CENTRE, str(count))
