"""Where backups lie: on this disk, and at a second place (a stick or another disk) when it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from happyhome.services.session import Services
from happyhome.store.backup import Backup

HERE, SECOND = "here", "second"


@dataclass(frozen=True, slots=True)
class Place:
    """One place for backups, and what was last saved there.

    ``key`` is "here" or "second"; ``path`` None where no second place is set. ``newest`` is what was last saved
    there, remembered where the place is not present now; ``is_verified``: it was opened, checked and counted (and
    read back, at the second place). ``free`` in bytes, None where nobody can say. ``missed_since`` is the first
    backup after which the place was not there; ``trouble`` the sentence of the last copy that failed.
    ``is_same_disk``: the second place is on the very disk it should stand in for.
    """

    key: str
    path: Path | None
    is_reachable: bool
    newest: Backup | None = None
    is_verified: bool = False
    count: int = 0
    free: int | None = None
    missed_since: datetime | None = None
    trouble: str = ""
    is_same_disk: bool = False


def places(services: Services) -> tuple[Place, ...]:
    """This disk and the second place, in this order; both always, and nothing is opened for it."""
    raise NotImplementedError
