"""A field for a time of day, forgiving in how it is typed."""

from __future__ import annotations

import re
from typing import Final

from happyhome.gui import text as words
from happyhome.gui.kit.fields import TextField, Unread
from happyhome.gui.kit.scaled import least

_CLOCK: Final = re.compile(r"^(\d{1,2})[:.点时]?(\d{2})?分?$")


class ClockField(TextField):
    """A time of day, typed as 14:30, 1430, 14.30 or 14点."""

    def __init__(self, key: str, caption: str) -> None:
        super().__init__(key, caption, placeholder="如 14:30", most=8)
        least(self.edit, 90, 0, max_width=140)
        self.line.addStretch(0)

    def value(self) -> str:
        """HH:MM, or empty."""
        typed = words.half_width(self.edit.text()).replace(" ", "")
        if not typed:
            return ""
        found = _CLOCK.match(typed)
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise Unread("时间请写成 14:30 或 1430。")
        return f"{int(found[1]):02d}:{found[2] or '00'}"
