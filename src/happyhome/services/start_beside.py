"""Opening the records for a command: beside a window or without one, holding nothing and asking nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from happyhome.domain.problems import refuse
from happyhome.files.holding import holder
from happyhome.services.backup_memory import remember_if_can
from happyhome.services.session import Folders, Services, Unlock
from happyhome.services.start_clock import clock_doubt
from happyhome.services.start_leftovers import clear_papers
from happyhome.services.start_place import reach
from happyhome.services.starting import services_on, unlocked_by
from happyhome.store.engine import Store
from happyhome.store.holders import in_use
from happyhome.store.migrate import bring_up, check_version, newest
from happyhome.store.moments import last_recorded
from happyhome.store.soundness import check_sound


def open_beside(
    folders: Folders, clock: Callable[[], datetime], unlock: Unlock | None, tell: Callable[[str], object]
) -> Services:
    """Open the records for a command, beside a window or without one. ``tell`` hears of what was found.

    The quick check is done where the last window did not end cleanly. Refuses and raises as ``start`` does,
    but for the clock; a command that brings the schema up, or meets a window on another computer, is
    refused while that holds the records (store_in_use).
    """
    reach(folders)
    left = holder(folders.lock)
    if left is not None and left.is_alive and not left.is_here:
        raise in_use(folders.store, "打开数据", clock())
    clear_papers(folders)  # before the key is asked for: a sealed store's papers wait for nobody
    unlocked, found = unlocked_by(folders, unlock)
    if found is not None:
        tell(found.text)
    store = Store(folders.store, unlocked.key if unlocked else None)
    try:
        if check_version(store) not in (newest(), None) and left is not None and left.is_alive:
            raise in_use(folders.store, "升级数据", clock())
        if left is not None and not left.is_alive:
            check_sound(store)
        made = bring_up(store, folders.backups, clock())
        if made is not None:
            remember_if_can(folders, made, key=store.key)
        return services_on(store, folders, clock, unlocked)
    except BaseException:
        store.close()
        raise


def check_day(services: Services) -> None:
    """For a command that is to record something, and that was not told the day. Refuses (clock_behind, clock_ahead)."""
    doubt = clock_doubt(services.now(), services.ask(last_recorded))
    if doubt is not None and doubt.last is not None:
        hint = "日期没有错的话，请加上 --today 和那一天（如 --today 2026-11-20），再办一次。"
        raise refuse(doubt.problems[0].code, f"{doubt.problems[0].text}{hint}")
