"""资料要存出去: what is in it, what for, and a password where the township wants one. Enter passes."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.disclosures import PURPOSES
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Refusal
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.card import label
from happyhome.gui.kit.fields import ChoiceField, FlagField, TextField
from happyhome.gui.kit.scaled import least
from happyhome.gui.remembered import Remembered
from happyhome.gui.shell import Shell
from happyhome.services import saving
from happyhome.services.disclosures import Outgoing, Terms

PASSWORD_HINT: Final = (
    "至少 6 位，中文、字母、数字都行。请记在纸上，用电话告诉镇上；程序不保存，忘了谁也打不开。"
)


def purpose_field(start: str) -> ChoiceField:
    """用途, with the usual one chosen."""
    field = ChoiceField("purpose", "用途", [(one.key, one.label) for one in PURPOSES], required=True)
    field.set_value(start)
    return field


class PasswordForFile(TextField):
    """A file's password, in plain sight: it has to be told on the telephone."""

    def __init__(self) -> None:
        super().__init__("password", "密码是", required=True, hint=PASSWORD_HINT, most=40)
        least(self.edit, 200, 0, max_width=320)
        self.line.addStretch(0)

    def value(self) -> str:
        """As typed."""
        return self.edit.text()


class LeavingData(FormDialog):
    """``terms`` once the clerk agreed."""

    def __init__(
        self, outgoing: Outgoing, start: str, parent: QWidget | None = None,
        *, yes: str = "选地方保存", locked: bool = False,
    ) -> None:  # fmt: skip
        """``start`` is the purpose to begin with, ``locked`` whether a password was wanted the last time."""
        self.terms: Terms | None = None
        self.purpose = purpose_field(start)
        self.lock = FlagField("is_locked", "文件密码", "给文件加密码")
        self.password = PasswordForFile()
        super().__init__(
            f"存出去：{outgoing.title}", [self.purpose, self.lock, self.password], self._take, parent,
            yes=yes, width=560,
        )  # fmt: skip
        self.lock.edited.connect(self._offer_password)
        column = self.body
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, label(f"里面有：{outgoing.contents.text}。", "strong", wrap=True))
        column.addWidget(label("谁在什么时候把它存到了哪里，会记在“设置 → 资料去向”。", "hint", wrap=True))
        self.purpose.finished.disconnect()  # Enter passes: what is usual is chosen already
        self.purpose.finished.connect(self.submit)
        self.lock.set_value(locked)
        self.form.set_shown("password", locked)
        (self.password if locked else self.purpose).setFocus()

    def _offer_password(self) -> None:
        self.form.set_shown("password", self.lock.value())
        self.resize(self.width(), self.sizeHint().height())
        if self.lock.value():
            self.password.setFocus()

    def _take(self, values: dict[str, Any]) -> Outcome | None:
        password = values.get("password", "")
        try:
            if self.lock.value():
                saving.check_file_password(password)
        except Refusal as refusal:
            self.show_problems(refusal.problems)
            return None
        self.terms = Terms(values["purpose"], password)
        return Outcome("")


def ask_terms(
    shell: Shell, parent: QWidget | None, outgoing: Outgoing, *, yes: str = "选地方保存"
) -> Terms | None:
    """On what terms it leaves, None where the clerk gave up. Nothing is asked of what is about nobody or for the wall.

    What was chosen is the usual of this paper from then on; the password itself is kept nowhere.
    """
    if not outgoing.needs_purpose:
        return Terms("posting" if outgoing.is_posted else outgoing.purpose)
    remembered = Remembered(shell.services.folders.data)
    start = remembered.purpose(outgoing.key) or outgoing.purpose
    dialog = LeavingData(outgoing, start, parent, yes=yes, locked=remembered.is_locked(outgoing.key))
    if not dialog.exec() or dialog.terms is None:
        return None
    remembered.keep_terms(outgoing.key, dialog.terms.purpose, is_locked=bool(dialog.terms.password))
    return dialog.terms
