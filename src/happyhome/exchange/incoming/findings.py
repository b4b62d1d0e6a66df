"""What was found in a sheet, row by row, and the one way it is counted and printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from happyhome.domain.problems import Level

OUTCOMES = ("new", "changed", "unchanged", "skipped", "refused")


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One finding in a sheet.

    ``row`` is the number that Excel shows (1 is the first), ``column`` the heading as the sheet
    writes it. Level refused: that row, or that mark, was not taken in; the others were.
    """

    sheet: str
    row: int
    column: str
    code: str
    level: Level
    text: str

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "level": self.level.value,
            "text": self.text,
        }


def counted(outcomes: Iterable[str]) -> dict[str, int]:
    """How many rows came out how; ``rows`` is their sum."""
    counts = dict.fromkeys(OUTCOMES, 0)
    for outcome in outcomes:
        counts[outcome] += 1
    return {"rows": sum(counts.values()), **counts}
