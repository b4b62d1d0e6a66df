"""A form field for a month, forgiving in how it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from happyhome.domain.dates import Month
from happyhome.gui import text as words
from happyhome.gui.kit.card import label
from happyhome.gui.kit.fields import TextField, Unread
from happyhome.gui.kit.scaled import least

_MONTH: Final = re.compile(r"^(?:(\d{4})[-./年]?)?(\d{1,2})月?(?:份)?$")


class MonthField(TextField):
    """A month: 2026-11, 202611, 2026年11月, or 11 (of this year). The value is a Month, or None."""

    def __init__(
        self, key: str, caption: str, today: Callable[[], date], *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(key, caption, required=required, hint=hint, placeholder="如 2026-11", most=10)
        self._today = today
        self._said = label("", "muted")
        least(self.edit, 110, 0, max_width=160)
        self.line.addWidget(self._said)
        self.line.addStretch(0)
        self.edit.textChanged.connect(lambda _text: self._say_month())
        self.edit.editingFinished.connect(self._tidy)

    def value(self) -> Month | None:
        """The month, or None where nothing is typed."""
        typed = words.half_width(self.edit.text()).replace(" ", "")
        if not typed:
            return None
        found = _MONTH.match(typed)
        number = int(found[2]) if found else 0
        if not found or not 1 <= number <= 12:
            raise Unread("月份请写成 2026-11 或 202611。")
        return Month(int(found[1]) if found[1] else self._today().year, number)

    def set_value(self, value: Any) -> None:
        """Show a Month, or a text YYYY-MM."""
        super().set_value(str(value) if value else None)
        self._say_month()

    def _say_month(self) -> None:
        try:
            month = self.value()
        except Unread:
            month = None
        is_plain = month is not None and self.edit.text().strip() == str(month)
        self._said.setText("" if month is None or is_plain else month.label)

    def _tidy(self) -> None:
        try:
            month = self.value()
        except Unread as refusal:
            self.show_refusal(str(refusal))
            return
        if month is not None:
            self.set_value(month)
