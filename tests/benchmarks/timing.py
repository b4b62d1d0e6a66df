"""One measured comparison, and how it is taken."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison in seconds. ``aim`` is the most that ours may take, as a multiple of bare."""

    name: str
    ours_s: float
    bare_s: float
    aim: float

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours_s / self.bare_s if self.bare_s else float("inf")

    @property
    def reached(self) -> bool:
        """Whether the aim is reached."""
        return self.ratio <= self.aim


def in_turn(ours: Callable[[], object], bare: Callable[[], object], rounds: int = 7) -> tuple[float, float]:
    """Median seconds of both, run alternately after one warm-up, so that a busy moment hits both."""
    ours(), bare()
    pairs = [(_once(ours), _once(bare)) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
