"""One row of a plain register, from the descriptor alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.fields import Record
from happyhome.domain.outcomes import Outcome
from happyhome.domain.registers import Register
from happyhome.domain.residents import Resident
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.described import Referred, editor_for, record_values
from happyhome.gui.persons import find_hits
from happyhome.gui.shell import Shell
from happyhome.services import registers, residents


def referred_residents(shell: Shell) -> Referred:
    """Residents by name, for the fields that point at them."""

    def name(row: str) -> str:
        resident: Resident = shell.ask(residents.person, resident=row).resident
        return resident.name

    return Referred(name, lambda text: find_hits(shell.services, text))


class RecordForm(FormDialog):
    """Adds a row, or corrects ``record``; ``filled`` are values known from where it was opened."""

    def __init__(
        self,
        shell: Shell,
        register: Register,
        record: Record | None = None,
        parent: QWidget | None = None,
        *,
        filled: Mapping[str, Any] | None = None,
    ) -> None:
        self._shell, self._register, self._record = shell, register, record
        self._described = [field for field in register.fields if not field.hidden]
        referred = referred_residents(shell)
        super().__init__(
            f"改{register.title}" if record else f"记{register.title}",
            [editor_for(field, shell.today, referred) for field in self._described],
            self._keep,
            parent,
            width=640,
        )
        start = record or register.record(**(filled or {}))
        self.form.set_values({field.name: getattr(start, field.name) for field in self._described})
        empty = [field.name for field in self._described if getattr(start, field.name) in ("", None)]
        self.form.field(empty[0] if empty else self._described[0].name).setFocus()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        known = record_values(self._described, values)
        record = replace(self._record, **known) if self._record else self._register.record(**known)
        return self._shell.run(registers.put_record, inline=self.show_problems, record=record)
