"""安全记录: telling the store what was done about its own safety."""

from __future__ import annotations

from typing import Final

from happyhome.domain.homes import Home
from happyhome.domain.problems import Level, Refusal
from happyhome.domain.safety_events import EVENTS, SafetyEvent
from happyhome.services.session import Services, operation
from happyhome.store.work import Work

PROGRAM: Final = "自动"
"""The operator of what the program does by itself: whoever happens to sit there has not done it."""


def note_event(work: Work, event: str, subject: str = "", note: str = "") -> None:
    """Write one event down; the operation takes its words.

    A file whose home has no name yet belongs to nobody, and has no event written in it.
    """
    work.label = next(choice.label for choice in EVENTS if choice.key == event)
    if work.find(Home):
        work.insert(SafetyEvent(event=event, subject=subject, note=note))


@operation("安全记录")
def tell_event(work: Work, *, event: str, subject: str = "", note: str = "") -> None:
    """As an operation of its own, for what was done outside the store."""
    note_event(work, event, subject, note)


def run_or_raise(services: Services, verb: object, **arguments: object) -> object:
    """Run a verb that asks nothing; its value. Raises Refusal."""
    outcome = services.run(verb, confirmed=True, **arguments)  # type: ignore[arg-type]
    if outcome.refused:
        raise Refusal(*(one for one in outcome.problems if one.level is Level.REFUSED))
    return outcome.value
