"""Starting the window: the application, the records, and the clerk's desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from happyhome.gui import application, qt_messages
from happyhome.gui.desk import Desk, OpenAt
from happyhome.gui.errors import ErrorReporter
from happyhome.gui.opening import Opening, Start, keep_diagnosis
from happyhome.gui.remembered import Remembered
from happyhome.services import saving
from happyhome.services.logbook import begin_log, hear_everything
from happyhome.services.session import Folders
from happyhome.services.starting import Started

if TYPE_CHECKING:
    from happyhome.services.restoring import Rescue

GIVEN_UP, BUG = 3, 70


def run(
    start: Start,
    folders: Folders,
    now: Callable[[], datetime],
    open_at: OpenAt | None = None,
    rescue: Callable[[], Rescue] | None = None,
) -> int:
    """Show the window until it is closed; the process's exit code.

    ``start`` opens the records of ``folders``; what keeps it from that is shown with a way to try again,
    or (with ``rescue``) to put a backup in place. ``open_at`` opens the data in another folder, for the
    demo village.
    """
    begin_log(folders.logs)
    hear_everything()
    qt_messages.install()
    app = application.create(zoom=Remembered(folders.data).zoom())
    ErrorReporter(lambda: None, lambda _text: None).install()  # until a window installs its own
    started = Opening(start, folders, now, rescue).run()
    if started is None:
        return GIVEN_UP
    if started.held is None:  # a second window leaves to the first what is the first's
        return _desk(app.exec, started, open_at, now)
    saving.clear_opened(folders)  # of a window that was killed
    try:
        return _desk(app.exec, started, open_at, now)
    finally:
        saving.clear_opened(folders)


def _desk(
    until_closed: Callable[[], int], started: Started, open_at: OpenAt | None, now: Callable[[], datetime]
) -> int:
    is_clean = False
    desk: Desk | None = None
    try:
        desk = Desk(started.services, open_at, started)
        code = until_closed() if desk.begin() else 0
        is_clean = not desk.is_damaged
        return code
    except Exception as error:  # noqa: BLE001  a bug before the window could tell of it
        from happyhome.gui.start_pages import bug_page
        from happyhome.gui.trouble_page import LEAVE, TroublePage

        page = bug_page(*keep_diagnosis(error, started.services.folders, now()))
        TroublePage(page.with_choices(LEAVE)).ask()
        return BUG
    finally:
        if desk is not None:
            desk.own.close()
        started.end(cleanly=is_clean)
