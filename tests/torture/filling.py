"""A day on a disk that fills up: ``python -m tests.torture filling``.

A tmpfs of 20 MB holds the village. While a day is recorded (ticks, an activity with photos, undo, backups, a
diagnosis), the disk is filled step by step to the last byte; every refusal must be a sentence, everything told as
kept must be there, the store must open sound on the full disk and on one with room again, and work goes on.
Needs root on Linux, for the mount.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from happyhome.domain.activities import Activity
from happyhome.domain.problems import Refusal
from happyhome.domain.residents import Resident
from happyhome.services import (
    activities,
    audit,
    backups,
    diagnosis,
    handover,
    meals,
    protection,
    residents,
    saving,
)
from happyhome.services.session import Folders, Services
from happyhome.services.trouble import environment_trouble
from happyhome.store.backup import check_file, list_backups
from tests.services.village import TODAY
from tests.torture.acts import key_of
from tests.torture.figures import Chosen, Figures, campaign
from tests.torture.filling_acts import ACTS, Act
from tests.torture.ground import (
    NEXT_PASSWORD,
    PASSWORD,
    Ground,
    examined,
    open_ground,
    opened,
    operations_of,
    sealed_ground,
    started,
)
from tests.torture.kills import everything_done

DISK_BYTES = 20 << 20
STEPS = (256 << 10, 64 << 10, 16 << 10, 4 << 10, 1 << 10)
"""How much is taken at a time, ever less as the end comes near."""


class NotPermitted(Exception):
    """This machine mounts nothing for us."""


@contextmanager
def small_disk(place: Path, size: int = DISK_BYTES) -> Iterator[Path]:
    """A file system of its own in memory, of ``size`` bytes; raises NotPermitted."""
    place.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() or not shutil.which("mount"):
        raise NotPermitted("mounting needs root on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPermitted(done.stderr.strip())
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


class Ballast:
    """A file that takes room, and gives it back."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "films.bin"

    def take(self, size: int) -> int:
        """Take up to ``size`` bytes; how many there were."""
        taken = 0
        with self._path.open("ab", buffering=0) as file:
            try:
                while taken < size:
                    taken += file.write(bytes(min(4096, size - taken)))
            except OSError:
                pass
        return taken

    def give_back(self) -> None:
        """The disk has room again."""
        self._path.unlink(missing_ok=True)


def photo(chance: random.Random, side: int = 300) -> bytes:
    """A picture of noise, that does not become small."""
    made = BytesIO()
    Image.frombytes("L", (side, side), chance.randbytes(side * side)).save(made, "JPEG", quality=90)
    return made.getvalue()


class Day:
    """A clerk's day on a disk: what was told as kept, and every refusal judged."""

    def __init__(self, figures: Figures, services: Services, chance: random.Random) -> None:
        self.services, self.figures, self.chance = services, figures, chance
        self.kept: list[str] = []
        self.who = [one.id for one in services.ask(residents.people_on, TODAY)]
        self._number = 0

    def acts(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """One round of a day's work."""
        some = {
            (one, TODAY): self.chance.choice(["dine_in", None]) for one in self.chance.sample(self.who, 5)
        }
        self._number += 1
        held = Activity(day=TODAY, title=f"唱戏{self._number}", start="9:30")
        newcomer = Resident(name="赵" + chr(0x6C38 + self._number))
        yield "tick", lambda: self._run(meals.mark_meals, slot="lunch", marks=some)
        yield "activity", lambda: self._run(activities.record_activity, activity=held, residents=self.who[:4])
        yield "photo", self._photo
        yield "newcomer", lambda: self._run(residents.add_resident, resident=newcomer)
        yield "undo", lambda: self._run(audit.undo)
        yield "backup", lambda: backups.back_up(self.services)
        yield (
            "diagnosis",
            lambda: diagnosis.save_diagnosis(
                self.services.folders.logs,
                ValueError("唐月娥"),
                datetime.now(),  # noqa: DTZ005
            ),
        )
        yield "paper", lambda: saving.copy_to_open(self.services, "月报.pdf", b"%PDF" * 20_000)

    def _photo(self) -> None:
        found = self.services.ask(activities.activities_between, TODAY, TODAY)
        if found:
            self._run(
                activities.add_photo, owner=found[-1].activity.id, name="照片.jpg", content=photo(self.chance)
            )

    def _run(self, verb: Callable[..., Any], **arguments: Any) -> None:
        outcome = self.services.run(verb, confirmed=True, **arguments)
        if outcome.operation:
            self.kept.append(outcome.operation)

    def round(self) -> None:
        """Do each act once; a refusal is counted, anything else is wrong."""
        for name, act in self.acts():
            self.figures.count("acts")
            try:
                act()
                self.figures.count("done")
            except Exception as error:  # noqa: BLE001  (judged here)
                self._judge(name, error)

    def _judge(self, name: str, error: Exception) -> None:
        if isinstance(error, Refusal) and environment_trouble(error, self.services.store.path) is None:
            self.figures.fault(f"{name}: refused as if it were the clerk's: {error}")
            return
        told = environment_trouble(error, self.services.store.path)
        if told is None or not told.text.endswith(("。", "）")):
            self.figures.fault(f"{name}: {type(error).__name__} {error}")
        elif told.code != "disk_full":
            self.figures.fault(f"{name}: said {told.code}, and the disk is full: {told.text}")
        else:
            self.figures.count("refused with a sentence")


def fill(figures: Figures, ground: Ground, folder: Path, chance: random.Random) -> None:
    """The day itself, then the store on the full disk, then with room again."""
    with small_disk(folder / "disk") as disk:
        data = ground.copy_to(disk / "data")
        ballast = Ballast(disk)
        begun = started(ground, data)
        services = begun.services
        day = Day(figures, services, chance)
        before = operations_of(services)
        for size in STEPS:
            while shutil.disk_usage(disk).free > size:
                ballast.take(size * chance.randint(1, 3))
                day.round()
        for _ in range(4):
            ballast.take(DISK_BYTES)
            day.round()
        begun.end()
        must = before | set(day.kept)
        figures.count("told as kept", len(day.kept))
        _hold(figures, "full", examined(ground, data, must), accepts_no_start=True)
        ballast.give_back()
        _hold(figures, "with room again", examined(ground, data, must))
        begun = started(ground, data)
        day = Day(figures, begun.services, chance)
        refused = figures.counts["refused with a sentence"]
        day.round()
        begun.end()
        if figures.counts["refused with a sentence"] != refused:
            figures.fault("work does not go on after there is room")
        _hold(figures, "worked on", examined(ground, data, must | set(day.kept)))


def _hold(figures: Figures, when: str, wrong: Sequence[str], *, accepts_no_start: bool = False) -> None:
    for line in wrong:
        if accepts_no_start and line.startswith("does not open: LittleRoom"):
            figures.count("starts refused with a sentence")
        else:
            figures.fault(f"{when}: {line}")


def acts_on_full_disks(figures: Figures, folder: Path, count: int, chance: random.Random) -> None:
    """Acts with ever less room, and on a disk that fills up meanwhile: whole, or as it was."""
    grounds = {
        "open": open_ground(folder / "open"),
        "sealed": sealed_ground(folder / "sealed"),
        "0001": open_ground(folder / "0001", "0001"),
        "0002": open_ground(folder / "0002", "0002"),
    }
    for kind in ("open", "sealed"):
        services = opened(grounds[kind], grounds[kind].folder)
        backups.back_up(services)
        services.close()
    known = {kind: _known(ground, folder) for kind, ground in grounds.items()}
    for number in range(count):
        act = ACTS[number % len(ACTS)]
        with small_disk(folder / f"full-{number}") as disk:
            if act.on_stick:
                _on_a_full_stick(figures, act, grounds[act.kind], disk, chance)
            else:
                _in_little_room(figures, act, grounds[act.kind], known[act.kind], disk, chance)


def _in_little_room(
    figures: Figures, act: Act, ground: Ground, known: set[str], disk: Path, chance: random.Random
) -> None:
    data = ground.copy_to(disk / "data")
    work, ballast = act.prepare(ground, data, disk), Ballast(disk)
    with _filled(ballast, disk, chance, figures):
        try:
            work()
            figures.count("acts with little room done")
        except Exception as error:  # noqa: BLE001  (judged here)
            told = environment_trouble(error, data / "happyhome.db")
            if told is None or told.code != "disk_full":
                figures.fault(f"{act.name}/{act.kind} with little room: {type(error).__name__} {error}")
            figures.count("acts with little room refused")
    ballast.give_back()
    is_sealed = protection.protection(Folders(data)).is_sealed
    after = Ground(data, (PASSWORD, NEXT_PASSWORD) if is_sealed or act.name == "new machine" else ())
    is_restore = act.name in ("restore", "new machine")
    wrong = examined(after, data, () if is_restore else known)
    wrong += everything_done(after, data, known) if act.name == "restore" and not wrong else []
    _hold(figures, f"{act.name}/{act.kind} after little room", wrong)


@contextmanager
def _filled(ballast: Ballast, disk: Path, chance: random.Random, figures: Figures) -> Iterator[None]:
    """Nearly full from the beginning, or, one time of three, while it is worked on."""
    free = shutil.disk_usage(disk).free
    if chance.randrange(3):
        ballast.take(max(0, free - chance.randrange(2 << 20)))
        yield
        return
    figures.count("filled meanwhile")
    filler = threading.Timer(chance.uniform(0, 0.3), lambda: ballast.take(free))
    filler.start()
    try:
        yield
    finally:
        filler.join()


def _on_a_full_stick(figures: Figures, act: Act, ground: Ground, disk: Path, chance: random.Random) -> None:
    """The records have room; the stick that something is written to has not."""
    data = ground.copy_to(disk.with_name(f"{disk.name}-data"))
    work, ballast = act.prepare(ground, data, disk), Ballast(disk)
    with _filled(ballast, disk, chance, figures):
        try:
            told = work()
            figures.count("acts on a full stick done")
            if isinstance(told, str) and told and not told.rstrip().endswith("。"):
                figures.fault(f"{act.name}: no sentence: {told}")
        except Exception as error:  # noqa: BLE001  (judged here)
            said = environment_trouble(error, disk)
            if said is None or said.code != "disk_full":
                figures.fault(f"{act.name} on a full stick: {type(error).__name__} {error}")
            figures.count("acts on a full stick refused")
    ballast.give_back()
    wrong = [
        f"{path.name} is not whole" for path in disk.iterdir() if path.is_dir() and handover.verify(path)
    ]
    key = key_of(ground, data)
    for one in list_backups(disk):
        try:
            check_file(one.path, key)
        except Refusal as refused:
            wrong.append(f"{one.path.name}: {refused}")
    _hold(figures, f"{act.name}/{act.kind} on a full stick", [*wrong, *examined(ground, data, ())])
    shutil.rmtree(data)


def _known(ground: Ground, folder: Path) -> set[str]:
    data = ground.copy_to(folder / "look")
    services = opened(ground, data)
    found = operations_of(services)
    services.close()
    shutil.rmtree(data)
    return found


def run_campaign(chosen: Chosen) -> Figures:
    """A day on an open and on a sealed store, then ``count`` acts with little room."""
    figures, chance = Figures(chosen.seed), random.Random(chosen.seed)
    for kind, make in (("open", open_ground), ("sealed", sealed_ground)):
        place = chosen.folder / f"day-{kind}"
        place.mkdir()
        fill(figures, make(place / "ground"), place, chance)
    (chosen.folder / "acts").mkdir()
    acts_on_full_disks(figures, chosen.folder / "acts", chosen.count, chance)
    return figures


def main(arguments: Sequence[str]) -> int:
    """Ends with 0 and says so where nothing may be mounted."""
    try:
        return campaign("filling", arguments, 152, run_campaign)
    except NotPermitted as reason:
        print(f"skipped: {reason}", file=sys.stderr)
        return 0
