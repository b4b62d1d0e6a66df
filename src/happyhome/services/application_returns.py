"""申请汇总: out to the township, and its decisions back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome.domain.applications import Application
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.exchange.incoming.findings import SheetProblem
    from happyhome.exchange.writing import Written


@dataclass(frozen=True, slots=True)
class Decided:
    """One row of the township's file and what it would do. ``outcome``: changed, unchanged or refused."""

    row: int
    name: str
    outcome: str
    sentence: str
    application: Application | None = None


@dataclass(frozen=True)
class DecisionsPreview:
    """A file of decisions held against the applications; nothing is written yet."""

    path: Path
    decided: tuple[Decided, ...]
    problems: tuple[SheetProblem, ...]

    @property
    def changed(self) -> tuple[Decided, ...]:
        """The rows that would change an application."""
        return tuple(one for one in self.decided if one.outcome == "changed")


# Signatures; the bodies follow.
def write_applications(reading: Reading, path: Path, today: date, scheme: str = "") -> Written: ...
def preview_decisions(reading: Reading, path: Path, today: date, scheme: str = "") -> DecisionsPreview: ...
def apply_decisions(work: Work, *, preview: DecisionsPreview) -> int: ...
