"""来客: how many diners without a name of their own ate in one slot of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.meals import slot_label
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import NumberField
from happyhome.gui.shell import Shell
from happyhome.gui.text import short_day
from happyhome.services import meals


class GuestsDialog(FormDialog):
    """One number; 0 or nothing means none."""

    def __init__(
        self, shell: Shell, day: date, slot: str, count: int, late: str, parent: QWidget | None = None
    ) -> None:
        self._shell, self._day, self._slot, self._late = shell, day, slot, late
        number = NumberField("count", "来客人数", hint="没有登记的人：家属、客人、干部、志愿者")
        super().__init__(
            f"{short_day(day)}{slot_label(slot)}来客", [number], self._keep, parent, yes="记下", width=420
        )
        self.set_values({"count": count or None})
        number.setFocus()
        number.edit.selectAll()

    def _keep(self, values: dict[str, Any]) -> Outcome:
        return self._shell.run(
            meals.set_guests,
            inline=self.show_problems,
            day=self._day,
            slot=self._slot,
            count=values["count"] or 0,
            late_reason=self._late,
        )
