"""What every field of a form is: an editor with a key, a caption, and room for a refusal beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad


class Unread(ValueError):
    """What was typed is no such value; the message says what to write instead."""


class FieldEdit(QWidget):
    """Base of all fields. ``edited`` when the clerk changed it, ``finished`` on Enter (the form moves on)."""

    edited = Signal()
    finished = Signal()

    def __init__(
        self, key: str, caption: str, editor: QWidget, *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__()
        self.key, self.caption, self.required, self._hint = key, caption, required, hint
        self.editor = editor
        self.setProperty("role", "bare")
        self.setFocusProxy(editor)
        editor.setAccessibleName(caption)
        editor.installEventFilter(self)
        self.line = pad(QHBoxLayout(), gap=8)
        self.line.addWidget(editor, 1)
        self.note = label(hint, "hint", wrap=True)
        column = pad(QVBoxLayout(self), gap=3)
        column.addLayout(self.line)
        column.addWidget(self.note)
        self.note.setVisible(bool(hint))  # only now: without a parent it would be a window of its own

    def value(self) -> Any:
        """What is in the field; raises Unread."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; None empties the field."""
        raise NotImplementedError

    def checked_value(self) -> Any:
        """The value, with a required one insisted on."""
        value = self.value()
        if self.required and value in (None, ""):
            raise Unread(f"请填写{self.caption}。")
        return value

    def show_refusal(self, text: str) -> None:
        """Say what is wrong beside the field; empty clears it."""
        self._say(text or self._hint, "refusal" if text else "hint", refused=bool(text))

    def show_hint(self, text: str) -> None:
        """Say something useful beside the field."""
        self._say(text or self._hint, "hint", refused=False)

    def _say(self, text: str, role: str, *, refused: bool) -> None:
        self.note.setText(text)
        self.note.setProperty("role", role)
        self.note.setVisible(bool(text))
        self.editor.setProperty("refused", "true" if refused else "false")
        self.editor.setAccessibleDescription(text)
        for widget in (self.note, self.editor):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control and self.enter_moves_on():
                self.finished.emit()
                return True
        return super().eventFilter(watched, event)

    def enter_moves_on(self) -> bool:
        """Whether Enter leaves the field (not where it writes a new line)."""
        return True
