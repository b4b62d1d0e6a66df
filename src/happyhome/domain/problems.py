"""What is wrong, said so that a clerk can act on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: told, asked once, or not done."""

    INFO = "info"
    WARNING = "warning"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a stable code for scripts and a Chinese sentence for people.

    ``field`` names the field of a form or the column of a sheet that it stands beside.
    """

    code: str
    text: str
    level: Level = Level.REFUSED
    field: str = ""


class Refusal(Exception):
    """Raised inside an operation to give it up as a whole; it reaches people as values."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = problems


def refuse(code: str, text: str, field: str = "") -> Refusal:
    """A refusal with one problem, ready to be raised."""
    return Refusal(Problem(code, text, Level.REFUSED, field))


def warn(code: str, text: str, field: str = "") -> Problem:
    """A warning: the clerk is asked once, and may go on."""
    return Problem(code, text, Level.WARNING, field)
