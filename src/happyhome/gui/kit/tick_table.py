"""A table whose rows can be ticked, many at once: Space ticks what is selected, a click on the box that row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from happyhome.gui.kit import keys, theme
from happyhome.gui.kit.scaled import px
from happyhome.gui.kit.table import RECORD, Column, Table

_BOX: Final = 18
Index = QModelIndex | QPersistentModelIndex


class TickTable(Table):
    """``ticked_changed`` when other rows are ticked. Rows need an ``id``, or a ``person`` that has one."""

    ticked_changed = Signal()

    def __init__(self, columns: Sequence[Column], *, empty: str, parent: QWidget | None = None) -> None:
        self._ticked: set[str] = set()
        super().__init__(
            (Column("", self._spoken, 1.4, align="centre"), *columns), empty=empty, many=True, parent=parent
        )
        self.setItemDelegateForColumn(0, _BoxPainter(self))
        keys.refuse_input_method(self)

    def _spoken(self, record: Any) -> str:
        return "已选" if self.is_ticked(record) else ""

    def is_ticked(self, record: Any) -> bool:
        """Whether a row is ticked."""
        return row_id(record) in self._ticked

    def ticked(self) -> tuple[Any, ...]:
        """The ticked rows, in the order shown."""
        return tuple(record for record in self.rows() if self.is_ticked(record))

    def set_ticked(self, ids: Iterable[str]) -> None:
        """Tick exactly these, without telling anyone."""
        self._ticked = set(ids)
        self.viewport().update()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these; who is no longer there is no longer ticked."""
        super().set_rows(rows)
        self._ticked &= {row_id(record) for record in rows}

    def toggle_selected(self) -> None:
        """Tick what is selected; take the ticks away where all of it is ticked."""
        chosen = {row_id(record) for record in self.selected()}
        self._ticked = self._ticked - chosen if chosen <= self._ticked else self._ticked | chosen
        self.viewport().update()
        self.ticked_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, also the full-width one of an input method."""
        if keys.typed(event) == " " and self.selected():
            self.toggle_selected()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks that row and leaves the selection alone."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self._ticked ^= {row_id(index.data(RECORD))}
            self.viewport().update()
            self.ticked_changed.emit()
        else:
            super().mousePressEvent(event)


class _BoxPainter(QStyledItemDelegate):
    """A box, filled green with a hook when the row is ticked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self.parent()
        assert isinstance(table, TickTable)
        ticked = table.is_ticked(index.data(RECORD))
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        size = px(_BOX)
        box = QRectF(rect.center().x() - size / 2, rect.center().y() - size / 2, size, size)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.GREEN_PALE))
        painter.setPen(QColor(theme.GRID_LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.GREEN if ticked else theme.FIELD_LINE))
        painter.setBrush(QColor(theme.GREEN if ticked else theme.CARD))
        painter.drawRoundedRect(box, px(4), px(4))
        if ticked:
            painter.setPen(QPen(QColor(theme.ON_DARK), px(2)))
            hook = ((0.24, 0.52), (0.44, 0.72), (0.78, 0.30))
            painter.drawPolyline(
                [box.topLeft() + QPointF(size * across, size * down) for across, down in hook]
            )
        painter.restore()


def row_id(record: Any) -> str:
    """The id by which a row is ticked."""
    found = getattr(record, "id", None) or record.person.id
    return str(found)
