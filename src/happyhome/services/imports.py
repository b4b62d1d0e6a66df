"""导入名册: look first, then take in as one operation; the columns put right by hand are remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from happyhome.domain.homes import Setting
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.mapping import ColumnMapping
from happyhome.exchange.incoming.roster import read_roster
from happyhome.exchange.incoming.roster_plan import PlannedRow, RosterPlan, plan
from happyhome.exchange.incoming.roster_row import RosterReading
from happyhome.exchange.incoming.sheets import Sheet, read_workbook
from happyhome.services.bulk import collector_paused
from happyhome.services.session import operation
from happyhome.services.spelling import spell
from happyhome.store.ids import new_id
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.rows import copied
from happyhome.store.work import Work

REMEMBERED = "import.mapping."


@dataclass(frozen=True)
class RosterPreview:
    """A file that was read and held against the store; nothing is written yet.

    ``reading`` is what ``import_residents`` takes; ``plan`` says what it would do.
    """

    path: Path
    sheets: tuple[Sheet, ...]
    reading: RosterReading
    plan: RosterPlan


def remembered_mappings(reading: Reading) -> dict[str, ColumnMapping]:
    """The columns that were put right by hand, by heading signature."""
    return {
        row.key.removeprefix(REMEMBERED): ColumnMapping.from_json(json.loads(row.value))
        for row in reading.find(Setting)
        if row.key.startswith(REMEMBERED)
    }


def preview_residents(
    reading: Reading,
    path: Path,
    today: date,
    *,
    mappings: Mapping[str, ColumnMapping] | None = None,
    sheets: tuple[Sheet, ...] | None = None,
) -> RosterPreview:
    """Read a roster and say what importing it would do.

    ``mappings`` (by signature) go before what is remembered and guessed; ``sheets`` spares
    reading the file again. Refuses a file that cannot be read or holds no list of persons.
    """
    with collector_paused():
        found = sheets or tuple(read_workbook(path))
        known = {**remembered_mappings(reading), **(mappings or {})}
        rows = read_roster(found, today, known)
        return RosterPreview(path, found, rows, plan(rows, people(reading), today, today))


@operation("导入名册", backup="before-import")
def import_residents(
    work: Work, *, reading: RosterReading, source: str, mappings: Sequence[ColumnMapping] = ()
) -> RosterPlan:
    """Take a roster in as one operation; planned anew against the store as it is now.

    ``source`` (the file's name) stands as the source of every status; ``mappings`` are those put
    right by hand, remembered for the next file with the same headings.
    """
    with collector_paused():
        planned = plan(reading, people(work), work.today, work.today)
        _add(work, [row for row in planned.rows if row.outcome == "new"], source)
        for row in planned.rows:
            if row.outcome == "changed":
                _change(work, row, source)
    for mapping in mappings:
        _remember(work, mapping)
    counts = planned.counts()
    work.label = f"导入名册：新增 {counts['new']} 人，变更 {counts['changed']} 人"
    return planned


def _add(work: Work, rows: Sequence[PlannedRow], source: str) -> None:
    residents: list[Resident] = []
    statuses: list[Status] = []
    contacts: list[Contact] = []
    for row in rows:
        pinyin, initials = spell(row.resident.name)
        made = copied(row.resident, id=new_id(), pinyin=pinyin, initials=initials)
        residents.append(made)
        statuses += [copied(one, resident=made.id, source=one.source or source) for one in row.started]
        contacts += [copied(one, resident=made.id) for one in row.contacts]
    work.insert_many(residents)
    work.insert_many(statuses)
    work.insert_many(contacts)


def _change(work: Work, row: PlannedRow, source: str) -> None:
    work.update(_spelled(row.resident))
    for ended in row.ended:
        work.update(ended)
    who = row.resident.id
    work.insert_many([replace(one, resident=who, source=one.source or source) for one in row.started])
    work.insert_many([replace(one, resident=who) for one in row.contacts if not one.id])
    for contact in row.contacts:
        if contact.id:
            work.update(contact)


def _spelled(resident: Resident) -> Resident:
    pinyin, initials = spell(resident.name)
    return replace(resident, pinyin=pinyin, initials=initials)


def _remember(work: Work, mapping: ColumnMapping) -> None:
    key = REMEMBERED + mapping.signature
    value = json.dumps(mapping.to_json(), ensure_ascii=False)
    present = next(iter(work.find(Setting, key=key)), None)
    work.put(replace(present or Setting(key=key), value=value))


def problem_sheet(sheets: Sequence[Sheet], problems: Iterable[SheetProblem]) -> bytes:
    """A workbook, the copy of the sheets with each problem beside its row."""
    from happyhome.exchange.incoming.problem_sheet import problem_sheet

    return problem_sheet(sheets, problems)
