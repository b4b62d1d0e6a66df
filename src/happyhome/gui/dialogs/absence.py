"""外出、住院 from the board: since when, until when, for one elder or several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.axes import WHEREABOUTS
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import ChoiceField, DayField
from happyhome.gui.shell import Shell
from happyhome.services import absences


class AbsenceDialog(FormDialog):
    """Opens with the day on the board; an empty end means that nobody knows yet."""

    def __init__(
        self, shell: Shell, residents: Sequence[str], names: str, value: str, since: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._shell, self._residents = shell, tuple(residents)
        until = DayField(
            "until", "到哪天", shell.today, hint="含当天。还不知道就空着，回来那天再记“回来了”。"
        )
        super().__init__(
            f"{names}：外出或住院",
            (
                ChoiceField("value", "去向", [(one.key, one.label) for one in WHEREABOUTS.values]),
                DayField("since", "从哪天起", shell.today, required=True),
                until,
            ),
            self._keep,
            parent,
            yes="记下",
            width=480,
        )
        self.set_values({"value": value, "since": since})
        until.setFocus()

    def _keep(self, values: dict[str, Any]) -> Outcome:
        return self._shell.run(
            absences.record_absence, inline=self.show_problems, residents=self._residents, **values
        )
