"""What may be chosen for a paper: the day, the slot, the activity, how long it is posted. Only what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.dates import weekday_name
from happyhome.domain.meals import SLOTS
from happyhome.gui import text as words
from happyhome.gui.kit.card import bare, label
from happyhome.gui.kit.fields import DayField, Unread
from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.steady import ChoiceBox, NumberBox
from happyhome.services.papers import Choices

_NAMES: Final = {"day": "日期", "slot": "餐次", "activity": "活动", "posted_from": "公示"}
_LONGEST_POSTING: Final = 60


class PaperOptions(QWidget):
    """``changed`` when something else was chosen; ``values`` are the options by name."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._today = today
        self._asks: tuple[str, ...] = ()
        self.day, self.slot, self.activity = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.posted_from = DayField("posted_from", "公示起", today)
        self.posted_days = NumberBox()
        self.posted_days.setRange(1, _LONGEST_POSTING)
        self.posted_days.setSuffix(" 天")
        self.posted_days.setButtonSymbols(NumberBox.ButtonSymbols.NoButtons)
        self.posted_days.setAccessibleName("公示天数")
        self._groups: dict[str, QWidget] = {}
        row = pad(WrapLayout(self), gap=14)
        for key, editors in (
            ("day", (self.day,)), ("slot", (self.slot,)), ("activity", (self.activity,)),
            ("posted_from", (self.posted_from, self.posted_days)),
        ):  # fmt: skip
            self._groups[key] = self._group(key, editors)
            row.addWidget(self._groups[key])
        for box in (self.day, self.slot, self.activity):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _index: self.changed.emit())
        self.posted_from.edit.editingFinished.connect(self.changed)
        self.posted_days.valueChanged.connect(lambda _days: self.changed.emit())

    @staticmethod
    def _group(key: str, editors: Sequence[QWidget]) -> QWidget:
        group, line = bare(QVBoxLayout, gap=0)
        across = pad(WrapLayout(), gap=8)
        across.addWidget(label(_NAMES[key], "muted"))
        for editor in editors:
            editor.setAccessibleName(editor.accessibleName() or _NAMES[key])
            across.addWidget(editor)
        line.addLayout(across)
        return group

    def offer(self, asks: Sequence[str], found: Choices, *, posting_days: int) -> None:
        """Show what a paper asks for; a choice that is still there stays."""
        self._asks = tuple(asks)
        for key, group in self._groups.items():
            group.setVisible(key in self._asks and (key != "slot" or len(found.slots) > 1))
        days = [(f"{words.short_day(day)} {weekday_name(day)}", day) for day in found.days]
        _fill(self.day, days, found.days[-1] if found.days else None)
        every = [("全部", "")] if "day" not in self._asks else []
        slots = [(one.label, one.key) for one in SLOTS if one.key in found.slots]
        _fill(self.slot, [*every, *slots], "" if every else "lunch")
        held = [(text, key) for key, text in found.activities]
        _fill(self.activity, [(f"全部 {len(held)} 次", ""), *held], "")
        if not self.posted_from.edit.text():
            self.posted_from.set_value(self._today())
            self.posted_days.blockSignals(True)
            self.posted_days.setValue(posting_days)
            self.posted_days.blockSignals(False)
        self.setVisible(any(not group.isHidden() for group in self._groups.values()))

    def choose_activity(self, activity: str) -> None:
        """Pick one activity, without telling anyone."""
        self.activity.setCurrentIndex(max(0, self.activity.findData(activity)))

    def values(self) -> dict[str, Any]:
        """What is chosen, by the names a paper knows."""
        found: dict[str, Any] = {}
        for key, box in (("day", self.day), ("slot", self.slot), ("activity", self.activity)):
            if key in self._asks and box.currentData() is not None:
                found[key] = box.currentData()
        if "posted_from" in self._asks:
            first = self._posted_from()
            found["posted_from"] = first
            found["posted_to"] = first + timedelta(days=self.posted_days.value() - 1)
        return found

    def _posted_from(self) -> date:
        try:
            return self.posted_from.value() or self._today()
        except Unread:  # the field itself says what is wrong; the preview goes on with today
            return self._today()


def _fill(box: ChoiceBox, items: Sequence[tuple[str, Any]], default: Any) -> None:
    """Offer these; the choice of before stays where it is still there."""
    before = box.currentData()
    keys = [key for _, key in items]
    box.blockSignals(True)
    box.clear()
    for text, key in items:
        box.addItem(text, key)
    wanted = before if before in keys else default
    box.setCurrentIndex(keys.index(wanted) if wanted in keys else -1)
    box.blockSignals(False)
    least(box, 130)
