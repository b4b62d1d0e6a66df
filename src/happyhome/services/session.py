"""Running verbs: transaction, warnings, audit and outcome in one place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from happyhome.domain.homes import Setting
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Refusal
from happyhome.store.engine import Store
from happyhome.store.keys.ring import Ring
from happyhome.store.reading import Reading
from happyhome.store.work import Work

P = ParamSpec("P")
T = TypeVar("T")

Verb = Callable[Concatenate[Work, P], T]
Query = Callable[Concatenate[Reading, P], T]


def operation(label: str, *, backup: str = "") -> Callable[[Verb[P, T]], Verb[P, T]]:
    """Give a verb the label that its undo and its audit entry carry.

    ``backup`` is the reason (before-…) of a verified backup that comes before the verb, "" for none.
    """

    def mark(verb: Verb[P, T]) -> Verb[P, T]:
        verb.label = label  # type: ignore[attr-defined]
        verb.backup = backup  # type: ignore[attr-defined]
        return verb

    return mark


@dataclass(frozen=True)
class Folders:
    """Where the program keeps things: the store's folder and what stands in it."""

    data: Path

    @property
    def store(self) -> Path:
        """The store file."""
        return self.data / "happyhome.db"

    @property
    def ring(self) -> Path:
        """The key ring of a sealed store; not there for an open one."""
        return self.data / "happyhome.keys"

    @property
    def lock(self) -> Path:
        """What the window holds while it is open; see ``files.holding``."""
        return self.data / "happyhome.lock"

    @property
    def backups(self) -> Path:
        """Automatic backups."""
        return self.data / "backups"

    @property
    def opened(self) -> Path:
        """Papers in the clear that another program was given to show; empty while no window is open."""
        return self.data / "opened"

    @property
    def logs(self) -> Path:
        """Masked logs and diagnoses."""
        return self.data / "logs"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who opened a sealed store, and its data key (32 bytes)."""

    operator: str
    key: bytes = field(repr=False)


Unlock = Callable[[Ring], Unlocked]
"""Asks somebody for a way to the data key; raises Refusal where there is none."""


@dataclass(frozen=True)
class Services:
    """What the window and the command line hold: one store, one clock, one operator.

    Where ``as_operator`` named nobody (``is_named``), the name in the settings counts, from its choosing on.
    """

    store: Store
    folders: Folders
    clock: Callable[[], datetime]
    operator: str = ""
    is_named: bool = False

    def now(self) -> datetime:
        """The moment by the program's clock."""
        return self.clock()

    def today(self) -> date:
        """The day by the program's clock."""
        return self.clock().date()

    def ask(self, query: Query[P, T], *args: P.args, **arguments: P.kwargs) -> T:
        """Answer a question from one consistent look at the store. Refusals are raised."""
        with self.store.reading() as connection:
            return query(Reading(connection), *args, **arguments)

    def run(self, verb: Callable[..., Any], *, confirmed: bool = False, **arguments: Any) -> Outcome:
        """Do one operation: all of it is kept and undoable, or nothing happened.

        Warnings give it up once; called again with ``confirmed`` it goes through. Errors of the
        environment (disk full) and bugs are raised as they are, with nothing kept. So is a backup that the
        verb asks for and that cannot be made: then nothing is begun.
        """
        label = getattr(verb, "label", verb.__name__)
        unkept: list[Outcome] = []
        try:
            self._save_before(getattr(verb, "backup", ""))
            with self.store.writing() as connection:
                work = Work(
                    connection, label=label, verb=verb.__name__, operator=self.operator, now=self.now()
                )
                if not self.is_named:
                    work.operator = chosen_operator(work) or self.operator
                value = verb(work, **arguments)
                problems = (*work.warnings, *work.notes)
                if work.warnings and not confirmed:
                    unkept.append(Outcome(work.label, problems=problems))
                    raise _NotYet
                kept = work.commit_audit()
                return Outcome(work.label, kept, work.changed_subjects, problems, value)
        except _NotYet:
            return unkept[0]
        except Refusal as refusal:
            return Outcome(label, problems=refusal.problems)

    def _save_before(self, reason: str) -> None:
        if reason:
            from happyhome.services.backups import back_up_before  # it is built on this

            back_up_before(self, reason)

    def as_operator(self, name: str) -> Services:
        """The same services for another person at the keyboard."""
        return replace(self, operator=name, is_named=True)

    def opened_with(self, unlocked: Unlocked) -> Services:
        """The same services on the store as that key opens it, for that person; what they were is to be closed."""
        return replace(self, store=Store(self.store.path, unlocked.key)).as_operator(unlocked.operator)

    def warm(self) -> None:
        """Be ready for the first operation; for a worker, once the window stands."""
        self.store.warm()

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()


def chosen_operator(reading: Reading) -> str:
    """The name the clerk goes by in the settings, "" where none is chosen; it counts from the next operation on."""
    found = reading.find(Setting, key="operator")
    return str(json.loads(found[0].value)) if found else ""


class _NotYet(Exception):
    """Rolls an operation back until its warnings are agreed to."""
