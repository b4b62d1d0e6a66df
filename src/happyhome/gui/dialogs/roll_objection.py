"""异议及处理: what was said against a posted roll, and what came of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.roll_book import RollBook
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import LongTextField
from happyhome.gui.shell import Shell
from happyhome.services import rolls


class ObjectionDialog(FormDialog):
    """Empty takes it away."""

    def __init__(self, shell: Shell, book: RollBook, parent: QWidget | None = None) -> None:
        self._shell, self._book = shell, book
        super().__init__(
            f"异议及处理：{book.roll.period}名册",
            [
                LongTextField(
                    "objection", "异议及处理", rows=4, hint="写谁提出什么、怎样处理，如：……处理：已核实，不改"
                )
            ],
            self._keep,
            parent,
            yes="记下",
            intro="写上“处理：……”，锁定时就不再提醒。没有异议就空着。",
        )
        self.set_values({"objection": book.roll.objection})

    def _keep(self, values: dict[str, Any]) -> Outcome:
        return self._shell.run(
            rolls.note_objection, inline=self.show_problems, roll=self._book.roll.id, text=values["objection"]
        )
