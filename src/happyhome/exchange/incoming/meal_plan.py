"""Whose meals a month grid holds, and what is new against those already recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from happyhome.domain.axes import WHEREABOUTS
from happyhome.domain.dates import day_before
from happyhome.domain.meals import Meal, mode_label
from happyhome.domain.people import Person
from happyhome.domain.problems import Level
from happyhome.exchange.incoming.findings import SheetProblem, counted
from happyhome.exchange.incoming.matching import name_key
from happyhome.exchange.incoming.meal_grid import GridReading, GridRow


@dataclass(frozen=True, slots=True)
class PlannedMeal:
    """A meal to record; ``old`` is the mode it replaces, "" for a new one."""

    resident: str
    day: date
    mode: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAbsence:
    """Days, both included, on which a person is planned to be away or in hospital."""

    resident: str
    kind: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class PlannedGridRow:
    """One row: its outcome (new, changed, unchanged, refused), whose it is, what it adds."""

    row: GridRow
    outcome: str
    person: Person | None = None
    meals: tuple[PlannedMeal, ...] = ()
    absences: tuple[PlannedAbsence, ...] = ()
    unchanged: int = 0
    problems: tuple[SheetProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class MealPlan:
    """Every person row of a grid in its order."""

    rows: tuple[PlannedGridRow, ...]
    problems: tuple[SheetProblem, ...]

    @property
    def meals(self) -> tuple[PlannedMeal, ...]:
        """All meals to write."""
        return tuple(meal for row in self.rows for meal in row.meals)

    @property
    def absences(self) -> tuple[PlannedAbsence, ...]:
        """All absences to write."""
        return tuple(absence for row in self.rows for absence in row.absences)

    def counts(self) -> dict[str, int]:
        """Person rows by outcome."""
        return counted(row.outcome for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """What ``import meals --json`` prints: rows, and beside them single meals and absences."""
        meals = self.meals
        return {
            **self.counts(),
            "meals": {
                "new": sum(1 for meal in meals if not meal.old),
                "changed": sum(1 for meal in meals if meal.old),
                "unchanged": sum(row.unchanged for row in self.rows),
            },
            "absences": len(self.absences),
            "problems": [problem.as_json() for problem in self.problems],
        }


@dataclass
class _Known:
    """What is recorded, growing with each row so that a second row of one person sees the first."""

    by_id: dict[str, Person]
    by_name: dict[str, list[Person]]
    modes: dict[tuple[str, date], str]
    from_sheet: dict[tuple[str, date], int] = field(default_factory=dict)


def plan_meals(
    reading: GridReading, people: Sequence[Person], existing: Iterable[Meal], today: date
) -> MealPlan:
    """Match rows by ID, then by a name that only one person has, and compare with ``existing``.

    ``existing`` are recorded meals; other slots are passed over. A blank never removes a meal.
    """
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(name_key(person.resident.name), []).append(person)
    known = _Known(
        {person.resident.id_number: person for person in people if person.resident.id_number},
        by_name,
        {(meal.resident, meal.day): meal.mode for meal in existing if meal.slot == reading.slot},
    )
    rows = tuple(_planned(row, known, today) for row in reading.rows)
    problems = (*reading.problems, *(problem for row in rows for problem in row.problems))
    return MealPlan(rows, problems)


def _planned(row: GridRow, known: _Known, today: date) -> PlannedGridRow:
    person, wrong = _whose(row, known)
    if person is None:
        return PlannedGridRow(row, "refused", problems=(*wrong, *row.problems))
    problems = [*wrong, *row.problems]
    meals: list[PlannedMeal] = []
    unchanged = lost = 0
    for day, mode in row.meals:
        why = _not_possible(row, person, day, today)
        if why is not None:
            problems.append(why)
            lost += 1
            continue
        old = known.modes.get((person.id, day), "")
        if (person.id, day) in known.from_sheet and old != mode:
            problems.append(_twice(row, day, known.from_sheet[person.id, day], old, mode))
            continue
        known.from_sheet.setdefault((person.id, day), row.row)
        if old == mode:
            unchanged += 1
            continue
        known.modes[person.id, day] = mode
        meals.append(PlannedMeal(person.id, day, mode, old))
    problems += _while_away(row, person, meals)
    absences = _absences(row, person)
    if lost and not meals and not unchanged and not absences:
        outcome = "refused"
    elif any(meal.old for meal in meals):
        outcome = "changed"
    else:
        outcome = "new" if meals or absences else "unchanged"
    return PlannedGridRow(row, outcome, person, tuple(meals), absences, unchanged, tuple(problems))


def _whose(row: GridRow, known: _Known) -> tuple[Person | None, tuple[SheetProblem, ...]]:
    """The person a row speaks of, and what to say about it; None where that would be a guess."""
    same = known.by_name.get(name_key(row.name), []) if row.name else []
    by_id = known.by_id.get(row.id_number)
    if by_id is not None:
        return _by_id(row, by_id, same)
    if len(same) > 1:
        text = (
            f"老人库里有 {len(same)} 位“{row.name}”，看不出是哪一位，没有记入。请在表里补上身份证号再导入。"
        )
        return None, (_problem(row, "姓名", "name_ambiguous", Level.REFUSED, text),)
    if not same:
        text = f"老人库里没有“{row.name or row.id_typed}”，没有记入。请先登记这位老人，或改正姓名再导入。"
        return None, (_problem(row, "姓名", "name_unknown", Level.REFUSED, text),)
    person = same[0]
    if row.id_number and person.resident.id_number:
        text = (
            f"表里“{row.name}”的身份证号是 {row.id_number}，老人库里是 {person.resident.id_number}，"
            "库里只有这一位同名的人，已按姓名记入。请核对哪个号对、是不是同一人。"
        )
        return person, (_problem(row, "身份证号", "id_differs", Level.WARNING, text),)
    return person, ()


def _by_id(
    row: GridRow, person: Person, same: Sequence[Person]
) -> tuple[Person | None, tuple[SheetProblem, ...]]:
    """An ID number decides, unless the name beside it is another person's."""
    stored = person.resident.name
    if not row.name or name_key(row.name) == name_key(stored):
        return person, ()
    if same:
        text = f"这一行写的是“{row.name}”，身份证号却是“{stored}”的，没有记入。请照证件核对。"
        return None, (_problem(row, "身份证号", "duplicate_conflict", Level.REFUSED, text),)
    text = f"这一行写的是“{row.name}”，身份证号是“{stored}”的，已按身份证号记入。请核对姓名。"
    return person, (_problem(row, "姓名", "name_differs", Level.WARNING, text),)


def _not_possible(row: GridRow, person: Person, day: date, today: date) -> SheetProblem | None:
    if day > today:
        text = f"{day.month} 月 {day.day} 日还没到，没有记入。"
        return _problem(row, f"{day.day}日", "day_future", Level.REFUSED, text)
    left = person.left_by(day)
    if left is not None:
        text = (
            f"“{person.resident.name}”已于 {left.since} {left.label}，{day.month} 月 {day.day} 日的用餐没有记入。"
            "请核对是谁吃的，或改正登记的日期。"
        )
        return _problem(row, f"{day.day}日", "after_death", Level.REFUSED, text)
    return None


def _while_away(row: GridRow, person: Person, meals: Sequence[PlannedMeal]) -> list[SheetProblem]:
    found = []
    for meal in meals:
        away = person.away(meal.day)
        if away:
            text = f"{meal.day.month} 月 {meal.day.day} 日登记着{away}，表里却有用餐，已照表记入。请核对。"
            found.append(_problem(row, f"{meal.day.day}日", "while_away", Level.WARNING, text))
    return found


def _twice(row: GridRow, day: date, first: int, old: str, new: str) -> SheetProblem:
    text = (
        f"同一人在第 {first} 行 {day.day} 日记的是{mode_label(old)}，这一行是{mode_label(new)}，"
        f"按第 {first} 行。"
    )
    return _problem(row, f"{day.day}日", "mark_conflict", Level.WARNING, text)


def _absences(row: GridRow, person: Person) -> tuple[PlannedAbsence, ...]:
    """Days that follow one another with one mark make one absence; known ones are left out."""
    spells: list[PlannedAbsence] = []
    for day, kind in row.absences:
        if any(item.value == kind for item in person.on(WHEREABOUTS.key, day)):
            continue
        last = spells[-1] if spells else None
        if last is not None and last.kind == kind and last.until == day_before(day):
            spells[-1] = PlannedAbsence(person.id, kind, last.since, last.until + timedelta(days=1))
        else:
            spells.append(PlannedAbsence(person.id, kind, day, day))
    return tuple(spells)


def _problem(row: GridRow, column: str, code: str, level: Level, text: str) -> SheetProblem:
    return SheetProblem(row.sheet, row.row, column, code, level, text)
