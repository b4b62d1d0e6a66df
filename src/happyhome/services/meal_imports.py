"""导入用餐月表: a hand-kept month grid becomes history, as one operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from happyhome.domain.dates import Month, Spell
from happyhome.domain.meals import Meal, slot_label
from happyhome.domain.problems import refuse
from happyhome.domain.residents import Status
from happyhome.exchange.incoming.meal_grid import GridReading, read_meal_grid
from happyhome.exchange.incoming.meal_plan import MealPlan, PlannedAbsence, plan_meals
from happyhome.exchange.incoming.sheets import Sheet, read_workbook
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.spans import in_span
from happyhome.store.work import Work


@dataclass(frozen=True)
class MealsPreview:
    """A grid that was read and held against the store; ``reading`` is what ``import_meals`` takes."""

    path: Path
    sheets: tuple[Sheet, ...]
    reading: GridReading
    plan: MealPlan


def preview_meals(
    reading: Reading,
    path: Path,
    today: date,
    *,
    month: Month,
    slot: str,
    sheets: tuple[Sheet, ...] | None = None,
) -> MealsPreview:
    """Read a month grid and say what importing it would record; refuses a grid of another month."""
    if month.first > today:
        raise refuse("day_future", f"{month.label}还没到，不能导入。", "month")
    found = sheets or tuple(read_workbook(path))
    grid = read_meal_grid(found, month, slot)
    return MealsPreview(path, found, grid, _plan(reading, grid, today))


def _plan(reading: Reading, grid: GridReading, today: date) -> MealPlan:
    existing = in_span(reading, Meal, grid.month.first, grid.month.last)
    return plan_meals(grid, people(reading), existing, today)


@operation("导入用餐月表", backup="before-import")
def import_meals(work: Work, *, reading: GridReading, source: str) -> MealPlan:
    """Record what a grid holds, planned anew; every meal says which file it came from.

    Absences become dated spells where nothing else is recorded for those days.
    """
    planned = _plan(work, reading, work.today)
    reason = f"导入 {source}"
    present = {
        (meal.resident, meal.day): meal
        for meal in in_span(work, Meal, reading.month.first, reading.month.last)
        if meal.slot == reading.slot
    }
    fresh = []
    for one in planned.meals:
        meal = present.get((one.resident, one.day))
        made = Meal(
            id=meal.id if meal else "", resident=one.resident, day=one.day, slot=reading.slot, mode=one.mode,
            late_reason=reason, source=source,
        )  # fmt: skip
        if meal is None:
            fresh.append(made)
        else:
            work.update(made)
    work.insert_many(fresh)
    work.insert_many([_spell(one, source) for one in planned.absences if not _taken(work, one)])
    work.label = f"导入{reading.month.label}{slot_label(reading.slot)}：{len(planned.meals)} 次"
    return planned


def _spell(one: PlannedAbsence, source: str) -> Status:
    return Status(
        resident=one.resident,
        axis="whereabouts",
        value=one.kind,
        since=one.since,
        until=one.until,
        source=source,
    )


def _taken(work: Work, one: PlannedAbsence) -> bool:
    wanted = Spell(one.since, one.until)
    rows = work.find(Status, resident=one.resident, axis="whereabouts")
    return any(row.spell.meets(wanted) for row in rows)
