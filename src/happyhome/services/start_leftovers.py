"""What a program that was killed, or a power cut, left half done: cleared away or finished at the next start."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from happyhome.files.disk import REAL
from happyhome.files.environment import EnvironmentRefusal
from happyhome.files.holding import holder
from happyhome.files.writing import sweep
from happyhome.services.session import Folders, Services

QUIET_S: Final = 120.0
"""Seconds that nobody must have written to a temporary file, since a command may be making a backup just now."""


def clear(folders: Folders) -> None:
    """Remove temporary files of ours. What cannot be removed now is found again the next time.

    Nothing that a refusal of it could mean for the records is left unsaid: the start looks at folder and room itself.
    """
    for folder in (folders.data, folders.backups, folders.logs, folders.opened):
        with suppress(EnvironmentRefusal):
            if folder.is_dir():
                sweep(folder, quiet_s=QUIET_S)


def clear_papers(folders: Folders, *, is_held: bool = False) -> None:
    """Remove the papers that a window had opened with another program, where none is open any more: they hold names.

    For every command that opens the records, as it may be long until a killed window is started again; and, with
    ``is_held``, for the window that has just taken the lock.
    """
    left = None if is_held else holder(folders.lock)
    if left is None or not left.is_alive:
        from happyhome.services.saving import clear_opened

        with suppress(OSError):  # what cannot be listed now is found again the next time
            clear_opened(folders)


def finish(services: Services) -> None:
    """Finish a sealing that was cut short: seal what can still be read by anybody, overwrite what is left of it."""
    from happyhome.services.sealing_copies import open_copies, seal_copies
    from happyhome.store.keys.next_ring import drop_waiting
    from happyhome.store.sealed_copy import LEFT, STALE

    with suppress(OSError):  # these records are open, so nobody restores; what is right was taken up before
        drop_waiting(services.folders.store)
    if services.store.key is not None:
        if open_copies(services.folders):
            # Whatever was killed may not have flushed the sealed file's name; what stands under the old one goes now.
            try:
                REAL.sync_folder(services.folders.data)
            except OSError:  # then nothing open may go yet; the page of the protection names it
                return
            seal_copies(services)
        return
    # Second names of a store that stayed open after all, and the log of a restore that was killed: SQLite has
    # rolled back by now what it had to.
    for left in (*services.folders.data.glob(f"happyhome.db*{LEFT}"), services.folders.data / STALE):
        with suppress(OSError):
            left.unlink()
