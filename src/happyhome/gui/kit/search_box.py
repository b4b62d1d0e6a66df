"""The search field with its list of hits below: type, arrows, Enter. Works while an input method is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.scaled import least, px

DEBOUNCE_MS: Final = 100
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_HIT: Final = int(Qt.ItemDataRole.UserRole)
_VISIBLE_ROWS: Final = 8
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of the list."""

    id: str
    title: str
    subtitle: str = ""


class _Hits(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == _HIT:
            return self.hits[index.row()]
        if role == _DISPLAY:
            hit = self.hits[index.row()]
            return f"{hit.title} {hit.subtitle}"
        return None


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(200), px(54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(_HIT)
        box = QRect(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, QColor(theme.GREEN_PALE))
        inside = box.adjusted(px(14), px(5), -px(14), -px(5))
        for text, font, colour, side in (
            (hit.title, scaled.font(17, bold=True), theme.INK, Qt.AlignmentFlag.AlignTop),
            (hit.subtitle, scaled.font(13), theme.MUTED, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignLeft), shown)


class SearchBox(QLineEdit):
    """``search`` is called with what was typed, at most every 100 ms. ``chosen(id)`` when a hit is taken."""

    chosen = Signal(str)

    def __init__(
        self,
        search: Callable[[str], Sequence[Hit]],
        hint: str = "",
        *,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._search, self._key = search, key
        self.setProperty("role", "search")
        if key:
            # Qt hands the focus of a row that is gone to the next place: typing must not go astray here.
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint or "搜索")
        least(self, 240)
        self._wait = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._wait.timeout.connect(self._look_up)
        self.textEdited.connect(lambda _text: self._wait.start())
        self._model = _Hits(self)
        self._list: QListView | None = None

    # The list of hits is a child of the window: a window of its own would take the input method away.

    def _popup(self) -> QListView:
        if self._list is None or self._list.parent() is not self.window():
            made = QListView(self.window())
            made.setProperty("role", "results")
            made.setModel(self._model)
            made.setItemDelegate(_HitDelegate(made))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setFrameShape(QFrame.Shape.NoFrame)
            made.clicked.connect(lambda index: self._take(index.row()))
            made.hide()
            self._list = made
        return self._list

    def hits(self) -> tuple[Hit, ...]:
        """What the list shows; empty while it is closed."""
        return self._model.hits if self._list is not None and self._list.isVisible() else ()

    def _look_up(self) -> None:
        text = self.text().strip()
        hits = tuple(self._search(text)) if text else ()
        popup = self._popup()
        self._model.show(
            hits or ((Hit("", "没有找到", "换个写法试试：姓名、拼音首字母、身份证后四位"),) if text else ())
        )
        if not text:
            popup.hide()
            return
        corner = self.mapTo(self.window(), QPoint(0, self.height() + px(4)))
        rows = min(_VISIBLE_ROWS, len(self._model.hits))
        popup.setGeometry(corner.x(), corner.y(), max(self.width(), px(360)), rows * px(54) + px(8))
        popup.setCurrentIndex(self._model.index(0, 0))
        popup.show()
        popup.raise_()

    def _take(self, row: int) -> None:
        hit = self._model.hits[row]
        if hit.id:
            self.close_list()
            self.clear()
            self.chosen.emit(hit.id)

    def close_list(self) -> None:
        """Hide the hits."""
        self._wait.stop()
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the hits, Enter takes one (looking up first when typing was quick), Esc closes."""
        popup = self._popup()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._wait.isActive() or not popup.isVisible():
                self._wait.stop()
                self._look_up()
            if popup.isVisible():
                self._take(max(0, popup.currentIndex().row()))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and popup.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = (popup.currentIndex().row() + step) % max(1, len(self._model.hits))
            popup.setCurrentIndex(self._model.index(row, 0))
        elif key == Qt.Key.Key_Escape:
            self.close_list()
            self.clear()
            self.window().setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving closes the list, unless only the window lost the focus."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.close_list()

    def paintEvent(self, event: object) -> None:
        """The field, and its key in a small frame while it is empty."""
        super().paintEvent(event)  # type: ignore[arg-type]
        if self.text() or not self._key or self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = scaled.font(12)
        width = self._key_width()
        frame = QRect(self.width() - width - px(12), (self.height() - px(21)) // 2, width, px(21))
        painter.setPen(QColor(theme.FIELD_LINE))
        painter.setBrush(QColor(theme.CARD))
        painter.drawRoundedRect(frame, px(4), px(4))
        painter.setFont(font)
        painter.setPen(QColor(theme.MUTED))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), self._key)
        painter.end()

    def _key_width(self) -> int:
        return QFontMetrics(scaled.font(12)).horizontalAdvance(self._key) + px(14)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the hint clear of the key, at every zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._key:
            self.setTextMargins(0, 0, self._key_width() + px(4), 0)

    def event(self, event: QEvent) -> bool:
        """Enter and Esc are ours even where the page has shortcuts on them; 撤销 is only while something was typed."""
        taken = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return True
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in taken
        ):
            event.accept()
            return True
        return super().event(event)


__all__ = ["Hit", "SearchBox"]
