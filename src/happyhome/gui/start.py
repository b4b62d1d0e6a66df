"""Starting the window: the application, the services, and the clerk's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from happyhome.gui import application
from happyhome.gui.desk import Desk, OpenAt
from happyhome.gui.kit.ask import Ask
from happyhome.gui.opening import opened
from happyhome.services import saving
from happyhome.services.session import Services

if TYPE_CHECKING:
    from happyhome.services.restoring import Rescue

ENVIRONMENT = 3


def run(
    open_services: Callable[[], Services],
    open_at: OpenAt | None = None,
    rescue: Callable[[], Rescue] | None = None,
) -> int:
    """Show the window until it is closed; the process's exit code.

    ``open_services`` opens the user's data; what keeps it from opening is shown with a way to try
    again, or (with ``rescue``) to put a backup in place. ``open_at`` opens the data in another folder,
    for the demo village.
    """
    app = application.create()
    services = opened(open_services, rescue)
    if services is None:
        return ENVIRONMENT
    lock = QLockFile(str(services.folders.data / "window.lock"))
    lock.setStaleLockTime(0)
    try:
        if not lock.tryLock(100) and not _open_twice():
            return 0
        saving.clear_opened(services.folders)  # of a window that was killed
        desk = Desk(services, open_at)
        try:
            return app.exec() if desk.begin() else 0
        finally:
            saving.clear_opened(services.folders)
    finally:
        services.close()
        lock.unlock()


def _open_twice() -> bool:
    lines = [
        "同一份数据已经在另一个窗口里打开，请在任务栏里找到它。",
        "再开一个也不会弄坏数据，但两边看到的可能不一样。",
    ]
    # As a heavy act: neither Enter nor Esc opens a second window.
    return Ask.ask(None, "程序已经开着了", lines, "照样打开", "不开了", danger=True)
