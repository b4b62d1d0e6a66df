"""Read a hand-kept month grid: one row a person, one column a day, a mark where someone ate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.idcard import read_id
from happyhome.domain.meals import slot_label
from happyhome.domain.problems import Level, Problem, Refusal, refuse
from happyhome.exchange.incoming.cells import is_nothing, long_number, text_of
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.grid_heading import (
    GridHeading,
    find_grid,
    grid_at,
    month_said,
    slot_named,
    slot_said,
)
from happyhome.exchange.incoming.headings import has_name_word
from happyhome.exchange.incoming.marks import UNKNOWN, is_absence, mark_of
from happyhome.exchange.incoming.name_cells import grid_name
from happyhome.exchange.incoming.row_kinds import at, ends_persons, group_in, is_title
from happyhome.exchange.incoming.sheets import Cell, Sheet


@dataclass(frozen=True, slots=True)
class GridRow:
    """One person's month: ``meals`` are (day, mode), ``absences`` (day, away or hospital).

    ``id_number`` is "" where the sheet has none that can be trusted; ``id_typed`` is what it has.
    """

    sheet: str
    row: int
    name: str
    id_number: str
    id_typed: str
    meals: tuple[tuple[date, str], ...]
    absences: tuple[tuple[date, str], ...]
    problems: tuple[SheetProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class GridReading:
    """All rows of the asked month and slot; ``problems`` are about whole sheets."""

    month: Month
    slot: str
    rows: tuple[GridRow, ...]
    problems: tuple[SheetProblem, ...] = ()

    @property
    def meals(self) -> int:
        """How many meals the sheet has."""
        return sum(len(row.meals) for row in self.rows)


def read_meal_grid(sheets: Sequence[Sheet], month: Month, slot: str) -> GridReading:
    """The grids of ``month`` and ``slot`` in a workbook.

    Raises Refusal: no_grid where no sheet is one, month_mismatch or slot_mismatch where those there
    are say that they are of another month or slot.
    """
    rows: list[GridRow] = []
    problems: list[SheetProblem] = []
    other: list[Problem] = []
    grids = 0
    for sheet in sheets:
        problems += sheet.told if sheet.visible else ()
        heading = find_grid(sheet, slot) if sheet.visible else None
        if heading is None:
            continue
        wrong = _of_another(sheet, heading, month, slot)
        if wrong is not None:
            other.append(wrong)
            problems.append(
                SheetProblem(sheet.name, heading.first + 1, "", wrong.code, Level.WARNING, wrong.text)
            )
            continue
        grids += 1
        rows += _rows(sheet, heading, month, slot)
    if not grids and other:
        raise Refusal(other[0])
    if not grids:
        raise refuse(
            "no_grid",
            "没有找到就餐表：表里要有一行栏目名，其中有“姓名”和 1 至 31 的日期。请检查是不是选错了文件。",
        )
    return GridReading(month, slot, tuple(rows), tuple(problems))


def _of_another(sheet: Sheet, heading: GridHeading, month: Month, slot: str) -> Problem | None:
    said_month = month_said(sheet, heading, month)
    if said_month is not None and said_month != month:
        text = (
            f"工作表“{sheet.name}”写的是 {said_month.label}，要导入的是 {month.label}，没有导入。"
            "请改选月份，或换一个文件。"
        )
        return Problem("month_mismatch", text)
    said_slot = slot_said(sheet, heading)
    if said_slot and said_slot != slot:
        text = (
            f"工作表“{sheet.name}”写的是{slot_label(said_slot)}，要导入的是{slot_label(slot)}，没有导入。"
            "请改选餐次，或换一个文件。"
        )
        return Problem("slot_mismatch", text)
    return None


def _rows(sheet: Sheet, heading: GridHeading, month: Month, slot: str) -> Iterator[GridRow]:
    spread = _spread_right(sheet, heading.days[0][0]) if heading.days else {}
    above: tuple[Cell, ...] = ()
    for index in range(heading.last + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if index <= heading.last or not any(row):
            continue
        again = grid_at(sheet, index, slot) if has_name_word(sheet, index) else None
        if again is not None:
            heading = again
            continue
        of_slot = slot_named(at(row, heading.slot))
        if of_slot:
            row = above = _named_as(row, above, heading)
            if of_slot != slot:
                continue
        found = _person(sheet, index, _filled(row, spread.get(index, {})), heading, month)
        if found is not None:
            yield found


def _named_as(row: tuple[Cell, ...], above: tuple[Cell, ...], heading: GridHeading) -> tuple[Cell, ...]:
    """A person's second row, for another slot, has the name and ID number of the first."""
    if at(row, heading.name) or at(row, heading.id_number):
        return row
    whose = (heading.name, heading.id_number)
    return tuple(
        above[place] if place in whose and place < len(above) else cell for place, cell in enumerate(row)
    )


def _spread_right(sheet: Sheet, first_day: int) -> dict[int, dict[int, Cell]]:
    """What a cell merged over several days (住院) says in each of them, by row and column."""
    found: dict[int, dict[int, Cell]] = {}
    for area in sheet.merged:
        if area.top == area.bottom and area.right > area.left >= first_day and area.top < len(sheet.rows):
            row = sheet.rows[area.top]
            if area.left < len(row) and row[area.left] != "":
                found.setdefault(area.top, {}).update(
                    dict.fromkeys(range(area.left + 1, area.right + 1), row[area.left])
                )
    return found


def _filled(row: tuple[Cell, ...], merged: dict[int, Cell]) -> tuple[Cell, ...]:
    return (
        tuple(merged.get(place, cell) if cell == "" else cell for place, cell in enumerate(row))
        if merged
        else row
    )


def _person(
    sheet: Sheet, index: int, row: tuple[Cell, ...], heading: GridHeading, month: Month
) -> GridRow | None:
    typed = at(row, heading.name)
    number = at(row, heading.id_number)
    filled = [text_of(cell) for cell in row if cell != ""]
    if any(ends_persons(text) for text in filled[:2]):
        return None
    if len(filled) == 1 and (not typed or group_in(row) or is_title(typed)):
        return None
    name = "" if is_nothing(typed) else grid_name(typed)
    if not name and not number:
        return None
    meals, absences, problems = _marks(sheet, index, row, heading, month)
    problems += _total_differs(sheet, index, row, heading, len(meals))
    return GridRow(
        sheet.name,
        index + 1,
        name,
        _sound_id(row, heading, month),
        number,
        tuple(meals),
        tuple(absences),
        tuple(problems),
    )


def _marks(
    sheet: Sheet, index: int, row: tuple[Cell, ...], heading: GridHeading, month: Month
) -> tuple[list[tuple[date, str]], list[tuple[date, str]], list[SheetProblem]]:
    """Meals, absences, and the marks that are neither."""
    meals: list[tuple[date, str]] = []
    absences: list[tuple[date, str]] = []
    problems: list[SheetProblem] = []
    for column, day in heading.days:
        text = at(row, column)
        mark = mark_of(text)
        if not mark:
            continue
        wrong = _wrong_mark(text, mark, day, month)
        if wrong:
            problems.append(
                SheetProblem(sheet.name, index + 1, f"{day}日", wrong[0], Level.WARNING, wrong[1])
            )
        elif is_absence(mark):
            absences.append((date(month.year, month.number, day), mark))
        else:
            meals.append((date(month.year, month.number, day), mark))
    return meals, absences, problems


def _wrong_mark(text: str, mark: str, day: int, month: Month) -> tuple[str, str] | None:
    if day > month.length:
        return "day_beyond", f"{month.label}没有 {day} 日，这一格“{text}”没有记入。"
    if mark == UNKNOWN:
        said = "√（堂食）、送（送餐）、取（自取）、外出、住院"
        return "mark_unknown", f"{day} 日的“{text}”不认识，没有记入。能认的有：{said}。"
    return None


def _total_differs(
    sheet: Sheet, index: int, row: tuple[Cell, ...], heading: GridHeading, counted: int
) -> list[SheetProblem]:
    total = at(row, heading.total)
    if not total.isdigit() or int(total) == counted:
        return []
    text = f"合计写的是 {total}，这一行认出 {counted} 餐。请核对。"
    return [SheetProblem(sheet.name, index + 1, "合计", "total_differs", Level.INFO, text)]


def _sound_id(row: tuple[Cell, ...], heading: GridHeading, month: Month) -> str:
    if not 0 <= heading.id_number < len(row):
        return ""
    number = long_number(row[heading.id_number])
    return "" if number.rounded else read_id(number.text, month.last).number
