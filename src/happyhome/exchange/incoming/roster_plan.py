"""What an import of a roster would do to the store, said before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from happyhome.domain.people import Person
from happyhome.domain.problems import Level
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.exchange.incoming.findings import SheetProblem, counted
from happyhome.exchange.incoming.matching import Matches, distinguishable, match, name_key
from happyhome.exchange.incoming.merging import (
    PlannedCell,
    contact_change,
    first_statuses,
    merged,
    new_cells,
    status_change,
)
from happyhome.exchange.incoming.roster_row import RosterReading, RosterRow

_MOST_NAMED = 5
_MOST_ALIKE = 100
"""Rows of one name without an ID number that are held against each other: each costs a look at all before it."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row and what becomes of it.

    ``outcome`` is new, changed, unchanged, skipped or refused. ``resident`` is to be saved for new
    (id "") and changed (the stored id). ``started`` statuses and ``contacts`` without an id are to
    be added, ``ended`` statuses and contacts with an id replace the stored rows; their
    ``resident`` is "" for a new person.
    """

    row: RosterRow
    outcome: str
    resident: Resident
    person: Person | None = None
    differences: tuple[PlannedCell, ...] = ()
    started: tuple[Status, ...] = ()
    ended: tuple[Status, ...] = ()
    contacts: tuple[Contact, ...] = ()
    problems: tuple[SheetProblem, ...] = ()

    @property
    def cells(self) -> tuple[PlannedCell, ...]:
        """What would be written, for the preview to colour; made only for rows that are looked at."""
        return new_cells(self.row) if self.outcome == "new" else self.differences


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """Every person row of a file in its order; ``problems`` adds those of sheets and columns."""

    rows: tuple[PlannedRow, ...]
    problems: tuple[SheetProblem, ...]

    def counts(self) -> dict[str, int]:
        """rows, new, changed, unchanged, skipped, refused."""
        return counted(row.outcome for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """What ``import residents --json`` prints."""
        return {**self.counts(), "problems": [problem.as_json() for problem in self.problems]}


def plan(reading: RosterReading, people: Sequence[Person], today: date, as_of: date) -> RosterPlan:
    """Compare what a file says with what the store knows.

    ``people`` are all residents of the home, also those who left. ``as_of`` is the day from which a
    changed status holds. The plan for a file already taken in changes nothing.
    """
    rows = reading.rows
    settled = _duplicates(rows)
    open_rows = [(place, row) for place, row in enumerate(rows) if place not in settled]
    matches = match(open_rows, people)
    planned = []
    for place, row in enumerate(rows):
        done = settled.get(place) or _compared(row, place, matches, as_of)
        planned.append(done)
    planned = _same_names(planned, people)
    problems = (*reading.problems, *(problem for row in planned for problem in row.problems))
    return RosterPlan(tuple(planned), tuple(sorted(problems, key=_order(reading))))


def _order(reading: RosterReading) -> Any:
    sheets = {name: place for place, (name, _) in enumerate(reading.mappings)}
    return lambda problem: (sheets.get(problem.sheet, len(sheets)), problem.row)


def _duplicates(rows: Sequence[RosterRow]) -> dict[int, PlannedRow]:
    """Rows that are settled without the store: refused ones, and those said twice in the file."""
    settled: dict[int, PlannedRow] = {}
    first_with: dict[str, RosterRow] = {}
    without_id: dict[str, list[RosterRow]] = {}
    for place, row in enumerate(rows):
        number = row.resident.id_number
        if row.refused:
            settled[place] = _given_up(row, "refused", *_only_refusals(row))
        elif number:
            first = first_with.setdefault(number, row)
            if first is not row:
                settled[place] = _second(row, first)
        else:
            done = _unnumbered(row, without_id.setdefault(name_key(row.resident.name), []))
            if done is not None:
                settled[place] = done
    return settled


def _unnumbered(row: RosterRow, earlier: list[RosterRow]) -> PlannedRow | None:
    """A row without an ID number beside the earlier ones of its name, to which it is added where it is another's."""
    same = next((other for other in earlier if not distinguishable(row, other)), None)
    if same is not None:
        text = f"与{_where(same, row)}是同一人（姓名相同，都没有身份证号，其他也没有不同），这一行跳过。"
        return _given_up(row, "skipped", _problem(row, "姓名", "duplicate_same", Level.INFO, text))
    if len(earlier) >= _MOST_ALIKE:
        text = (
            f"姓名是“{row.resident.name}”、没有身份证号的，前面已有 {_MOST_ALIKE} 行，再多就分不清谁是谁，"
            f"第 {row.row} 行没有导入。请检查姓名一栏是不是填错了，或补上身份证号再导入。"
        )
        return _given_up(row, "refused", _problem(row, "姓名", "name_ambiguous", Level.REFUSED, text))
    earlier.append(row)
    return None


def _second(row: RosterRow, first: RosterRow) -> PlannedRow:
    where = _where(first, row)
    if name_key(first.resident.name) == name_key(row.resident.name):
        text = f"与{where}的身份证号、姓名都相同，这一行跳过。"
        return _given_up(row, "skipped", _problem(row, "身份证号", "duplicate_same", Level.INFO, text))
    text = (
        f"第 {row.row} 行“{row.resident.name}”的身份证号与{where}“{first.resident.name}”相同，姓名却不同。"
        f"第 {row.row} 行没有导入，请照证件核对是谁的号。"
    )
    return _given_up(row, "refused", _problem(row, "身份证号", "duplicate_conflict", Level.REFUSED, text))


def _where(first: RosterRow, row: RosterRow) -> str:
    return f"第 {first.row} 行" if first.sheet == row.sheet else f"工作表“{first.sheet}”第 {first.row} 行"


def _only_refusals(row: RosterRow) -> tuple[SheetProblem, ...]:
    return tuple(problem for problem in row.problems if problem.level is Level.REFUSED)


def _given_up(row: RosterRow, outcome: str, *problems: SheetProblem) -> PlannedRow:
    """A row that is not taken in: what else was found in it no longer matters."""
    return PlannedRow(row, outcome, row.resident, problems=problems)


def _problem(row: RosterRow, column: str, code: str, level: Level, text: str) -> SheetProblem:
    return SheetProblem(row.sheet, row.row, column, code, level, text)


def _compared(row: RosterRow, place: int, matches: Matches, as_of: date) -> PlannedRow:
    person = matches.person.get(place)
    unsure = matches.unsure.get(place)
    if person is not None:
        return _against(row, person, as_of)
    if unsure is not None:
        text = (
            f"老人库里已有叫“{unsure.resident.name}”的人，这一行没有能对上的身份证号、电话或卡号，"
            "看不出是不是同一人，没有导入。请补上身份证号再导入。"
        )
        return _given_up(row, "refused", _problem(row, "姓名", "name_ambiguous", Level.REFUSED, text))
    return _new(row)


def _new(row: RosterRow) -> PlannedRow:
    return PlannedRow(
        row,
        "new",
        row.resident,
        started=first_statuses(row.statuses),
        contacts=row.contacts,
        problems=row.problems,
    )


def _against(row: RosterRow, person: Person, as_of: date) -> PlannedRow:
    stored = person.resident
    if name_key(stored.name) != name_key(row.resident.name):
        text = (
            f"这个身份证号在老人库里是“{stored.name}”的，这一行（第 {row.row} 行）写的是“{row.resident.name}”，"
            "没有导入。请照证件核对。"
        )
        return _given_up(row, "refused", _problem(row, "身份证号", "duplicate_conflict", Level.REFUSED, text))
    resident, cells = merged(row, stored)
    statuses = status_change(row, person, as_of)
    contacts, contact_cells = contact_change(row.contacts, person)
    all_cells = (*cells, *statuses.cells, *contact_cells)
    problems = [problem for problem in row.problems if not _known_better(problem, person)]
    problems += [
        _problem(row, "", "status_newer", Level.INFO, f"{text}比库里后来的记录早，没有记入。")
        for text in statuses.older
    ]
    left = person.leaving
    if left is not None and not row.proposals:
        text = f"老人库里登记着“{stored.name}”{left.since or ''} {left.label}，这份表里还有。请核对。"
        problems.append(_problem(row, "姓名", "left_already", Level.WARNING, text))
    return PlannedRow(
        row,
        "changed" if all_cells else "unchanged",
        resident,
        person,
        all_cells,
        statuses.started,
        statuses.ended,
        contacts,
        tuple(problems),
    )


def _known_better(problem: SheetProblem, person: Person) -> bool:
    """What a sheet leaves out or reports is no news where the store has it."""
    if problem.code == "id_missing":
        return bool(person.resident.id_number)
    if problem.code in ("death_proposed", "move_proposed", "withdrawal_proposed"):
        return person.leaving is not None
    return False


def _same_names(planned: list[PlannedRow], people: Sequence[Person]) -> list[PlannedRow]:
    """Tell of persons of one name who are both taken in, in the file or beside one in the store."""
    keys = [name_key(item.resident.name) for item in planned]
    by_name: dict[str, list[PlannedRow]] = {}
    for item, key in zip(planned, keys, strict=True):
        if item.outcome not in ("skipped", "refused"):
            by_name.setdefault(key, []).append(item)
    stored = {name_key(person.resident.name) for person in people}
    done = []
    for item, key in zip(planned, keys, strict=True):
        same = by_name.get(key, ())
        if item.outcome in ("skipped", "refused") or (
            len(same) < 2 and not (item.outcome == "new" and key in stored)
        ):
            done.append(item)
            continue
        # Only those that are named are looked for: in a large list there may be hundreds of one name.
        others = list(islice((other for other in same if other is not item), _MOST_NAMED))
        named = "、".join(_where(other.row, item.row) for other in others)
        more = f"等 {len(same) - 1} 行" if len(same) - 1 > _MOST_NAMED else ""
        told = f"与{named}{more}同名" if others else "老人库里已有同名的人"
        text = f"{told}，身份证号或其他不同，按两个人收下。"
        problem = _problem(item.row, "姓名", "same_name", Level.INFO, text)
        done.append(replace(item, problems=(*item.problems, problem)))
    return done
