"""A forgotten password: by the recovery sheet or the township's private key, then a new password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.dialogs.password import NewPassword
from happyhome.gui.dialogs.reason import ReasonField
from happyhome.gui.failures import failure_text
from happyhome.gui.jobs import Jobs
from happyhome.gui.kit import files
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.code_field import CodeField
from happyhome.gui.kit.scaled import least, pad
from happyhome.services.protection import Ring, group_is_sound, key_from_code, key_from_township, recover
from happyhome.services.session import Folders, Unlocked

_MOST_BYTES: Final = 64 << 10
"""Of a private key's file; a real one has a few lines."""
_ONE, _TWO = "第 1 步：用恢复单", "第 2 步：设新密码"


class CodePage(QWidget):
    """The eight boxes on a card, with a word above them; a wrong group is marked as it is typed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.code = CodeField(check=group_is_sound)
        card = Card()
        card.body.addWidget(label(text, "muted", wrap=True))
        card.body.addWidget(self.code)
        self.column = pad(QVBoxLayout(self), gap=12)
        self.column.addWidget(card)
        self.column.addStretch(1)


class RecoverDialog(QDialog):
    """Accepted, ``found`` is the way in, and its operator has a new password."""

    def __init__(
        self, ring: Ring, folders: Folders, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("忘了密码")
        least(self, 620, 470)
        self.found: Unlocked | None = None
        self._ring, self._folders, self._now, self._key = ring, folders, now, b""
        self._jobs = Jobs(self._failed, self)
        self.finished.connect(self._jobs.close)
        self.page = CodePage("恢复单锁在办公室的保险柜里。请照着输入 8 组数字，输错的一组会变红。")
        self.code = self.page.code
        self.from_file = button("乡镇私钥文件…", self._choose)
        operator = ReasonField("operator", "操作员", ring.operators)
        self.new = NewPassword(lambda: str(operator.value()), before=(operator,))
        self._title, self.note = label(_ONE, "title"), label("", "refusal", wrap=True)
        self._pages = QStackedWidget()
        for page in (self._code_page(), self._password_page()):
            self._pages.addWidget(page)
        outer = pad(QVBoxLayout(self), 28, 20, 28, 18, gap=12)
        outer.addWidget(self._title)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self.note)
        outer.addLayout(self._buttons())
        self.code.finished.connect(self.submit)
        self.new.form.submitted.connect(self.submit)
        self.note.hide()
        self.code.setFocus()

    def _code_page(self) -> QWidget:
        line = pad(QHBoxLayout(), gap=12)
        line.addWidget(
            label("恢复单找不到了？乡镇留过公钥的，可以请乡镇带私钥文件来打开。", "muted", wrap=True), 1
        )
        line.addWidget(self.from_file)
        self.page.column.insertLayout(1, line)
        return self.page

    def _password_page(self) -> QWidget:
        page, card = QWidget(), Card()
        page.setProperty("role", "bare")
        card.body.addWidget(label("打开了。现在给操作员设一个新密码，以后用它开锁。", "muted", wrap=True))
        card.body.addWidget(self.new)
        column = pad(QVBoxLayout(page))
        column.addWidget(card)
        column.addStretch(1)
        return page

    def _buttons(self) -> QHBoxLayout:
        line = pad(QHBoxLayout(), gap=10)
        line.addStretch(1)
        self.go = button("下一步", self.submit, kind="primary")
        line.addWidget(button("取消", self.reject))
        line.addWidget(self.go)
        return line

    def submit(self) -> None:
        """The next step, or the end."""
        if not self._jobs.idle:
            return
        if self._key:
            self._set_password()
            return
        try:
            self._have(key_from_code(self._ring, self.code.code()))
        except Refusal as refusal:
            self.code.refuse(refusal.problems[0].text)

    def take_file(self, path: Path) -> None:
        """The township's private key from its file."""
        try:
            with path.open("rb") as file:
                text = file.read(_MOST_BYTES).decode("utf-8", "replace")
            self._have(key_from_township(self._ring, text))
        except (Refusal, OSError) as error:
            self._tell(failure_text(error, path))

    def _choose(self) -> None:
        path = files.open_file(self, "乡镇的私钥文件", "私钥 (*.txt *.key *.age);;全部文件 (*)")
        if path is not None:
            self.take_file(path)

    def _have(self, key: bytes) -> None:
        self._key = key
        self._tell("")
        self._title.setText(_TWO)
        self.setWindowTitle("设新密码")
        self.go.setText("设好并打开")
        self._pages.setCurrentIndex(1)
        self.new.password.setFocus()

    def _set_password(self) -> None:
        values: dict[str, Any] | None = self.new.values()
        if values is None:
            return
        name, password, key = str(values["operator"]), str(values["password"]), self._key
        self.go.setEnabled(False)
        self._tell("")
        self._jobs.start(
            "设新密码", lambda _progress: recover(self._folders, key, name, password, self._now()), self._done
        )

    def _done(self, found: Unlocked) -> None:
        self.found = found
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if isinstance(error, Refusal):
            rest = self.new.form.show_problems(error.problems)
            self._tell("\n".join(problem.text for problem in rest))
        else:
            self._tell(failure_text(error, self._folders.ring))

    def _tell(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
