"""A small sealed home, made once and copied for each test that opens it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from happyhome.app import open_services
from happyhome.gui.application import Zoom
from happyhome.gui.desk import HomeWindow
from happyhome.services.protection import Ring, add_operator, ring_of, seal_store, unlock
from happyhome.services.session import Folders, Services
from tests.gui.pages import desk

WANG, LI = "王芳", "李会计"
PASSWORDS = {WANG: "枣树开花三月八号", LI: "石榴红了九月初一"}
NOON = datetime(2026, 11, 20, 12)  # noqa: DTZ001  the village's clock on the wall
_made: list[tuple[Path, str]] = []


@dataclass
class Clock:
    """Noon, and as much later as a test says."""

    later: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return NOON + self.later

    def seconds(self) -> float:
        """The same as a clock that nobody sets."""
        return self.later.total_seconds()

    def pass_by(self, **time: float) -> None:
        self.later += timedelta(**time)


@dataclass
class SealedHome:
    """The folder with its ring and the code of its sheet; ``services`` opened as 王芳."""

    folder: Path
    code: str
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.folders = Folders(self.folder)
        opened = open_services(self.folder, desk.TODAY, lambda ring: unlock(ring, WANG, PASSWORDS[WANG]))
        self.services: Services = replace(opened, clock=self.clock)

    @property
    def ring(self) -> Ring:
        """As it lies in the folder now."""
        found = ring_of(self.folders.store)
        assert found is not None
        return found

    def window(self) -> HomeWindow:
        """A window on it, in sight."""
        made = HomeWindow(self.services, Zoom(100, lambda _zoom: None))
        made.open_page("today")
        made.show()
        made.activateWindow()
        return made


def sealed_home(folder: Path, once: Path) -> SealedHome:
    """A copy in ``folder`` of the one that is made in ``once`` when first asked for."""
    if not _made:
        services = desk.village(once, people=3)
        services.close()
        sealed = seal_store(services.folders, WANG, PASSWORDS[WANG], NOON)
        again = services.opened_with(sealed.unlocked)
        add_operator(again, LI, PASSWORDS[LI])
        again.close()
        _made.append((once, sealed.code))
    shutil.copytree(_made[0][0], folder, dirs_exist_ok=True)
    return SealedHome(folder, _made[0][1])
