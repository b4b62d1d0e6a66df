"""What opens a sealed village and what is sealed itself: rings, codes, the township's keys, sealed backups.

Whatever comes in, a wrong key never gets in, the ring that stands there and the backups stay as they were where
the input is refused, and with the good ring the records open as before.
"""

from __future__ import annotations

import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from happyhome.app import start
from happyhome.cli.secrets import secret_in
from happyhome.domain.problems import Refusal
from happyhome.services import backups, protection, restoring
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.services.starting import Accepted
from happyhome.store.keys.ring import Ring
from tests.services.village import TODAY, Clock
from tests.torture.ground import NEXT_PASSWORD, OPERATOR, PASSWORD
from tests.torture.input_ground import Target, content, of_people

TAKER = "新会计"
_ALL = Accepted(beside=True, clock=True, little_room=True)


@dataclass(frozen=True)
class Sealed:
    """A sealed village and everything that opens it."""

    folder: Path
    key: bytes
    code: str
    private: str
    public: str
    ring: bytes
    backup: Path
    rows: dict[str, list[Any]]


def unlock(ring: Ring) -> Unlocked:
    """As its operator."""
    return protection.unlock(ring, OPERATOR, PASSWORD)


def seal_village(source: Path, folder: Path) -> Sealed:
    """A copy of the open village under a password, a sheet and a township's key, with a backup of its own."""
    folders = Folders(Path(shutil.copytree(source, folder)))
    made = protection.seal_store(folders, OPERATOR, PASSWORD, Clock()())
    begun = start(folders.data, TODAY, unlock, _ALL)
    private, public = protection.new_identity()
    protection.take_township_key(begun.services, public, "宁远堡镇")
    shutil.rmtree(folders.backups)
    backup = backups.back_up(begun.services).path
    rows = of_people(content(begun.services))
    begun.end()
    return Sealed(
        folder, made.unlocked.key, made.code, private, public, folders.ring.read_bytes(), backup, rows
    )


class Keys:
    """The verbs that take such an input, on a copy of one sealed village, and their judges."""

    def __init__(self, sealed: Sealed) -> None:
        self._sealed = sealed

    def ring(self, services: Services, path: Path) -> None:
        """The ring beside the store is another at the next start; every second time no backup carries one."""
        folders = services.folders
        services.close()
        folders.ring.unlink()
        path.replace(folders.ring)
        if folders.ring.is_file():
            shutil.copy(folders.ring, folders.data.parent / "given")
        if _odd(folders.ring):
            shutil.rmtree(folders.backups)
        self._in_by_password(folders)

    def _in_by_password(self, folders: Folders) -> None:
        try:
            start(folders.data, TODAY, unlock, _ALL).end()
        except Refusal as refused:
            is_ours = b'"ring": "x"' not in folders.ring.read_bytes().replace(b"\0", b"")
            if refused.problems[0].code == "password_wrong" and is_ours:
                raise AssertionError("the right password is called wrong where the ring is damaged") from None
            raise

    def ring_after(self, services: Services, before: dict[str, Any], state: str) -> str:
        """No wrong key in; nothing thrown away; the good ring opens everything as before."""
        folders, given = services.folders, services.folders.data.parent / "given"
        if state == "taken":
            present = protection.ring_of(folders.store)
            if present is None or not _refuses(present):
                return "a wrong password is let in"
        if given.exists():
            kept = [one.read_bytes() for one in folders.data.glob("happyhome.keys*")]
            if given.read_bytes()[: 1 << 20] not in kept:
                return "the ring that was found is gone"
        if folders.ring.is_dir() and not folders.ring.is_symlink():
            folders.ring.rmdir()
        folders.ring.unlink(missing_ok=True)
        folders.ring.write_bytes(self._sealed.ring)
        start(folders.data, TODAY, unlock, _ALL).end()
        return self._as_before(services, before)

    def code(self, services: Services, path: Path) -> None:
        """Somebody types a code, and gives a new clerk a password by it."""
        ring = protection.ring_of(services.folders.store)
        assert ring is not None
        key = protection.key_from_code(ring, secret_in(path))
        services.close()
        protection.recover(services.folders, key, TAKER, NEXT_PASSWORD, services.now())

    def code_after(self, services: Services, before: dict[str, Any], state: str) -> str:
        """The clerk's own password opens as ever, the new one only after the right code."""
        ring = protection.ring_of(services.folders.store)
        assert ring is not None
        if state == "taken":
            if protection.unlock(ring, TAKER, NEXT_PASSWORD).key != self._sealed.key:
                return "recovered with another key"
        elif services.folders.ring.read_bytes() != self._sealed.ring:
            return "refused, and the ring is another"
        unlock(ring)
        return self._as_before(services, before)

    def public(self, services: Services, path: Path) -> None:
        """The clerk adds a township's key from a file."""
        protection.take_township_key(services, secret_in(path), "新华镇")

    def public_after(self, services: Services, before: dict[str, Any], state: str) -> str:
        """What was refused changed nothing; what was taken is a public key, and no private one stands anywhere."""
        content_of_ring = services.folders.ring.read_bytes()
        if b"SECRET" in content_of_ring.upper():
            return "a private key stands in the ring"
        if state == "refused" and content_of_ring != self._sealed.ring:
            return "refused, and the ring is another"
        ring = protection.ring_of(services.folders.store)
        assert ring is not None
        unlock(ring)
        protection.key_from_code(ring, self._sealed.code)
        return self._as_before(services, before)

    def private(self, services: Services, path: Path) -> None:
        """The township's private key is brought."""
        ring = protection.ring_of(services.folders.store)
        assert ring is not None
        if protection.key_from_township(ring, secret_in(path)) != self._sealed.key:
            raise AssertionError("a wrong key got in")

    def private_after(self, services: Services, before: dict[str, Any], state: str) -> str:
        """Looking for a key changes nothing."""
        if services.folders.ring.read_bytes() != self._sealed.ring:
            return "the ring is another"
        return self._as_before(services, before)

    def restore(self, services: Services, path: Path) -> None:
        """A sealed backup becomes the records: by their own key, or as on a new machine by the code."""
        by_code = services.store.key is None or _odd(path)
        ring = restoring.ring_of_backup(path) if by_code else None
        key = protection.key_from_code(ring, self._sealed.code) if ring is not None else None
        restoring.restore_into(services, path, key)

    def restored(self, services: Services, before: dict[str, Any], state: str) -> str:
        """Taken, it holds what the backup held and opens by the code; refused, all is as before."""
        folders = services.folders
        was_open = services.store.key is None
        if state != "taken":
            ring = folders.ring.read_bytes() if folders.ring.exists() else b""
            if ring != (b"" if was_open else self._sealed.ring):
                return "refused, and the ring is another"
            return "" if content(services) == before else "the store is not as before"
        ring_now = protection.ring_of(folders.store)
        if ring_now is None:
            return "no ring"
        key = protection.key_from_code(ring_now, self._sealed.code)
        begun = start(folders.data, TODAY, lambda _ring: Unlocked(OPERATOR, key), _ALL)
        try:
            rows = of_people(content(begun.services))
        finally:
            begun.end()
        return "" if rows == self._sealed.rows else "it holds something else than the backup did"

    def beside(self, services: Services, path: Path) -> None:
        """A file of the program's own beside the records is damaged when it starts; none of them may stop it."""
        folders = services.folders
        services.close()
        place = folders.backups if path.name == "places.json" else folders.data
        path.replace(place / path.name)
        self._in_by_password(folders)

    def beside_after(self, services: Services, before: dict[str, Any], state: str) -> str:
        """Started, and as before."""
        return self._as_before(services, before)

    def _as_before(self, services: Services, before: dict[str, Any]) -> str:
        services.close()
        if of_people(content(services)) != of_people(before):
            return "the store is not as before"
        own = services.folders.backups / self._sealed.backup.name
        if own.exists() and own.read_bytes() != self._sealed.backup.read_bytes():
            return "the backup is not as before"
        return ""


def _odd(path: Path) -> bool:
    """One of two, by the bytes themselves, so that an input tells for itself which way it was tried."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return bool(zlib.crc32(file.read(1 << 22)) & 1)


def _refuses(ring: Ring) -> bool:
    try:
        protection.unlock(ring, OPERATOR, NEXT_PASSWORD)
    except Refusal:
        return True
    return False


def _lines(*lines: str) -> bytes:
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")


def key_targets(sealed: Sealed) -> dict[str, Target]:
    """Everything that is about keys."""
    keys, saved = Keys(sealed), sealed.backup.read_bytes()
    public = _lines("# 乡镇公钥：可以发给各村。", sealed.public)
    private = _lines("# 乡镇私钥：只留在乡镇。", sealed.private)
    codes = (sealed.code, sealed.code.replace("-", " "), sealed.code.replace("-", "\n"))
    remembered = b'{"zoom": 125, "operator": "\xe5\x91\xa8", "terms": {"roster": ["township", true]}}'
    note = b'{"program": "window", "user": "a", "machine": "b", "pid": 7, "since": "2026-11-21T12:00:00"}'
    places = (sealed.folder / "backups" / "places.json").read_bytes()
    beside = (("window.json", remembered), ("happyhome.holder", note), ("places.json", places),
              ("happyhome.keys.next", sealed.ring), ("happyhome.lock", b"\0"))  # fmt: skip
    made = {
        "ring": Target((("happyhome.keys.given", sealed.ring),), keys.ring, judge=keys.ring_after),
        "code": Target(
            tuple(("恢复码.txt", one.encode()) for one in codes), keys.code, judge=keys.code_after
        ),
        "public": Target((("乡镇公钥.txt", public),), keys.public, judge=keys.public_after),
        "private": Target((("乡镇私钥.txt", private),), keys.private, judge=keys.private_after),
        "sealed backup": Target((("happyhome-20261101-120000-manual.db", saved),), keys.restore, judge=keys.restored),
        "beside": Target(beside, keys.beside, judge=keys.beside_after),
    }  # fmt: skip
    from dataclasses import replace

    return {
        **{name: replace(one, ground="sealed", unlock=unlock) for name, one in made.items()},
        "new machine": made["sealed backup"],
    }
