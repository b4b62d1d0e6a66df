"""What a page is given: the services, and the few things of the window it may use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Level, Problem
from happyhome.gui.jobs import Jobs

if TYPE_CHECKING:  # the store behind it costs a third of a second, which the first window need not wait for
    from happyhome.services.session import Services

_NOT_SAVED = Problem("not_backed_up", "备份没有写成，这一步没有做。")

Inline = Callable[[tuple[Problem, ...]], Sequence[Problem]]
"""Shows the problems it has a field for, and gives back the others."""


class Page(Protocol):
    """A page: a QWidget with ``refresh``. ``open(**target)`` and ``primary_action()`` where it has them."""

    def refresh(self, changed: frozenset[str]) -> None:
        """Show anew what these subjects touch; an empty set means everything."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the rail; the page is made when it is first opened."""

    key: str
    title: str
    icon: str
    factory: Callable[[Shell], QWidget]
    at_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """One of the status line's sentences. ``tone``: good (green dot), due (persimmon dot) or plain.

    With ``page`` it leads there, to ``target``.
    """

    text: str
    tone: str = "plain"
    page: str = ""
    target: str = ""


@dataclass(slots=True)
class Shell:
    """Handed to every page. Writes go through ``run``, so that undo, refresh and refusals are the same everywhere.

    ``services`` are others when somebody else sits down, or when the records were sealed: ask for them each time.
    """

    services: Services
    jobs: Jobs
    open_page: Callable[..., None]
    broadcast: Callable[[frozenset[str]], None]
    toast: Callable[[str, bool], None]
    tell: Callable[[tuple[Problem, ...]], None]
    confirm: Callable[[str, tuple[Problem, ...]], bool]
    set_page_title: Callable[[str], None] = field(default=lambda _text: None)

    def run(
        self,
        verb: Callable[..., Any],
        /,
        *,
        said: str = "",
        inline: Inline | None = None,
        quiet: bool = False,
        **arguments: Any,
    ) -> Outcome:
        """Do a verb: warnings are asked once, refusals told, a success says so with 撤销 and pages refresh.

        ``said`` is the success line (the outcome's label otherwise); ``inline`` may show problems beside
        fields; ``quiet`` leaves the success line out.
        """
        if not self._saved_before(verb):
            return Outcome(getattr(verb, "label", verb.__name__), problems=(_NOT_SAVED,))
        outcome = self.services.run(verb, **arguments)
        if outcome.asks:
            if not self.confirm(outcome.label, outcome.problems):
                return outcome
            outcome = self.services.run(verb, confirmed=True, **arguments)
        if outcome.refused:
            rest = tuple(inline(outcome.problems)) if inline else outcome.problems
            if rest:
                self.tell(rest)
            return outcome
        if outcome.changed:
            self.broadcast(outcome.changed)
        told = tuple(problem for problem in outcome.problems if problem.level is Level.INFO)
        if not quiet and outcome.operation is not None:
            self.toast(said or f"已{outcome.label}", True)
        if told:
            self.tell(told)
        return outcome

    def _saved_before(self, verb: Callable[..., Any]) -> bool:
        """The backup that a heavy act asks for, beside the window; what kept it from being made has been told."""
        reason = getattr(verb, "backup", "")
        if not reason:
            return True
        from happyhome.gui.waiting import waited_for  # heavy acts are rare, and not at start
        from happyhome.services.backups import back_up_before, needs_backup

        services = self.services
        return not needs_backup(services) or waited_for(
            "先备份一次，再做这一步…", lambda: back_up_before(services, reason)
        )

    def ask(self, query: Callable[..., Any], /, **arguments: Any) -> Any:
        """Read."""
        return self.services.ask(query, **arguments)

    def say(self, text: str) -> None:
        """A line at the bottom, without 撤销."""
        self.toast(text, False)

    def today(self) -> date:
        """The day it is."""
        return self.services.today()
