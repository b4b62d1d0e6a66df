"""Every byte the program leaves behind, read for the village's people: ``python -m tests.torture leaks``.

The demo village is made, sealed, worked in, backed up, drilled, restored, and its program killed while it works;
TMPDIR, HOME and the XDG folders are folders of their own. Then every file below them is read, with what stands
in zips and PDFs unpacked, and their names too: no resident's or contact's name, no ID number, card or telephone,
in UTF-8, UTF-16 or GB18030. For an open village the same holds for all but the store and its copies.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from happyhome.app import open_services
from happyhome.services.session import Services
from tests.torture.figures import Chosen, Figures, campaign
from tests.torture.lives import DAYS, OPERATOR, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SHORTEST = 6
"""Bytes. Two characters are four bytes of UTF-16, which random bytes hold once in four thousand million: a sealed
store of some MB would now and then seem to hold a name. In what is not sealed they are looked for all the same."""
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
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


def people_words(services: Services) -> dict[str, str]:
    """What tells a person, and what it is: names, ID numbers, cards, telephones of residents and contacts."""
    from happyhome.domain.residents import Contact, Resident

    words: dict[str, str] = {}
    for record in (Resident, Contact):
        for one in services.ask(lambda reading, kind: reading.find(kind), record):
            for name in ("name", "id_number", "card", "bank_card", "phone", "card_number"):
                value = str(getattr(one, name, "") or "")
                if len(value) >= 2:
                    words[value] = name
    return words


def needles(words: Sequence[str]) -> dict[bytes, str]:
    """Each word as bytes of every encoding."""
    return {word.encode(encoding): word for word in words for encoding in ENCODINGS}


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and what its packed parts hold."""
    whole = path.read_bytes()
    yield "", whole
    if whole.startswith(b"PK") or zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(whole)) as parts:
            for one in parts.namelist():
                yield one, parts.read(one)
    for number, found in enumerate(_STREAM.finditer(whole) if whole.startswith(b"%PDF") else ()):
        try:
            yield f"stream {number}", zlib.decompress(found[1])
        except zlib.error:
            continue


def is_random(content: bytes) -> bool:
    """Whether nothing of it can be packed: what is sealed looks so."""
    piece = content[:: max(1, len(content) // (1 << 16))][: 1 << 16]
    return len(piece) > 1024 and len(zlib.compress(piece, 6)) > 0.99 * len(piece)


class Search:
    """Looks for people's words; what it once read and found clean it does not read again while it stays as it is."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words
        wanted = needles(list(words))
        self._wanted = wanted
        self._any = _any_of(wanted)
        self._long = _any_of(one for one in wanted if len(one) >= SHORTEST)
        self._clean: set[tuple[str, int, int]] = set()
        self.bytes_read = 0

    def found_in(self, folder: Path, *, but: re.Pattern[str] | None = None) -> Iterator[str]:
        """Each file that holds a word, with what kind of word it is (never the word itself)."""
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if any(word in name for word in self._words):
                yield f"the name of {path.suffix or 'a folder'} in {path.parent.name}"
            if not path.is_file() or path.is_symlink() or (but and but.fullmatch(path.name)):
                continue
            status = path.stat()
            mark = (name, status.st_size, status.st_mtime_ns)
            if mark in self._clean:
                continue
            hits = list(self._hits(path, name))
            yield from hits
            if not hits:
                self._clean.add(mark)

    def _hits(self, path: Path, name: str) -> Iterator[str]:
        for part, content in contents(path):
            self.bytes_read += len(content)
            hit = (self._long if is_random(content) else self._any).search(content)
            if hit:
                yield f"{name} {part}: a {self._words[self._wanted[hit[0]]]}"


def _any_of(needles: Iterable[bytes]) -> re.Pattern[bytes]:
    """A pattern that shares beginnings, as a tree: a plain list of a thousand words takes minutes a file."""
    tree: dict[int, Any] = {}
    for needle in needles:
        node = tree
        for byte in needle:
            node = node.setdefault(byte, {})
        node[-1] = {}
    return re.compile(_branches(tree))


def _branches(node: dict[int, Any]) -> bytes:
    if -1 in node:
        return b""  # the shortest word is enough
    several = b"|".join(re.escape(bytes([byte])) + _branches(below) for byte, below in node.items())
    return b"(?:" + several + b")" if len(node) > 1 else several


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
            _look(figures, place, search, f"killed in {day}")
    for line in (("backup",), ("drill",), ("check",), ("audit", "verify")):
        _called(place, *opening, *line)
        _look(figures, place, search, line[0])
    newest = max((place.data / "backups").glob("happyhome-*.db"))
    _called(place, *opening, "restore", str(newest))
    _look(figures, place, search, "restored")
    _lived(place, "window", str(chosen.seed), str(second))
    _look(figures, place, search, "a window")
    figures.count("backups", len(list((place.data / "backups").glob("*.db"))))


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
