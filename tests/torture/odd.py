"""Odd files as they are found: every file of a folder is given to the inputs that may be handed it, twice.

``python -m tests.torture odd FOLDER [--json] [--every] [--only TEXT] [--part 0/2]``. FOLDER may hold folders. What
holds of damaged inputs (see ``inputs``) holds here: refused in a sentence or taken, in bounded time and memory,
never by halves; and whatever was taken once changes nothing when it is taken again. Each try is a child process
on a fresh copy of the store. Ends with 1 where anything did not hold.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Refusal
from happyhome.services.session import Services
from tests.torture.input_ground import Target, as_json, content
from tests.torture.input_targets import make_village
from tests.torture.inputs import Figures, _count, tried

SHEETS = ("roster", "meals", "register", "decisions", "bank")
INPUTS = (*SHEETS, "rules", "photo", "manifest", "restore")
_PICTURES = frozenset({"png", "jpg", "jpeg", "jfif", "gif", "tif", "tiff", "bmp", "webp", "heic", "psd"})
_PICTURES_TOO = frozenset({"ico", "icns", "tga", "dds", "jp2", "j2k", "sgi", "eps", "ppm", "pgm", "pbm"})
_RULES = frozenset({"yaml", "yml"})
_STORES = frozenset({"db", "sqlite", "sqlite3"})


class ChangedTheSecondTime(AssertionError):
    """The same file, taken again, did not leave the store as it was."""


@dataclass
class Answers(Figures):
    """``answers`` counts, by ending of the file and by input, what was said: taken, or the code of the refusal."""

    files: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    slowest: str = ""
    largest: str = ""


def run(files: Sequence[Path], folder: Path, every: bool = False, part: tuple[int, int] = (0, 1)) -> Answers:
    """Give each of the files to its inputs; ``part`` (which, of how many) is for several processes at once."""
    grounds, targets = make_village(folder / "village")
    twice = {name: taken_twice(name, targets[name]) for name in INPUTS}
    figures = Answers()
    for path in files[part[0] :: part[1]]:
        figures.files += 1
        for target in INPUTS if every else _targets(path):
            place = folder / "try"
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(grounds[twice[target].ground], place / "data")
            given = place / path.name
            shutil.copy(path, given)
            _note(figures, tried(twice[target], place / "data", given), target, path)
    return figures


def _note(figures: Answers, result: dict[str, Any], target: str, path: Path) -> None:
    seconds, megabytes = figures.slowest_s, figures.largest_mb
    _count(figures, result, f"{target} {path}")
    said = result.get("code") if result["state"] == "refused" else result["state"]
    figures.answers[f"{path.suffix.lower()} {target} {said}"] += 1
    if figures.slowest_s > seconds:
        figures.slowest = f"{target} {path.name}"
    if figures.largest_mb > megabytes:
        figures.largest = f"{target} {path.name}"


def _targets(path: Path) -> Iterator[str]:
    """The inputs that a file of this ending is meant for, and one that it is not, drawn by its name."""
    ending = path.suffix.lower().lstrip(".")
    if ending in _PICTURES | _PICTURES_TOO:
        meant: tuple[str, ...] = ("photo",)
    elif ending in _RULES:
        meant = ("rules",)
    elif ending in _STORES:
        meant = ("restore",)
    elif ending == "json":
        meant = ("manifest", "rules")
    else:
        meant = SHEETS
    yield from meant
    others = [one for one in INPUTS if one not in meant]
    yield others[zlib.crc32(path.name.encode("utf-8", "replace")) % len(others)]


def taken_twice(name: str, target: Target) -> Target:
    """Take a file in, and the same again: a photo is one more each time, all else changes nothing."""
    if name in ("photo", "restore", "manifest"):
        return target

    def take(services: Services, path: Path) -> Outcome | None:
        first = target.take(services, path)
        if first is None or first.refused:
            return first
        before = _rows(services)
        with suppress(Refusal):  # nothing is left to be done
            target.take(services, path)
        if _rows(services) != before:
            raise ChangedTheSecondTime(path.name)
        return first

    return replace(target, take=take)


def _rows(services: Services) -> dict[str, list[Any]]:
    return {table: rows for table, rows in content(services).items() if table != "audit"}


def main(arguments: Sequence[str]) -> int:
    """Run the campaign over a folder and print its figures; 1 where anything went wrong."""
    chosen = argparse.ArgumentParser(prog="odd")
    chosen.add_argument("folder", type=Path)
    chosen.add_argument("--every", action="store_true", help="each file to every input")
    chosen.add_argument("--only", default="", help="only files whose name holds this")
    chosen.add_argument("--part", default="0/1", help="1/2 is the second half of the files")
    chosen.add_argument("--json", action="store_true", help="one line for a machine in place of the table")
    known = chosen.parse_args(arguments)
    files = sorted(one for one in known.folder.rglob("*") if one.is_file() and known.only in one.name)
    if not files:
        chosen.error(f"no such file in {known.folder.name}")
    which, of = (int(one) for one in known.part.split("/"))
    with tempfile.TemporaryDirectory() as place:
        figures = run(files, Path(place), known.every, (which, of))
    for line in figures.wrong:
        print(line, file=sys.stderr)
    told = vars(figures) | {"codes": dict(figures.codes.most_common()), "wrong": len(figures.wrong)}
    if not known.json:
        for answer, times in sorted(figures.answers.items()):
            print(f"{times:6} {answer}")
    print(as_json({"campaign": "odd", **told} | {"answers": dict(sorted(figures.answers.items()))}))
    return 0 if figures.is_clean else 1
