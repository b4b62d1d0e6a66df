"""Columns of a page that stand side by side where there is room, and below each other where there is not."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from happyhome.gui.kit.scaled import pad, px

_NO_LIMIT = 16_777_215


class Folding(QWidget):
    """Widgets in a row; narrower than ``fold_below`` (design pixels) they are a column.

    Unlike ``Columns`` it does not scroll by itself, and any of its columns may have a fixed width.
    """

    def __init__(self, *, fold_below: float, gap: float = 16) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._fold_below = fold_below
        self._fixed: list[tuple[QWidget, float]] = []
        self._box = pad(QBoxLayout(QBoxLayout.Direction.LeftToRight, self), gap=gap)

    def add(self, widget: QWidget, *, width: float = 0) -> None:
        """Put a column at the right; ``width`` in design pixels keeps it so, 0 lets it grow."""
        self._box.addWidget(widget, 0 if width else 1)
        if width:
            self._fixed.append((widget, width))
        self._fold()

    @property
    def folded(self) -> bool:
        """Whether the columns stand below each other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        fold = self.width() < px(self._fold_below)
        way = QBoxLayout.Direction.TopToBottom if fold else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
        for widget, width in self._fixed:
            widget.setMinimumWidth(0 if fold else px(width))
            widget.setMaximumWidth(_NO_LIMIT if fold else px(width))
