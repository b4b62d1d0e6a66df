"""Work of a dialog, shown in the dialog: what is going on, how far, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from happyhome.gui.jobs import Job, Jobs, Progress
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad


class BusyLine(QWidget):
    """One piece of work at a time. ``changed`` when it begins and when it ends; hidden in between."""

    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.text, self._bar = label("", "status"), QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = button("停下", self.cancel, kind="link")
        line = pad(QHBoxLayout(self), gap=12)
        line.addWidget(self.text)
        line.addWidget(self._bar, 1)
        line.addWidget(self.stop)
        self.hide()

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self._job is None

    def start(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        *,
        can_stop: bool = True,
    ) -> None:
        """Begin work named ``title`` (核对备份), then tell ``done`` or ``failed``."""

        def ended(tell: Callable[[Any], object]) -> Callable[[Any], None]:
            def end(value: Any) -> None:
                self._leave()
                tell(value)

            return end

        self.text.setText(f"正在{title}…")
        self._bar.setRange(0, 0)
        self.stop.setVisible(can_stop)
        self._job = self._jobs.start(title, work, ended(done), ended(failed), quiet=True)
        self._job.progressed.connect(self._progressed)
        self.show()
        self.changed.emit()

    def cancel(self) -> None:
        """Ask it to stop, and hear no more of it."""
        if self._job is not None:
            self._job.silence()
            self._leave()

    def _leave(self) -> None:
        self._job = None
        self.hide()
        self.changed.emit()

    def _progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if text:
            self.text.setText(f"{text}…")
