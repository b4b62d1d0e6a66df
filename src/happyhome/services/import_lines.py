"""A planned import as people look through it: one line a row of the sheet, each cell marked new, changed or same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.problems import Level
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.mapping import ColumnMapping
from happyhome.exchange.incoming.meal_plan import PlannedGridRow
from happyhome.exchange.incoming.merging import new_cells
from happyhome.exchange.incoming.roster_plan import PlannedRow
from happyhome.exchange.incoming.vocabulary import all_targets, target_label
from happyhome.services.imports import RosterPreview
from happyhome.services.meal_imports import MealsPreview

SAMPLES = 3
_MOST_LABELS_FROM = 400


@dataclass(frozen=True, slots=True)
class LineCell:
    """What a line says under one label: ``kind`` is new, changed (``old`` → ``text``) or same."""

    text: str
    kind: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet. ``outcome`` is new, changed, unchanged, skipped, refused, or note (no person)."""

    sheet: str
    row: int
    outcome: str
    name: str
    id_number: str
    cells: Mapping[str, LineCell]
    problems: tuple[SheetProblem, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether somebody should look at it: a warning or a refusal stands beside it."""
        return any(problem.level is not Level.INFO for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose remark in a sheet says that they died or moved out. Never applied unasked."""

    sheet: str
    row: int
    name: str
    id_number: str
    resident: str
    kind: str
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a file, and the labels of their cells in the order of the register."""

    lines: tuple[Line, ...]
    labels: tuple[str, ...]
    counts: Mapping[str, int]
    leavers: tuple[Leaver, ...] = ()
    writes: int = 0


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column of a sheet for putting right by hand: heading, what stands in it, what it is taken for."""

    signature: str
    sheet: str
    index: int
    heading: str
    samples: tuple[str, ...]
    target: str
    sure: float


def roster_lines(preview: RosterPreview) -> Lines:
    """The lines of a roster; ``writes`` counts persons that would be added or changed."""
    rows = preview.plan.rows
    lines = [_roster_line(row) for row in rows]
    notes = _notes(preview.plan.problems, {(line.sheet, line.row) for line in lines})
    counts = preview.plan.counts()
    return Lines(
        (*notes, *lines),
        _labels(lines),
        counts,
        tuple(_leavers(rows)),
        counts["new"] + counts["changed"],
    )


def _roster_line(planned: PlannedRow) -> Line:
    row = planned.row
    cells = {cell.label: LineCell(cell.new, "same") for cell in new_cells(row)}
    if planned.outcome in ("new", "changed"):
        cells |= {cell.label: LineCell(cell.new, cell.kind, cell.old) for cell in planned.cells}
    number = planned.resident.id_number or row.resident.id_number or ""
    return Line(
        row.sheet,
        row.row,
        planned.outcome,
        row.resident.name,
        number,
        cells,
        planned.problems or row.problems,
    )


def _labels(lines: Sequence[Line]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines[:_MOST_LABELS_FROM]:
        found |= dict.fromkeys(line.cells)
    return tuple(label for label in found if label not in ("姓名", "身份证号"))


def _notes(problems: Sequence[SheetProblem], of_persons: set[tuple[str, int]]) -> list[Line]:
    """What was found about whole sheets and columns."""
    return [
        Line(one.sheet, one.row, "note", "", "", {}, (one,))
        for one in problems
        if (one.sheet, one.row) not in of_persons
    ]


def _leavers(rows: Sequence[PlannedRow]) -> Iterator[Leaver]:
    for planned in rows:
        person = planned.person
        if planned.outcome in ("refused", "skipped") or (person is not None and person.leaving is not None):
            continue
        number = planned.resident.id_number or ""
        for one in planned.row.proposals[:1]:
            who = person.id if person else ""
            yield Leaver(
                planned.row.sheet,
                planned.row.row,
                planned.resident.name,
                number,
                who,
                one.kind,
                one.day,
                one.text,
            )


def meal_lines(preview: MealsPreview) -> Lines:
    """The lines of a month grid; ``writes`` counts meals and absences that would be recorded."""
    lines = [_meal_line(row) for row in preview.plan.rows]
    notes = _notes(preview.plan.problems, {(line.sheet, line.row) for line in lines})
    return Lines(
        (*notes, *lines),
        ("新记", "更改", "已有", "外出住院"),
        preview.plan.counts(),
        writes=len(preview.plan.meals) + len(preview.plan.absences),
    )


def _meal_line(planned: PlannedGridRow) -> Line:
    fresh = sum(not meal.old for meal in planned.meals)
    days = sum((one.until - one.since).days + 1 for one in planned.absences)
    cells: dict[str, LineCell] = {}
    for label, count, unit, kind in (
        ("新记", fresh, "次", "new"),
        ("更改", len(planned.meals) - fresh, "次", "changed"),
        ("已有", planned.unchanged, "次", "same"),
        ("外出住院", days, "天", "new"),
    ):
        if count:
            cells[label] = LineCell(f"{count} {unit}", kind)
    row = planned.row
    number = row.id_number or row.id_typed
    return Line(
        row.sheet, row.row, planned.outcome, row.name, number, cells, planned.problems or row.problems
    )


def column_choices(preview: RosterPreview) -> tuple[ColumnChoice, ...]:
    """Every column with a heading, with a few of its values."""
    sheets = {sheet.name: sheet for sheet in preview.sheets}
    persons: dict[str, list[int]] = {}
    for row in preview.reading.rows:
        persons.setdefault(row.sheet, []).append(row.row - 1)
    found = []
    for name, mapping in preview.reading.mappings:
        rows = [sheets[name].rows[index] for index in persons.get(name, [])[:SAMPLES]]
        for column in mapping.columns:
            values = [row[column.index] for row in rows if column.index < len(row)]
            samples = tuple(_plain(value) for value in values if value not in ("", None))
            found.append(
                ColumnChoice(
                    mapping.signature, name, column.index, column.heading, samples, column.target, column.sure
                )
            )
    return tuple(found)


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def column_targets() -> tuple[tuple[str, str], ...]:
    """(target, words) of everything that a column may be taken for; "" is 不导入."""
    return tuple((target, target_label(target)) for target in all_targets())


def corrected(preview: RosterPreview, choices: Mapping[tuple[str, int], str]) -> dict[str, ColumnMapping]:
    """The mappings with columns put right: ``choices`` gives targets by (signature, column)."""
    made: dict[str, ColumnMapping] = {}
    for _, mapping in preview.reading.mappings:
        changed = mapping
        for (signature, column), target in choices.items():
            if signature == mapping.signature:
                changed = changed.with_target(column, target)
        if changed != mapping:
            made[mapping.signature] = changed
    return made


@dataclass(frozen=True, slots=True)
class GridGuess:
    """What a file's name says of its month and slot, as a start for the clerk."""

    month: Month
    slot: str = field(default="lunch")


def grid_guess(name: str, today: date) -> GridGuess:
    """9月就餐登记.xlsx is September of this year, or of last year while this year's is still to come."""
    slot = "breakfast" if "早" in name else "supper" if "晚" in name else "lunch"
    found = re.search(r"(?:(20\d\d)\D{0,2})?(1[0-2]|0?[1-9])月", name)
    if not found:
        return GridGuess(Month.of(today).plus(-1), slot)
    month = Month(int(found[1]) if found[1] else today.year, int(found[2]))
    return GridGuess(month.plus(-12) if not found[1] and month.first > today else month, slot)
