"""Asking why: late entries (补录), days kept closed, months opened again. A word at hand, or one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.fields import DayField, TextField
from happyhome.gui.text import day_said

LATE_REASONS: Final = ("忘记录入", "停电", "纸质登记补录")
CLOSED_REASONS: Final = ("周末休息", "节假日", "停电停水", "师傅请假")
_OTHER: Final = "其他…"


class ReasonField(TextField):
    """A line of text with the usual reasons as chips above it; a chip writes its word into the line."""

    def __init__(
        self, key: str, caption: str, usual: Sequence[str], *, start: str = "", preset: bool = True
    ) -> None:
        super().__init__(key, caption, required=True, most=60)
        self._usual = tuple(usual)
        self.chips = Chips([(word, word) for word in (*self._usual, _OTHER)])
        self.chips.chosen.connect(self._take)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.chips, 0, Qt.AlignmentFlag.AlignLeft)
        self.chips.setVisible(bool(usual))
        self.edit.textChanged.connect(self._light)
        self.set_value(start or (usual[0] if usual and preset else ""))

    def set_value(self, value: Any) -> None:
        """Write the reason, ready to be typed over."""
        super().set_value(value)
        self.edit.selectAll()

    def _light(self, text: str) -> None:
        self.chips.set_current(text if text in self._usual else _OTHER)

    def _take(self, word: str) -> None:
        self.edit.setText("" if word == _OTHER else word)
        self.chips.set_current(word)
        self.show_refusal("")
        self.edit.setFocus()
        self.edit.selectAll()


class ReasonDialog(FormDialog):
    """Asks for one reason; ``keep`` does something with it, or the caller reads ``reason`` afterwards."""

    def __init__(
        self, title: str, intro: str, usual: Sequence[str], yes: str, parent: QWidget | None = None,
        *, start: str = "", preset: bool = True, keep: Callable[[str], Outcome] | None = None,
    ) -> None:  # fmt: skip
        """``preset``: the first of the usual reasons is there already; without it one has to be chosen."""
        self.reason = ""
        self._keep_reason = keep
        field = ReasonField("reason", "原因", usual, start=start, preset=preset)
        super().__init__(title, [field], self._take, parent, yes=yes, intro=intro, width=600)
        field.setFocus()

    def _take(self, values: dict[str, Any]) -> Outcome:
        self.reason = str(values["reason"])
        return self._keep_reason(self.reason) if self._keep_reason else Outcome("")


def late_reason(parent: QWidget | None, days: Sequence[date], start: str = "") -> str:
    """Why these past days are recorded only now; "" when the clerk gave up."""
    named = day_said(days[0]) if len(days) == 1 else f"{day_said(days[0])} 等 {len(days)} 天"
    box = ReasonDialog(
        "补录：请写明原因",
        f"{named} 已经过去。写明原因后就可以补记，原因会和记录一起保存。",
        LATE_REASONS,
        "开始补录",
        parent,
        start=start,
    )
    return box.reason if box.exec() else ""


class LateEntry(FormDialog):
    """补录…: which past day, and why. ``day`` and ``reason`` afterwards."""

    def __init__(self, today: date, day: date, parent: QWidget | None = None, *, start: str = "") -> None:
        self.day, self.reason, self._today = day, "", today
        which = DayField("day", "补哪一天", lambda: today, required=True)
        super().__init__(
            "补录以前的用餐",
            [which, ReasonField("reason", "原因", LATE_REASONS, start=start)],
            self._take,
            parent,
            yes="开始补录",
            width=600,
        )
        self.set_values({"day": day})
        which.setFocus()
        which.edit.selectAll()

    def _take(self, values: dict[str, Any]) -> Outcome | None:
        if values["day"] >= self._today:
            self.form.field("day").show_refusal("补录只用于今天以前的日子。今天的请直接在“今日”里记。")
            return None
        self.day, self.reason = values["day"], str(values["reason"])
        return Outcome("")
