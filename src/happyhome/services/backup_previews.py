"""What is in a backup, and how it differs from the present records, before anything is restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from happyhome.services.session import Services


@dataclass(frozen=True, slots=True)
class Preview:
    """A backup looked into: whole, checked and counted.

    ``counts``: rows of each counted register. ``last_*`` tell of its last operation, ``last_day`` is the newest
    day anything was recorded for. ``ring`` is the id of the ring it was sealed under ("" for open text),
    ``is_same_ring``: the present ring opens it. ``missing`` operations of the present records are not in it, and
    ``beyond`` of its own are not in the present records (another line of them); None where there is nothing to
    compare with. ``is_same_home`` is None likewise.
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
    raise NotImplementedError
