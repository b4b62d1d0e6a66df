"""A form: labels and fields in two columns, refusals beside the field, Enter moves on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from happyhome.domain.problems import Problem
from happyhome.gui.kit.card import label
from happyhome.gui.kit.fields import FieldEdit, Unread
from happyhome.gui.kit.scaled import pad


class Form(QWidget):
    """Fields by key. ``submitted`` on Enter in the last field, ``edited(key)`` for each change."""

    submitted = Signal()
    edited = Signal(str)

    def __init__(self, fields: Sequence[FieldEdit] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._fields: dict[str, FieldEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self._grid = pad(QGridLayout(self), gap=10)
        # Never squeezed: two forms side by side keep their lines level, and what is too high scrolls.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._grid.setColumnStretch(1, 1)
        for field in fields:
            self.add(field)

    def add(self, field: FieldEdit) -> None:
        """Put a field below the others; its label leads to it (a star marks what must be filled)."""
        caption = label(f"{field.caption} *" if field.required else field.caption, "muted")
        caption.setBuddy(field.editor)
        caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        caption.setContentsMargins(0, 8, 8, 0)
        row = len(self._fields)
        # Room to spare goes below the last field, so that each caption stays beside its own.
        self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(row + 1, 1)
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        self._fields[field.key], self._labels[field.key] = field, caption
        field.edited.connect(lambda: self.edited.emit(field.key))
        field.finished.connect(lambda: self._on(field.key))

    def field(self, key: str) -> FieldEdit:
        """The field of a key."""
        return self._fields[key]

    def focus_first(self) -> None:
        """Put the cursor into the first field in sight."""
        first = next((field for field in self._fields.values() if not field.isHidden()), None)
        if first is not None:
            first.setFocus()

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide a field with its label; a hidden one keeps its value but is not read."""
        self._fields[key].setVisible(shown)
        self._labels[key].setVisible(shown)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields that are named, and clear what was refused."""
        for key, value in values.items():
            if key in self._fields:
                self._fields[key].set_value(value)
        self.clear_refusals()

    def values(self) -> dict[str, Any] | None:
        """All values; None when one cannot be read: it then says so and has the focus."""
        read: dict[str, Any] = {}
        wrong: FieldEdit | None = None
        for key, field in self._fields.items():
            if field.isHidden():
                continue
            try:
                read[key] = field.checked_value()
            except Unread as refusal:
                field.show_refusal(str(refusal))
                wrong = wrong or field
        if wrong is not None:
            wrong.setFocus()
            return None
        return read

    def show_problems(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Put each problem beside its field; gives back those that belong to none."""
        left = []
        first: FieldEdit | None = None
        for problem in problems:
            field = self._fields.get(problem.field)
            if field is None:
                left.append(problem)
                continue
            field.show_refusal(problem.text)
            first = first or field
        if first is not None:
            first.setFocus()
        return tuple(left)

    def clear_refusals(self) -> None:
        """Take all refusals away."""
        for field in self._fields.values():
            field.show_refusal("")

    def _on(self, key: str) -> None:
        keys = [name for name, field in self._fields.items() if not field.isHidden()]
        place = keys.index(key) + 1
        if place < len(keys):
            self._fields[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.submitted.emit()
