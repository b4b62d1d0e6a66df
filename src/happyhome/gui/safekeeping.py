"""Backups that nobody has to think of: after half an hour of work, and when the window closes; and the monthly drill."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk
from happyhome.gui.jobs import Jobs
from happyhome.services import backups, drills
from happyhome.services.backups import Backup
from happyhome.services.drills import Drill
from happyhome.services.session import Services
from happyhome.services.trouble import environment_trouble

_log = logging.getLogger(__name__)
LOOK_EVERY_MS: Final = 5 * 60_000
AFTER: Final = timedelta(minutes=30)
SILENCE: Final = 120.0
"""Seconds in which a second place may do nothing at closing: a slow stick flushes for a minute, a dead one for ever."""
_LOOK_AGAIN: Final = 0.05
_SILENT: Final = (
    "放第二处备份的 U 盘或硬盘很久没有反应，没有再等下去。请检查它，或换一个。"
    "正在用的数据没有问题；下次打开时，请在“设置 → 备份与恢复”里看看最后一份备份是什么时候。"
)


class Keeper(QObject):
    """Looks every five minutes; ``made`` hears of a backup made (the status line), ``failed`` of one that was not,
    ``unsound`` (else ``failed``) of a monthly trial that found a backup of no use (both: the clerk)."""

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        made: Callable[[], object],
        failed: Callable[[str], object],
        parent: QObject | None = None,
        *,
        unsound: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._made, self._failed = services, jobs, made, failed
        self._unsound, self._has_drilled = unsound or failed, False
        self._since = services.now()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> bool:
        """Start a backup where there is half an hour of unsaved work, else a trial where one is due; whether either."""
        if self._services.now() - self._since < AFTER or backups.unsaved_since(self._services) is None:
            return self.drill()
        self._since = self._services.now()
        self._jobs.start(
            "自动备份",
            lambda _progress: backups.back_up(self._services, reason="auto"),
            lambda _backup: self._made(),
            lambda error: self._failed(failure_words(error)),
            quiet=True,
        )
        return True

    def drill(self) -> bool:
        """Try a backup where none was tried this month; whether it was begun. Once a window, whatever comes of it."""
        if self._has_drilled or not drills.due(self._services):
            return False
        self._has_drilled = True
        self._jobs.start(
            "演练", lambda _progress: drills.run(self._services, by_itself=True), self._drilled,
            lambda error: self._unsound(failure_words(error)), quiet=True,
        )  # fmt: skip
        return True

    def _drilled(self, found: Drill) -> None:
        self._made()
        if not found.is_sound:
            self._unsound(
                f"备份演练没有通过。{found.note}请点“设置 → 备份与恢复”里的“现在备份”，再演练一次。"
                "还是不通过，请到“设置 → 操作记录”点“核对操作记录”：数据可能在程序外被改过，请告诉乡镇。"
            )

    def close(self) -> str:
        """Back up what is new, here and at the second place; "" or the sentence of what went wrong.

        A stick that is not plugged in is said in the settings and on the status line, not here.
        """
        self._clock.stop()
        try:
            if backups.unsaved_since(self._services) is None:
                return ""
        except Exception as error:  # noqa: BLE001  told apart by ``failure_words``, which raises a bug again
            return failure_words(error)
        return _waited_for(lambda disk: backups.back_up(self._services, reason="closing", disk=disk))


def _waited_for(work: Callable[[Disk], Backup]) -> str:
    """Do it on a thread of its own, for as long as something moves; "" or the sentence of what went wrong.

    A dead stick may hold a call for ever, and the window must close all the same: the thread ends with the program.
    """
    moved = [time.monotonic()]
    came: list[Backup | Exception] = []

    def run() -> None:
        try:
            came.append(work(_watched(REAL, lambda: moved.append(time.monotonic()))))
        except Exception as error:  # noqa: BLE001  handed over, and told apart by ``failure_words``
            came.append(error)

    thread = Thread(target=run, name="happyhome-closing", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_LOOK_AGAIN)
        if thread.is_alive() and time.monotonic() - moved[-1] > SILENCE:
            _log.warning("backup at closing: nothing moved for %s seconds", SILENCE)
            return _SILENT
    found = came[0]
    return failure_words(found) if isinstance(found, Exception) else found.trouble


def _watched(disk: Disk, moved: Callable[[], object]) -> Disk:
    """The same disk; ``moved`` hears of each step that came back."""

    def told(step: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any) -> Any:
            try:
                return step(*arguments)
            finally:
                moved()

        return do

    return replace(disk, **{each.name: told(getattr(disk, each.name)) for each in fields(disk)})


def failure_words(error: Exception) -> str:
    """What went wrong with a backup and what to do; a bug goes on as it is."""
    if isinstance(error, Refusal):
        return "\n".join(problem.text for problem in error.problems)
    found = environment_trouble(error, Path("happyhome.db"))
    if found is None:
        raise error
    _log.warning("backup failed: %s", found.code)
    return f"{found.text}\n正在用的数据没有问题，只是这一次没有备份成。"
