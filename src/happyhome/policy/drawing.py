"""Which months a version pays somebody, applications and what went before considered."""

from __future__ import annotations

from datetime import date

from happyhome.policy import payment
from happyhome.policy.evaluation import Profile
from happyhome.policy.facts import Facts
from happyhome.policy.rules import AllowanceVersion, Scheme, Trigger
from happyhome.policy.runs import Interval, Piece, intervals, pieces
from happyhome.policy.spans import index_of


def drawn(
    scheme: Scheme, version: AllowanceVersion, facts: Facts, of: Profile, until: date
) -> tuple[list[Interval], list[Piece]]:
    """The answers by day up to a day, and the pieces paid of them."""
    application = facts.application(scheme.key)
    found = intervals(version, of, payment.parameters_of(scheme), payment.parameter_days(scheme), until)
    if application is not None and application.decision in ("refused", "withdrawn"):
        return found, []
    if not asks(version) or (application is not None and application.decision == "approved"):
        return found, pieces(version, found, application)
    if _drew_before(scheme, version, facts, of):
        kept = pieces(version, found, None)
        return found, [one for one in kept if one.began < version.header.since]
    return found, []


def asks(version: AllowanceVersion) -> bool:
    """Whether nobody is paid without an approved application."""
    return version.needs_application or version.start.trigger is not Trigger.QUALIFIED


def _drew_before(scheme: Scheme, version: AllowanceVersion, facts: Facts, of: Profile) -> bool:
    """Whether the version before paid the month before: a rule that newly asks for an application stops nobody."""
    at = scheme.versions.index(version)
    before = scheme.versions[at - 1] if at else None
    if not isinstance(before, AllowanceVersion) or before.is_ended:
        return False
    month = index_of(version.header.since) - 1
    _, paid = drawn(scheme, before, facts, of, version.header.since)
    return any(one.first <= month <= one.last for one in paid)
