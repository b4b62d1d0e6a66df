"""Every byte the program leaves behind, read for the village's people: ``python -m tests.torture leaks``.

The demo village is made, sealed, worked in, backed up, drilled, restored, and its program killed while it works;
TMPDIR, HOME and the XDG folders are folders of their own. Then every file below them is read, with what stands
in zips and PDFs unpacked, and their names too: no resident's or contact's name, no ID number, card or telephone,
in UTF-8, UTF-16, GB18030, or either of these in base64, hexadecimal or escapes. For an open village the same holds for all but the store and its copies.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from happyhome.app import open_services
from tests.torture.figures import Chosen, Figures, campaign
from tests.torture.leak_commands import Desk, called
from tests.torture.leak_search import Search, people_words
from tests.torture.lives import DAYS, OPERATOR, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
_STORES = re.compile(r".*\.db(-wal|-shm|-journal)?|.*\.open-left|\.happyhome-[0-9a-f]{8}\.tmp.*")


@dataclass(frozen=True)
class Place:
    """The folders of one life: ``data``, and what stands for the machine's own."""

    folder: Path

    @property
    def data(self) -> Path:
        """The village's data folder."""
        return self.folder / "data"

    def environment(self) -> dict[str, str]:
        """Everything a program may think of as its own place lies in ours."""
        own = {"HOME": "home", "TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp"}
        own |= {f"XDG_{name}_HOME": f"home/{name.lower()}" for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        own["XDG_RUNTIME_DIR"] = "run"
        for name in set(own.values()):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        paths = {name: str(self.folder / path) for name, path in own.items()}
        source = os.environ.get("PYTHONPATH") or str(ROOT / "src")
        return {
            **os.environ,
            **paths,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": f"{source}{os.pathsep}{ROOT}",
        }


def _called(place: Place, *arguments: str, fails: bool = False) -> str:
    """A command of the program, in the place's own environment."""
    told = subprocess.run(
        [sys.executable, "-m", "happyhome", "--data", str(place.data), *arguments],
        capture_output=True, text=True, env=place.environment(), check=False, cwd=place.folder / "tmp", timeout=240,
    )  # fmt: skip
    if bool(told.returncode) is not fails:
        raise AssertionError(f"{arguments[0]}: {told.returncode} {told.stdout[-800:]} {told.stderr[-800:]}")
    return told.stdout


def _lived(place: Place, what: str, *arguments: str) -> list[str]:
    """A life of :mod:`tests.torture.lives` in a process of its own, killed at its end where it says so; its lines."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.torture.lives", what, str(place.data), *arguments],
        capture_output=True, text=True, env=place.environment(), check=False, cwd=place.folder / "tmp", timeout=240,
    )  # fmt: skip
    if told.returncode not in (0, -9):
        raise AssertionError(f"{what}: {told.returncode} {told.stderr[-1500:]}")
    return told.stdout.splitlines()


def run_campaign(chosen: Chosen) -> Figures:
    """``count`` rounds of work and kills in a sealed village, and one in an open one."""
    figures = Figures(chosen.seed)
    place = Place(chosen.folder / "life")
    place.environment()
    (place.folder / "papers").mkdir()
    _called(place, "demo", "--out", str(chosen.folder / "out"))
    services = open_services(place.data)
    words = people_words(services)
    services.close()
    figures.count("words", len(words))
    search = Search(words)
    if OPERATOR in words:
        raise AssertionError("the operator must be nobody of the village")
    _lived(place, "open_day", str(chosen.seed))
    _look(figures, place, search, "open", _STORES)
    shutil.rmtree(place.folder / "papers")
    _sealed_life(figures, place, search, chosen)
    return figures


def _sealed_life(figures: Figures, place: Place, search: Search, chosen: Chosen) -> None:
    secret = place.folder.parent / "password"
    secret.write_text(PASSWORD, "utf-8")
    _called(place, "protect", "on", "--operator", OPERATOR, "--new-password-file", str(secret))
    _look(figures, place, search, "sealed")
    opening = ("--operator", OPERATOR, "--password-file", str(secret))
    second = place.folder / "second"
    second.mkdir()
    for number in range(chosen.count):
        for day in DAYS:
            _lived(place, day, str(chosen.seed + number), str(second))
            if day == "opening":
                _called(place, *opening, "certify", "due")
            _look(figures, place, search, f"killed in {day}")
    _commands(figures, place, search, chosen, opening)
    for line in (("backup",), ("drill",), ("check",), ("audit", "verify")):
        _called(place, *opening, *line)
        _look(figures, place, search, line[0])
    newest = max((place.data / "backups").glob("happyhome-*.db"))
    _called(place, *opening, "restore", str(newest))
    _look(figures, place, search, "restored")
    _lived(place, "window", str(chosen.seed), str(second))
    _look(figures, place, search, "a window")
    figures.count("backups", len(list((place.data / "backups").glob("*.db"))))


def _commands(
    figures: Figures, place: Place, search: Search, chosen: Chosen, opening: tuple[str, ...]
) -> None:
    """Commands in folders that are searched; papers go to a folder of the clerk's own, which is not."""
    out = chosen.folder / "papers"
    out.mkdir()
    desk = Desk(place.data, place.folder, out, opening, place.environment())
    chance = random.Random(chosen.seed)
    name = chance.choice(sorted(word for word in search.words if not word[0].isdigit()))
    for done, wrong in called(desk, chance, name):
        figures.count("commands")
        if wrong:
            figures.fault(wrong)
        _look(figures, place, search, done)
    figures.count("half files beside papers", len([one for one in out.rglob("*.tmp*") if one.is_file()]))


def _look(
    figures: Figures, place: Place, search: Search, when: str, but: re.Pattern[str] | None = None
) -> None:
    figures.count("looks")
    files = sum(path.is_file() for path in place.folder.rglob("*"))
    figures.counts["files"] = max(figures.counts["files"], files)
    for line in search.found_in(place.folder, but=but):
        figures.fault(f"{when}: {line}")
    figures.counts["bytes read"] = search.bytes_read


def main(arguments: Sequence[str]) -> int:
    """Three rounds where nothing else is asked."""
    return campaign("leaks", arguments, 3, run_campaign)
