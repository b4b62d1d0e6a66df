"""Tables of frozen rows: one model for all of them, and a view set up right.

The model compares roles as plain integers: looking up Qt's enums for every cell makes scrolling five times
slower, and measuring all cells for column widths takes seconds (tech.md, 6). Neither is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from happyhome.domain.contents import SHORTEST, mask_numbers
from happyhome.gui.kit import scaled, theme

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT: Final = int(Qt.ItemDataRole.FontRole)
_INK: Final = int(Qt.ItemDataRole.ForegroundRole)
_GROUND: Final = int(Qt.ItemDataRole.BackgroundRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
SMALL: Final = 14
RECORD: Final = int(Qt.ItemDataRole.UserRole)
_ACROSS: Final = int(Qt.Orientation.Horizontal.value)
_VCENTRE: Final = int(Qt.AlignmentFlag.AlignVCenter)
_ALIGNS: Final = {
    "left": int(Qt.AlignmentFlag.AlignLeft) | _VCENTRE,
    "right": int(Qt.AlignmentFlag.AlignRight) | _VCENTRE,
    "centre": int(Qt.AlignmentFlag.AlignHCenter) | _VCENTRE,
}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a row's text is made, and how it stands.

    ``width`` counts Chinese characters; the column with ``stretch`` takes what is left. ``sort`` gives the value
    to sort by where the text would sort wrongly (numbers, pinyin); ``tone`` gives a colour for the text or "",
    ``ground`` one for the cell behind it. ``tip`` is what stands under the mouse, where the text is not enough;
    ``small`` text is for sentences among figures.
    """

    label: str
    text: Callable[[Any], str]
    width: float = 6
    align: str = "left"
    stretch: bool = False
    bold: bool = False
    sort: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    ground: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    small: bool = False


class TableModel(QAbstractTableModel):
    """Rows are a tuple of frozen records; ``RECORD`` is the role that gives one back."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()
        self._aligns = tuple(_ALIGNS[column.align] for column in self._columns)
        self._bold, self._small = QFont(), QFont()
        self._brushes: dict[str, QBrush] = {}
        self._order: tuple[int, bool] | None = None
        self._plain = False
        self.take_font()

    def take_font(self) -> None:
        """Make the fonts anew, after a zoom."""
        self._bold, self._small = scaled.font(17, bold=True), scaled.font(SMALL)

    @property
    def rows(self) -> tuple[Any, ...]:
        """The records, in the order shown."""
        return self._rows

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return self._columns

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these records, in the order last clicked."""
        self.beginResetModel()
        self._rows = self._sorted(tuple(rows))
        self.endResetModel()

    def _sorted(self, rows: tuple[Any, ...]) -> tuple[Any, ...]:
        if self._order is None:
            return rows
        column, down = self._columns[self._order[0]], self._order[1]
        return tuple(sorted(rows, key=column.sort or column.text, reverse=down))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows at hand; a column of -1 leaves them as they came."""
        self._order = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        before, kept = self._rows, self.persistentIndexList()
        self._rows = self._sorted(before)
        places = {id(record): row for row, record in enumerate(self._rows)}
        moved = [self.index(places[id(before[index.row()])], index.column()) for index in kept]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many records."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Text, alignment, font, colour; long texts as tips, "label: text" for screen readers."""
        if not index.isValid():
            return None
        if role == _ALIGN:
            return self._aligns[index.column()]
        if role == RECORD:
            return self._rows[index.row()]
        column = self._columns[index.column()]
        if role == _FONT:
            return self._bold if column.bold else self._small if column.small else None
        if role == _INK and column.tone is not None:
            return self._brush(column.tone(self._rows[index.row()]))
        if role == _GROUND and column.ground is not None:
            return self._brush(column.ground(self._rows[index.row()]))
        if role == _DISPLAY:
            return self._masked(column.text(self._rows[index.row()]))
        if role == _SPOKEN:
            return f"{column.label}：{self._masked(column.text(self._rows[index.row()]))}"
        if role == _TIP and column.tip is not None:
            return self._masked(column.tip(self._rows[index.row()])) or None
        if role == _TIP:
            text = self._masked(column.text(self._rows[index.row()]))
            return text if len(text) > column.width else None
        return None

    def show_plain(self, plain: bool) -> None:
        """Whether ID numbers, cards and telephones stand there in full; masked unless somebody asked (看全号)."""
        self._plain = plain
        self.layoutChanged.emit()

    def _masked(self, text: str) -> str:
        return text if self._plain or len(text) < SHORTEST else mask_numbers(text)

    def _brush(self, colour: str) -> QBrush | None:
        if not colour:
            return None
        return self._brushes.setdefault(colour, QBrush(QColor(colour)))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' labels."""
        if int(orientation.value) != _ACROSS or not 0 <= section < len(self._columns):
            return None
        if role == _DISPLAY:
            return self._columns[section].label
        return self._aligns[section] if role == _ALIGN else None


class Table(QTableView):
    """A table of rows, whole rows selected; Enter or a double click opens one (``opened(record)``)."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self, columns: Sequence[Column], *, empty: str, many: bool = False, parent: QWidget | None = None
    ) -> None:
        """``empty`` is the sentence that stands where rows would: it says what to do."""
        super().__init__(parent)
        self._empty, self._lines = empty, 1
        self.rows_model = TableModel(columns, self)
        self.setModel(self.rows_model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        self.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RECORD)))
        self.selectionModel().currentRowChanged.connect(self._told)
        self._fit()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these; the row that was current stays current when an equal id (or record) is there."""
        before = self.current()
        self.rows_model.set_rows(rows)
        if before is not None:
            self.select_where(lambda record: _identity(record) == _identity(before))

    def set_empty(self, text: str) -> None:
        """What to say where rows would be."""
        self._empty = text
        self.viewport().update()

    def set_lines(self, lines: int) -> None:
        """How many lines of small text a row has room for; what does not fit in one goes on in the next."""
        if lines != self._lines:
            self._lines = lines
            self.setWordWrap(lines > 1)
            self._fit_rows()

    def rows(self) -> tuple[Any, ...]:
        """What is shown, in the order shown."""
        return self.rows_model.rows

    def current(self) -> Any:
        """The record of the current row, or None."""
        index = self.currentIndex()
        return index.data(RECORD) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected records, top to bottom."""
        return [
            index.data(RECORD) for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        ]

    def select_where(self, wanted: Callable[[Any], bool]) -> bool:
        """Make the first record that is wanted current; False when there is none."""
        for row, record in enumerate(self.rows_model.rows):
            if wanted(record):
                self.setCurrentIndex(self.rows_model.index(row, 0))
                return True
        return False

    def _told(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.picked.emit(now.data(RECORD))

    def _fit(self) -> None:
        metrics = QFontMetrics(scaled.font(16))
        self._fit_rows()
        head, character = self.horizontalHeader(), metrics.horizontalAdvance("国")
        head.setMinimumHeight(scaled.px(36))
        for number, column in enumerate(self.rows_model.columns()):
            way = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(number, way)
            if not column.stretch:
                self.setColumnWidth(number, round(column.width * character) + scaled.px(22))

    def _fit_rows(self) -> None:
        one = QFontMetrics(scaled.font(16)).height() + scaled.px(18)
        many = self._lines * QFontMetrics(scaled.font(SMALL)).lineSpacing() + scaled.px(12)
        self.verticalHeader().setDefaultSectionSize(max(one, many) if self._lines > 1 else one)

    def changeEvent(self, event: QEvent) -> None:
        """Heights and widths follow the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange) and hasattr(
            self, "rows_model"
        ):
            self.rows_model.take_font()
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, or what to do when there are none."""
        super().paintEvent(event)
        if self.rows_model.rows:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.MUTED))
        painter.setFont(scaled.font(18))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.viewport().rect().adjusted(20, 20, -20, -20), flags, self._empty)
        painter.end()


def _identity(record: Any) -> Any:
    about = getattr(record, "person", None)
    return getattr(record, "id", None) or (about.id if about is not None else record)
