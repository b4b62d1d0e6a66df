"""Long work before there is a window: a small dialog that says what is going on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout

from happyhome.gui.jobs import Jobs
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.opening import trouble


class _Waiting(QDialog):
    """Cannot be closed by hand: half a job is worse than a wait."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setWindowTitle("请稍等")
        least(self, 420, 110)
        column = pad(QVBoxLayout(self), 28, 24, 28, 24, gap=16)
        column.addWidget(label(text, wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        column.addWidget(bar)

    def reject(self) -> None:
        """Esc does nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the cross."""
        event.ignore()


def waited_for(text: str, work: Callable[[], object]) -> bool:
    """Do ``work`` beside the dialog; whether it went through. What kept it from that is told; a bug is raised."""
    dialog = _Waiting(text)
    errors: list[Exception] = []

    def failed(error: Exception) -> None:
        errors.append(error)
        dialog.done(QDialog.DialogCode.Rejected)

    jobs = Jobs(failed)
    jobs.start(text, lambda _progress: work(), lambda _value: dialog.done(QDialog.DialogCode.Accepted))
    dialog.exec()
    jobs.close()
    if errors:
        title, lines = trouble(errors[0])
        Ask.tell(None, title, lines)
    return not errors
