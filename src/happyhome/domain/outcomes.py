"""What an operation comes back with: values, never half-done work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from happyhome.domain.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one operation.

    ``operation`` is the id of the audit group, None where nothing was written. ``changed`` names
    the subjects that pages must show anew. Problems of level refused mean nothing was done;
    warnings with ``operation`` None mean: ask, and call again with ``confirmed=True``.
    """

    label: str
    operation: str | None = None
    changed: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    value: Any = None

    @property
    def refused(self) -> bool:
        """Whether it was refused."""
        return any(problem.level is Level.REFUSED for problem in self.problems)

    @property
    def asks(self) -> bool:
        """Whether it waits for a yes."""
        return (
            self.operation is None
            and not self.refused
            and any(problem.level is Level.WARNING for problem in self.problems)
        )

    @property
    def text(self) -> str:
        """All sentences, one a line."""
        return "\n".join(problem.text for problem in self.problems)
