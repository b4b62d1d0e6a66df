"""What is in a backup, and how it differs from the present records, before anything is restored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from happyhome.domain.problems import Refusal
from happyhome.services.backup_copies import HOUSEKEEPING
from happyhome.services.session import Folders, Services
from happyhome.store.backup import check_file, opened
from happyhome.store.backup.checking import ring_with
from happyhome.store.backup.names import named
from happyhome.store.engine import Store
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import is_open_text, read_ring, ring_of, ring_path
from happyhome.store.migrate import newest, version_of

_DAYS: Final = (
    ("meal", "day"), ("presence", "day"), ("activity", "day"), ("visit", "day"), ("service_record", "day"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """A backup looked into: whole, checked and counted.

    ``counts``: rows of each counted register. ``last_*`` tell of its last operation, ``last_day`` is the newest
    day anything was recorded for. ``ring`` is the id of the ring it was sealed under ("" for open text),
    ``is_same_ring``: the present ring opens it. ``missing`` operations of the present records are not in it, and
    ``beyond`` of its own are not in the present records (another line of them); None where there is nothing to
    compare with. ``missing_since`` is the moment of the first missing one. ``is_same_home`` is None likewise.
    """

    path: Path
    size: int
    made_at: datetime | None
    reason: str
    home: str
    version: str
    is_older: bool
    counts: tuple[tuple[str, int], ...]
    last_day: date | None
    last_label: str
    last_at: datetime | None
    is_sealed: bool
    ring: str = ""
    is_same_ring: bool = False
    missing: int | None = None
    beyond: int | None = None
    missing_since: datetime | None = None
    is_same_home: bool | None = None


def preview(services: Services, path: Path, key: bytes | None = None) -> Preview:
    """Look into a backup; ``key`` where another ring than the present one sealed it.

    Refuses (file_missing, file_damaged, file_sealed, file_other_key, file_newer, ring_damaged).
    """
    found = preview_file(services.folders, path, key or services.store.key)
    with services.store.reading() as present, _opened(path, found, key or services.store.key) as raw:
        return _compared(found, present, raw)


def preview_file(folders: Folders, path: Path, key: bytes | None = None) -> Preview:
    """The same without present records to compare with."""
    counts = check_file(path, key, _own(folders, path, key))
    ring = None if is_open_text(path) else ring_with(path)
    present = present_ring(folders)
    name = named(path)
    with opened(path, key) as raw:
        last = raw.execute("SELECT label, at FROM operation ORDER BY sequence DESC LIMIT 1").fetchone()
        version = str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        return Preview(
            path=path,
            size=path.stat().st_size,
            made_at=name.made_at if name else None,
            reason=name.reason if name else "",
            home=str((raw.execute("SELECT name FROM home ORDER BY id LIMIT 1").fetchone() or ("",))[0]),
            version=version,
            is_older=version < newest(),
            counts=counts,
            last_day=_last_day(raw),
            last_label=str(last[0]) if last else "",
            last_at=datetime.fromisoformat(last[1]) if last else None,
            is_sealed=not is_open_text(path),
            ring=ring.id if ring else "",
            is_same_ring=ring is not None and present is not None and ring.id == present.id,
        )


def open_present(folders: Folders, key: bytes | None, now: datetime, operator: str = "") -> Services | None:
    """The present records where they open; None where they are damaged, older, newer, or locked without a key."""
    store = Store(folders.store, None if is_open_text(folders.store) else key)
    with suppress(Refusal, OSError):
        if version_of(store) == newest():
            clock: Callable[[], datetime] = lambda: now  # noqa: E731
            return Services(store, folders, clock, operator, is_named=bool(operator))
    store.close()
    return None


def present_ring(folders: Folders) -> Ring | None:
    """The ring of the present records, None where there is none that can be read."""
    with suppress(Refusal):
        return ring_of(folders.store) if folders.store.exists() else read_ring(ring_path(folders.store))
    return None


def _own(folders: Folders, path: Path, key: bytes | None) -> str:
    """The id of the ring the key is of, as far as is known: the present one's where the backup has the same."""
    ring, present = (
        (None if not path.is_file() or is_open_text(path) else ring_with(path)),
        present_ring(folders),
    )
    return ring.id if ring is not None and present is not None and ring.id == present.id and key else ""


def _opened(path: Path, found: Preview, key: bytes | None) -> Any:
    return opened(path, key if found.is_sealed else None)


def _last_day(raw: Any) -> date | None:
    names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = [
        raw.execute(f'SELECT MAX("{field}") FROM "{table}"').fetchone()[0]
        for table, field in _DAYS
        if table in names
    ]
    days = [date.fromisoformat(day) for day in found if day]
    return max(days, default=None)


def _compared(found: Preview, present: Any, raw: Any) -> Preview:
    """How many operations each has that the other has not: they share a beginning, as each builds on the last."""
    mine, theirs = _top(present), _top(raw)
    low, high = 0, min(mine, theirs)
    while low < high:
        middle = (low + high + 1) // 2
        if _hash(present, middle) == _hash(raw, middle):
            low = middle
        else:
            high = middle - 1
    missing, beyond = _after(present, low), _after(raw, low)
    homes = [{row[0] for row in one.execute("SELECT id FROM home")} for one in (present, raw)]
    return replace(
        found,
        missing=len(missing),
        beyond=len(beyond),
        missing_since=datetime.fromisoformat(missing[0]) if missing else None,
        is_same_home=homes[0] == homes[1] if all(homes) else None,
    )


def _after(raw: Any, sequence: int) -> list[str]:
    """The moments of the operations after that one, but for those that only tell of a backup."""
    marks = ", ".join("?" * len(HOUSEKEEPING))
    sql = f"SELECT at FROM operation WHERE sequence > ? AND verb NOT IN ({marks}) ORDER BY sequence"
    return [str(row[0]) for row in raw.execute(sql, (sequence, *sorted(HOUSEKEEPING)))]


def _top(raw: Any) -> int:
    return int(raw.execute("SELECT COALESCE(MAX(sequence), 0) FROM operation").fetchone()[0])


def _hash(raw: Any, sequence: int) -> str:
    row = raw.execute("SELECT hash FROM operation WHERE sequence = ?", (sequence,)).fetchone()
    return str(row[0]) if row else ""
