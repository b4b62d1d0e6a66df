"""Everything the engine is told about one person."""

from __future__ import annotations

from dataclasses import dataclass, field

from happyhome.domain.applications import Application
from happyhome.domain.certifications import Certification
from happyhome.domain.dates import Month
from happyhome.domain.people import Person
from happyhome.domain.service_records import ServiceRecord


@dataclass(frozen=True, slots=True)
class Facts:
    """One person with the applications, certifications and services on record, of all schemes.

    ``adopted`` is by scheme key the month from which this home draws up rolls: certification dates
    before it are not held against anybody.
    """

    person: Person
    applications: tuple[Application, ...] = ()
    certifications: tuple[Certification, ...] = ()
    services: tuple[ServiceRecord, ...] = ()
    adopted: tuple[tuple[str, Month], ...] = field(default=())

    def application(self, scheme: str) -> Application | None:
        """The application for a scheme that counts: an approved one, else the latest."""
        own = [one for one in self.applications if one.scheme == scheme]
        approved = [one for one in own if one.decision == "approved"]
        return (approved or own)[-1] if own else None

    def approved(self, scheme: str) -> tuple[Application, ...]:
        """The approved applications for a scheme, as they were recorded: who moved away and back may have two."""
        return tuple(one for one in self.applications if (one.scheme, one.decision) == (scheme, "approved"))

    def adopted_from(self, scheme: str) -> Month | None:
        """The month from which this home handles a scheme."""
        return next((month for key, month in self.adopted if key == scheme), None)
