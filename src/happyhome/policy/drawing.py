"""Which months a version pays somebody, applications and what went before considered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from happyhome.domain.applications import Application
from happyhome.policy import payment
from happyhome.policy.evaluation import Profile
from happyhome.policy.facts import Facts
from happyhome.policy.rules import AllowanceVersion, Scheme
from happyhome.policy.runs import Interval, Piece, intervals, pieces
from happyhome.policy.spans import index_of


def drawn(
    scheme: Scheme, version: AllowanceVersion, facts: Facts, of: Profile, until: date
) -> tuple[list[Interval], list[Piece]]:
    """The answers by day up to a day, and the pieces paid of them."""
    found = intervals(version, of, payment.parameters_of(scheme), payment.parameter_days(scheme), until)
    approved = facts.approved(scheme.key)
    if approved:
        return found, pieces(version, found, approved)
    made: list[Piece] = []
    if not version.asks_application:
        made = pieces(version, found, ())
    elif _drew_before(scheme, version, facts, of):
        made = [one for one in pieces(version, found, ()) if one.began < version.header.since]
    return found, list(_until_refused(made, facts.application(scheme.key)))


def _until_refused(made: list[Piece], application: Application | None) -> Iterator[Piece]:
    """A refusal stops from its month on who qualified by then; what was paid before it was due.

    Where it bears no day it stops all.
    """
    if application is None or application.decision not in ("refused", "withdrawn"):
        yield from made
        return
    days = (application.county_on, application.township_on, application.accepted_on, application.applied_on)
    on = next((day for day in days if day is not None), None)
    if on is None:
        return
    for one in made:
        last = one.last if on < one.began else min(one.last, index_of(on) - 1)
        if one.first <= last:
            yield replace(one, last=last)


def _drew_before(scheme: Scheme, version: AllowanceVersion, facts: Facts, of: Profile) -> bool:
    """Whether the version before paid the month before: a rule that newly asks for an application stops nobody."""
    at = scheme.versions.index(version)
    before = scheme.versions[at - 1] if at else None
    if not isinstance(before, AllowanceVersion) or before.is_ended:
        return False
    month = index_of(version.header.since) - 1
    _, paid = drawn(scheme, before, facts, of, version.header.since)
    return any(one.first <= month <= one.last for one in paid)
