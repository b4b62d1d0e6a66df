"""More that writes files: what is about keys, the second place, and folders under a password."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from happyhome.cli import township
from happyhome.domain.problems import Refusal
from happyhome.services import backups, drills, handover, protection, restoring, saving
from happyhome.services.backup_shelves import use_second
from happyhome.services.disclosures import Terms
from happyhome.services.recovery_sheets import recovery_sheet
from happyhome.services.session import Folders
from happyhome.store.backup import check_file, list_backups
from tests.services.month_ends import hand_over_month
from tests.services.village import Clock
from tests.torture.acts import STICK, key_of
from tests.torture.acts_more import LEFT
from tests.torture.ends import MONTH, OLD, End, ended
from tests.torture.ground import NEXT_PASSWORD, OPERATOR, Ground, opened

_FILE_PASSWORD = "清泉村-2026-10"
SECOND = "second"


def _sheet_pdf(ground: Ground, place: Path) -> Callable[[], object]:
    """The paper first, then the code counts: as the command does it."""
    services = opened(ground, place / "data")
    (place / "恢复单.pdf").write_bytes(OLD)
    code = protection.new_code()

    def act() -> None:
        saving.save_file(place / "恢复单.pdf", recovery_sheet(services, code).pdf())
        protection.take_recovery_code(services, code)

    return lambda: ended(services, act)


def _is_pdf(content: bytes) -> bool:
    return content == OLD or (content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF"))


def _operator(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    return lambda: ended(services, protection.add_operator, services, "李梅", NEXT_PASSWORD)


def _township(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    _private, public = protection.new_identity()
    return lambda: ended(services, protection.take_township_key, services, public, "宁远堡镇")


def _keygen(ground: Ground, place: Path) -> Callable[[], object]:
    (place / "keys").mkdir()
    chosen = argparse.Namespace(out=place / "keys")
    make: Any = township._keygen
    return lambda: make(None, chosen)


def _keys_after(ground: Ground, place: Path) -> list[str]:
    """No public key without its private one, and no half of either."""
    private, public = place / "keys" / township.PRIVATE, place / "keys" / township.PUBLIC
    if public.exists() and not private.exists():
        return ["a public key whose private one is missing"]
    whole = [path for path in (private, public) if path.exists()]
    ends = (b"\r\n",)
    return [f"{path.name} is not whole" for path in whole if not path.read_bytes().endswith(ends)]


def _second(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    use_second(services, place / SECOND)
    return lambda: ended(services, backups.back_up, services)


def _second_after(ground: Ground, place: Path) -> list[str]:
    """Whatever bears a backup's name at the second place opens and is whole."""
    key = key_of(ground, place / "data")
    wrong = []
    for one in list_backups(place / SECOND) if (place / SECOND).is_dir() else ():
        try:
            check_file(one.path, key)
        except Refusal as refused:
            wrong.append(f"second place, {one.path.name}: {refused}")
    return wrong


def _locked_stick(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    (place / STICK).mkdir()
    few = [one for one in handover.planned_files(MONTH) if one.key == "roster"]
    terms = Terms("township", _FILE_PASSWORD)
    hand_over_month(services, MONTH, place / STICK, chosen=few[:1])
    return lambda: ended(
        services, hand_over_month, services, MONTH, place / STICK, chosen=few, terms=terms
    )  # fmt: skip


def _recover(ground: Ground, place: Path) -> Callable[[], object]:
    folders = Folders(place / "data")
    ring = protection.ring_of(folders.store)
    assert ring is not None
    key = protection.key_from_code(ring, ground.code)
    return lambda: protection.recover(folders, key, OPERATOR, NEXT_PASSWORD, Clock()())


def _drill(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    return lambda: ended(services, drills.run, services)


def _new_machine(ground: Ground, place: Path) -> Callable[[], object]:
    folders = Folders(place / "data")
    source = shutil.move(min(folders.backups.glob("happyhome-*.db")), place / LEFT)
    shutil.rmtree(folders.data)
    folders.data.mkdir()
    ring = restoring.ring_of_backup(source)
    assert ring is not None
    key = protection.key_from_code(ring, ground.code)
    return lambda: restoring.restore_backup(folders, source, Clock()(), source_key=key)


MORE_ENDS = (
    End("a recovery sheet's paper", "sealed", _sheet_pdf, "恢复单.pdf", _is_pdf),
    End("another operator", "sealed", _operator),
    End("a township's key", "sealed", _township),
    End("a township's pair of keys", "open", _keygen, after=_keys_after),
    End("a second place", "open", _second, after=_second_after),
    End("a sealed second place", "sealed", _second, after=_second_after),
    End("a month under a password on the stick", "sealed", _locked_stick),
    End("a password by the code", "sealed", _recover),
    End("a drill", "sealed", _drill),
    End("a new machine", "sealed", _new_machine),
)
