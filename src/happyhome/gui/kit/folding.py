"""Columns of a page that stand side by side where there is room, and below each other where there is not."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from happyhome.gui.kit.scaled import pad, px

NO_LIMIT = 16_777_215


class Foldable(QWidget):
    """A widget whose ``box`` runs across, and downwards while it is narrower than ``fold_below`` (design pixels)."""

    def __init__(self, fold_below: float) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._fold_below = fold_below
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight)

    @property
    def folded(self) -> bool:
        """Whether the columns stand below each other."""
        return self.box.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """Turn the box the way that the width asks for."""
        narrow = self.width() < px(self._fold_below)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self.box.direction() != way:
            self.box.setDirection(way)


class Folding(Foldable):
    """Widgets in a row; narrower than ``fold_below`` (design pixels) they are a column.

    Unlike ``Columns`` it does not scroll by itself, and any of its columns may have a fixed width.
    """

    def __init__(self, *, fold_below: float, gap: float = 16) -> None:
        super().__init__(fold_below)
        self._fixed: list[tuple[QWidget, float]] = []
        self.setLayout(pad(self.box, gap=gap))

    def add(self, widget: QWidget, *, width: float = 0) -> None:
        """Put a column at the right; ``width`` in design pixels keeps it so, 0 lets it grow."""
        self.box.addWidget(widget, 0 if width else 1)
        if width:
            self._fixed.append((widget, width))
        self.fold()

    def fold(self) -> None:
        """Side by side some columns keep their width; below each other none does."""
        super().fold()
        for widget, width in self._fixed:
            widget.setMinimumWidth(0 if self.folded else px(width))
            widget.setMaximumWidth(NO_LIMIT if self.folded else px(width))
