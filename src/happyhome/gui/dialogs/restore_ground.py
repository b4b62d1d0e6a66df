"""What a restoring stands on: the open records of a window, or a folder whose records do not open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from happyhome.gui.jobs import Jobs, Progress
from happyhome.services import backup_previews, backups, restoring, settings
from happyhome.services.backup_previews import Preview
from happyhome.services.backup_shelves import Shelf, ring_for, shelves
from happyhome.services.protection import recover
from happyhome.services.session import Folders, Unlocked

if TYPE_CHECKING:
    from happyhome.services.protection import Ring
    from happyhome.services.restoring import Rescue, Restored
    from happyhome.services.session import Services

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Opener:
    """A data key, and whose password gave it; "" by the recovery code or the township's key.

    ``ring`` is the id of the ring that it is of.
    """

    key: bytes = field(repr=False)
    ring: str
    operator: str = ""

    @property
    def needs_password(self) -> bool:
        """Whether nobody has a password for it that was just proven."""
        return not self.operator


class Ground(Protocol):
    """What the guide asks for. All methods but ``now`` may take a while: ask beside the window."""

    @property
    def jobs(self) -> Jobs:
        """Where its work is done, so that nothing else holds the file meanwhile."""

    @property
    def folders(self) -> Folders:
        """The records' folder."""

    def now(self) -> datetime:
        """The program's clock."""

    def shelves(self) -> tuple[Shelf, ...]:
        """The copies to choose from."""

    def look(self, path: Path, opener: Opener | None) -> tuple[Preview, Counts]:
        """What a copy holds, and what the records of now do (nothing where they do not open)."""

    def restore(self, path: Path, opener: Opener | None, operator: str, progress: Progress) -> Restored:
        """Put a copy in place; the records of now are kept beside it. ``operator`` is who opened the copy, ""
        where whoever sits there did."""


def ring_of_copy(ground: Ground, path: Path) -> Ring | None:
    """The ring by which a copy opens; for open text the one of the records that it is to be sealed with."""
    return ring_for(ground.folders, path) or backup_previews.present_ring(ground.folders)


def set_password(ground: Ground, opener: Opener, operator: str, password: str) -> Unlocked:
    """Once restored: a way in for the days to come."""
    return recover(ground.folders, opener.key, operator, password, ground.now())


@dataclass(frozen=True, slots=True)
class OpenGround:
    """The records of a window that stands open, or of a first start."""

    services: Services
    jobs: Jobs

    @property
    def folders(self) -> Folders:
        """The records' folder."""
        return self.services.folders

    def now(self) -> datetime:
        """The program's clock."""
        return self.services.now()

    def shelves(self) -> tuple[Shelf, ...]:
        """The copies to choose from."""
        place = str(self.services.ask(settings.setting, key="second_backup") or "")
        return shelves(self.services.folders, Path(place) if place else None)

    def look(self, path: Path, opener: Opener | None) -> tuple[Preview, Counts]:
        """What a copy holds, and what the records of now do."""
        found = backup_previews.preview(self.services, path, opener.key if opener else None)
        return found, backups.check_store(self.services)

    def restore(self, path: Path, opener: Opener | None, operator: str, progress: Progress) -> Restored:
        """Put a copy in place."""
        key = opener.key if opener else None
        return restoring.restore_into(self.services, path, key, progress.report, operator=operator)


@dataclass(frozen=True, slots=True)
class ClosedGround:
    """A folder whose records do not open."""

    rescue: Rescue
    jobs: Jobs
    operator: str = ""
    """Who gave the password of the records before they turned out damaged."""

    @property
    def folders(self) -> Folders:
        """The records' folder."""
        return self.rescue.folders

    def now(self) -> datetime:
        """The program's clock."""
        return self.rescue.now()

    def shelves(self) -> tuple[Shelf, ...]:
        """The copies to choose from. The settings cannot be read: a second place is found where it is a stick."""
        return shelves(self.rescue.folders)

    def look(self, path: Path, opener: Opener | None) -> tuple[Preview, Counts]:
        """What a copy holds."""
        return self.rescue.preview(path, opener.key if opener else None), ()

    def restore(self, path: Path, opener: Opener | None, operator: str, progress: Progress) -> Restored:
        """Put a copy in place."""
        rescue = self.rescue
        present = backup_previews.present_ring(rescue.folders)
        if opener is not None and present is not None and opener.ring == present.id:
            rescue = replace(rescue, key=opener.key)  # it opens what is to be kept aside, too
        key = opener.key if opener else None
        return rescue.restore(path, key, progress.report, operator=operator or self.operator)
