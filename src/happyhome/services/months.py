"""The book of a month: the one snapshot that every paper, closing and return is made from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from happyhome.domain.activities import Activity, Attachment, Participation
from happyhome.domain.dates import Month
from happyhome.domain.meals import Guests, HomeDay, Presence
from happyhome.domain.month_book import Closed, DaySlot, Held, MonthBook, Photo, present_days
from happyhome.domain.people import Person
from happyhome.domain.visits import Visit
from happyhome.services.order import village_order
from happyhome.store import blobs
from happyhome.store.closings import acts_on
from happyhome.store.days import has_meals
from happyhome.store.meals import month_rows
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.spans import in_span


def month_book(reading: Reading, month: Month, today: date, photos: bool = False) -> MonthBook:
    """Everything known about a month; ``photos`` brings their bytes along."""
    year = _held(reading, month.first.replace(month=1, day=1), month.last, month.first if photos else None)
    closed = _closed(reading, month)
    held = tuple(one for one in year if one.activity.day >= month.first)
    book = _book(reading, month, today, held, closed)
    return replace(book, year_activities=year, closed=closed, previous=_previous(reading, month))


def _book(
    reading: Reading, month: Month, today: date, held: tuple[Held, ...], closed: Closed | None = None
) -> MonthBook:
    """The month by itself, without the year around it."""
    first, last = month.first, month.last
    rows = list(month_rows(reading, month))
    marks: dict[str, dict[DaySlot, str]] = {}
    for who, day, slot, mode, _ in rows:
        marks.setdefault(who, {})[(int(day[8:]), slot)] = mode
    presence = present_days(
        ((who, int(day[8:]), mode) for who, day, _, mode, _ in rows),
        ((who, one.activity.day.day) for one in held for who in one.residents),
        ((row.resident, row.day.day) for row in in_span(reading, Presence, first, last)),
    )
    named = marks.keys() | presence.keys()
    present = [
        one
        for one in people(reading)
        if one.id in named or (_on_register(one, month) and not _after_closing(one, closed))
    ]
    days = in_span(reading, HomeDay, first, last)
    visits = in_span(reading, Visit, first, last)
    return MonthBook(
        home=reading.home,
        month=month,
        made_on=today,
        people=tuple(sorted(present, key=village_order)),
        marks=marks,
        presence=presence,
        activities=held,
        moves=_moves(present, month),
        days={row.day.day: row.is_open for row in days},
        day_reasons={row.day.day: row.reason for row in days if row.reason},
        guests={(row.day.day, row.slot): row.count for row in in_span(reading, Guests, first, last)},
        late=frozenset((who, int(day[8:]), slot) for who, day, slot, _, reason in rows if reason),
        visits=len(visits),
        visited=len({row.resident for row in visits}),
    )


def _on_register(one: Person, month: Month) -> bool:
    """Registered by the month's end and not gone before its first day.

    Somebody typed in later is counted for earlier months unless a service says when it began.
    """
    return one.left_by(month.first) is None and one.admitted_by(month.last) is not False


def _after_closing(one: Person, closed: Closed | None) -> bool:
    """Whether somebody was typed in when the month was closed already: its papers stay as they were."""
    at = one.resident.recorded_at
    if closed is None or not closed.is_closed or closed.closed_at is None or at is None:
        return False
    return at > closed.closed_at


def _held(reading: Reading, first: date, last: date, photos_from: date | None) -> tuple[Held, ...]:
    came: dict[str, list[str]] = {}
    for row in in_span(reading, Participation, first, last):
        came.setdefault(row.activity, []).append(row.resident)
    found = []
    for one in sorted(in_span(reading, Activity, first, last), key=lambda one: (one.day, one.start, one.id)):
        shots = reading.find(Attachment, owner=one.id)
        wanted = photos_from is not None and one.day >= photos_from
        pictures = (
            tuple(Photo(shot.name, shot.caption, blobs.fetch(reading, shot.sha256)) for shot in shots)
            if wanted
            else ()
        )
        found.append(Held(one, tuple(came.get(one.id, ())), pictures, len(shots)))
    return tuple(found)


def _moves(present: Sequence[Person], month: Month) -> tuple[tuple[str, date, str], ...]:
    moves = []
    for one in present:
        services = [row for row in one.statuses if row.axis == "service"]
        if services and services[0].since is not None and Month.of(services[0].since) == month:
            moves.append((one.id, services[0].since, "新增"))
        moves += [
            (one.id, row.since, row.label)
            for row in one.statuses
            if row.axis == "leaving" and row.since is not None and Month.of(row.since) == month
        ]
    return tuple(sorted(moves, key=lambda move: (move[1], move[0])))


def _closed(reading: Reading, month: Month) -> Closed | None:
    acts = acts_on(reading, month)
    closes = [act for act in acts if act.act == "close"]
    if not closes:
        return None
    is_closed = acts[-1].act == "close"
    earlier = closes[:-1] if is_closed else closes
    return Closed(
        closes[-1].fingerprint,
        closes[-1].recorded_at,
        tuple(act.reason for act in acts if act.act == "reopen"),
        is_closed,
        tuple(json.loads(act.totals) for act in earlier),
    )


def _previous(reading: Reading, month: Month) -> dict[str, int]:
    """Last month's figures: as they were closed, else as they stand."""
    before = month.plus(-1)
    closes = [act for act in acts_on(reading, before) if act.act == "close"]
    if closes:
        found: dict[str, int] = json.loads(closes[-1].totals)
        return found
    if not has_meals(reading, before.first, before.last):
        return {}
    held = _held(reading, before.first, before.last, None)
    return _book(reading, before, before.last, held).totals
