"""Choosing a password: typed twice, judged as one types, with a word on what makes a good one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Problem, Refusal
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.failures import failure_text
from happyhome.gui.kit.fields import FieldEdit, TextField
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.password_field import PasswordField
from happyhome.gui.kit.scaled import pad
from happyhome.gui.shell import Shell
from happyhome.services import protection

_ADVICE: Final = "至少 8 位，字母、数字、汉字都行。几个不相干的词连起来，好记又难猜。"


class NewPassword(QWidget):
    """A form whose last two fields are the new password; ``name`` tells for whom, as it stands now."""

    def __init__(self, name: Callable[[], str], before: Sequence[FieldEdit] = ()) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._name = name
        self.password = PasswordField("password", "新密码", hint=_ADVICE)
        self.again = PasswordField("again", "再输一遍")
        self.form = Form((*before, self.password, self.again))
        self.password.edit.textChanged.connect(lambda _text: self._judge())
        pad(QVBoxLayout(self)).addWidget(self.form)

    def values(self) -> dict[str, Any] | None:
        """All values; None where one is missing, the password is too easy, or the two differ: it is then said."""
        values = self.form.values()
        if values is None:
            return None
        try:
            protection.check_password(self._name(), str(values["password"]))
        except Refusal as refusal:
            self.form.show_problems(refusal.problems)
            return None
        if values["again"] != values["password"]:
            self.again.show_refusal("两遍不一样。请再输一遍。")
            self.again.setFocus()
            self.again.edit.selectAll()
            return None
        return values

    def _judge(self) -> None:
        typed = self.password.value()
        if not typed:
            self.password.show_hint("")
            return
        try:
            protection.check_password(self._name(), typed)
        except Refusal as refusal:
            self.password.show_hint(refusal.problems[0].text)
        else:
            self.password.show_hint("可以用。请记牢：忘了只能用恢复单打开。")


class PasswordDialog(FormDialog):
    """One of the acts on operators: it works beside the window, and closes when it is done."""

    def __init__(
        self, shell: Shell, title: str, intro: str, new: NewPassword, act: Callable[[dict[str, Any]], object],
        said: str, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, (), lambda _values: None, parent, intro=intro, yes=title, width=620)
        self._shell, self._act, self._said, self._new = shell, act, said, new
        self.body.addWidget(new)
        self.forms = [new.form]
        new.form.submitted.connect(self.submit)

    def submit(self) -> None:
        """Read, do it, close."""
        if not self.yes.isEnabled():
            return
        self._refusal.hide()
        values = self._new.values()
        if values is None:
            return
        self.yes.setEnabled(False)
        self._shell.jobs.start(
            self.windowTitle(), lambda _progress: self._act(values), self._done, self._failed
        )

    def _done(self, _value: object) -> None:
        self.accept()
        self._shell.broadcast(frozenset({"protection"}))
        self._shell.say(self._said)

    def _failed(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        problems = error.problems if isinstance(error, Refusal) else ()
        if problems:
            self.show_problems(problems)
        else:
            self.show_problems((Problem("failed", failure_text(error, self._shell.services.folders.ring)),))

    def setVisible(self, visible: bool) -> None:
        """Begin in the first field."""
        if visible and self.focusWidget() is None:
            self._new.form.focus_first()
        super().setVisible(visible)


def change_password(shell: Shell, operator: str, parent: QWidget | None = None) -> None:
    """One's own: the old one, and a new one twice."""
    old = PasswordField("old", "现在的密码")
    new = NewPassword(lambda: operator, before=(old,))

    def act(values: dict[str, Any]) -> Outcome | None:
        try:
            protection.change_password(shell.services, operator, values["old"], values["password"])
        except Refusal as refusal:
            raise _placed(refusal) from refusal
        return None

    PasswordDialog(
        shell, "修改密码", f"操作员：{operator}", new, act, "密码已改，下次开锁用新密码", parent
    ).exec()


def _placed(refusal: Refusal) -> Refusal:
    """A wrong present password belongs beside its own field."""
    return Refusal(
        *(
            Problem(one.code, one.text, one.level, "old" if one.code == "password_wrong" else one.field)
            for one in refusal.problems
        )
    )


def add_operator(shell: Shell, parent: QWidget | None = None) -> None:
    """Another person, who types the password in."""
    name = TextField("operator", "姓名", required=True, most=20, hint="操作记录里写这个名字")
    new = NewPassword(lambda: str(name.value()), before=(name,))
    PasswordDialog(
        shell,
        "添加操作员",
        "请本人来输入自己的密码。各用各的密码，操作记录里才分得清是谁做的。",
        new,
        lambda values: protection.add_operator(shell.services, values["operator"], values["password"]),
        "已添加操作员",
        parent,
    ).exec()
