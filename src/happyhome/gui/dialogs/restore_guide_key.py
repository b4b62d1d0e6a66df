"""A sealed copy is opened: by an operator's password, the recovery sheet, or the township's private key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.dialogs.restore_ground import Opener
from happyhome.gui.failures import failure_text
from happyhome.gui.kit import files
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.code_field import CodeField
from happyhome.gui.kit.fields import ChoiceField
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.password_field import PasswordField
from happyhome.gui.kit.scaled import pad
from happyhome.services.protection import Ring, group_is_sound, key_from_code, key_from_township, unlock

PASSWORD, CODE, TOWNSHIP = "password", "code", "township"
_WAYS: Final = ((PASSWORD, "操作员的密码"), (CODE, "恢复单上的恢复码"), (TOWNSHIP, "乡镇的私钥文件"))
_MOST_BYTES: Final = 64 << 10


class KeyStep(QWidget):
    """``submitted`` on Enter in the last field. ``way`` gives the work that finds the key; it is slow, do it beside."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._ring: Ring | None = None
        self._file: Path | None = None
        self.ways = Chips(_WAYS)
        self.ways.chosen.connect(self._show)
        self.operator = ChoiceField("operator", "操作员", [])
        self.password = PasswordField("password", "密码")
        self.form = Form((self.operator, self.password))
        self.form.submitted.connect(self.submitted)
        self.code = CodeField(check=group_is_sound)
        self.code.finished.connect(self.submitted)
        self.file_note = label("还没有选文件。", wrap=True)
        self.note = label("", "refusal", wrap=True)
        self.note.hide()
        self._pages = QStackedWidget()
        for page in (self._password_page(), self._code_page(), self._file_page()):
            self._pages.addWidget(page)
        card = Card("这份备份加了锁")
        card.body.addWidget(label("要打开它，用下面三样里的一样就行。", "muted", wrap=True))
        card.body.addWidget(self.ways)
        card.body.addWidget(self._pages)
        card.body.addWidget(self.note)
        card.body.addStretch(1)
        pad(QVBoxLayout(self)).addWidget(card)

    def _password_page(self) -> QWidget:
        self.which = label("", "muted", wrap=True)
        page = _page("", self.form)
        column = page.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.which)
        return page

    def _code_page(self) -> QWidget:
        return _page("恢复单锁在办公室的保险柜里。照着输入 8 组数字，输错的一组会变红。", self.code)

    def _file_page(self) -> QWidget:
        chosen = button("选私钥文件…", self.choose)
        return _page("乡镇留过公钥的，请乡镇把私钥文件放在 U 盘上带来。", self.file_note, chosen)

    def ask_for(self, ring: Ring, *, is_present: bool) -> None:
        """Begin anew with the ring of another copy; what was typed for the same one stays."""
        if self._ring is not None and self._ring.id == ring.id:
            return
        self._ring = ring
        self._file = None
        then = "用做这份备份那时的密码。改过、忘了的，用恢复单。"
        self.which.setText("用现在开锁的密码。" if is_present else then)
        self.operator.set_options([(name, name) for name in ring.operators])
        self.password.set_value("")
        self.code.clear()
        self.file_note.setText("还没有选文件。")
        self.refuse("")
        self.ways.set_current(PASSWORD if ring.operators else CODE)
        self._show(self.ways.current())

    def way(self) -> Callable[[], Opener] | None:
        """The work that finds the key with what was typed; None where something is missing, which is then said."""
        ring, way = self._ring, self.ways.current()
        if ring is None:
            return None
        self.refuse("")
        if way == PASSWORD:
            values = self.form.values()
            if values is None:
                return None
            name, typed = str(values["operator"]), str(values["password"])
            return lambda: Opener(unlock(ring, name, typed).key, ring.id, name)
        if way == CODE:
            code = self.code.code()
            return lambda: Opener(key_from_code(ring, code), ring.id)
        if self._file is None:
            self.refuse("请先选乡镇的私钥文件。")
            return None
        path = self._file
        return lambda: Opener(key_from_township(ring, _text(path)), ring.id)

    def failed(self, error: Exception) -> None:
        """Say why it did not open, beside what was typed."""
        way = self.ways.current()
        text = failure_text(error, self._file or Path("happyhome.keys"))
        if way == CODE and isinstance(error, Refusal):
            self.code.refuse(text)
        elif way == PASSWORD and isinstance(error, Refusal):
            self.password.show_refusal(text)
            self.password.setFocus()
            self.password.edit.selectAll()
        else:
            self.refuse(text)

    def refuse(self, text: str) -> None:
        """A sentence below all."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def choose(self) -> None:
        """The township's file."""
        found = files.open_file(self, "乡镇的私钥文件", "私钥 (*.txt *.key *.age);;全部文件 (*)")
        if found is not None:
            self._file = found
            self.file_note.setText(f"已选“{found.name}”。点“打开”。")
            self.refuse("")

    def focus(self) -> None:
        """Put the cursor where the typing begins."""
        target = {PASSWORD: self.password, CODE: self.code.boxes[0]}.get(self.ways.current(), self.ways)
        target.setFocus()

    def _show(self, way: str) -> None:
        self._pages.setCurrentIndex([key for key, _ in _WAYS].index(way))
        self.refuse("")
        self.focus()


def _page(text: str, *widgets: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("role", "bare")
    column = pad(QVBoxLayout(page), 0, 4, 0, 4, gap=10)
    if text:
        column.addWidget(label(text, "muted", wrap=True))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return page


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES).decode("utf-8", "replace")
