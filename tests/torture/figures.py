"""What a campaign came to: figures to be compared, and one line for each thing that did not hold."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Figures:
    """``counts`` by name, in the order they came; ``wrong`` is empty where all held."""

    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, number: int = 1) -> None:
        """Add to a figure."""
        self.counts[name] += number

    def fault(self, text: str) -> None:
        """Something did not hold; told at once, as a campaign is long."""
        self.wrong.append(text)
        print(f"WRONG {text}", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Chosen:
    """What was asked for; ``folder`` is a fresh one, removed at the end."""

    count: int
    seed: int
    folder: Path


def campaign(name: str, arguments: Sequence[str], count: int, run: Callable[[Chosen], Figures]) -> int:
    """Run it as the command line asks, print what it came to, and give the exit code."""
    asked = argparse.ArgumentParser(prog=f"python -m tests.torture {name}")
    asked.add_argument("--count", type=int, default=count)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--folder", type=Path, help="where to work, instead of a temporary folder")
    chosen = asked.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"torture-{name}-", dir=chosen.folder) as folder:
        figures = run(Chosen(chosen.count, chosen.seed, Path(folder)))
    told = {"campaign": name, "seed": figures.seed, **figures.counts, "wrong": len(figures.wrong)}
    told["seconds"] = round(time.monotonic() - began)
    if chosen.json:
        print(json.dumps(told | {"faults": figures.wrong}, ensure_ascii=False))
    else:
        width = max(map(len, told))
        print("\n".join(f"{key:<{width}}  {value}" for key, value in told.items()))
    return 1 if figures.wrong else 0
