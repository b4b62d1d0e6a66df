"""生存认证: seeing everybody who draws an allowance by its dates, and who is still to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.certifications import Certification
from happyhome.domain.dates import Month
from happyhome.domain.people import Person
from happyhome.policy.rules import Scheme


@dataclass(frozen=True, slots=True)
class Certifying:
    """One elder in a round. ``state``: done, due or overdue.

    ``seen`` says how they were last met (evidence only, it certifies nothing); ``suspended_from`` is
    the first month not paid for want of a certification.
    """

    person: Person
    state: str
    deadline: date
    days_left: int
    certified: Certification | None = None
    seen: str = ""
    suspended_from: Month | None = None


@dataclass(frozen=True)
class Round:
    """One scheme's certification up to its next ``deadline``; it counts from ``opens`` on. Overdue first."""

    scheme: Scheme
    opens: date
    deadline: date
    people: tuple[Certifying, ...]

    def of(self, state: str) -> tuple[Certifying, ...]:
        """Those in one state."""
        return tuple(one for one in self.people if one.state == state)


# Signatures; the bodies follow.
def certify(work: Work, *, residents: tuple[str, ...], day: date, way: str = "in_person", certifier: str = "", scheme: str = "", note: str = "") -> tuple[Certification, ...]: ...
def remove_certification(work: Work, *, certification: str) -> None: ...
def rounds(reading: Reading, today: date) -> tuple[Round, ...]: ...
def certifications_of(reading: Reading, resident: str) -> tuple[Certification, ...]: ...
