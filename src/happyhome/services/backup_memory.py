"""What was last saved where, remembered beside the backups: a stick that is away cannot be asked.

No operation of the store: else every backup would be followed by something to back up. It holds no personal data;
beside sealed records, also how many of what there are is sealed.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal
from happyhome.files.writing import write_file
from happyhome.services.session import Folders
from happyhome.store.backup import Backup

HERE: Final = "here"
SECOND: Final = "second"
"""The two places, as they are called wherever one is meant."""
Counts = tuple[tuple[str, int], ...]
_MOST: Final = 1 << 16
"""Characters; a real one has some hundreds."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The last verified backup of a place, and what came after it. ``size`` in bytes; ``where`` is the folder."""

    where: str = ""
    name: str = ""
    size: int = -1
    made_at: datetime | None = None
    reason: str = ""
    counts: Counts = ()
    missed_since: datetime | None = None
    trouble: str = ""

    @property
    def backup(self) -> Backup | None:
        """As a backup; None before the first."""
        if not self.name or self.made_at is None:
            return None
        return Backup(Path(self.where) / self.name, self.made_at, self.reason, self.counts)


def recall(folders: Folders, place: str, key: bytes | None = None) -> Saved:
    """What is remembered of a place; nothing where the note is gone or was torn. ``key`` opens its counts."""
    found: Any = _read(folders).get(place)
    try:
        return Saved(
            str(found["where"]),
            str(found["name"]),
            int(found["size"]),
            _moment(found["made_at"]),
            str(found["reason"]),
            _counts(found["counts"], key),
            _moment(found["missed_since"]),
            str(found["trouble"]),
        )
    except (KeyError, TypeError, ValueError):
        return Saved()


def remember(folders: Folders, place: str, saved: Saved, disk: Disk = REAL, key: bytes | None = None) -> None:
    """Keep it; ``key`` is that of sealed records. Raises EnvironmentRefusal."""
    known = _read(folders)
    known[place] = {
        "where": saved.where,
        "name": saved.name,
        "size": saved.size,
        "made_at": saved.made_at.isoformat() if saved.made_at else "",
        "reason": saved.reason,
        "counts": list(saved.counts),
        "missed_since": saved.missed_since.isoformat() if saved.missed_since else "",
        "trouble": saved.trouble,
    }
    if key is not None:
        known = {name: _sealed(one, key) for name, one in known.items()}
    content = json.dumps(known, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
    write_file(_note(folders), content, disk=disk)


def remember_here(folders: Folders, made: Backup, disk: Disk = REAL, key: bytes | None = None) -> None:
    """A verified backup was made on this disk. Raises OSError, EnvironmentRefusal."""
    remember(folders, HERE, saved_as(made), disk, key)


def remember_if_can(folders: Folders, made: Backup, disk: Disk = REAL, key: bytes | None = None) -> None:
    """The same for a backup that goes before an act: a note that cannot be written must not keep the act from it."""
    with suppress(
        OSError, EnvironmentRefusal
    ):  # the page then calls it not checked, and the act tells of the disk
        remember_here(folders, made, disk, key)


def remember_sealed(folders: Folders, path: Path, key: bytes, disk: Disk = REAL) -> None:
    """What was verified at ``path`` has been sealed there with ``key``, and verified anew. Raises as ``remember_here``."""
    for place in (HERE, SECOND):
        saved = recall(folders, place, key)
        if (saved.where, saved.name) == (str(path.parent), path.name):
            remember(folders, place, replace(saved, size=path.stat().st_size), disk, key)


def seal_memory(folders: Folders, key: bytes, disk: Disk = REAL) -> None:
    """Let nobody read any more how many of what there are. Raises EnvironmentRefusal."""
    if any(isinstance(one, dict) and isinstance(one.get("counts"), list) for one in _read(folders).values()):
        remember(folders, HERE, recall(folders, HERE, key), disk, key)


def saved_as(made: Backup) -> Saved:
    """A backup that stands in its place, as it is remembered. Raises OSError."""
    return Saved(
        str(made.path.parent),
        made.path.name,
        made.path.stat().st_size,
        made.made_at,
        made.reason,
        made.counts,
    )


def missed(saved: Saved, where: Path, now: datetime, trouble: str = "") -> Saved:
    """The same place after a backup that did not get there; since when is remembered from the first time on."""
    since = saved.missed_since if saved.where == str(where) else None
    known = saved if saved.where == str(where) else Saved(str(where))
    return replace(known, missed_since=since or now.replace(microsecond=0), trouble=trouble)


def _note(folders: Folders) -> Path:
    return folders.backups / "places.json"


def _read(folders: Folders) -> dict[str, Any]:
    try:
        with _note(folders).open(encoding="utf-8", errors="surrogatepass") as file:
            found = json.loads(file.read(_MOST))
    except (OSError, ValueError):  # before the first backup, or torn: the files themselves are still there
        return {}
    return found if isinstance(found, dict) else {}


def _sealed(one: Any, key: bytes) -> Any:
    """The note of one place without counts that anybody can read."""
    if not isinstance(one, dict) or not isinstance(one.get("counts"), list):
        return one
    from happyhome.store.keys.sealing import sealed_note

    return {**one, "counts": sealed_note(key, json.dumps(one["counts"]))}


def _counts(found: Any, key: bytes | None) -> Counts:
    """Those of a note; none where they are sealed with another key. Raises TypeError, ValueError for what is none."""
    if isinstance(found, str):
        if key is None:
            return ()
        from happyhome.store.keys.sealing import opened_note

        found = json.loads(opened_note(key, found) or "[]")
    return tuple((str(name), int(count)) for name, count in found)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
