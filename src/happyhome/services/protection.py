"""加密保护: sealing the store, who can open it, and coming back in when a password is lost.

The ring is a file of its own (``Folders.ring``): its acts are no operations of the store and cannot be undone;
each is told to the store as a SafetyEvent where it is open. A verified backup comes before each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from happyhome.files.disk import REAL, Disk
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.store.backup import Backup
from happyhome.store.keys.ring import Ring

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Protection:
    """How the store is protected now. Moments are ISO seconds, "" for none."""

    is_sealed: bool
    operators: tuple[str, ...] = ()
    recovery_since: str = ""
    township: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What sealing came to: the key to open the services with, the code for the sheet (shown once, kept
    nowhere), the backup made before, and older copies in the clear that this program could not seal."""

    unlocked: Unlocked
    code: str = field(repr=False)
    backup: Backup
    still_open: tuple[Path, ...] = ()


def protection(folders: Folders) -> Protection:
    """Read from the ring; a store without one is open. Refuses (ring_damaged)."""
    raise NotImplementedError


def check_password(name: str, password: str) -> None:
    """Refuses (password_short, password_common, password_name) what a neighbour would guess; at least 8 characters."""
    raise NotImplementedError


def seal_store(
    folders: Folders,
    operator: str,
    password: str,
    now: datetime,
    *,
    progress: Progress = lambda done, total, text: None,
    disk: Disk = REAL,
) -> Sealed:
    """Seal a closed, open-text store: backup, sealed copy, check, counts, one rename; then the old backups.

    Refuses (already_sealed, store_in_use, password_…); a failure at any step leaves the open store or the
    sealed one, whole, with its ring.
    """
    raise NotImplementedError


def unlock(ring: Ring, operator: str, password: str) -> Unlocked:
    """By an operator's password. Refuses (operator_unknown, password_wrong)."""
    raise NotImplementedError


def recover(folders: Folders, key: bytes, operator: str, password: str, now: datetime) -> Unlocked:
    """Give ``operator`` a new password, with a data key that the recovery code or the township's key gave."""
    raise NotImplementedError


def key_from_code(ring: Ring, code: str) -> bytes:
    """The data key by the recovery code. Refuses, naming the group that was mistyped."""
    raise NotImplementedError


def key_from_township(ring: Ring, identity: str) -> bytes:
    """The data key by the township's private key."""
    raise NotImplementedError


def change_password(services: Services, operator: str, old: str, new: str) -> None:
    """Refuses (password_wrong, password_…). The data stay as they are: only the ring is written."""
    raise NotImplementedError


def add_operator(services: Services, name: str, password: str) -> None:
    """Another person with a password of their own. Refuses (operator_known, name_missing, password_…)."""
    raise NotImplementedError


def remove_operator(services: Services, name: str) -> None:
    """Take a name's password away. Refuses the last one (operator_last), and the one at the keyboard (operator_self)."""
    raise NotImplementedError


def new_recovery_code(services: Services) -> str:
    """A fresh code for a fresh sheet; the earlier sheet opens nothing any more from now on."""
    raise NotImplementedError


def take_township_key(services: Services, recipient: str, name: str) -> None:
    """Let the township's private key open this store, too. Refuses (township_key)."""
    raise NotImplementedError


def drop_township_key(services: Services) -> None:
    """The township's key opens nothing any more from now on."""
    raise NotImplementedError
