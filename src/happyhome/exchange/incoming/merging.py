"""What a row changes about a stored person: fields, dated facts, contacts. Blank never erases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from happyhome.domain.axes import AXES
from happyhome.domain.dates import day_before
from happyhome.domain.fields import Field, fields_of
from happyhome.domain.idcard import birthday_in, sex_in
from happyhome.domain.people import Person
from happyhome.domain.residents import ROLES, Contact, Resident, Status
from happyhome.exchange.incoming.roster_row import RosterRow

_EXCLUSIVE = {axis.key: axis.exclusive for axis in AXES}
_AXIS_LABEL = {axis.key: axis.label for axis in AXES}
_ROLE_LABEL = {choice.key: choice.label for choice in ROLES}
_CONTACT_PARTS = {"relation": "关系", "phone": "电话", "workplace": "务工地"}
_BETWEEN_NOTES = "；"


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One thing that an import writes: ``kind`` is new or changed; ``old`` is "" for new."""

    label: str
    old: str
    new: str
    kind: str


@dataclass(frozen=True, slots=True)
class StatusChange:
    """``started`` are rows to add, ``ended`` stored rows with their new last day or value."""

    started: tuple[Status, ...] = ()
    ended: tuple[Status, ...] = ()
    cells: tuple[PlannedCell, ...] = ()
    older: tuple[str, ...] = ()


@cache
def _fields() -> Mapping[str, Field]:
    return MappingProxyType({field.name: field for field in fields_of(Resident)})


def shown(name: str, value: object) -> str:
    """A field's value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    field = _fields()[name]
    return field.choice_label(str(value)) if field.choices else str(value)


def new_cells(row: RosterRow) -> tuple[PlannedCell, ...]:
    """All that a row says about a new person, in the order of the register."""
    fields = [
        PlannedCell(field.label, "", shown(name, getattr(row.resident, name)), "new")
        for name, field in _fields().items()
        if name in row.given
    ]
    facts = [
        PlannedCell(_AXIS_LABEL[item.axis], "", item.label, "new") for item in first_statuses(row.statuses)
    ]
    people = [PlannedCell(_ROLE_LABEL[item.role], "", item.name, "new") for item in row.contacts]
    return (*fields, *facts, *people)


def merged(row: RosterRow, stored: Resident) -> tuple[Resident, tuple[PlannedCell, ...]]:
    """The stored resident with what the row knows better, and each difference as a cell."""
    changes: dict[str, object] = {}
    said = row.resident
    for name in row.given:
        if name == "name":
            continue
        value = getattr(said, name)
        if name == "note":
            value = _joined(stored.note, value)
        if value != getattr(stored, name):
            changes[name] = value
    number = str(changes.get("id_number") or stored.id_number or "")
    if number:
        # Sex and birthday come from the ID number; a sheet never changes them.
        changes.pop("sex", None)
        changes.pop("birthday", None)
        if "id_number" in changes:
            changes |= _from_id(number, stored)
    if not changes:
        return stored, ()
    cells = tuple(_cell(name, getattr(stored, name), value) for name, value in sorted(changes.items()))
    return replace(stored, **changes), cells  # type: ignore[arg-type]  # names are fields, values theirs


def _from_id(number: str, stored: Resident) -> dict[str, object]:
    computed: dict[str, object] = {"sex": sex_in(number), "birthday": birthday_in(number)}
    return {name: value for name, value in computed.items() if value != getattr(stored, name)}


def _cell(name: str, old: object, new: object) -> PlannedCell:
    before = shown(name, old)
    return PlannedCell(_fields()[name].label, before, shown(name, new), "changed" if before else "new")


def _joined(old: str, new: str) -> str:
    """The stored note with the pieces it does not have yet."""
    missing = [piece for piece in new.split(_BETWEEN_NOTES) if piece and piece not in old]
    return _BETWEEN_NOTES.join([old, *missing] if old else missing) if missing else old


@lru_cache(maxsize=4096)
def first_statuses(said: tuple[tuple[str, str], ...]) -> tuple[Status, ...]:
    """The dated facts of a new person: they hold, since when is not known."""
    return tuple(_stated(axis, value, "") for axis, value in said)


def status_change(row: RosterRow, person: Person, as_of: date) -> StatusChange:
    """The dated facts that a row adds.

    A first one is known to hold, but not since when; one that replaces another holds from
    ``as_of``. What a later record stands against is told in ``older`` and not taken in.
    """
    change = StatusChange()
    for axis, value in row.statuses:
        change = _with_status(change, axis, value, person, as_of)
    return change


def _stated(axis: str, value: str, resident: str, since: date | None = None) -> Status:
    return Status(resident=resident, axis=axis, value=value, since=since, source="导入")


def _with_status(change: StatusChange, axis: str, value: str, person: Person, as_of: date) -> StatusChange:
    known = [item for item in person.statuses if item.axis == axis]
    holding = [item for item in known if item.spell.covers(as_of)]
    if any(item.value == value for item in holding):
        return change
    label, new = _AXIS_LABEL[axis], _stated(axis, value, person.id, as_of)
    if _EXCLUSIVE[axis] and any(item.since is not None and item.since > as_of for item in known):
        return replace(change, older=(*change.older, f"{label}“{new.label}”"))
    rival = next(
        (item for item in reversed(holding) if _EXCLUSIVE[axis] or _same_disability(item, value)), None
    )
    if rival is None:
        again = any(_EXCLUSIVE[axis] or item.value == value for item in known)
        started = new if again else replace(new, since=None)
        cell = PlannedCell(label, "", new.label, "new")
        return replace(change, started=(*change.started, started), cells=(*change.cells, cell))
    cells = (*change.cells, PlannedCell(label, rival.label, new.label, "changed"))
    if rival.since is not None and rival.since >= as_of:  # said today, said better today
        return replace(change, ended=(*change.ended, replace(rival, value=value)), cells=cells)
    ended = replace(rival, until=day_before(as_of))
    return StatusChange((*change.started, new), (*change.ended, ended), cells, change.older)


def _same_disability(item: Status, value: str) -> bool:
    """肢体二级 and 肢体三级: another grade takes the place of the one before."""
    return item.axis == "disability" and item.value.rpartition("_")[0] == value.rpartition("_")[0]


def contact_change(
    contacts: Iterable[Contact], person: Person
) -> tuple[tuple[Contact, ...], tuple[PlannedCell, ...]]:
    """Contacts to add (no id) or to save anew (with the id they have), and the cells."""
    found: list[Contact] = []
    cells: list[PlannedCell] = []
    for contact in contacts:
        known = _known_contact(contact, person)
        if known is None:
            found.append(replace(contact, resident=person.id))
            cells.append(PlannedCell(_ROLE_LABEL[contact.role], "", contact.name, "new"))
            continue
        better = _better_contact(contact, known)
        if better:
            found.append(replace(known, **better))  # type: ignore[arg-type]  # only text fields
            cells += _contact_cells(known, better)
    return tuple(found), tuple(cells)


def _known_contact(contact: Contact, person: Person) -> Contact | None:
    return next(
        (item for item in person.contacts if (item.role, item.name) == (contact.role, contact.name)), None
    )


def _better_contact(said: Contact, known: Contact) -> dict[str, str]:
    return {
        name: getattr(said, name)
        for name in _CONTACT_PARTS
        if getattr(said, name) and getattr(said, name) != getattr(known, name)
    }


def _contact_cells(known: Contact, better: dict[str, str]) -> list[PlannedCell]:
    label = _ROLE_LABEL[known.role]
    return [
        PlannedCell(
            label + _CONTACT_PARTS[name],
            getattr(known, name),
            value,
            "changed" if getattr(known, name) else "new",
        )
        for name, value in better.items()
    ]
