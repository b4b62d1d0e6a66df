"""Boxes that the mouse wheel leaves alone: whoever scrolls a page over one must not change what it says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)


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

    def shown_text(self) -> str:
        """The choice as it fits: what is longer ends in …; Qt would cut a letter in two."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, part.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """With the whole of a long choice as its tip."""
        if self.isEditable() or self.currentIndex() < 0:
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()  # type: ignore[attr-defined]
        self.setToolTip("" if self.shown_text() == self.currentText() else self.currentText())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class NumberBox(QSpinBox):
    """A small number; the wheel scrolls what it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for this box."""
        event.ignore()
