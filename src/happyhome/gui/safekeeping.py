"""Backups that nobody has to think of: after half an hour of work, and when the window closes; and the monthly drill."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
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


class Keeper(QObject):
    """Looks every five minutes; ``made`` hears of a backup made (the status line), ``failed`` of one that was not,
    ``unsound`` of a monthly trial that found a backup of no use (both: the clerk)."""

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        made: Callable[[], object],
        failed: Callable[[str], object],
        parent: QObject | None = None,
        *,
        unsound: Callable[[str], object] = lambda _sentence: None,
    ) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._made, self._failed = services, jobs, made, failed
        self._unsound, self._has_drilled = unsound, False
        self._since = services.now()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self._look_round)
        self._clock.start()

    def look(self) -> bool:
        """Start a backup where there is half an hour of unsaved work; whether one was started."""
        if self._services.now() - self._since < AFTER or backups.unsaved_since(self._services) is None:
            return False
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
            "演练", lambda _progress: drills.run(self._services), self._drilled,
            lambda error: self._unsound(failure_words(error)), quiet=True,
        )  # fmt: skip
        return True

    def _drilled(self, found: Drill) -> None:
        self._made()
        if not found.is_sound:
            self._unsound(f"{found.note}请点“设置 → 备份与恢复”里的“现在备份”，再演练一次。")

    def _look_round(self) -> None:
        if not self.look():
            self.drill()

    def close(self) -> str:
        """Back up what is new, here and at the second place; "" or the sentence of what went wrong.

        A stick that is not plugged in is said in the settings and on the status line, not here.
        """
        self._clock.stop()
        if backups.unsaved_since(self._services) is None:
            return ""
        try:
            return backups.back_up(self._services, reason="closing").trouble
        except Exception as error:  # noqa: BLE001  told apart by ``failure_words``, which raises a bug again
            return failure_words(error)


def failure_words(error: Exception) -> str:
    """What went wrong with a backup and what to do; a bug goes on as it is."""
    if isinstance(error, Refusal):
        return "\n".join(problem.text for problem in error.problems)
    found = environment_trouble(error, Path("happyhome.db"))
    if found is None:
        raise error
    _log.warning("backup failed: %s", found.code)
    return f"{found.text}\n正在用的数据没有问题，只是这一次没有备份成。"
