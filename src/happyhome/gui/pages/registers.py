"""The page of any plain register, made from its descriptor alone: list, search, add, correct, take away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from happyhome.domain.fields import Kind, Record
from happyhome.domain.registers import Register
from happyhome.gui.dialogs.record import RecordForm
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.described import column_for, shown
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.table import Table
from happyhome.gui.pages.registers_excel import RegisterExcel
from happyhome.gui.shell import Shell
from happyhome.services import registers


class RegisterPage(QWidget):
    """One register. ``back`` when the clerk wants the list of elders again."""

    back = Signal()

    def __init__(self, shell: Shell, register: Register) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self.register = shell, register
        self._names: dict[str, str] = {}
        self._records: tuple[Record, ...] = ()
        self._described = [field for field in register.fields if not field.hidden]
        last = self._described[-1].name
        columns = [column_for(field, self._name, stretch=field.name == last) for field in self._described]
        self.table = Table(columns, empty=f"还没有{register.title}记录。点右上角“新记一条”。")
        self.typed = QLineEdit()
        self._count = label("", "muted")
        self._lay_out()
        self.typed.textChanged.connect(lambda _text: self._narrow())
        self.table.opened.connect(self._edit)
        for key, act in (("Esc", self.back.emit), ("Del", self.remove), ("Ctrl+N", self.add)):
            hot = QShortcut(QKeySequence(key), self)
            hot.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            hot.activated.connect(act)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.typed.setPlaceholderText("在记录里查找")
        self.typed.setAccessibleName(f"在{self.register.title}记录里查找")
        least(self.typed, 220, 0, max_width=300)
        self.to_list = KeyButton("‹ 老人名册", "Esc", self.back.emit, shortcut=False)
        self.add_button = KeyButton("新记一条", "Ctrl N", self.add, kind="primary", shortcut=False)
        self.edit_button = KeyButton("修改", "Enter", self._edit_current, shortcut=False)
        self.remove_button = button("删除", self.remove)
        self.excel = RegisterExcel(self._shell, self.register, self)
        column = pad(QVBoxLayout(self), gap=12)
        column.addWidget(
            Wrap(
                self.to_list, label(f"{self.register.title}记录", "title"), self.typed, self._count,
                right=(
                    self.excel.import_button, self.excel.export_button,
                    self.remove_button, self.edit_button, self.add_button,
                ),
            )
        )  # fmt: skip
        card = Card()
        pad(card.body, 8, 6, 8, 8, gap=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)

    def refresh(self) -> None:
        """Ask anew."""
        self._names = self._shell.ask(registers.names_of_residents)
        found = self._shell.ask(registers.records, table=self.register.table)
        day = self.register.locked_by or next((f.name for f in self._described if f.kind is Kind.DAY), "")
        self._records = tuple(
            sorted(found, key=lambda row: getattr(row, day), reverse=True) if day else found
        )
        self._narrow()

    def _name(self, row: str) -> str:
        return self._names.get(row, "")

    def _narrow(self) -> None:
        word = self.typed.text().strip()
        found = [record for record in self._records if word in self._all_words(record)]
        self.table.set_rows(found)
        if found and self.table.current() is None:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._count.setText(f"{len(found)} 条")
        for needing in (self.edit_button, self.remove_button):
            needing.setEnabled(bool(found))

    def _all_words(self, record: Record) -> str:
        return " ".join(shown(field, getattr(record, field.name), self._name) for field in self._described)

    def add(self) -> None:
        """A new row."""
        filled: dict[str, Any] = {}
        for field in self._described:
            if field.kind is Kind.DAY and field.required:
                filled[field.name] = self._shell.today()
        RecordForm(self._shell, self.register, parent=self.window(), filled=filled).exec()

    def _edit(self, record: Record) -> None:
        RecordForm(self._shell, self.register, record, self.window()).exec()

    def _edit_current(self) -> None:
        if self.table.current() is not None:
            self._edit(self.table.current())

    def remove(self) -> None:
        """Take the current row away, after asking."""
        record = self.table.current()
        if record is None:
            return
        lines = [f"{field.label}：{text}" for field in self._described[:4]
                 if (text := shown(field, getattr(record, field.name), self._name))]  # fmt: skip
        if Ask.ask(self.window(), f"删除这条{self.register.title}记录？", lines, "删除", danger=True):
            self._shell.run(registers.remove_record, table=self.register.table, row=record.id)
