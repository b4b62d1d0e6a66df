"""Writes too long for the window's thread: done beside it, then told as ``Shell.run`` tells them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from happyhome.domain.outcomes import Outcome
from happyhome.gui.shell import Shell


def run_beside(
    shell: Shell,
    title: str,
    verb: Callable[..., Any],
    done: Callable[[Outcome], object],
    *,
    confirmed: bool = False,
    **arguments: Any,
) -> None:
    """Do a verb as a job named ``title``; warnings are asked once, ``done`` hears only what went through."""

    def finished(outcome: Outcome) -> None:
        if outcome.asks:
            if shell.confirm(outcome.label, outcome.problems):
                run_beside(shell, title, verb, done, confirmed=True, **arguments)
            return
        if outcome.refused:
            shell.tell(outcome.problems)
            return
        if outcome.changed:
            shell.broadcast(outcome.changed)
        if outcome.operation is not None:
            shell.toast(f"已{outcome.label}", True)
        done(outcome)

    shell.jobs.start(
        title, lambda _progress: shell.services.run(verb, confirmed=confirmed, **arguments), finished
    )
