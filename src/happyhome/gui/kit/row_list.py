"""A list of two-line rows: what it is, and below it what is known about it; a pill where it needs one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.chips import TONES
from happyhome.gui.kit.scaled import px

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ROW: Final = int(Qt.ItemDataRole.UserRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``right`` stands at the title's right; ``tip`` is the whole story under the mouse."""

    id: str
    title: str
    note: str = ""
    right: str = ""
    pill: str = ""
    tone: str = "stone"
    tip: str = ""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _DISPLAY:
            return " ".join(part for part in (row.title, row.right, row.note, row.pill) if part)
        if role == _ROW:
            return row
        return row.tip or None if role == _TIP else None


class _RowPainter(QStyledItemDelegate):
    """Paints a row; the chosen one lies on green, as in the mock-up of 报表."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        title, note = QFontMetrics(scaled.font(17)), QFontMetrics(scaled.font(14))
        return QSize(px(160), title.height() + note.height() + px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROW)
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(box).adjusted(1, px(2), -1, -px(2))
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.GREEN_PALE if chosen else theme.RAIL))
            painter.drawRoundedRect(ground, px(8), px(8))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.PERSIMMON))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        self._words(painter, box.adjusted(px(12), px(8), -px(12), -px(8)), row, chosen)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, inside: QRect, row: Row, chosen: bool) -> None:
        left, right = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
        top, bottom = int(Qt.AlignmentFlag.AlignTop), int(Qt.AlignmentFlag.AlignBottom)
        painter.setFont(scaled.font(14))
        taken = painter.fontMetrics().horizontalAdvance(row.right) + px(8) if row.right else 0
        painter.setPen(QColor(theme.MUTED))
        painter.drawText(inside.adjusted(0, px(2), 0, 0), right | top, row.right)
        pill = _pill(painter, inside, row, chosen=chosen) if row.pill else 0
        painter.setFont(scaled.font(14))
        painter.setPen(QColor(theme.MUTED))
        note = painter.fontMetrics().elidedText(row.note, Qt.TextElideMode.ElideRight, inside.width() - pill)
        painter.drawText(inside, left | bottom, note)
        painter.setFont(scaled.font(17, bold=chosen))
        painter.setPen(QColor(theme.INK))
        room = inside.width() - taken
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, left | top, title)


def _pill(painter: QPainter, inside: QRect, row: Row, *, chosen: bool) -> int:
    """Paint the pill at the lower right; gives back the room it took."""
    tone = TONES[row.tone]
    painter.setFont(scaled.font(13))
    metrics = painter.fontMetrics()
    wide, tall = metrics.horizontalAdvance(row.pill) + px(14), metrics.height() + px(2)
    box = QRectF(inside.right() - wide + 1, inside.bottom() - tall + 1, wide, tall)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.CARD if chosen else tone.ground))
    painter.drawRoundedRect(box, px(5), px(5))
    painter.setPen(QColor(tone.ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), row.pill)
    return wide + px(8)


class RowList(QListView):
    """``chosen(id)`` when another row becomes current by hand; ``opened(id)`` on Enter or a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, *, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._silent = False
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.selectionModel().currentRowChanged.connect(self._told)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(_ROW).id))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the current row stays current when it is still there. Nobody is told."""
        before = self.current_id()
        self._silent = True
        self._rows.show(rows)
        self._silent = False
        self.select(before)
        self.viewport().update()

    def set_empty(self, text: str) -> None:
        """What to say where rows would be."""
        self._empty = text
        self.viewport().update()

    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows.rows

    def current_id(self) -> str:
        """The id of the current row; empty when there is none."""
        index = self.currentIndex()
        return str(index.data(_ROW).id) if index.isValid() else ""

    def select(self, wanted: str) -> bool:
        """Make a row current without telling anyone; an unknown id clears the choice."""
        self._silent = True
        try:
            for number, row in enumerate(self._rows.rows):
                if row.id == wanted:
                    self.setCurrentIndex(self._rows.index(number, 0))
                    return True
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return False
        finally:
            self._silent = False

    def _told(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._silent:
            self.chosen.emit(now.data(_ROW).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Row heights follow the zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """A few rows: the list takes what room there is."""
        return QSize(px(200), max(px(126), self.minimumHeight()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, or what to do when there are none."""
        super().paintEvent(event)
        if self._rows.rows:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.MUTED))
        painter.setFont(scaled.font(16))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.viewport().rect().adjusted(px(12), 0, -px(12), 0), flags, self._empty)
        painter.end()
