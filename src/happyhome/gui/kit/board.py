"""The board of name tiles: walk with arrows, mark with Space and digits, jump by pinyin initials.

Own-painted, since 300 tiles as widgets would be slow to build and to zoom. The board shows and asks;
what a mark means is the page's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from happyhome.gui.kit import keys, scaled, theme
from happyhome.gui.kit.canvas import Canvas
from happyhome.gui.kit.tiles import GAP, TILE_HEIGHT, TILE_WIDTH, Tile, TilePainter

JUMP_PAUSE_MS: Final = 1000
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Board(Canvas):
    """Tiles in rows as wide as the window allows.

    ``marked(ids, mode)`` asks for a mode (empty: take the mark away), ``rest_came`` is Enter (其余都来了),
    ``menu_asked(id, place)`` is the right button, ``jumped(text)`` tells the letters typed so far.
    """

    marked = Signal(list, str)
    rest_came = Signal()
    menu_asked = Signal(str, QPoint)
    jumped = Signal(str)
    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: tuple[Tile, ...] = ()
        self._current = 0
        self._letters = ""
        self._empty = ""
        self._forget = QTimer(self, singleShot=True, interval=JUMP_PAUSE_MS)
        self._forget.timeout.connect(self.forget_letters)
        self._painter = TilePainter()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("名单")
        for widget in (self, self.viewport()):
            keys.refuse_input_method(widget)

    def set_tiles(self, tiles: Sequence[Tile], *, empty: str = "") -> None:
        """Show these; the cursor stays on the same person. ``empty`` is the sentence when there are none."""
        before = self.current_id()
        self._tiles, self._empty = tuple(tiles), empty
        ids = [tile.id for tile in self._tiles]
        self._current = ids.index(before) if before in ids else min(self._current, max(0, len(ids) - 1))
        self._lay_out()
        self._told()

    def current_id(self) -> str:
        """The person under the cursor; empty on an empty board."""
        return self._tiles[self._current].id if self._tiles else ""

    def set_current(self, person: str) -> None:
        """Put the cursor on a person, and scroll there; unknown ids change nothing."""
        for index, tile in enumerate(self._tiles):
            if tile.id == person:
                self._move_to(index)

    def letters(self) -> str:
        """The initials typed within the last second."""
        return self._letters

    def forget_letters(self) -> None:
        """Start a new jump with the next letter."""
        self._letters = ""
        self.viewport().update()

    # What the keyboard says

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End, pages, Enter; everything that writes goes to ``_hear``."""
        key = event.key()
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            across, down = _STEPS[Qt.Key(key)]
            self._move_to(self._current + across + down * self.columns())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_to(0 if key == Qt.Key.Key_Home else len(self._tiles) - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            rows = max(1, self.viewport().height() // self._step().height())
            self._move_to(self._current + (rows if key == Qt.Key.Key_PageDown else -rows) * self.columns())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rest_came.emit()
        elif key == Qt.Key.Key_Delete:
            self._mark(theme.NOT_MARKED)
        elif key == Qt.Key.Key_Escape and self._letters:
            self.forget_letters()
        elif not self._hear(keys.typed(event)):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method that commits all the same (some do for digits) is heard like keys."""
        for character in keys.plain(event.commitString()):
            self._hear(character)
        event.accept()

    def _hear(self, character: str) -> bool:
        if character == " ":
            self._toggle()
        elif character in keys.MODES:
            self._mark(keys.MODES[character])
        elif character.isascii() and character.isalpha():
            self._jump(self._letters + character)
        else:
            return False
        return True

    def _toggle(self) -> None:
        if self._tiles:
            unmarked = self._tiles[self._current].state in (theme.NOT_MARKED, theme.AWAY)
            self._mark(theme.DINE_IN if unmarked else theme.NOT_MARKED)

    def _mark(self, mode: str) -> None:
        if self._tiles:
            self.marked.emit([self.current_id()], mode)

    def _jump(self, letters: str) -> None:
        """Go to the next person whose initials begin so; the same letter again walks through its people."""
        self._forget.start()
        hits = self._hits(letters)
        if not hits and len(set(letters)) == 1:
            letters = letters[0]
            hits = self._hits(letters)
        if not hits and len(letters) > 1 and self._hits(letters[-1]):
            letters = letters[-1]
            hits = self._hits(letters)
        walking = letters == self._letters
        self._letters = letters
        if hits:
            later = [hit for hit in hits if hit > self._current or (hit == self._current and not walking)]
            self._move_to((later or hits)[0])
        self.jumped.emit(letters)
        self.viewport().update()

    def _hits(self, letters: str) -> list[int]:
        return [
            index
            for index, tile in enumerate(self._tiles)
            if any(reading.startswith(letters) for reading in tile.initials.split())
        ]

    # Where things are

    def columns(self) -> int:
        """Tiles in one row at the width of now."""
        return max(1, (self.viewport().width() + scaled.px(GAP)) // scaled.px(TILE_WIDTH + GAP))

    def _step(self) -> QSize:
        width = (self.viewport().width() + scaled.px(GAP) - self._ring() * 2) // self.columns()
        return QSize(width, scaled.px(TILE_HEIGHT + GAP))

    @staticmethod
    def _ring() -> int:
        return scaled.px(3)

    def _box(self, index: int) -> QRectF:
        step, gap = self._step(), scaled.px(GAP)
        row, column = divmod(index, self.columns())
        top = row * step.height() - self.verticalScrollBar().value() + self._ring()
        return QRectF(
            column * step.width() + self._ring() + 0.5,
            top + 0.5,
            step.width() - gap - 1,
            step.height() - gap - 1,
        )

    def _at(self, point: QPoint) -> int | None:
        step = self._step()
        column = (point.x() - self._ring()) // step.width()
        row = (point.y() + self.verticalScrollBar().value() - self._ring()) // step.height()
        index = row * self.columns() + column
        fits = 0 <= column < self.columns() and 0 <= index < len(self._tiles)
        return index if fits and self._box(index).contains(point) else None

    def tile_centre(self, person: str) -> QPoint:
        """The middle of a person's tile in the viewport, for mouse and help bubbles."""
        index = next(number for number, tile in enumerate(self._tiles) if tile.id == person)
        return self._box(index).center().toPoint()

    def _content_height(self) -> int:
        rows = -(-len(self._tiles) // self.columns())
        return rows * self._step().height() + self._ring() * 2 - scaled.px(GAP)

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._content_height() - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._step().height() // 2)
        self.viewport().update()

    def _move_to(self, index: int) -> None:
        if not self._tiles:
            return
        self._current = max(0, min(index, len(self._tiles) - 1))
        self._show_current()
        self.viewport().update()
        self._told()

    def _show_current(self) -> None:
        if not self._tiles:
            return
        box, bar = self._box(self._current), self.verticalScrollBar()
        if box.top() < self._ring():
            bar.setValue(bar.value() + int(box.top()) - self._ring())
        elif box.bottom() > self.viewport().height() - self._ring():
            bar.setValue(bar.value() + int(box.bottom()) - self.viewport().height() + self._ring())

    def _told(self) -> None:
        if self._tiles:
            tile = self._tiles[self._current]
            self.setAccessibleDescription(f"{tile.name} {tile.subtitle} {theme.LOOKS[tile.state].word}")
            self.current_changed.emit(tile.id)

    def sizeHint(self) -> QSize:
        """A few tiles: the board takes what room there is, and scrolls within it."""
        return QSize(scaled.px((TILE_WIDTH + GAP) * 4), scaled.px((TILE_HEIGHT + GAP) * 3))

    def minimumSizeHint(self) -> QSize:
        """Two tiles beside each other, two rows."""
        return QSize(scaled.px((TILE_WIDTH + GAP) * 2), scaled.px((TILE_HEIGHT + GAP) * 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew; the cursor stays in sight."""
        super().resizeEvent(event)
        self._lay_out()
        self._show_current()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if scaled.is_zoom(event):
            self._painter = TilePainter()
            self._lay_out()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click marks or unmarks, as Space does; the right button asks for a menu there."""
        index = self._at(event.position().toPoint())
        if index is None:
            return
        self._move_to(index)
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle()
        else:
            self.menu_asked.emit(self.current_id(), event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click of an unsteady hand does not take the mark away again."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Names too long for their tile show whole under the mouse."""
        index = self._at(event.position().toPoint())
        over = self._tiles[index] if index is not None else None
        long = over is not None and len(over.name) > 5
        QToolTip.showText(event.globalPosition().toPoint(), over.name if over and long else "", self)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the rows in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._tiles:
            self._paint_empty(painter)
        height, columns = self._step().height(), self.columns()
        top = self.verticalScrollBar().value()
        first = max(0, (top + event.rect().top()) // height - 1) * columns
        last = ((top + event.rect().bottom()) // height + 1) * columns
        focused = self.hasFocus()
        for index in range(first, min(last, len(self._tiles))):
            if index != self._current:
                self._painter.paint(
                    painter, self._box(index), self._tiles[index], current=False, focused=focused
                )
        if first <= self._current < last and self._tiles:
            tile = self._tiles[self._current]
            self._painter.paint(painter, self._box(self._current), tile, current=True, focused=focused)
        if self._letters:
            self._paint_letters(painter)
        painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.MUTED))
        painter.setFont(scaled.font(18))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(self.viewport().rect(), flags, self._empty)

    def _paint_letters(self, painter: QPainter) -> None:
        text = f"{self._letters.upper()}  {len(self._hits(self._letters))} 人"
        painter.setFont(scaled.font(16, bold=True))
        width = painter.fontMetrics().horizontalAdvance(text) + scaled.px(28)
        height = scaled.px(36)
        view = self.viewport().rect()
        bubble = QRectF((view.width() - width) / 2, view.height() - height - scaled.px(8), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.DARK))
        painter.drawRoundedRect(bubble, height / 2, height / 2)
        painter.setPen(QColor(theme.ON_DARK))
        painter.drawText(bubble, int(Qt.AlignmentFlag.AlignCenter), text)
