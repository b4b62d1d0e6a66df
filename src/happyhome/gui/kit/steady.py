"""Boxes that the mouse wheel leaves alone: whoever scrolls a page over one must not change what it says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QStyledItemDelegate, QWidget


class ChoiceBox(QComboBox):
    """A drop-down list; the wheel scrolls what it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(
            QStyledItemDelegate(self)
        )  # the only one that takes its lines' height from the sheet

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for this box."""
        event.ignore()


class NumberBox(QSpinBox):
    """A small number; the wheel scrolls what it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for this box."""
        event.ignore()
