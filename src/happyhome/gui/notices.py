"""What was found at the start and stopped nothing: a calm line above the pages, and work behind the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from happyhome.domain.problems import Refusal
from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad
from happyhome.services.starting import look_over, tell_events

if TYPE_CHECKING:
    from happyhome.gui.desk import HomeWindow
    from happyhome.services.starting import Started


class NoticeBar(QFrame):
    """One sentence, until the clerk has read it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "jobline")
        self.text = text
        line = pad(QHBoxLayout(self), 20, 5, 20, 5, gap=12)
        sign = label()
        sign.setPixmap(icons.pixmap("warning", theme.PERSIMMON, 20))
        line.addWidget(sign)
        line.addWidget(label(text, wrap=True, select=True), 1)
        self.read = button("知道了", self._put_away, kind="link")
        line.addWidget(self.read)

    def _put_away(self) -> None:
        self.hide()
        self.deleteLater()


class Aftermath:
    """What a start leaves to its window: lines to be read, events to be written down, the check of a large store."""

    def __init__(self, window: HomeWindow, started: Started) -> None:
        self._window, self._started = window, started
        self.is_damaged = False
        whole = window.centralWidget().layout()
        assert isinstance(whole, QVBoxLayout)
        for number, notice in enumerate(started.notices):
            whole.insertWidget(number, NoticeBar(notice.text))

    def begin(self) -> None:
        """Beside the window; what nobody waits for comes last."""
        jobs, services = self._window.jobs, self._window.shell.services
        if self._started.events:
            events = self._started.events
            jobs.start("安全记录", lambda _progress: tell_events(services, events), self._told, quiet=True)
        if not self._started.is_checked:
            jobs.start(
                "核对数据",
                lambda _progress: look_over(services),
                lambda _none: None,
                self._failed,
                quiet=True,
            )

    def _told(self, changed: frozenset[str]) -> None:
        if changed:
            self._window.broadcast(changed)

    def _failed(self, error: Exception) -> None:
        """Said at once; the next start looks before it opens, and then leads to the backups."""
        if not isinstance(error, Refusal):
            self._window.errors.show(error)
            return
        self.is_damaged = True
        lines = [problem.text for problem in error.problems]
        Ask.tell(self._window, "数据文件损坏了", [*lines, "请关掉程序再打开一次，会带您从备份恢复。"])
