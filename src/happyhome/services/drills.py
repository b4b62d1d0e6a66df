"""演练: once a month a backup is restored to a temporary place, checked and counted, and the outcome kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from happyhome.files.disk import REAL, Disk
from happyhome.services.session import Services


@dataclass(frozen=True, slots=True)
class Drill:
    """What came of one. ``counts`` are the backup's, ``present`` those of the records now; ``seconds`` it took.

    Not ``is_sound``, ``note`` is the sentence why.
    """

    source: Path
    place: str
    made_at: datetime
    is_sound: bool
    counts: tuple[tuple[str, int], ...] = ()
    present: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0
    note: str = ""


def due(services: Services) -> bool:
    """Whether there is a backup and none was tried in this calendar month."""
    raise NotImplementedError


def run(services: Services, disk: Disk = REAL) -> Drill:
    """Try the newest backup, at the second place where that is present; kept as a SafetyEvent either way.

    Refuses (no_backup); raises EnvironmentRefusal where there is no room for the trial.
    """
    raise NotImplementedError


def last_drill(services: Services) -> tuple[datetime, bool, str] | None:
    """When the last one was, whether it was sound, and its note; None before the first."""
    raise NotImplementedError
