"""Backups that nobody has to think of: after half an hour of work, and when the window closes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from happyhome.domain.problems import Refusal
from happyhome.gui.jobs import Jobs
from happyhome.services import audit, backups, settings
from happyhome.services.session import Services
from happyhome.services.trouble import environment_trouble

_log = logging.getLogger(__name__)
LOOK_EVERY_MS: Final = 5 * 60_000
AFTER: Final = timedelta(minutes=30)


def changed_since_backup(services: Services) -> datetime | None:
    """The moment of the newest operation that no backup holds yet, None when all are held."""
    latest = services.ask(audit.operations, limit=1)
    if not latest:
        return None
    made_at = backups.latest_backup(services)
    return latest[0].at if made_at is None or latest[0].at > made_at else None


class Keeper(QObject):
    """Looks every five minutes; ``told`` hears of a backup made (the status line) or failed (the clerk)."""

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        made: Callable[[], object],
        failed: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._made, self._failed = services, jobs, made, failed
        self._since = services.now()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> bool:
        """Start a backup where there is half an hour of unsaved work; whether one was started."""
        if changed_since_backup(self._services) is None:
            return False
        if self._services.now() - self._since < AFTER:
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

    def close(self) -> str:
        """Back up what is new, here and at the second place; "" or the sentence of what went wrong."""
        self._clock.stop()
        if changed_since_backup(self._services) is None:
            return ""
        try:
            backups.back_up(self._services, reason="closing")
        except Exception as error:  # noqa: BLE001  told apart by ``failure_words``, which raises a bug again
            return failure_words(error)
        return self._second()

    def _second(self) -> str:
        """The copy on another disk; a stick that is not plugged in is said in the settings, not here."""
        place = str(self._services.ask(settings.setting, key="second_backup") or "")
        if not place or not Path(place).is_dir():
            return ""
        try:
            backups.back_up(self._services, Path(place), "closing")
        except Exception as error:  # noqa: BLE001  told apart by ``failure_words``, which raises a bug again
            return f"第二份备份没有写成。{failure_words(error)}"
        return ""


def failure_words(error: Exception) -> str:
    """What went wrong with a backup and what to do; a bug goes on as it is."""
    if isinstance(error, Refusal):
        return "\n".join(problem.text for problem in error.problems)
    found = environment_trouble(error, Path("happyhome.db"))
    if found is None:
        raise error
    _log.warning("backup failed: %s", found.code)
    return f"{found.text}\n正在用的数据没有问题，只是这一次没有备份成。"
