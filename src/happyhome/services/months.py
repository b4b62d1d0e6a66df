"""The book of a month: the one snapshot that every paper, closing and return is made from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from happyhome.domain.activities import Activity, Attachment, Participation
from happyhome.domain.dates import Month, day_after
from happyhome.domain.meals import Guests, HomeDay, Presence
from happyhome.domain.month_book import Closed, Correction, DaySlot, Held, MonthBook, Photo, present_days
from happyhome.domain.people import Person
from happyhome.domain.roll_book import RollBook
from happyhome.domain.visits import Visit
from happyhome.services.order import village_order
from happyhome.store import blobs
from happyhome.store.closings import acts_on
from happyhome.store.days import has_meals
from happyhome.store.meals import month_rows
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.rolls import has_rolls
from happyhome.store.spans import in_span


def month_book(reading: Reading, month: Month, today: date, photos: bool = False) -> MonthBook:
    """Everything known about a month; ``photos`` brings their bytes along."""
    year = _held(reading, month.first.replace(month=1, day=1), month.last, month.first if photos else None)
    everybody = people(reading)
    book = _book(
        reading, month, today, everybody, tuple(one for one in year if one.activity.day >= month.first)
    )
    previous, corrected = _previous(reading, month.plus(-1), everybody)
    return replace(
        book, year_activities=year, previous=previous, corrected=corrected, rolls=_rolls(reading, month)
    )


def _rolls(reading: Reading, month: Month) -> tuple[RollBook, ...]:
    """The allowance rolls of the month; what reads them is imported only where there are any."""
    if not has_rolls(reading, month):
        return ()
    from happyhome.services.rolls import books_ending

    return books_ending(reading, month)


def _book(
    reading: Reading, month: Month, today: date, everybody: Sequence[Person], held: tuple[Held, ...]
) -> MonthBook:
    """The month by itself, without the year and the month before."""
    first, last, closed = month.first, month.last, _closed(reading, month)
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
        for one in everybody
        if one.id in named or (_on_register(one, month) and not _after_closing(one, closed))
    ]
    days = in_span(reading, HomeDay, first, last)
    visits = in_span(reading, Visit, first, last)
    book = MonthBook(
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
        closed=closed,
    )
    return _against_closing(reading, book)


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
    """Who came, came back, or left: last month's people, plus and minus these, are this month's."""
    moves = []
    for one in present:
        services = [row for row in one.statuses if row.axis == "service"]
        if services and services[0].since is not None and Month.of(services[0].since) == month:
            moves.append((one.id, services[0].since, "新增"))
        for row in one.statuses:
            if row.axis != "leaving":
                continue
            if row.since is not None and Month.of(row.since) == month:
                moves.append((one.id, row.since, row.label))
            if row.until is not None and Month.of(day_after(row.until)) == month:
                moves.append((one.id, day_after(row.until), "新增"))
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


def _against_closing(reading: Reading, book: MonthBook) -> MonthBook:
    """A closed month whose content is not what was closed is said to be altered, with the closing's figures."""
    closed = book.closed
    if closed is None or not closed.is_closed:
        return book
    sealed = _closing_totals(reading, book.month)[-1]
    is_same = _agree(sealed, book.totals)
    if is_same and closed.fingerprint == book.fingerprint:
        return book
    earlier = closed.earlier if is_same else (*closed.earlier, sealed)
    return replace(book, closed=replace(closed, is_altered=True, earlier=earlier))


def _agree(sealed: Mapping[str, int], now: Mapping[str, int]) -> bool:
    """Whether figures that a closing kept are still so; those it did not know yet say nothing."""
    return all(now.get(key, value) == value for key, value in sealed.items())


def _closing_totals(reading: Reading, month: Month) -> list[dict[str, int]]:
    """The totals of every closing of a month, oldest first."""
    return [json.loads(act.totals) for act in acts_on(reading, month) if act.act == "close"]


def _previous(
    reading: Reading, month: Month, everybody: Sequence[Person]
) -> tuple[dict[str, int], Correction | None]:
    """Last month's figures, as they were closed, else as they stand; and what was put right since."""
    closings = _closing_totals(reading, month)
    if not closings and not has_meals(reading, month.first, month.last):
        return {}, None
    book = _book(reading, month, month.last, everybody, _held(reading, month.first, month.last, None))
    if not closings:
        return book.totals, None
    reasons = book.closed.reopenings if book.closed else ()
    if not reasons and _agree(closings[0], book.totals):
        return closings[-1], None
    return closings[-1], Correction(month, closings[0], book.totals, reasons)
