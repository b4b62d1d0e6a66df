"""给数据加锁: a name and a password, the sealing itself, and the recovery sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from happyhome.gui.dialogs.password import NewPassword
from happyhome.gui.dialogs.recovery_sheet import SheetDialog
from happyhome.gui.dialogs.unlock import PROMISE, heading
from happyhome.gui.failures import failure_text
from happyhome.gui.jobs import Jobs, Progress
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.fields import TextField
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.gui.shell import Shell
from happyhome.services.protection import Sealed, seal_store
from happyhome.services.session import Services


class ProtectDialog(QDialog):
    """Accepted, ``chosen`` is (operator, password)."""

    def __init__(self, operator: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("给数据加锁")
        least(self, 640, 400)
        self.chosen: tuple[str, str] | None = None
        self.operator = TextField(
            "operator", "您的姓名", required=True, most=20, hint="每一步操作都记在这个名字下"
        )
        self.operator.set_value(operator)
        self.new = NewPassword(lambda: str(self.operator.value()), before=(self.operator,))
        self.new.form.submitted.connect(self.submit)
        inside = QWidget()
        column = pad(QVBoxLayout(inside), 36, 26, 36, 4, gap=14)
        column.addLayout(heading("给数据加锁", PROMISE[0]))
        card = Card()
        card.body.addWidget(self.new)
        column.addWidget(card)
        column.addWidget(label(PROMISE[1], "muted", wrap=True))
        column.addStretch(1)
        outer = pad(QVBoxLayout(self), 0, 0, 0, 22, gap=10)
        outer.addWidget(scrolling(inside), 1)
        line = pad(QHBoxLayout(), 36, 0, 36, 0, gap=10)
        line.addStretch(1)
        line.addWidget(button("取消", self.reject))
        line.addWidget(button("加锁", self.submit, kind="primary"))
        outer.addLayout(line)
        most = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(px(660), most.width() - 20), min(px(540), most.height() - 40))
        (self.new.password if operator else self.operator).setFocus()

    def submit(self) -> None:
        """Go on once both are good."""
        values = self.new.values()
        if values is not None:
            self.chosen = str(values["operator"]), str(values["password"])
            self.accept()


class Sealing(QDialog):
    """Modal until it is over, and cannot be closed by hand. ``sealed`` afterwards, or ``error``."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("请稍等")
        self._services = services
        self.sealed: Sealed | None = None
        self.error: Exception | None = None
        least(self, 460, 130)
        self._text, self._bar = (
            label("正在给数据加锁…先备份，再加密，再逐行核对。", wrap=True),
            QProgressBar(),
        )
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        column = pad(QVBoxLayout(self), 28, 24, 28, 24, gap=16)
        column.addWidget(self._text)
        column.addWidget(self._bar)

    def begin(self, jobs: Jobs, operator: str, password: str) -> None:
        """On the jobs thread, so that no other job holds the file."""
        services = self._services

        def work(progress: Progress) -> Sealed:
            services.close()
            try:
                return seal_store(
                    services.folders, operator, password, services.now(), progress=progress.report
                )
            finally:
                services.close()

        job = jobs.start("加锁", work, self._done, self._failed, quiet=True)
        job.progressed.connect(self._told)
        self.exec()

    def _told(self, done: int, total: int, text: str) -> None:
        self._text.setText(f"{text}…" if text else self._text.text())
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _done(self, sealed: Sealed) -> None:
        self.sealed = sealed
        self.done(QDialog.DialogCode.Accepted)

    def _failed(self, error: Exception) -> None:
        self.error = error
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        """Esc does nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the cross."""
        event.ignore()


def seal(services: Services, jobs: Jobs, operator: str, parent: QWidget | None) -> Sealed | None:
    """Ask for a password and seal with it; None where the clerk gave up or it could not be done (that is told)."""
    asked = ProtectDialog(operator, parent)
    if not asked.exec() or asked.chosen is None:
        return None
    working = Sealing(services, parent)
    working.begin(jobs, *asked.chosen)
    if working.error is not None:
        text = failure_text(working.error, services.folders.store)
        Ask.tell(parent, "没有加上锁", [text, "数据没有动过，照常能用。"])
    return working.sealed


def show_sheet(shell: Shell, code: str, parent: QWidget | None, still_open: tuple[Path, ...] = ()) -> None:
    """The recovery sheet, and then what is left to be done by hand."""
    SheetDialog(shell, code, parent).exec()
    if still_open:
        lines = [
            "下面这些旧文件还没有加锁，谁都能打开。请到“设置 → 保护”里再试一次，或删掉它们：",
            *[str(path) for path in still_open[:6]],
            *([f"……一共 {len(still_open)} 个"] if len(still_open) > 6 else []),
        ]
        Ask.tell(parent, "还有没加锁的旧文件", lines)


def shell_without_window(services: Services, jobs: Jobs) -> Shell:
    """What the sheet's dialog needs, before there is a window."""

    def nothing(*_what: object, **_more: object) -> None:
        return None

    return Shell(services, jobs, nothing, nothing, nothing, nothing, lambda _act, _problems: False)
