"""Writes too long for the window's thread: done beside it, then told as ``Shell.run`` tells them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Level
from happyhome.gui.shell import Inline, Shell


def run_beside(
    shell: Shell,
    title: str,
    verb: Callable[..., Any],
    done: Callable[[Outcome], object] = lambda _outcome: None,
    *,
    given_up: Callable[[], object] = lambda: None,
    inline: Inline | None = None,
    confirmed: bool = False,
    **arguments: Any,
) -> None:
    """Do a verb as a job named ``title``; warnings are asked once, ``done`` hears only what went through.

    ``given_up`` is called where it did not; ``inline`` may show refusals beside fields.
    """

    def finished(outcome: Outcome) -> None:
        if outcome.asks:
            if shell.confirm(outcome.label, outcome.problems):
                run_beside(
                    shell, title, verb, done, given_up=given_up, inline=inline, confirmed=True, **arguments
                )
            else:
                given_up()
            return
        if outcome.refused:
            given_up()
            rest = tuple(inline(outcome.problems)) if inline else outcome.problems
            if rest:
                shell.tell(rest)
            return
        _told(shell, outcome)
        done(outcome)

    services = shell.services  # of who asks for it now, whoever sits there when its turn comes
    shell.jobs.start(title, lambda _progress: services.run(verb, confirmed=confirmed, **arguments), finished)


def _told(shell: Shell, outcome: Outcome) -> None:
    if outcome.changed:
        shell.broadcast(outcome.changed)
    notes = tuple(problem for problem in outcome.problems if problem.level is Level.INFO)
    # One note stands behind the success, so that 撤销 stays at hand; several must be read.
    said = f"已{outcome.label}。{notes[0].text}" if len(notes) == 1 else f"已{outcome.label}"
    if outcome.operation is not None:
        shell.toast(said, True)
    if len(notes) > 1 or (notes and outcome.operation is None):
        shell.tell(notes)
