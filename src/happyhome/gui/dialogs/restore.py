"""Putting a backup in place: nobody can write meanwhile, and everything is read anew afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from happyhome.gui.failures import failure_text
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.shell import Shell
from happyhome.services.restoring import restore_into


class Restoring(QDialog):
    """Modal until it is over; cannot be closed by hand. ``on_restored`` is the hook after the file was changed."""

    def __init__(self, shell: Shell, source: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("请稍等")
        self._shell, self._source = shell, source
        self._kept: Path | None = None
        self._error: list[Exception] = []
        least(self, 420, 110)
        column = pad(QVBoxLayout(self), 28, 24, 28, 24, gap=16)
        column.addWidget(label("正在恢复…先核对备份，再把现在的数据另存。", wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        column.addWidget(bar)

    def begin(self) -> None:
        """Restore on the jobs thread, so that no other job holds the file, and say how it went."""
        shell, source = self._shell, self._source
        shell.jobs.start(
            "恢复", lambda _progress: restore_into(shell.services, source), self._done, self._failed
        )
        self.exec()
        if self._error:
            lines = [failure_text(self._error[0], source), "现在的数据没有动过。"]
            Ask.tell(self.parentWidget(), "没有恢复成", lines)
            return
        self.on_restored()
        kept = f"原来的数据另存为 {self._kept.name}。" if self._kept is not None else ""
        shell.say(f"已恢复到 {source.name}。{kept}")

    def on_restored(self) -> None:
        """Every page forgets what it knew. Whoever keeps more than pages do hangs in here."""
        self._shell.broadcast(frozenset())

    def _done(self, kept: Path | None) -> None:
        self._kept = kept
        self.done(QDialog.DialogCode.Accepted)

    def _failed(self, error: Exception) -> None:
        self._error.append(error)
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        """Esc does nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the cross."""
        event.ignore()
