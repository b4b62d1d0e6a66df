"""Opening the records in the order that loses nothing: lock, version, quick check, clock, backup, migration, use.

That is ``start``, for a window; how a command opens beside it is in ``services.start_beside``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from happyhome.domain.problems import Refusal, refuse
from happyhome.files.holding import WINDOW, Held, Hold, hold, whoever
from happyhome.services import start_leftovers
from happyhome.services.backup_memory import remember_if_can
from happyhome.services.ring_turns import tell_untold
from happyhome.services.session import Folders, Services, Unlock, Unlocked, chosen_operator
from happyhome.services.start_clock import check_clock
from happyhome.services.start_place import check_file_there, check_room, reach
from happyhome.services.start_ring import Notice, find_ring
from happyhome.store.audit import operations
from happyhome.store.engine import Store
from happyhome.store.holders import in_use
from happyhome.store.migrate import bring_up, check_version, newest
from happyhome.store.moments import last_recorded
from happyhome.store.reading import Reading
from happyhome.store.soundness import check_sound

__all__ = [
    "Accepted", "Event", "Held", "Notice", "Started", "look_over", "services_on", "start", "tell_events",
    "unlocked_by",
]  # fmt: skip

CHECKED_FIRST: Final = 16 << 20
"""Bytes of a store that is looked over before it is used, as that takes a twentieth of a second; a larger
one whose last window ended cleanly is looked over behind the window."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the clerk was asked at this start and said yes to."""

    beside: bool = False
    clock: bool = False
    little_room: bool = False


NOTHING_ASKED: Final = Accepted()


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be written into 安全记录 once the window stands: the words of ``safety.tell_event``."""

    event: str
    note: str


@dataclass(frozen=True, slots=True)
class Started:
    """Open records. Without ``is_checked`` the window looks them over behind itself (``look_over``)."""

    services: Services
    held: Hold | None
    notices: tuple[Notice, ...] = ()
    events: tuple[Event, ...] = ()
    is_checked: bool = True

    def end(self, *, cleanly: bool = True) -> None:
        """Let go of file and lock. Not ``cleanly``, the next start looks the records over first."""
        self.services.close()
        if self.held is not None:
            self.held.release(cleanly=cleanly)


def start(
    folders: Folders, clock: Clock, unlock: Unlock | None = None, *, accepted: Accepted = NOTHING_ASKED
) -> Started:
    """Open the records for a window. Raises Held where another has them open.

    Refuses (file_lost, file_damaged, file_newer, ring_lost, ring_damaged, store_sealed, store_in_use,
    clock_…); raises EnvironmentRefusal and OSError where the machine will not.
    """
    reach(folders)
    held = _take(folders, clock(), accepted)
    try:
        start_leftovers.clear(folders)
        if held is not None:
            start_leftovers.clear_papers(folders, is_held=True)
        check_room(folders, is_accepted=accepted.little_room)
        return _begin(folders, clock, unlock, held, accepted)
    except BaseException:
        if held is not None:  # what the predecessor left unsaid is left for the next start
            held.release(cleanly=held.before is None)
        raise


def _take(folders: Folders, now: datetime, accepted: Accepted) -> Hold | None:
    """The lock, or None where the clerk wants a second window. A second computer may never write along."""
    try:
        return hold(folders.lock, program=WINDOW, now=now)
    except Held as taken:
        if accepted.beside and taken.holder.is_here:
            return None
        raise


def _begin(
    folders: Folders, clock: Clock, unlock: Unlock | None, held: Hold | None, accepted: Accepted
) -> Started:
    unlocked, found = unlocked_by(folders, unlock)
    store = Store(folders.store, unlocked.key if unlocked else None)
    was_killed = held is not None and held.before is not None
    try:
        is_current = check_version(store) in (newest(), None)
        is_checked = was_killed or not is_current or folders.store.stat().st_size <= CHECKED_FIRST
        if is_checked:
            check_sound(store)
        events = _clocked(store, clock(), accepted=accepted.clock)
        if held is None and not is_current:
            raise in_use(folders.store, "升级数据", clock())
        made = bring_up(store, folders.backups, clock())
        if made is not None:
            remember_if_can(folders, made, key=store.key)
        services = services_on(store, folders, clock, unlocked)
        if held is not None:
            start_leftovers.finish(services)
            held.sign(services.operator)
    except BaseException:
        store.close()
        raise
    notices = () if found is None else (found,)
    if was_killed:
        notice = _killed(services)
        notices, events = (notice, *notices), (Event("uncleanly_ended", notice.text), *events)
    return Started(services, held, notices, events, is_checked)


def _clocked(store: Store, now: datetime, *, accepted: bool) -> tuple[Event, ...]:
    """The event to be written where a doubtful clock was accepted: it becomes the newest record."""
    if check_version(store) is None:
        last = None
    else:
        with store.reading() as connection:
            last = last_recorded(Reading(connection))
    try:
        check_clock(now, last)
    except Refusal as doubt:
        if not accepted:
            raise
        return (Event("clock_accepted", doubt.problems[0].text),)
    return ()


def _killed(services: Services) -> Notice:
    newest_one = services.ask(operations, limit=1)
    last = "还没有记过什么"
    if newest_one:
        at = newest_one[0].at
        last = f"最后一次记录是 {at.month}月{at.day}日 {at.hour}:{at:%M} 的“{newest_one[0].label}”"
    return Notice("uncleanly_ended", f"上次没有正常关闭（可能停电或被强行关掉）。已核对：数据完好，{last}。")


def look_over(services: Services) -> None:
    """The quick check behind a window that stands; refuses (file_damaged)."""
    check_sound(services.store)


def tell_events(services: Services, events: Sequence[Event]) -> frozenset[str]:
    """Write them into 安全记录; the subjects that changed. Raises as ``Services.run`` does."""
    from happyhome.services.safety import tell_event

    changed: frozenset[str] = frozenset()
    for one in events:
        changed |= services.run(tell_event, event=one.event, note=one.note).changed
    return changed


def unlocked_by(folders: Folders, unlock: Unlock | None) -> tuple[Unlocked | None, Notice | None]:
    """The way into a sealed store, None for an open one, and what was found about its ring. Refuses (store_sealed)."""
    check_file_there(folders)
    ring, found = find_ring(folders)
    if ring is None:
        return None, found
    if unlock is None:
        raise refuse("store_sealed", "这份数据加了锁，要有操作员的密码才能打开。")
    return unlock(ring), found


def services_on(store: Store, folders: Folders, clock: Clock, unlocked: Unlocked | None) -> Services:
    """The services, signed with who unlocked or with the name in the settings."""
    services = Services(store, folders, clock, whoever())
    if unlocked is not None:
        services = services.as_operator(unlocked.operator)
        tell_untold(services)
        return services
    return replace(services, operator=services.ask(chosen_operator) or services.operator)
