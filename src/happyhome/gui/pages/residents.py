"""老人: the register, one person, the other registers and the import, one in sight at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.registers import register_named
from happyhome.gui.dialogs.resident_form import register_resident
from happyhome.gui.kit.panes import Parts
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.person import PersonPage
from happyhome.gui.pages.registers import RegisterPage
from happyhome.gui.pages.residents_list import FILTERS, ResidentsList
from happyhome.gui.shell import Shell

if TYPE_CHECKING:
    from happyhome.gui.pages.imports import ImportPage

_FILTER_KEYS = frozenset(key for key, _, _ in FILTERS)


class ResidentsPage(QWidget):
    """``open(target=…)``: somebody's id, a filter's key (pending), ``list``, or ``import``."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self.list = ResidentsList(shell)
        self.person = PersonPage(shell)
        self._registers: dict[str, RegisterPage] = {}
        self.importing: ImportPage | None = None
        self._stack = Parts()
        pad(QVBoxLayout(self)).addWidget(self._stack)
        for part in (self.list, self.person):
            self._stack.addWidget(part)
        self.list.opened.connect(lambda resident: self.show_person(resident))
        self.list.new_asked.connect(self.register_new)
        self.list.import_asked.connect(lambda: self.show_import())
        self.list.register_asked.connect(self.show_register)
        self.person.back.connect(self.show_list)
        self.setFocusProxy(self.list)

    def refresh(self, _changed: frozenset[str]) -> None:
        """Show what is in sight anew; the list always, since PgUp and PgDn walk through it."""
        self.list.refresh()
        part = self._stack.currentWidget()
        if isinstance(part, PersonPage | RegisterPage):
            part.refresh()

    def open(self, target: str = "", **_more: Any) -> None:
        """What another page or the search asks for."""
        if target in ("", "list"):
            self.show_list()
        elif target == "import":
            self.show_import()
        elif target in _FILTER_KEYS:
            self.show_list()
            self.list.show_filter(target)
        else:
            self.show_person(target)

    def primary_action(self) -> None:
        """What one comes for: 登记老人 in the register; elsewhere what the part in sight says, or nothing."""
        part = self._stack.currentWidget()
        if part is self.list:
            self.register_new()
            return
        act = getattr(part, "primary_action", None)
        if act is not None:
            act()

    def show_list(self) -> None:
        """The register; on the line of who was in sight."""
        person = self.person.person
        self._show(self.list)
        if person is not None:
            self.list.point_at(person.id)

    def show_person(self, resident: str) -> None:
        """One person's page."""
        around = self.list.shown()
        self.person.show_person(resident, around if resident in around else (resident,))
        self._show(self.person)

    def show_register(self, table: str) -> None:
        """The page of a plain register."""
        page = self._registers.get(table)
        if page is None:
            page = RegisterPage(self._shell, register_named(table))
            page.back.connect(self.show_list)
            self._registers[table] = page
            self._stack.addWidget(page)
        page.refresh()
        self._show(page)

    def show_import(self) -> None:
        """The import of a file, from its first step."""
        # Readers of sheets are heavy; a day without an import starts without them.
        from happyhome.gui.pages.imports import ImportPage

        if self.importing is None:
            self.importing = ImportPage(self._shell)
            self.importing.back.connect(self.show_list)
            self._stack.addWidget(self.importing)
        self.importing.start()
        self._show(self.importing)

    def register_new(self) -> None:
        """登记老人, then their page."""
        register_resident(self._shell, self.window(), self.show_person)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._stack.updateGeometry()
        self.setFocusProxy(part)
        part.setFocus()
