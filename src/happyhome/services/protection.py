"""保护: who can open a sealed store, and coming back in when a password is lost.

The ring is a file of its own (``Folders.ring``): its acts are no operations of the store and cannot be undone;
each is told to the store as a SafetyEvent where it is open. A verified backup comes before each that takes a
way in away. Sealing itself is in ``services.sealing``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from happyhome.domain.problems import refuse
from happyhome.files.disk import REAL, Disk
from happyhome.services.backup_memory import remember_if_can
from happyhome.services.backups import back_up
from happyhome.services.passwords import check_password
from happyhome.services.ring_turns import needed_ring, turn
from happyhome.services.sealing import Progress, Sealed, check_name, seal_store
from happyhome.services.sealing_copies import open_copies, seal_copies
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.services.start_leftovers import clear_papers
from happyhome.store.backup import check_file, make_backup
from happyhome.store.engine import Store
from happyhome.store.keys import sealing as slots
from happyhome.store.keys.codes import group_is_sound, new_code
from happyhome.store.keys.ring import Ring, SlotKind
from happyhome.store.keys.ring_files import ring_of
from happyhome.store.keys.sealing import new_identity, unknown_operator
from happyhome.store.migrate import bring_up

__all__ = [
    "Progress", "Protection", "Ring", "Sealed", "add_operator", "change_password", "check_password",
    "drop_township_key", "group_is_sound", "key_from_code", "key_from_township", "new_code", "new_identity",
    "protection", "recover", "remove_operator", "ring_of", "seal_copies", "seal_store",
    "take_recovery_code", "take_township_key", "unknown_operator", "unlock",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Protection:
    """How the store is protected now. Moments are ISO seconds, "" for none.

    ``open_copies`` are older copies in the data folder that anybody can read, beside a sealed store.
    """

    is_sealed: bool
    operators: tuple[str, ...] = ()
    recovery_since: str = ""
    township: str = ""
    recipient: str = ""
    ring: str = ""
    open_copies: tuple[Path, ...] = ()


def protection(folders: Folders) -> Protection:
    """Read from the ring; a store without one is open. Refuses (ring_damaged)."""
    ring = ring_of(folders.store)
    if ring is None:
        return Protection(False)
    sheet, township = ring.slot(SlotKind.RECOVERY), ring.slot(SlotKind.TOWNSHIP)
    return Protection(
        True,
        ring.operators,
        sheet.made_at if sheet else "",
        township.name if township else "",
        township.recipient if township else "",
        ring.id,
        open_copies(folders),
    )


def unlock(ring: Ring, operator: str, password: str) -> Unlocked:
    """By an operator's password. Refuses (operator_unknown, password_wrong)."""
    return Unlocked(operator, slots.key_by_password(ring, operator, password))


def key_from_code(ring: Ring, code: str) -> bytes:
    """The data key by the recovery code. Refuses, naming the group that was mistyped."""
    return slots.key_by_recovery(ring, code)


def key_from_township(ring: Ring, identity: str) -> bytes:
    """The data key by the township's private key."""
    return slots.key_by_township(ring, identity)


def recover(
    folders: Folders, key: bytes, operator: str, password: str, now: datetime, disk: Disk = REAL
) -> Unlocked:
    """Give ``operator`` a new password, with a data key that the recovery code or the township's key gave.

    The store must be closed. Refuses (name_missing, password_…, not_sealed, file_damaged).
    """
    name = check_name(operator)
    check_password(name, password)
    needed_ring(folders)
    clear_papers(folders)
    check_file(folders.store, key)
    store = Store(folders.store, key)
    try:
        made = make_backup(store, folders.backups, now, "before-recovery")
        remember_if_can(folders, made, key=key)
        bring_up(store, folders.backups, now)
        services = Services(store, folders, lambda: now).as_operator(name)
        turn(
            services,
            disk,
            lambda ring, key: slots.with_password(ring, key, name, password, now),
            "recovered",
            name,
        )
    finally:
        store.close()
    return Unlocked(name, key)


def change_password(services: Services, operator: str, old: str, new: str, disk: Disk = REAL) -> None:
    """Refuses (password_wrong, password_same, password_…). The data stay as they are: only the ring is written."""
    slots.key_by_password(needed_ring(services.folders), operator, old)
    check_password(operator, new)
    if new == old:
        raise refuse("password_same", "新密码和旧密码一样，没有改。请换一个新的。", "password")
    back_up(services, reason="before-password")
    now = services.now()
    turn(
        services,
        disk,
        lambda ring, key: slots.with_password(ring, key, operator, new, now),
        "password_changed",
        operator,
    )


def add_operator(services: Services, name: str, password: str, disk: Disk = REAL) -> None:
    """Another person with a password of their own. Refuses (operator_known, name_missing, password_…)."""
    name = check_name(name)
    ring = needed_ring(services.folders)
    if name in ring.operators:
        raise refuse("operator_known", f"“{name}”已经有密码了。要改密码，请用“修改密码”。", "operator")
    check_password(name, password)
    now = services.now()
    turn(
        services,
        disk,
        lambda ring, key: slots.with_password(ring, key, name, password, now),
        "operator_added",
        name,
    )


def remove_operator(services: Services, name: str, disk: Disk = REAL) -> None:
    """Take a name's password away.

    Refuses (operator_unknown), the last one (operator_last), and the one at the keyboard (operator_self).
    """
    ring = needed_ring(services.folders)
    if name not in ring.operators:
        raise unknown_operator(ring, name)
    if len(ring.operators) == 1:
        raise refuse(
            "operator_last", f"“{name}”是最后一位操作员，停用后谁也打不开了。请先添加另一位。", "operator"
        )
    if name == services.operator:
        raise refuse("operator_self", "不能停用自己。请让另一位操作员来停用。", "operator")
    back_up(services, reason="before-password")
    turn(services, disk, lambda ring, key: ring.without(SlotKind.PASSWORD, name), "operator_removed", name)


def take_recovery_code(services: Services, code: str, disk: Disk = REAL) -> None:
    """Let ``code`` (of ``new_code``) count from now on, and the earlier one no more.

    Its sheet is best on paper before: a power cut in between must not leave the office without any that opens.
    """
    needed_ring(services.folders)
    back_up(services, reason="before-recovery")
    now = services.now()
    turn(services, disk, lambda ring, key: slots.with_recovery(ring, key, code, now), "recovery_sheet")


def take_township_key(services: Services, recipient: str, name: str, disk: Disk = REAL) -> None:
    """Let the township's private key open this store, too. Refuses (township_key)."""
    name, now = check_name(name), services.now()
    line = _recipient_in(recipient)
    turn(
        services,
        disk,
        lambda ring, key: slots.with_township(ring, key, line, name, now),
        "township_key",
        name,
        f"公钥 {line}",
    )


def drop_township_key(services: Services, disk: Disk = REAL) -> None:
    """The township's key opens nothing any more from now on. Refuses (township_none)."""
    slot = needed_ring(services.folders).slot(SlotKind.TOWNSHIP)
    if slot is None:
        raise refuse("township_none", "这份数据没有用乡镇的公钥加锁，没有可取消的。", "township")
    turn(services, disk, lambda ring, key: ring.without(SlotKind.TOWNSHIP), "township_key", slot.name, "取消")


def _recipient_in(text: str) -> str:
    """The one line of a public key's file that is the key; the others say what it is for."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    return next((line for line in lines if line.startswith("age1")), text.strip()[:100])
