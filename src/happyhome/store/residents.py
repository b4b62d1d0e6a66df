"""Residents with their statuses, and finding one by name, pinyin, initials or ID tail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from happyhome.domain.names import clean_name
from happyhome.domain.people import Person, gather
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.store.reading import Reading


def people(reading: Reading) -> tuple[Person, ...]:
    """Everybody ever registered, by pinyin, with statuses and contacts."""
    rows = reading.query(Resident, "ORDER BY pinyin, id")
    return gather(rows, reading.find(Status), reading.find(Contact))


def person(reading: Reading, resident: str) -> Person | None:
    """One resident with everything known, or None."""
    found = reading.get(Resident, resident)
    if found is None:
        return None
    return gather([found], reading.find(Status, resident=resident), reading.find(Contact, resident=resident))[
        0
    ]


def persons(reading: Reading, wanted: Iterable[str]) -> tuple[Person, ...]:
    """The residents with these ids and their statuses, without contacts: enough to judge a record."""
    ids = list(wanted)
    return gather(reading.find_among(Resident, "id", ids), reading.find_among(Status, "resident", ids))


def search(reading: Reading, text: str, limit: int = 50) -> Sequence[Resident]:
    """Residents whose name, pinyin, initials, ID tail or phone tail matches, by pinyin."""
    typed = clean_name(text).replace("%", "").replace("_", "")
    word = typed.replace("·", "%").replace(".", "%")
    if not word:
        return reading.query(Resident, "ORDER BY pinyin LIMIT ?", limit)
    latin = word.lower()
    wanted = [("name", f"%{word}%")]
    if latin.isascii():
        wanted += [
            (column, like) for column in ("pinyin", "initials") for like in (f"{latin}%", f"% {latin}%")
        ]
    if latin.isalnum() and len(latin) >= 3 and latin[:-1].isdigit():
        wanted += [("id_number", f"%{latin.upper()}"), ("phone", f"%{latin}")]
    conditions = " OR ".join(f"{column} LIKE ?" for column, _ in wanted)
    likes = [like for _, like in wanted]
    return reading.query(Resident, f"WHERE {conditions} ORDER BY pinyin, id LIMIT ?", *likes, limit)


def last_seen(reading: Reading, since: date, up_to: date) -> dict[str, date]:
    """The latest day of a stretch with a meal, a presence, an activity or a visit, by resident."""
    found: dict[str, date] = {}
    for table in ("meal", "presence", "participation", "visit"):
        rows = reading.tuples(
            f'SELECT resident, MAX(day) FROM "{table}" WHERE day BETWEEN ? AND ? GROUP BY resident',
            since.isoformat(),
            up_to.isoformat(),
        )
        for resident, day in rows:
            seen = date.fromisoformat(day)
            if resident not in found or found[resident] < seen:
                found[resident] = seen
    return found
