"""Connections for questions: plain ones of the driver, kept for the next question.

Nearly everything the window does is asking, from its first painted page on; a question must not
wait for SQLAlchemy to be imported, which takes longer than the whole page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Readers:
    """Lends connections; after ``close`` new ones are opened as they are asked for."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._idle: list[Any] = []

    @contextmanager
    def lend(self) -> Iterator[Any]:
        """A connection in a transaction that sees one moment and keeps nothing."""
        idle = self._idle
        try:
            raw = idle.pop()
        except IndexError:
            raw = self._connect()
        try:
            raw.execute("BEGIN")
            yield raw
        finally:
            self._take_back(raw, idle)

    def _take_back(self, raw: Any, idle: list[Any]) -> None:
        raw.rollback()
        if idle is self._idle:
            idle.append(raw)
        else:
            raw.close()

    def close(self) -> None:
        """Let go of the file; a connection that is lent is closed when it comes back."""
        idle, self._idle = self._idle, []
        for raw in idle:
            raw.close()
