"""What the own-painted board and grid have in common: they show whether keys are heard here."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea


class Canvas(QAbstractScrollArea):
    """Paints itself anew when the focus comes or goes: Qt repaints only the frame, not the inside."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """From now on keys are heard."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """From now on they are not."""
        super().focusOutEvent(event)
        self.viewport().update()
