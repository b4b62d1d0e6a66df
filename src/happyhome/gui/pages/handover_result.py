"""How writing went: a bar while it runs, then 可以拔出 in large, or the sentence of what stood in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from happyhome.gui.jobs import Job
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.scaled import pad


class Result(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._job: Job | None = None
        self._pill = Pill("已核对", "green")
        self.headline: QLabel = label("", "title", wrap=True)
        self.lines: QLabel = label("", wrap=True, select=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = button("停下", self._stop)
        self.more = button("", kind="link")
        self._act: Callable[[], object] = lambda: None
        self.more.clicked.connect(lambda *_: self._act())
        column = pad(QVBoxLayout(self), gap=8)
        for widget in (self._pill, self.headline, self._bar, self.lines, self.more, self.cancel):
            column.addWidget(widget)
        column.setAlignment(self.more, Qt.AlignmentFlag.AlignLeft)
        column.setAlignment(self.cancel, Qt.AlignmentFlag.AlignLeft)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self._job = None
        self.hide()

    def watch(self, job: Job, what: str) -> None:
        """Show how far a job is."""
        self._job = job
        self._set(what, "还没有开始", "", "blue", busy=True)
        self._bar.setRange(0, 0)
        job.progressed.connect(self._told)

    def done(
        self, headline: str, lines: Sequence[str], *, act: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say that it stands there, read back."""
        self._set(headline, "\n".join(lines), "已核对", "green", act=act)
        self._act = do or (lambda: None)

    def failed(self, headline: str, text: str) -> None:
        """Say what stood in the way and what to do."""
        self._set(headline, text, "没有写", "red")

    def _set(
        self, headline: str, lines: str, pill: str, tone: str, *, busy: bool = False, act: str = ""
    ) -> None:
        self.headline.setText(headline)
        self.headline.setProperty("role", "trouble" if tone == "red" else "title" if busy else "done")
        self.headline.style().unpolish(self.headline)
        self.headline.style().polish(self.headline)
        self.lines.setText(lines)
        self._pill.set_text(pill, tone)
        self._pill.setVisible(bool(pill))
        self._bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.cancel.setEnabled(True)
        self.more.setText(act)
        self.more.setVisible(bool(act))
        self.show()

    def _told(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.lines.setText(f"{done} / {total}　{text}" if total else text)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.lines.setText("正在停下…")
