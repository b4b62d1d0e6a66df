"""补贴申请: from the elder's paper to the county's decision, each stage with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.applications import Application
from happyhome.domain.people import Person
from happyhome.policy.rules import Scheme


@dataclass(frozen=True, slots=True)
class Pending:
    """An application as a list shows it. ``waiting`` days since its last stage; ``is_late``: too many.

    ``missing`` are the papers the rule asks for that were not handed in. ``scheme`` None: a rule no longer there.
    """

    application: Application
    person: Person
    scheme: Scheme | None
    stage: str
    since: date | None
    waiting: int
    is_late: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What taking over a scheme's drawers came to; ``skipped`` says in sentences who was left out and why."""

    entered: tuple[Application, ...]
    skipped: tuple[str, ...] = ()


# Signatures; the bodies follow.
def put_application(work: Work, *, application: Application) -> Application: ...
def open_application(work: Work, *, resident: str, scheme: str, applied_on: date, papers: tuple[str, ...] = ()) -> Application: ...
def advance(work: Work, *, application: str, stage: str, day: date, until: date | None = None, view: str = "") -> Application:
    """``stage`` is a field name of STAGES (accepted_on, posted_from, township_on, county_on); ``until`` only with posted_from."""
def hand_in_papers(work: Work, *, application: str, papers: tuple[str, ...]) -> Application: ...
def note_application_objection(work: Work, *, application: str, text: str) -> Application: ...
def decide_application(work: Work, *, application: str, decision: str, day: date | None = None, start: Month | None = None, reason: str = "", settled: Month | None = None) -> Application: ...
def withdraw_application(work: Work, *, application: str, reason: str = "") -> Application: ...
def remove_application(work: Work, *, application: str) -> None: ...
def take_over(work: Work, *, scheme: str, residents: tuple[str, ...], settled: Month, start: Month | None = None) -> TakenOver: ...
def application_list(reading: Reading, today: date, scheme: str = "") -> tuple[Pending, ...]: ...
def applications_of(reading: Reading, resident: str, today: date) -> tuple[Pending, ...]: ...
