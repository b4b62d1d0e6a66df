"""Opening the records for the window: whatever is in the way has its page, never a silent end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.kit.ask import Ask
from happyhome.gui.remembered import Remembered
from happyhome.services.data_trouble import STORE_NAME, data_advice
from happyhome.services.session import Folders, Unlock, Unlocked
from happyhome.services.start_clock import ClockDoubt
from happyhome.services.start_place import LittleRoom
from happyhome.services.starting import Accepted, Held, Started
from happyhome.services.trouble import EnvironmentRefusal, environment_trouble

if TYPE_CHECKING:
    from happyhome.services.protection import Ring
    from happyhome.services.restoring import Rescue

_log = logging.getLogger(__name__)

Start = Callable[[Unlock, Accepted], Started]


class GaveUp(Exception):
    """The clerk left the question for the password."""


def trouble(error: Exception) -> tuple[str, tuple[str, ...]]:
    """(title, sentences) for what kept something from being done; a bug is raised again."""
    if isinstance(error, Refusal) and not isinstance(error, Held):
        return "没有做成", tuple(problem.text for problem in error.problems)
    found = environment_trouble(error, Path(STORE_NAME))
    if found is None:
        raise error
    title, advice = data_advice(found.code, "点“重试”") or ("没有做成", found.text)
    place = getattr(error, "filename", None) or ""
    return title, (advice, f"位置：{place}") if place else (advice,)


class Opening:
    """Tries until the records are open or the clerk gives up. ``rescue`` is what puts a backup in place."""

    def __init__(
        self,
        start: Start,
        folders: Folders,
        now: Callable[[], datetime],
        rescue: Callable[[], Rescue] | None = None,
    ) -> None:
        self._start, self._folders, self._now, self._rescue = start, folders, now, rescue
        self._accepted = Accepted()
        self._known: tuple[Ring, Unlocked] | None = None

    def run(self) -> Started | None:
        """The open records, or None when the clerk gave up."""
        while True:
            try:
                return self._start(self._unlock, self._accepted)
            except GaveUp:
                return None
            except Exception as error:  # noqa: BLE001  told apart by ``page_for``; a bug has its page, too
                if not self._goes_on(error):
                    return None

    def _unlock(self, ring: Ring) -> Unlocked:
        """Ask for the password once, not again after each page."""
        if self._known is not None and self._known[0] == ring:
            return self._known[1]
        from happyhome.gui.dialogs.unlock import ask_unlock

        found = ask_unlock(ring, self._folders, self._now)
        if found is None:
            raise GaveUp
        self._known = (ring, found)
        return found

    def _goes_on(self, error: Exception) -> bool:
        """Show the page; whether to try again."""
        # A good start has no need of pages.
        from happyhome.gui.start_pages import bug_page, page_for
        from happyhome.gui.trouble_page import AGAIN, FROM_BACKUP, LEAVE, TroublePage

        page = page_for(error, self._now(), can_restore=self._rescue is not None)
        if page is None:
            page = bug_page(*keep_diagnosis(error, self._folders, self._now()))
        while True:
            box = TroublePage(page)
            chosen = box.ask()
            if chosen in (LEAVE.key, AGAIN.key):
                return chosen == AGAIN.key
            if chosen == FROM_BACKUP.key:
                if self._restored(box):
                    return True
            elif self._accept(error):
                return True

    def _restored(self, parent: QWidget) -> bool:
        # Needed rarely, and it leads back here for its own troubles.
        from happyhome.gui.dialogs.rescue import RescueDialog
        from happyhome.services.backup_previews import present_ring

        assert self._rescue is not None
        rescue, operator = self._rescue(), ""
        if self._known is not None and present_ring(self._folders) == self._known[0]:  # typed a moment ago
            operator = self._known[1].operator
            rescue = replace(rescue, key=self._known[1].key)
        box = RescueDialog(rescue, parent, operator=operator)
        if not box.exec():
            return False
        ring = present_ring(self._folders)
        if box.unlocked is not None and ring is not None:
            self._known = (ring, box.unlocked)
            Remembered(self._folders.data).keep_operator(box.unlocked.operator)
        return True

    def _accept(self, error: Exception) -> bool:
        """Whether the clerk stays with it, remembered for the next try."""
        if isinstance(error, Held):
            self._accepted = replace(self._accepted, beside=True)
        elif isinstance(error, LittleRoom):
            self._accepted = replace(self._accepted, little_room=True)
        elif isinstance(error, ClockDoubt):
            from happyhome.gui.start_pages import sure_of_the_day

            title, sentence = sure_of_the_day(error)
            if not Ask.ask(None, title, [sentence], "是，就是这一天", "再看看", danger=True):
                return False
            self._accepted = replace(self._accepted, clock=True)
        return True


def keep_diagnosis(error: Exception, folders: Folders, now: datetime) -> tuple[Path | None, str]:
    """(where the masked diagnosis was kept, its last line); None where the disk would not take it."""
    from happyhome.services.diagnosis import diagnosis, save_diagnosis

    _log.error("bug at the start", exc_info=error)
    try:
        return save_diagnosis(folders.logs, error, now), ""
    except (OSError, EnvironmentRefusal):
        return None, diagnosis(error).strip().rpartition("\n")[2]
