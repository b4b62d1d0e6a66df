"""Rows that wrap and columns that fold, so that 150 % on a small screen scrolls instead of clipping."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from happyhome.gui.kit.card import scrolling
from happyhome.gui.kit.folding import NO_LIMIT, Foldable
from happyhome.gui.kit.scaled import pad, px

"""Qt's own largest size, QWIDGETSIZE_MAX."""


class WrapLayout(QLayout):
    """Left to right, then on the next line. What comes after ``push`` stands at the right while there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._pushed = -1
        self._heights: dict[int, int] = {}  # by width; Qt asks ten times for each change

    def push(self) -> None:
        """From the next item on: to the right."""
        self._pushed = len(self._items)
        self._heights.clear()

    def invalidate(self) -> None:
        """Something in it has changed its size."""
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's way in."""
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt's way to look."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Qt's way out."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Wide, never tall."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        wide = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        sizes = [
            item.minimumSize() if item.hasHeightForWidth() else item.minimumSize().expandedTo(item.sizeHint())
            for item in self._shown()
        ]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _wide(self, items: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in items) + self.spacing() * max(0, len(items) - 1)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Items by line. What is pushed moves to the next line together, so that buttons stay side by side."""
        shown = self._shown()
        lines: list[list[QLayoutItem]] = [[]]
        pushed = self._pushed_items()
        together = self._wide(shown) <= width
        used = 0
        for item in shown:
            own = item.sizeHint().width()
            starts_right = id(item) in pushed and not any(id(other) in pushed for other in lines[-1])
            breaks = used + own > width or (starts_right and not together)
            if lines[-1] and breaks:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += own + self.spacing()
        return lines

    @staticmethod
    def _size(item: QLayoutItem, room: int) -> QSize:
        """As large as it likes; what is wider than a line is as wide as the line, and higher for it."""
        hint = item.sizeHint()
        if hint.width() <= room:
            return hint
        return QSize(room, item.heightForWidth(room) if item.hasHeightForWidth() else hint.height())

    def _pushed_items(self) -> set[int]:
        return set(map(id, self._items[self._pushed :])) if self._pushed >= 0 else set()

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top, pushed = rect.top(), self._pushed_items()
        for line in self._lines(rect.width()):
            tall = max((self._size(item, rect.width()).height() for item in line), default=0)
            if place:
                self._place(line, pushed, rect, top, tall)
            top += tall + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    def _place(self, line: list[QLayoutItem], pushed: set[int], rect: QRect, top: int, tall: int) -> None:
        right = [item for item in line if id(item) in pushed]
        wide = self._wide(right)
        left = rect.left()
        for item in line:
            if right and item is right[0]:
                left = max(left, rect.right() + 1 - wide)
            hint = self._size(item, rect.width())
            item.setGeometry(QRect(QPoint(left, top + (tall - hint.height()) // 2), hint))
            left += hint.width() + self.spacing()


class Wrap(QWidget):
    """A page's head: title and chips at the left, buttons at the right, wrapping when the window is narrow."""

    def __init__(self, *left: QWidget, right: tuple[QWidget, ...] = (), gap: float = 10) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._layout = pad(WrapLayout(self), gap=gap)
        for widget in left:
            self._layout.addWidget(widget)
        self._layout.push()
        for widget in right:
            self._layout.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Columns(Foldable):
    """A page's main part and its side: beside each other, or the side below when the window is narrow.

    ``main`` and ``side`` are columns to fill. Folded, the whole scrolls and ``main`` keeps ``main_height``.
    """

    def __init__(
        self, *, side_width: float = 330, fold_below: float = 980, main_height: float = 520, gap: float = 16
    ) -> None:
        super().__init__(fold_below)
        self._side_width, self._main_height = side_width, main_height
        inner = QWidget()
        inner.setLayout(pad(self.box, gap=gap))
        self._main, self._side = QWidget(), QWidget()
        for widget in (self._main, self._side):
            widget.setProperty("role", "bare")
        self.main = pad(QVBoxLayout(self._main), gap=14)
        self.side = pad(QVBoxLayout(self._side), gap=14)
        self.box.addWidget(self._main, 1)
        self.box.addWidget(self._side)
        self._area: QScrollArea = scrolling(inner)
        pad(QVBoxLayout(self)).addWidget(self._area)
        self.fold()

    def fold(self) -> None:
        """Folded, the main part keeps a height and the side no width."""
        super().fold()
        fold = self.folded
        # Never higher than the window: the cursor inside the main part must stay in sight.
        wanted_height = min(px(self._main_height), max(px(300), self.height()))
        height = max(wanted_height, self._main.minimumSizeHint().height())
        self._main.setMinimumHeight(height if fold else 0)
        self._main.setMaximumHeight(height if fold else NO_LIMIT)
        self._side.setMinimumWidth(0 if fold else px(self._side_width))
        self._side.setMaximumWidth(NO_LIMIT if fold else px(self._side_width))
