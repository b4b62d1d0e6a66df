"""The command line in a sealed village: what it leaves where it was called, and where it was killed."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROSTER = Path(__file__).resolve().parents[1] / "samples" / "老年人台账.xlsx"
_LONGEST_S = 1.6
SIGNALS = (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGTERM)


@dataclass(frozen=True)
class Desk:
    """Where commands are called: ``inside`` is searched, ``out`` is the folder that the clerk chose for papers."""

    data: Path
    inside: Path
    out: Path
    opening: tuple[str, ...]
    environment: dict[str, str]

    def start(self, *line: str) -> subprocess.Popen[bytes]:
        """The command, in a folder that is searched, on a machine that would keep dumps of memory."""
        return subprocess.Popen(
            [sys.executable, "-m", "happyhome", "--data", str(self.data), *self.opening, *line],
            cwd=self.inside / "tmp", env=self.environment, preexec_fn=_dumps,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip


def _dumps() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def lines(out: Path, name: str) -> tuple[tuple[str, ...], ...]:
    """What a clerk may type, some of it wrong, about somebody."""
    return (
        ("residents", "list", "--search", name),
        ("residents", "status", name, "aid", "没有这样的"),
        ("residents", "died", name + "二", "--on", "2026-13-99"),
        ("import", "residents", str(ROSTER), "--problems", str(out / "问题.xlsx")),
        ("import", "residents", str(out / f"{name}.xlsx")),
        ("explain", name, "--scheme", "没有", "--on", "2026-10-01"),
        ("report", "roster", "--out", str(out / "名册.xlsx")),
        ("report", "roster", "--out", str(out / "名册.pdf")),
        ("report", "roster", "--out", str(out / "没有这个文件夹" / f"{name}.pdf")),
        ("month-end", "2026-10", "--out", str(out)),
        ("certify", "due"),
        ("upcoming",),
        ("clerk-change", "--out", str(out / "交接单.pdf")),
        ("undo",),
        ("restore", str(out / "名册.pdf")),
    )


def called(desk: Desk, chance: random.Random, name: str) -> Iterator[tuple[str, str]]:
    """Every line once to its end, and once killed in the middle: (what was done, what is wrong with it)."""
    for line in lines(desk.out, name):
        told = desk.start(*line)
        said = told.communicate(timeout=240)[1].decode("utf-8", "replace")
        yield line[0], f"{line[0]}: {said[-600:]}" if "Traceback" in said or told.returncode < 0 else ""
        killed = desk.start(*line)
        time.sleep(chance.uniform(0.05, _LONGEST_S))
        killed.send_signal(chance.choice(SIGNALS))
        killed.communicate()
        yield f"{line[0]}, killed", ""
