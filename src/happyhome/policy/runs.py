"""From days to months: when somebody qualifies, from which month that is paid, and until which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from happyhome.domain.applications import STAGES, Application
from happyhome.domain.dates import Month
from happyhome.domain.residents import Status
from happyhome.policy.banding import Chosen, Parameters, band_days, choose
from happyhome.policy.evaluation import Profile, turning_days, value
from happyhome.policy.rules import AllowanceVersion, Start, Trigger, Unit
from happyhome.policy.spans import EVER, FOREVER, index, index_of, reach

ENDING = ("died", "moved_out")
"""退出 (leaving the home) ends no allowance: the elder still lives in the village."""

_STAGE_OF = {Trigger.APPLIED: 0, Trigger.ACCEPTED: 1, Trigger.APPROVED: 4}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days in a row with the same answer. ``chosen`` where ``held``; ``gone`` where the person had left."""

    first: date
    last: date
    held: bool | None
    chosen: Chosen | None = None
    gone: Status | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Months in a row paid alike: ``began`` is the day on which the run of qualifying days began.

    ``event`` the day the first payment counts from, ``ended`` the last day of the run (None: open),
    ``cause`` the leaving that ended it, if one did; ``application`` the one the run rests on.
    """

    first: int
    last: int
    chosen: Chosen
    day: date
    began: date
    event: date
    ended: date | None
    cause: Status | None
    application: Application | None = None


def leaving(of: Profile) -> list[Status]:
    """The leavings that end an allowance, oldest first."""
    return [row for row in of.rows.get("leaving", ()) if row.value in ENDING]


def intervals(
    version: AllowanceVersion, of: Profile, parameters: Parameters, dates: set[date], until: date = FOREVER
) -> list[Interval]:
    """The whole of time, cut where the answer becomes another; ``dates``: further days to look at.

    After ``until`` nothing is looked at: what holds there is taken to hold for ever.
    """
    days = {EVER} | dates | turning_days(version.condition, of) | band_days(version.bands, of)
    for row in leaving(of):
        days |= {(row.since or EVER) + timedelta(days=1)}
        if row.until is not None:
            days.add(row.until + timedelta(days=1))
    ordered = sorted(day for day in days if EVER <= day <= until)
    found: list[Interval] = []
    for number, day in enumerate(ordered):
        last = ordered[number + 1] - timedelta(days=1) if number + 1 < len(ordered) else FOREVER
        made = _interval(version, of, parameters, day, last)
        if found and (found[-1].held, found[-1].chosen, found[-1].gone) == (
            made.held,
            made.chosen,
            made.gone,
        ):
            made = Interval(found.pop().first, last, made.held, made.chosen, made.gone)
        found.append(made)
    return found


def _interval(
    version: AllowanceVersion, of: Profile, parameters: Parameters, day: date, last: date
) -> Interval:
    gone = next(
        (row for row in leaving(of) if (row.since or EVER) < day and (row.until is None or day <= row.until)),
        None,
    )
    if gone is not None:
        return Interval(day, last, False, gone=gone)
    held = value(version.condition, of, day)
    if held is False:
        return Interval(day, last, False)
    choice = choose(version.bands, of, day, parameters)
    if choice.chosen is None:
        return Interval(day, last, None if choice.open else False)
    return Interval(day, last, held, choice.chosen)


def start_month(start: Start, event: date) -> int:
    """The first month paid, as a number, for the day it counts from."""
    if start.cutoff_dates:
        return _next_cutoff(start.cutoff_dates, event) + start.delay
    late = start.cutoff_day is not None and event.day > start.cutoff_day and event != EVER
    return index_of(event) + start.delay + late


def _next_cutoff(dates: tuple[tuple[int, int], ...], event: date) -> int:
    ahead = [(number, day) for number, day in sorted(dates) if (event.month, event.day) <= (number, day)]
    month = ahead[0][0] if ahead else min(dates)[0]
    return (event.year + (not ahead)) * 12 + month - 1


def triggered_on(application: Application | None, trigger: Trigger) -> date | None:
    """The day of the stage that counts; where nobody wrote it down, the nearest stage that has one."""
    if application is None or trigger is Trigger.QUALIFIED:
        return None
    names = [name for name, _ in STAGES]
    at = _STAGE_OF[trigger]
    for name in (*names[at:], *reversed(names[:at])):
        day: date | None = getattr(application, name)
        if day is not None:
            return day
    return None


def application_of(own: Sequence[Application], before: date, last: date) -> Application | None:
    """Which of several a run rests on that ends with ``last``; ``before``: the end of the run before it.

    The first handed in for it; where there is none, the latest before it goes on; else it came late.
    """
    dated = sorted(((_handed_in(one), number) for number, one in enumerate(own)), key=lambda pair: pair[0])
    meant = [number for day, number in dated if before < day <= last]
    if meant:
        return own[meant[0]]
    earlier = [number for day, number in dated if day <= before]
    return own[earlier[-1]] if earlier else own[dated[0][1]] if dated else None


def _handed_in(application: Application) -> date:
    days = (getattr(application, name) for name, _ in STAGES)
    return next((day for day in days if day is not None), EVER)


def first_month(start: Start, application: Application | None, began: date) -> tuple[int, date]:
    """The first month of a run that began on a day, and the day it counts from."""
    trigger = triggered_on(application, start.trigger)
    event = began if trigger is None else max(began, trigger)
    month = start_month(start, event)
    if trigger is not None and trigger > began:
        month = min(month, _made_up(start, trigger, began))
    if application is not None and application.start_month:
        named = index(Month.parse(application.start_month))
        if index_of(began) <= named:
            month = named
    return month, event


def _made_up(start: Start, trigger: date, began: date) -> int:
    """The first month of somebody who applied late, by how far the rule makes up for it."""
    if start.late.unit is Unit.NONE:
        return start_month(start, max(began, trigger))
    bound = reach(start.late, Month.of(trigger))
    on_time = start_month(start, began)
    return on_time if bound is None else max(on_time, bound)


def last_month(rule: int | None, last: date, *, left: bool) -> int:
    """The last month paid where ``last`` was the last day that qualified; see ``Stop`` for the rule.

    Somebody who died or moved was still here on that day, which is the event; a fact that ended
    did so on the day after.
    """
    if last >= FOREVER:
        return index_of(FOREVER)
    if rule is None:
        return index_of(last)
    event = last if left else last + timedelta(days=1)
    if rule == 0:
        return index_of(event) - 1
    return index_of(event) - (event.day <= rule)


def pieces(
    version: AllowanceVersion, found: list[Interval], applications: Sequence[Application]
) -> list[Piece]:
    """The months paid, run by run; what the approved applications leave out is not here."""
    made: list[Piece] = []
    at = 0
    before = date.min
    while at < len(found):
        if found[at].held is not True:
            at += 1
            continue
        end = at
        while end + 1 < len(found) and found[end + 1].held is True:
            end += 1
        after = found[end + 1].gone if end + 1 < len(found) else None
        floor = made[-1].last + 1 if made else 0
        application = application_of(applications, before, found[end].last)
        before = found[end].last
        made += _run(version, found[at : end + 1], after, application, floor)
        at = end + 1
    return made


def _run(
    version: AllowanceVersion,
    run: list[Interval],
    after: Status | None,
    application: Application | None,
    floor: int,
) -> list[Piece]:
    first, event = first_month(version.start, application, run[0].first)
    stop = version.stop
    rule = stop.otherwise if after is None else stop.died if after.value == "died" else stop.moved_out
    last = last_month(rule, run[-1].last, left=after is not None)
    begins = [
        max(first, floor),
        *(_changed(version, one, two) for one, two in pairwise(run)),
    ]
    ended = None if run[-1].last >= FOREVER else run[-1].last
    made = []
    for number, one in enumerate(run):
        begin = max(begins[: number + 1])
        end = begins[number + 1] - 1 if number + 1 < len(begins) else last
        if begin <= min(end, last) and one.chosen is not None:
            day = max(one.first, run[0].first)
            until = min(end, last)
            made.append(Piece(begin, until, one.chosen, day, run[0].first, event, ended, after, application))
    return made


def _changed(version: AllowanceVersion, before: Interval, after: Interval) -> int:
    """The first month of another band: a rise counts as a start does, a fall as a stop does."""
    if before.chosen is not None and after.chosen is not None and after.chosen.fen < before.chosen.fen:
        return last_month(version.stop.otherwise, before.last, left=False) + 1
    if version.start.trigger is Trigger.QUALIFIED:
        return start_month(version.start, after.first)
    return index_of(after.first)
