"""Opening sealed records: who is at the keyboard, and the password. Wrong ones cost a growing pause, never the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.application import apply_zoom
from happyhome.gui.failures import failure_text
from happyhome.gui.jobs import Jobs
from happyhome.gui.kit import icons, scaled, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.fields import ChoiceField
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.password_field import PasswordField
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.remembered import Remembered
from happyhome.services.protection import Ring, unlock
from happyhome.services.session import Folders, Unlocked

PAUSES_S: Final = (0, 1, 2, 4, 8, 15)
"""Seconds after the first, second … wrong password; the last for all that follow."""
_SECOND_MS: Final = 1000
PROMISE: Final = (
    "加锁以后，谁拿走这台电脑、U 盘或备份，没有密码都打不开。",
    "要做到两件事：记住密码；打印一张恢复单，锁进保险柜。两样都丢了，数据就再也打不开。",
)


class UnlockForm(QWidget):
    """Operator and password. ``unlocked(Unlocked)`` when they open; the key is worked out beside the window."""

    unlocked = Signal(object)
    busy = Signal(bool)

    def __init__(self, ring_now: Callable[[], Ring], last: str = "", parent: QWidget | None = None) -> None:
        """``ring_now`` is asked at each try: a password may have been changed meanwhile."""
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._ring_now, self._wrong, self._rest, self._again = ring_now, 0, 0, False
        self._jobs = Jobs(self._failed, self)
        self.operator = ChoiceField("operator", "操作员", [(name, name) for name in ring_now().operators])
        self.operator.set_value(last)
        self.operator.edited.connect(self._another)
        self.password = PasswordField("password", "密码")
        self.form = Form((self.operator, self.password))
        self.operator.box.setFont(scaled.font(19, bold=True))
        self.form.submitted.connect(self.submit)
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._clock.timeout.connect(self._count_down)
        pad(QVBoxLayout(self)).addWidget(self.form)
        self.setFocusProxy(self.password)

    @property
    def is_pausing(self) -> bool:
        """Whether a wrong password makes one wait."""
        return self._clock.isActive()

    def submit(self) -> None:
        """Try it; during a pause, once that is over."""
        if not self._jobs.idle:
            return
        if self.is_pausing:
            self._again = True
            return
        values = self.form.values()
        if values is None:
            return
        name, typed = str(values["operator"]), str(values["password"])
        self.busy.emit(True)
        self.password.show_hint("正在核对…")
        self._jobs.start(
            "开锁", lambda _progress: unlock(self._ring_now(), name, typed), self._opened, quiet=True
        )

    def _another(self) -> None:
        """What the one before typed is no password of this one."""
        self.password.set_value("")
        self.password.show_refusal("")
        self.password.setFocus()

    def close_jobs(self) -> None:
        """Let go of the worker."""
        self._clock.stop()
        self._jobs.close()

    def _opened(self, unlocked: Unlocked) -> None:
        self.busy.emit(False)
        self._wrong = 0
        self.password.set_value("")
        self.password.show_refusal("")
        self.unlocked.emit(unlocked)

    def _failed(self, error: Exception) -> None:
        self.busy.emit(False)
        text = failure_text(error, Path("happyhome.keys"))
        wrong = isinstance(error, Refusal) and error.problems[0].code == "password_wrong"
        self.password.show_refusal(text)
        self.password.setFocus()
        self.password.edit.selectAll()
        if wrong:
            self._rest = PAUSES_S[min(self._wrong, len(PAUSES_S) - 1)]
            self._wrong += 1
            self._sentence = text
            if self._rest:
                self._clock.start()
                self._show_rest()

    def _count_down(self) -> None:
        self._rest -= 1
        if self._rest > 0:
            self._show_rest()
            return
        self._clock.stop()
        again, self._again = self._again, False
        if again:
            self.submit()
        else:
            self.password.show_refusal(self._sentence)

    def _show_rest(self) -> None:
        self.password.show_refusal(f"密码不对。{self._rest} 秒后可以再试。")


class UnlockDialog(QDialog):
    """Before there is a window. Accepted, ``found`` is the way in; rejected, the clerk gave up."""

    def __init__(
        self, ring: Ring, folders: Folders, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("幸福院")
        least(self, 540, 380)
        self.found: Unlocked | None = None
        self._ring, self._folders, self._now = ring, folders, now
        self.form = UnlockForm(lambda: ring, Remembered(folders.data).operator())
        self.form.unlocked.connect(self._take)
        self.forgotten = button("忘了密码…", self.recover, kind="link")
        self.go = button("打开", self.form.submit, kind="primary")
        self.form.busy.connect(self.go.setDisabled)
        self.finished.connect(self.form.close_jobs)
        outer = pad(QVBoxLayout(self), 40, 30, 40, 24, gap=18)
        outer.addLayout(heading("打开数据", "这份数据加了锁。请选操作员，输入密码。"))
        card = Card()
        card.body.addWidget(self.form)
        outer.addWidget(card)
        outer.addStretch(1)
        line = pad(QHBoxLayout(), gap=10)
        line.addWidget(self.forgotten)
        line.addStretch(1)
        line.addWidget(button("退出", self.reject))
        line.addWidget(self.go)
        outer.addLayout(line)
        self.form.setFocus()

    def recover(self) -> None:
        """By the recovery sheet or the township's key."""
        from happyhome.gui.dialogs.recover import RecoverDialog

        box = RecoverDialog(self._ring, self._folders, self._now, self)
        if box.exec() and box.found is not None:
            self._take(box.found)

    def _take(self, unlocked: Unlocked) -> None:
        self.found = unlocked
        self.accept()


def heading(title: str, text: str) -> QHBoxLayout:
    """The lock, what this is, and what to do."""
    line = pad(QHBoxLayout(), gap=16)
    sign = label()
    sign.setPixmap(icons.pixmap("lock", theme.GREEN, 44))
    sign.setAlignment(Qt.AlignmentFlag.AlignTop)
    words = pad(QVBoxLayout(), gap=2)
    words.addWidget(label(title, "name"))
    words.addWidget(label(text, "muted", wrap=True))
    line.addWidget(sign)
    line.addLayout(words, 1)
    return line


def ask_unlock(
    ring: Ring, folders: Folders, now: Callable[[], datetime], parent: QWidget | None = None
) -> Unlocked | None:
    """Ask who it is until a password, the recovery code or the township's key opens; None when given up.

    The window's size of letters, and who opened last, are those of ``folders``.
    """
    remembered = Remembered(folders.data)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply_zoom(application, remembered.zoom())
    box = UnlockDialog(ring, folders, now, parent)
    box.exec()
    if box.found is not None:
        remembered.keep_operator(box.found.operator)
    return box.found
