"""办理中的申请: every application with its stage, how long it waits, and which papers are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from happyhome.domain.applications import STAGES, Application
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse
from happyhome.policy.rules import Scheme
from happyhome.services.schemes import policy_book
from happyhome.services.settings import setting
from happyhome.store import residents as stored
from happyhome.store.reading import Reading

_BETWEEN = re.compile(r"[、,，;；/\s]+")


@dataclass(frozen=True, slots=True)
class Pending:
    """An application as a list shows it. ``waiting`` days since its last stage; ``is_late``: too many.

    ``missing`` are the papers the rule asks for that were not handed in; ``next_stage`` the field to be
    filled next, "" where a decision is next or made. ``scheme`` None: its rule is no longer there.
    """

    application: Application
    person: Person
    scheme: Scheme | None
    stage: str
    since: date | None
    waiting: int
    is_late: bool
    missing: tuple[str, ...] = ()
    next_stage: str = ""

    @property
    def title(self) -> str:
        """The scheme in words."""
        return self.scheme.title if self.scheme else self.application.scheme


def application_list(reading: Reading, today: date) -> tuple[Pending, ...]:
    """All applications: open ones first, those that wait longest before; then the newest."""
    found = _shown(reading, reading.find(Application), today)
    waiting = sorted((one for one in found if one.application.is_open), key=lambda one: -one.waiting)
    decided = sorted(
        (one for one in found if not one.application.is_open),
        key=lambda one: (one.since or date.min, one.application.id),
        reverse=True,
    )
    return (*waiting, *decided)


def applications_of(reading: Reading, resident: str, today: date) -> tuple[Pending, ...]:
    """The applications of one elder, newest first."""
    return tuple(reversed(_shown(reading, reading.find(Application, resident=resident), today)))


def application(reading: Reading, application: str, today: date) -> Pending:
    """One application; refuses (row_missing) an unknown id."""
    row = reading.get(Application, application)
    if row is None:
        raise refuse("row_missing", "这份申请已经不在了，请刷新后再试。")
    return _shown(reading, [row], today)[0]


def _shown(reading: Reading, rows: Iterable[Application], today: date) -> tuple[Pending, ...]:
    listed = list(rows)
    people = {one.id: one for one in stored.persons(reading, {row.resident for row in listed})}
    schemes = policy_book(reading).schemes if listed else {}
    limit = int(setting(reading, "application_days"))
    return tuple(_pending(row, people[row.resident], schemes.get(row.scheme), today, limit) for row in listed)


def _pending(row: Application, person: Person, scheme: Scheme | None, today: date, limit: int) -> Pending:
    reached = [day for name, _ in STAGES if (day := getattr(row, name)) is not None]
    since = max([*reached, row.posted_to] if row.posted_to else reached, default=None)
    waiting = max((today - since).days, 0) if since and row.is_open else 0
    return Pending(
        row,
        person,
        scheme,
        row.stage,
        since,
        waiting,
        waiting > limit,
        missing_papers(row, scheme, today) if row.is_open else (),
        _next_stage(row),
    )


def missing_papers(row: Application, scheme: Scheme | None, today: date) -> tuple[str, ...]:
    """The papers that the rule of the day of application asks for and that were not handed in."""
    wanted = papers_needed(scheme, row.applied_on or today) if scheme else ()
    given = {one for one in _BETWEEN.split(row.papers) if one}
    return tuple(one for one in wanted if one not in given)


def papers_needed(scheme: Scheme, day: date) -> tuple[str, ...]:
    """What an application needs by the rule of a day."""
    version = scheme.on(day) or (scheme.versions[-1] if scheme.versions else None)
    papers: tuple[str, ...] = getattr(version, "papers", ())
    return papers


def _next_stage(row: Application) -> str:
    if not row.is_open:
        return ""
    places = [number for number, (name, _) in enumerate(STAGES) if getattr(row, name) is not None]
    following = max(places, default=-1) + 1
    return STAGES[following][0] if following < len(STAGES) else ""
