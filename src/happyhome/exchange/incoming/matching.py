"""Who in the store a row speaks of: by ID number, else by name and only when that is safe."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from happyhome.domain.names import clean_name
from happyhome.domain.people import Person
from happyhome.domain.residents import Resident
from happyhome.exchange.incoming.roster_row import RosterRow

# What tells two persons of one name apart: how much it says when it agrees, and when it does not.
# People change their phone more easily than their village group.
_WEIGHTS = (
    ("bank_card", 8, 4),
    ("phone", 8, 2),
    ("birthday", 6, 0),
    ("group", 3, 3),
    ("registered_address", 2, 1),
    ("address", 2, 1),
    ("sex", 1, 0),
    ("ethnicity", 1, 3),
)
_NEVER_DIFFERENT = ("sex", "birthday")


@dataclass
class Matches:
    """For rows by their place in the list: whose they are, and those nobody can be sure about."""

    person: dict[int, Person] = field(default_factory=dict)
    unsure: dict[int, Person] = field(default_factory=dict)


class _Pair(NamedTuple):
    """A row that may be a person: how much agrees, and how little would change."""

    score: int
    echo: int
    place: int
    person: Person

    @property
    def fit(self) -> tuple[int, int]:
        return (self.score, self.echo)


def name_key(name: str) -> str:
    """A name for comparing: no blanks, no dots, half-width."""
    if name.isalpha():
        return name
    cleaned = clean_name(name)
    return unicodedata.normalize("NFKC", cleaned).replace("·", "")


def match(rows: Sequence[tuple[int, RosterRow]], people: Sequence[Person]) -> Matches:
    """Match rows to persons; each person is taken once. Rows that match nobody are in neither map.

    A row with an ID number that the store has is that person's, whatever the name says: the
    caller judges the names.
    """
    matches = Matches()
    by_id = {person.resident.id_number: person for person in people if person.resident.id_number}
    by_name: dict[str, list[Person]] = {}
    unnumbered: dict[str, list[Person]] = {}
    for person in people:
        key = name_key(person.resident.name)
        by_name.setdefault(key, []).append(person)
        if not person.resident.id_number:
            unnumbered.setdefault(key, []).append(person)
    taken: set[str] = set()
    rest: list[tuple[int, RosterRow, list[Person]]] = []
    for place, row in rows:
        found = by_id.get(row.resident.id_number) if row.resident.id_number else None
        if found is not None:
            matches.person[place] = found
            taken.add(found.id)
        else:
            # Two ID numbers are two persons, however many have the name.
            candidates = (unnumbered if row.resident.id_number else by_name).get(name_key(row.resident.name))
            if candidates:
                rest.append((place, row, candidates))
    _match_by_name(rest, taken, matches)
    return matches


def _match_by_name(
    rest: Iterable[tuple[int, RosterRow, list[Person]]], taken: set[str], matches: Matches
) -> None:
    """The best agreement first, so that a row never takes the person another row fits better."""
    by_place: dict[int, list[_Pair]] = {}
    for place, row, candidates in rest:
        by_place[place] = [
            _Pair(agreement(row, person.resident), -differences(row, person), place, person)
            for person in candidates
            if person.id not in taken and not contradicts(row.resident, person.resident)
        ]
    pairs = sorted((pair for several in by_place.values() for pair in several), key=_best_first)
    rivals = Counter((pair.fit, pair.person.id) for pair in pairs)
    for pair in pairs:
        place, person = pair.place, pair.person
        if place in matches.person or place in matches.unsure or person.id in taken:
            continue
        has_id = bool(person.resident.id_number)
        equal = sum(1 for other in by_place[place] if other.fit == pair.fit and other.person.id not in taken)
        if equal > 1 or rivals[pair.fit, person.id] > 1 or (has_id and pair.score == 0):
            matches.unsure[place] = person
        elif pair.score >= (1 if has_id else 0):
            matches.person[place] = person
            taken.add(person.id)


def _best_first(pair: _Pair) -> tuple[int, int, int]:
    return (-pair.score, -pair.echo, pair.place)


def contradicts(one: Resident, other: Resident) -> bool:
    """Whether the two cannot be the same person."""
    if one.id_number and other.id_number and one.id_number != other.id_number:
        return True
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name)
        for name in _NEVER_DIFFERENT
    )


def agreement(row: RosterRow, stored: Resident) -> int:
    """How far what the row says fits a stored person of the same name; below 0 it speaks against."""
    score = 0
    for name, for_it, against in _WEIGHTS:
        said, known = getattr(row.resident, name), getattr(stored, name)
        if said and known:
            score += for_it if said == known else -against
    return score


def differences(row: RosterRow, person: Person) -> int:
    """How many things the row says otherwise than the store has them; 0 for its own echo."""
    stored = person.resident
    count = sum(
        1
        for name in row.given
        if name not in ("name", "note") and getattr(row.resident, name) != getattr(stored, name)
    )
    known = {(contact.role, contact.name) for contact in person.contacts}
    return count + sum(1 for contact in row.contacts if (contact.role, contact.name) not in known)


def distinguishable(one: RosterRow, other: RosterRow) -> bool:
    """Whether two rows of one name, both without an ID number, say different things."""
    names = (one.given & other.given) - {"note"}
    if any(getattr(one.resident, name) != getattr(other.resident, name) for name in names):
        return True
    return bool(one.contacts and other.contacts and one.contacts[0].name != other.contacts[0].name)
