"""Fields of a form: each knows its key, label and value, and can carry a refusal beside itself.

A value that cannot be read raises ``Unread`` with the sentence for the clerk; an empty field is None or "".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
)

from happyhome.domain.dates import weekday_name
from happyhome.domain.money import read_yuan, yuan
from happyhome.gui import text as words
from happyhome.gui.kit.card import label
from happyhome.gui.kit.field_edit import FieldEdit, Unread
from happyhome.gui.kit.scaled import least
from happyhome.gui.kit.steady import ChoiceBox


class TextField(FieldEdit):
    """One line of text. ``width`` in design pixels bounds it."""

    def __init__(
        self,
        key: str,
        caption: str,
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        most: int = 200,
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(key, caption, self.edit, required=required, hint=hint)
        self.edit.setMaxLength(most)
        self.edit.setPlaceholderText(placeholder)
        self.edit.textEdited.connect(lambda _text: self._typed())

    def _typed(self) -> None:
        self.show_refusal("")
        self.edited.emit()

    def value(self) -> Any:
        """The text without blanks around it."""
        return self.edit.text().strip()

    def set_value(self, value: Any) -> None:
        """Show the text."""
        self.edit.setText("" if value is None else str(value))


class LongTextField(FieldEdit):
    """Several lines; Enter writes a new one, Tab moves on."""

    def __init__(
        self, key: str, caption: str, *, required: bool = False, hint: str = "", rows: int = 3
    ) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(key, caption, self.edit, required=required, hint=hint)
        self.edit.setTabChangesFocus(True)
        least(self.edit, 0, 26 * rows + 14, max_height=26 * (rows + 3))
        self.edit.textChanged.connect(self._typed)

    def _typed(self) -> None:
        self.show_refusal("")
        self.edited.emit()

    def value(self) -> str:
        """The text without blanks around it."""
        return self.edit.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show the text."""
        self.edit.setPlainText("" if value is None else str(value))

    def enter_moves_on(self) -> bool:
        """Enter is a line break here."""
        return False


class NumberField(TextField):
    """A whole number; full-width digits are read too."""

    def __init__(
        self, key: str, caption: str, *, least_value: int = 0, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(key, caption, required=required, hint=hint, most=9)
        self._least = least_value
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        least(self.edit, 90, 0, max_width=140)
        self.line.addStretch(0)

    def value(self) -> int | None:
        """The number, or None."""
        typed = str(super().value())
        if not typed:
            return None
        if not typed.isdecimal() or int(typed) < self._least:
            raise Unread(f"{self.caption}要填数字，不小于 {self._least}。")
        return int(typed)


class MoneyField(TextField):
    """元 on the screen, 分 as a value."""

    def __init__(self, key: str, caption: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(key, caption, required=required, hint=hint, placeholder="0.00", most=16)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        least(self.edit, 110, 0, max_width=160)
        self.line.addWidget(label("元", "muted"))
        self.line.addStretch(0)

    def value(self) -> int | None:
        """分, or None."""
        typed = words.half_width(str(super().value()))
        if not typed:
            return None
        try:
            return read_yuan(typed)
        except ValueError as error:
            raise Unread("金额请写成 12.50 这样，最多两位小数。") from error

    def set_value(self, value: Any) -> None:
        """Show 分 as 元."""
        super().set_value(None if value is None else yuan(int(value)))


class DayField(TextField):
    """A day, typed in any of the ways of ``text.read_day``; the weekday stands behind it as one types."""

    def __init__(
        self, key: str, caption: str, today: Callable[[], date], *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(
            key, caption, required=required, hint=hint, placeholder="如 2026-11-3 或 11.3", most=20
        )
        self._today = today
        self._weekday = label("", "muted")
        least(self.edit, 140, 0, max_width=210)
        self.line.addWidget(self._weekday)
        self.line.addStretch(0)
        self.edit.editingFinished.connect(self._tidy)
        self.finished.connect(self._tidy)
        self.edit.textChanged.connect(lambda _text: self._show_weekday())

    def value(self) -> date | None:
        """The day, or None."""
        typed = str(super().value())
        if not typed:
            return None
        try:
            return words.read_day(typed, self._today())
        except ValueError as error:
            raise Unread(str(error)) from error

    def set_value(self, value: Any) -> None:
        """Show a day."""
        super().set_value(value.isoformat() if isinstance(value, date) else value)
        self._show_weekday()

    def weekday_text(self) -> str:
        """What stands behind the field."""
        return self._weekday.text()

    def _show_weekday(self) -> None:
        try:
            day = self.value()
        except Unread:
            day = None
        full = day is not None and self.edit.text().strip() == day.isoformat()
        self._weekday.setText("" if day is None else weekday_name(day) if full else words.day_said(day))

    def _tidy(self) -> None:
        try:
            day = self.value()
        except Unread as refusal:
            self.show_refusal(str(refusal))
            return
        if day:
            self.set_value(day)


class IdNumberField(TextField):
    """An ID number in groups of digits. ``check`` says what was read, live: (sentence, whether it is wrong)."""

    def __init__(
        self, key: str, caption: str, check: Callable[[str], tuple[str, bool]], *, required: bool = False
    ) -> None:
        super().__init__(key, caption, required=required, most=24)
        self._check = check
        self.edit.textEdited.connect(lambda _text: self._group())

    def value(self) -> str:
        """The number without blanks, half-width, X upper case."""
        return words.half_width(self.edit.text()).replace(" ", "").upper()

    def set_value(self, value: Any) -> None:
        """Show a number in groups, and what it says."""
        self.edit.setText(words.group_id_number(str(value or "")))
        self._live()

    def _group(self) -> None:
        before = self.edit.cursorPosition()
        behind = len(self.edit.text()[before:].replace(" ", ""))
        grouped = words.group_id_number(self.value())
        self.edit.setText(grouped)
        place, left = len(grouped), behind
        while left and place:
            place -= 1
            left -= grouped[place] != " "
        self.edit.setCursorPosition(place)
        self._live()

    def _live(self) -> None:
        if not self.value():
            self.show_refusal("")
            return
        sentence, wrong = self._check(self.value())
        if wrong:
            self.show_refusal(sentence)
        else:
            self.show_hint(sentence)


class ChoiceField(FieldEdit):
    """One of a few; ``options`` are (key, word). With ``blank`` the first choice is none of them."""

    def __init__(
        self, key: str, caption: str, options: Sequence[tuple[str, str]], *, required: bool = False, blank: bool = False,
        hint: str = "",
    ) -> None:  # fmt: skip
        self.box = ChoiceBox()
        super().__init__(key, caption, self.box, required=required, hint=hint)
        self.set_options(options, blank=blank)
        self.box.activated.connect(lambda _index: self._chose())

    def _chose(self) -> None:
        self.show_refusal("")
        self.edited.emit()

    def set_options(self, options: Sequence[tuple[str, str]], *, blank: bool = False) -> None:
        """Offer these."""
        before = self.box.currentData()
        self.box.clear()
        for key, word in ([("", "—")] if blank else []) + list(options):
            self.box.addItem(word, key)
        self.set_value(before)

    def value(self) -> str:
        """The chosen key."""
        return self.box.currentData() or ""

    def set_value(self, value: Any) -> None:
        """Choose a key; an unknown one chooses the first."""
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class FlagField(FieldEdit):
    """Yes or no."""

    def __init__(self, key: str, caption: str, word: str = "是", *, hint: str = "") -> None:
        self.box = QCheckBox(word)
        super().__init__(key, caption, self.box, hint=hint)
        least(self.box, 0, 36)
        self.box.clicked.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))


__all__ = [
    "ChoiceField",
    "DayField",
    "FieldEdit",
    "FlagField",
    "IdNumberField",
    "LongTextField",
    "MoneyField",
    "NumberField",
    "TextField",
    "Unread",
]
