"""What an activity was: two columns of fields, and why it is entered late where it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from happyhome.domain.activities import ACTIVITY_KINDS
from happyhome.domain.problems import Problem
from happyhome.gui.kit.clock import ClockField
from happyhome.gui.kit.fields import (
    ChoiceField,
    DayField,
    FieldEdit,
    LongTextField,
    NumberField,
    TextField,
    Unread,
)
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.scaled import pad, px
from happyhome.gui.kit.steady import ChoiceBox

LATE_REASONS: Final = ("忘记录入", "停电", "纸质登记补录")
_FOLD_BELOW: Final = 600


class ReasonField(FieldEdit):
    """Why something is entered late: the usual reasons, or one's own words."""

    def __init__(self, key: str, caption: str) -> None:
        self.box = ChoiceBox()
        self.box.setEditable(True)
        self.box.addItems(LATE_REASONS)
        super().__init__(key, caption, self.box, required=True)
        typed = QLineEdit()
        typed.setPlaceholderText("选一个，或自己写")
        self.box.setLineEdit(typed)
        self.box.editTextChanged.connect(lambda _text: self._typed())
        self.set_value("")

    def _typed(self) -> None:
        self.show_refusal("")
        self.edited.emit()

    def value(self) -> str:
        """The reason without blanks around it."""
        return self.box.currentText().strip()

    def set_value(self, value: Any) -> None:
        """Show a reason."""
        self.box.setCurrentIndex(-1)
        self.box.setEditText(str(value or ""))


class ActivityFacts(QWidget):
    """All fields of an activity. ``edited(key)`` for each change; ``submitted`` on Enter in the last field."""

    edited = Signal(str)
    submitted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._today = today
        self._filling = False
        self._day = DayField("day", "日期", today, required=True)
        kinds = [(choice.key, choice.label) for choice in ACTIVITY_KINDS]
        content = LongTextField("content", "内容", rows=4)
        # Its lines say how high it is, not Qt's idea of a text editor.
        content.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._left = Form(
            (
                TextField("title", "活动名称", required=True, most=60, placeholder="如 手指舞、健康讲座"),
                self._day,
                ReasonField("late_reason", "补录原因"),
                ClockField("start", "开始"),
                ClockField("end", "结束"),
                ChoiceField("kind", "类型", kinds),
                TextField("place", "地点", most=60),
            )
        )
        self._right = Form(
            (
                TextField("organizer", "组织者", most=60),
                TextField("volunteers", "志愿者", most=200),
                NumberField("visitors", "其他参加人数", hint="老人以外：家属、志愿者、村干部"),
                TextField("safety", "安全情况", most=100),
                content,
            )
        )
        self._across = across = pad(QBoxLayout(QBoxLayout.Direction.LeftToRight, self), 2, 2, 2, 2, gap=28)
        for form in (self._left, self._right):
            column = pad(QVBoxLayout(), gap=0)
            column.addWidget(form)
            column.addStretch(1)
            across.addLayout(column, 1)
            form.edited.connect(self._changed)
        self._left.submitted.connect(lambda: self._right.field("organizer").setFocus())
        self._right.submitted.connect(self.submitted)
        self._day.edit.editingFinished.connect(self._show_lateness)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow to read."""
        super().resizeEvent(event)
        narrow = self.width() < px(_FOLD_BELOW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        self._across.setSpacing(px(10 if narrow else 28))

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Fill all fields."""
        self._filling = True
        for form in (self._left, self._right):
            form.set_values(values)
        self._filling = False
        self._show_lateness()

    def read(self) -> dict[str, Any] | None:
        """All values; None when one cannot be read: it then says so and has the focus."""
        right, left = self._right.values(), self._left.values()
        if left is None or right is None:
            return None
        right["visitors"] = right["visitors"] or 0
        return {"late_reason": "", **left, **right}

    def day(self) -> date | None:
        """The day as typed so far, where it can be read."""
        try:
            return self._day.value()
        except Unread:
            return None

    def title(self) -> str:
        """The name as typed so far."""
        return str(self._left.field("title").value())

    def start_typing(self) -> None:
        """Put the cursor where a new activity begins: the first field that is empty and asked for."""
        self._left.field("title" if not self.title() else "day").setFocus()

    def show_problems(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Each beside its field; gives back the others."""
        return self._right.show_problems(self._left.show_problems(problems))

    def set_locked(self, locked: bool) -> None:
        """Grey everything, for a closed month."""
        for form in (self._left, self._right):
            form.setEnabled(not locked)

    def _changed(self, key: str) -> None:
        if self._filling:  # some editors tell of what the program writes into them, too
            return
        if key == "day":
            self._show_lateness()
        self.edited.emit(key)

    def _show_lateness(self) -> None:
        day = self.day()
        self._left.set_shown("late_reason", day is not None and day < self._today())
