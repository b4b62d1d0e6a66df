"""Somebody around a resident: who supports, who is called, who collects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.registers import register_of
from happyhome.domain.residents import Contact
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.described import editor_for
from happyhome.gui.shell import Shell
from happyhome.services import residents


class ContactForm(FormDialog):
    """Adds a contact (one without an id) or corrects one."""

    def __init__(self, shell: Shell, name: str, contact: Contact, parent: QWidget | None = None) -> None:
        self._shell, self._contact = shell, contact
        described = [field for field in register_of(Contact).fields if field.name != "resident"]
        title = "改联系人" if contact.id else "添加联系人"
        super().__init__(
            f"{name}：{title}", [editor_for(field, shell.today) for field in described], self._keep, parent
        )
        self.form.set_values({field.name: getattr(contact, field.name) for field in described})
        self.form.field("name").setFocus()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        contact = replace(self._contact, **values)
        return self._shell.run(residents.put_contact, inline=self.show_problems, contact=contact)
