"""Run every benchmark, or those named: ``python -m tests.benchmarks papers``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.benchmarks.timing import Row

_NO_BENCHMARKS = {"__main__", "timing"}


def main(chosen: list[str]) -> None:
    """Print one line a comparison."""
    names = sorted(module.name for module in iter_modules([str(Path(__file__).parent)]))
    print(f"{'what':<58}{'ours':>9}{'bare':>9}{'ratio':>8}{'aim':>7}")
    for name in names:
        if name in _NO_BENCHMARKS or (chosen and name not in chosen):
            continue
        rows: list[Row] = import_module(f"tests.benchmarks.{name}").rows()
        for row in rows:
            verdict = "" if row.reached else "  over"
            print(
                f"{name + ': ' + row.name:<58}{row.ours_s:>8.3f}s{row.bare_s:>8.3f}s"
                f"{row.ratio:>8.2f}{row.aim:>7.2f}{verdict}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
