"""What an input is given to: a target, and what can be compared of a village before and after."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Problem, Refusal
from happyhome.domain.registers import REGISTERS
from happyhome.services.session import Services, Unlock

Take = Callable[[Services, Path], Outcome | None]
Judge = Callable[[Services, dict[str, Any], str], str]


@dataclass(frozen=True)
class Target:
    """``sound`` are files (name, bytes) that are taken in; ``take`` takes one, or raises a refusal.

    ``ground`` is the kind of data folder it is tried on, which ``unlock`` opens. ``judge`` gets the services, the
    content before and what came of it (taken or refused), and says what does not hold, "" where all does; without
    one, what is taken must be one operation that can be undone, or nothing was to be taken.
    """

    sound: tuple[tuple[str, bytes], ...]
    take: Take
    ground: str = "open"
    unlock: Unlock | None = None
    judge: Judge | None = None


def content(services: Services) -> dict[str, list[Any]]:
    """Every row of every register, and the length of the audit, as texts that can be compared."""
    from happyhome.services.audit import operations

    rows: dict[str, list[Any]] = services.ask(
        lambda reading: {one.table: sorted(map(repr, reading.find(one.record))) for one in REGISTERS}
    )
    return rows | {"audit": [one.id for one in services.ask(operations, 10_000)]}


def of_people(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Without what is told of the records' own safety, and the audit that carries it."""
    return {table: found for table, found in rows.items() if table not in ("audit", "safety_event")}


def refused_with(code: str, text: str) -> Refusal:
    """A sentence that is no refusal of the verb itself."""
    return Refusal(Problem(code, text))


def as_json(value: object) -> str:
    """One line for a machine."""
    return json.dumps(value, ensure_ascii=False)
