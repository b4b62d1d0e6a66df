"""The month grid, residents × days: walk, select, mark by key, and exchange with Excel over the clipboard.

Own-painted: 300 × 31 repaints in a few milliseconds, where cell widgets take tenths of a second (tech.md, 6).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from happyhome.gui.kit import keys, scaled, theme, tsv
from happyhome.gui.kit.canvas import Canvas
from happyhome.gui.kit.grid_data import GridRow, MonthSheet, Selection, cells_to_mark, pasted_cells
from happyhome.gui.kit.grid_paint import GridGeometry, GridPainter

_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class MonthGrid(Canvas):
    """Signals carry resident ids and days, never row numbers.

    ``marked(cells, mode)``: cells are (resident, day); an empty mode takes the marks away.
    ``pasted(cells)``: (resident, day, mode) for the cells that differ. ``refused(text)``: why a paste was not taken.
    ``selected(count)``, ``day_clicked(day)``, ``person_opened(id)``.
    """

    marked = Signal(list, str)
    pasted = Signal(list)
    refused = Signal(str)
    selected = Signal(int)
    day_clicked = Signal(int)
    person_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = MonthSheet(31)
        self._at = Selection()
        self._painter = GridPainter()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("月表")
        for widget in (self, self.viewport()):
            keys.refuse_input_method(widget)

    def set_sheet(self, sheet: MonthSheet) -> None:
        """Show a month; the selection stays on the same resident and day."""
        kept = {self._sheet.rows[row].id for row in (self._at.row,) if row < len(self._sheet.rows)}
        self._sheet = sheet
        row = next((index for index, data in enumerate(sheet.rows) if data.id in kept), self._at.row)
        if row != self._at.row:
            self._at = Selection(row, self._at.day, row, self._at.day)
        self._at = self._at.moved(self._at.row, self._at.day, sheet, extend=True)
        if self._at.start_row >= len(sheet.rows) or self._at.start_day > sheet.days:
            self._at = self._at.moved(self._at.row, self._at.day, sheet, extend=False)
        self._lay_out()

    def sheet(self) -> MonthSheet:
        """What is shown."""
        return self._sheet

    def selection(self) -> Selection:
        """Which cells are selected."""
        return self._at

    def select(self, row: int, day: int, *, extend: bool = False) -> None:
        """Move the cursor, or stretch the selection to there; scrolls it into sight."""
        self._at = self._at.moved(row, day, self._sheet, extend=extend)
        self._show_cursor()
        if self._sheet.rows:
            name, mark = self._sheet.rows[self._at.row].name, self._sheet.mark(self._at.row, self._at.day)
            self.setAccessibleDescription(f"{name} {self._at.day}日 {theme.LOOKS[mark].word}")
        self.selected.emit(self._at.count if self._sheet.rows else 0)
        self.viewport().update()

    # What the keyboard says

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk (Shift stretches), Home/End, pages, copy and paste; what writes goes to ``_hear``."""
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._at = Selection(0, 1, max(0, len(self._sheet.rows) - 1), self._sheet.days)
            self.select(self._at.row, self._at.day, extend=True)
        elif key in _STEPS:
            down, across = _STEPS[Qt.Key(key)]
            self.select(self._at.row + down, self._at.day + across, extend=extend)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select(self._at.row, 1 if key == Qt.Key.Key_Home else self._sheet.days, extend=extend)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            page = max(1, (self.viewport().height() - self._place().head) // self._place().row - 1)
            self.select(
                self._at.row + (page if key == Qt.Key.Key_PageDown else -page), self._at.day, extend=extend
            )
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._mark(theme.NOT_MARKED)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sheet.rows:
            self.person_opened.emit(self._sheet.rows[self._at.row].id)
        elif not self._hear(keys.typed(event)):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method that commits all the same is heard like keys."""
        for character in keys.plain(event.commitString()):
            self._hear(character)
        event.accept()

    def _hear(self, character: str) -> bool:
        if character == " ":
            cells = cells_to_mark(self._sheet, self._at)
            full = all(self._sheet.mark(row, day) == theme.DINE_IN for row, day in cells)
            self._mark(theme.NOT_MARKED if full else theme.DINE_IN)
        elif character in keys.MODES:
            self._mark(keys.MODES[character])
        else:
            return False
        return True

    def _mark(self, mode: str) -> None:
        cells = [(self._sheet.rows[row].id, day) for row, day in cells_to_mark(self._sheet, self._at)]
        if cells:
            self.marked.emit(cells, mode)

    def copy(self) -> None:
        """Put the selected signs on the clipboard."""
        if self._sheet.rows:
            rows = [[self._sheet.mark(row, day) for day in self._at.days] for row in self._at.rows]
            QGuiApplication.clipboard().setText(tsv.write(rows))

    def paste(self) -> None:
        """Read the clipboard at the selection's upper left corner; nothing is taken unless all of it is read."""
        text = QGuiApplication.clipboard().text()
        if not text or not self._sheet.rows:
            return
        try:
            cells = pasted_cells(self._sheet, self._at, tsv.read(text))
        except ValueError as refusal:
            self.refused.emit(str(refusal))
            return
        if cells:
            self.pasted.emit(cells)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A cell, a day's head (selects the column) or a name (selects the row)."""
        row, day = self._at_point(event.position().toPoint())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if row is None and day:
            self._at = Selection(0, day, 0, day)
            self.select(len(self._sheet.rows) - 1, day, extend=True)
            self.day_clicked.emit(day)
        elif row is not None and not day:
            self._at = Selection(row, 1, row, 1)
            self.select(row, self._sheet.days, extend=True)
        elif row is not None:
            self.select(row, day, extend=extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging stretches the selection."""
        row, day = self._at_point(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and row is not None and day:
            self.select(row, day, extend=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a name it opens the person; on a cell it is a second Space."""
        row, day = self._at_point(event.position().toPoint())
        if row is not None and not day:
            self.person_opened.emit(self._sheet.rows[row].id)
        elif row is not None:
            self._hear(" ")

    def cell_centre(self, row: int, day: int) -> QPoint:
        """The middle of a cell in the viewport."""
        place = self._place()
        x = place.left + (day - 1) * place.day + place.day // 2 - self.horizontalScrollBar().value()
        return QPoint(x, place.head + row * place.row + place.row // 2 - self.verticalScrollBar().value())

    def _at_point(self, point: QPoint) -> tuple[int | None, int]:
        """(row, day): row None in the head or below the rows, day 0 outside the days."""
        place = self._place()
        row = (point.y() - place.head + self.verticalScrollBar().value()) // place.row
        day = (point.x() - place.left + self.horizontalScrollBar().value()) // place.day + 1
        in_days = place.left <= point.x() < place.right and 1 <= day <= self._sheet.days
        in_rows = point.y() >= place.head and 0 <= row < len(self._sheet.rows)
        if point.y() >= place.head and not in_rows:
            return None, 0
        return (row if in_rows else None), (day if in_days else 0)

    # Size and painting

    def _place(self) -> GridGeometry:
        return GridGeometry(self._sheet, self.viewport().width())

    def _lay_out(self) -> None:
        place = self._place()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(
            0, max(0, len(self._sheet.rows) * place.row + place.head - self.viewport().height() + 1)
        )
        down.setSingleStep(place.row)
        down.setPageStep(max(place.row, self.viewport().height() - place.head))
        across.setRange(0, max(0, place.days_width - (place.right - place.left)))
        across.setSingleStep(place.day)
        across.setPageStep(place.right - place.left)
        self.viewport().update()

    def _show_cursor(self) -> None:
        place, down, across = self._place(), self.verticalScrollBar(), self.horizontalScrollBar()
        top, left = self._at.row * place.row, (self._at.day - 1) * place.day
        tall, wide = self.viewport().height() - place.head, place.right - place.left
        down.setValue(min(top, max(down.value(), top + place.row - tall + 1)))
        across.setValue(min(left, max(across.value(), left + place.day - wide)))

    def sizeHint(self) -> QSize:
        """A few rows: the grid takes what room there is, and scrolls within it."""
        return QSize(scaled.px(600), scaled.px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Days share the width; the cursor stays in sight."""
        super().resizeEvent(event)
        self._lay_out()
        self._show_cursor()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if scaled.is_zoom(event):
            self._painter = GridPainter()
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All that is in sight, or the sentence that says what to do."""
        painter = QPainter(self.viewport())
        view = self.viewport().rect()
        shift, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._painter.paint(painter, view, self._sheet, self._at, shift, top, self.hasFocus())
        if not self._sheet.rows:
            painter.setPen(QColor(theme.MUTED))
            painter.setFont(scaled.font(18))
            painter.drawText(view, int(Qt.AlignmentFlag.AlignCenter), self._sheet.empty)
        painter.end()


__all__ = ["GridRow", "MonthGrid", "MonthSheet", "Selection"]
