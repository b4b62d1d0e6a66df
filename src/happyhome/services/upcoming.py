"""临近事项: what comes next for whom, with the papers it needs and what it changes in money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing to come, or to be done. ``kind``: age, band, certify, expiry, posting, application, unclaimed.

    ``day`` is when; ``month`` from when money changes (None: no money); ``papers`` what is needed;
    ``scheme`` the key it is about, "" where none; ``row`` an application's or status' id.
    """

    kind: str
    day: date
    text: str
    detail: str = ""
    resident: str = ""
    name: str = ""
    group: str = ""
    scheme: str = ""
    month: Month | None = None
    papers: tuple[str, ...] = ()
    is_late: bool = False
    row: str = ""
    age: int = 0


# Signatures; the bodies follow.
def upcoming(reading: Reading, today: date, months: int = 3) -> tuple[Coming, ...]: ...
