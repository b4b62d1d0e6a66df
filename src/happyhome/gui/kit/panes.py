"""Panes side by side that stand below each other when the window is narrow or zoomed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QStackedWidget, QWidget

from happyhome.gui.kit.scaled import pad, px

_UNBOUNDED = 16_777_215


@dataclass(frozen=True, slots=True)
class Pane:
    """A widget with its width in design pixels (0: what is left), a narrow one, and its height when stacked."""

    widget: QWidget
    width: float = 0
    narrow: float = 0
    stacked_height: float = 300


class Stack(QStackedWidget):
    """Widgets of which one is shown; asks for little, since each of them scrolls within itself."""

    def __init__(self, least_height: float = 280) -> None:
        super().__init__()
        self._least_height = least_height

    def sizeHint(self) -> QSize:
        """Enough to work in."""
        return QSize(px(300), px(self._least_height))

    def minimumSizeHint(self) -> QSize:
        """The same height: below that, the page scrolls as a whole."""
        return QSize(px(200), px(self._least_height))


class Panes(QWidget):
    """Widths in design pixels: below ``narrow_below`` panes are narrow, below ``fold_below`` stacked.

    Stacked, the page grows and scrolls as a whole.
    """

    def __init__(
        self, panes: Sequence[Pane], *, narrow_below: float, fold_below: float, gap: float = 16
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._panes, self._narrow_below, self._fold_below = tuple(panes), narrow_below, fold_below
        self._box = pad(QBoxLayout(QBoxLayout.Direction.LeftToRight, self), gap=gap)
        for pane in self._panes:
            self._box.addWidget(pane.widget, 0 if pane.width else 1)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack or unstack."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    @property
    def stacked(self) -> bool:
        """Whether the panes stand below each other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def _arrange(self) -> None:
        stack, narrow = self.width() < px(self._fold_below), self.width() < px(self._narrow_below)
        way = QBoxLayout.Direction.TopToBottom if stack else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        for pane in self._panes:
            wide = px((pane.narrow or pane.width) if narrow else pane.width)
            fixed = bool(pane.width) and not stack
            pane.widget.setMinimumWidth(wide if fixed else 0)
            pane.widget.setMaximumWidth(wide if fixed else _UNBOUNDED)
            pane.widget.setMinimumHeight(px(pane.stacked_height) if stack else 0)


class Trio(QWidget):
    """A list, the thing itself, and what to do with it; narrow or zoomed, the acts stand below the list.

    ``widths`` are those of the list and of the acts in design pixels, ``heights`` theirs when below each other.
    """

    def __init__(
        self,
        left: QWidget,
        middle: QWidget,
        right: QWidget,
        *,
        widths: tuple[float, float] = (250, 236),
        narrow: float = 250,
        heights: tuple[float, float] = (340, 400),
        fold_below: float = 900,
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._left, self._middle, self._right = left, middle, right
        self._widths, self._narrow, self._heights, self._fold_below = widths, narrow, heights, fold_below
        self._grid = pad(QGridLayout(self), gap=16)
        self._grid.setColumnStretch(1, 1)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < px(self._fold_below)
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._middle, 0, 1, 2 if narrow else 1, 1)
        self._grid.addWidget(self._right, 1 if narrow else 0, 0 if narrow else 2)
        sides = zip((self._left, self._right), self._widths, self._heights, strict=True)
        for widget, width, height in sides:
            wide = px(self._narrow if narrow else width)
            widget.setMinimumWidth(wide)
            widget.setMaximumWidth(wide)
            widget.setMinimumHeight(px(height) if narrow else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()


class Parts(QStackedWidget):
    """Widgets of which one is shown; as small as the one in sight may be, not as the largest of them."""

    def minimumSizeHint(self) -> QSize:
        """That of the part in sight."""
        return self.currentWidget().minimumSizeHint() if self.count() else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        """The same: beside rows that wrap, a page would else be as high as its parts would like to be."""
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """No: each part scrolls by itself, and the page around it must not scroll for the longest of them."""
        return False
