"""The month grid with what only meals have: late dots, days after leaving, absences, a jump by initials, the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.board import JUMP_PAUSE_MS
from happyhome.gui.kit.grid_data import cells_to_mark
from happyhome.gui.kit.grid_paint import GridGeometry
from happyhome.gui.kit.month_grid import MonthGrid
from happyhome.gui.pages.meals_foot import FootRow, GridFoot
from happyhome.gui.pages.meals_sheet import MonthView
from happyhome.gui.pages.meals_tiles import ABSENCES

_TICKED: Final = frozenset({theme.DINE_IN, theme.PRESENT, theme.DERIVED})


class MealGrid(MonthGrid):
    """``absence_asked(kind)`` for the selection, ``menu_asked(place)``, ``guests_asked(day)``."""

    absence_asked = Signal(str)
    menu_asked = Signal(QPoint)
    guests_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._late: frozenset[tuple[str, int]] = frozenset()
        self._left: Mapping[str, int] = {}
        self._initials: dict[str, str] = {}
        self._letters = ""
        self._forget = QTimer(self, singleShot=True, interval=JUMP_PAUSE_MS)
        self._forget.timeout.connect(self._forget_letters)
        self.foot = GridFoot(self)
        self.foot.asked.connect(self.guests_asked)
        self.horizontalScrollBar().valueChanged.connect(self.foot.set_shift)

    def show_view(self, view: MonthView, foot: Sequence[FootRow]) -> None:
        """Show a month; the cursor stays where it was."""
        self._late, self._left = view.late, view.grid.left
        self._initials = {row.resident: row.initials for row in view.grid.rows}
        self.foot.show_rows(view.sheet, foot)
        self.setViewportMargins(0, 0, 0, self.foot.tall())
        self.set_sheet(view.sheet)
        self._place_foot()

    def meant(self) -> list[tuple[str, int]]:
        """The cells (resident, day) that a key acts on."""
        sheet = self.sheet()
        return [(sheet.rows[row].id, day) for row, day in cells_to_mark(sheet, self.selection())]

    def selected_people(self) -> list[str]:
        """The residents of the selection, top to bottom."""
        rows = self.sheet().rows
        return [rows[row].id for row in self.selection().rows] if rows else []

    def head_place(self, day: int) -> QPoint:
        """Below the head of a day, on the screen."""
        place = self._place()
        x = place.left + (day - 1) * place.day - self.horizontalScrollBar().value()
        return self.viewport().mapToGlobal(QPoint(x, place.head))

    # Keys and mouse

    def _hear(self, character: str) -> bool:
        if character == " ":
            sheet, cells = self.sheet(), cells_to_mark(self.sheet(), self.selection())
            full = all(sheet.mark(row, day) in _TICKED for row, day in cells)
            self._mark(theme.NOT_MARKED if full else theme.DINE_IN)
            return True
        if character in ABSENCES:
            self.absence_asked.emit(ABSENCES[character])
            return True
        if character.isascii() and character.isalpha():
            self._jump(character)
            return True
        return super()._hear(character)

    def _jump(self, letter: str) -> None:
        self._forget.start()
        again = self._letters == letter
        self._letters = letter if again else self._letters + letter
        rows, here = self.sheet().rows, self.selection().row
        order = [*range(here + again, len(rows)), *range(here + again)]
        for row in order:
            readings = self._initials.get(rows[row].id, "").split()
            if any(reading.startswith(self._letters) for reading in readings):
                self.select(row, self.selection().day)
                return

    def _forget_letters(self) -> None:
        self._letters = ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button and the menu key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.selection()
            self.menu_asked.emit(self.viewport().mapToGlobal(self.cell_centre(at.row, at.day)))
        else:
            self.menu_asked.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button keeps a selection that it falls into."""
        if event.button() == Qt.MouseButton.RightButton:
            row, day = self._at_point(event.position().toPoint())
            at = self.selection()
            if row is None or not day or (row in at.rows and day in at.days):
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl G asks for the guests of the day under the cursor; all else is the grid's."""
        if event.key() == Qt.Key.Key_G and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.guests_asked.emit(self.selection().day)
        else:
            super().keyPressEvent(event)

    # Size and painting

    def _place_foot(self) -> None:
        view = self.viewport().geometry()
        self.foot.setGeometry(view.left(), view.bottom() + 1, view.width(), self.foot.tall())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The foot stays below the rows."""
        super().resizeEvent(event)
        self._place_foot()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grid, then late dots, and stone over the days after somebody left."""
        super().paintEvent(event)
        sheet, place = self.sheet(), self._place()
        if not sheet.rows:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(
            QRect(place.left, place.head + 1, place.right - place.left, self.viewport().height())
        )
        top, shift = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        first = top // place.row
        last = min(len(sheet.rows), (top + self.viewport().height()) // place.row + 1)
        for number in range(first, last):
            self._paint_over(painter, place, number, place.head + number * place.row - top, shift)
        painter.end()

    def _paint_over(self, painter: QPainter, place: GridGeometry, number: int, y: int, shift: int) -> None:
        row = self.sheet().rows[number]
        gone = self._left.get(row.id)
        if gone is not None and gone < place.days:
            x = place.left + gone * place.day - shift
            painter.fillRect(QRect(x + 1, y + 1, place.right - x, place.row - 1), QColor(theme.STONE))
        dot = scaled.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.PERSIMMON))
        for day, mark in enumerate(row.marks, 1):
            if mark and (row.id, day) in self._late:
                x = place.left + day * place.day - shift
                painter.drawEllipse(x - dot - scaled.px(2), y + scaled.px(3), dot, dot)
