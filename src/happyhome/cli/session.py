"""What a command works with and what it answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from happyhome.app import clock_for, default_data, open_services
from happyhome.cli.secrets import who_and_password
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Level, Problem, Refusal
from happyhome.services.protection import Ring, unlock
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.services.start_beside import check_day


@dataclass(frozen=True)
class Answer:
    """What a command came to: lines for people, one object for scripts, warnings for both."""

    lines: tuple[str, ...]
    data: dict[str, Any]
    warnings: tuple[Problem, ...] = ()
    code: int = 0


@dataclass
class Session:
    """The folder, the day, who asks, and the services, which are opened when a command first asks for them.

    ``password`` is the one that opened a sealed store, "" before that and for an open one.
    """

    data: Path | None = None
    today: date | None = None
    operator: str = ""
    password_file: Path | None = None
    password: str = field(default="", init=False, repr=False)
    _unlocked: Unlocked | None = field(default=None, init=False)
    _opened: Services | None = field(default=None, init=False)

    @property
    def folders(self) -> Folders:
        """Where things lie."""
        return Folders(self.data or default_data())

    def now(self) -> datetime:
        """The moment of this command."""
        return clock_for(self.today)()

    @property
    def services(self) -> Services:
        """The services; raises Refusal or OSError where the records cannot be opened."""
        if self._opened is None:
            self._opened = open_services(self.folders.data, self.today, self._unlock, _notice)
        return self._opened

    def close(self) -> None:
        """Let go of the records; they are opened again when asked for."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def open_as(self, unlocked: Unlocked) -> None:
        """Open the records with a key that is known already, from the next asking on."""
        self.close()
        self._unlocked = unlocked

    def _unlock(self, ring: Ring) -> Unlocked:
        if self._unlocked is None:
            name, self.password = who_and_password(ring, self.operator, self.password_file)
            self._unlocked = unlock(ring, name, self.password)
        return self._unlocked

    def do(self, verb: Callable[..., Any], **arguments: Any) -> Outcome:
        """Do one operation. There is nobody to ask, so warnings are agreed to and told.

        Where no day was given, the computer's must be one that can be.
        """
        if self.today is None:
            check_day(self.services)
        outcome = self.services.run(verb, confirmed=True, **arguments)
        if outcome.refused:
            raise Refusal(*(one for one in outcome.problems if one.level is Level.REFUSED))
        return outcome


def _notice(text: str) -> None:
    print(f"请注意：{text}", file=sys.stderr)


def answer(outcome: Outcome, *lines: str, **data: Any) -> Answer:
    """The answer of a verb: what was done, its audit group (null where nothing had to change), and more."""
    warnings = tuple(one for one in outcome.problems if one.level is Level.WARNING)
    whole = {
        "label": outcome.label,
        "operation": outcome.operation,
        "warnings": [as_json(one) for one in warnings],
        **data,
    }
    done = outcome.label if outcome.operation else f"{outcome.label}（本来就是这样，没有改动）"
    return Answer((done, *lines), whole, warnings)


def as_json(problem: Problem) -> dict[str, str]:
    """A problem as scripts read it."""
    return {"code": problem.code, "level": problem.level.value, "text": problem.text, "field": problem.field}
