"""What the month grid shows, and which cells are selected: plain values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from happyhome.gui.kit import theme


@dataclass(frozen=True, slots=True)
class GridRow:
    """One resident's month: a mark (key of the looks) for each day, and the total as text."""

    id: str
    name: str
    category: str
    marks: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month of rows. Days count from 1; ``today`` is 0 when it lies in another month."""

    days: int
    rows: tuple[GridRow, ...] = ()
    today: int = 0
    closed: frozenset[int] = frozenset()
    empty: str = "还没有要用餐的老人。请先到“老人”里登记。"

    @property
    def longest_name(self) -> int:
        """Characters of the longest name."""
        return max((len(row.name) for row in self.rows), default=0)

    def mark(self, row: int, day: int) -> str:
        """The mark of a cell; days past the row's marks are not marked."""
        marks = self.rows[row].marks
        return marks[day - 1] if day <= len(marks) else theme.NOT_MARKED


@dataclass(frozen=True, slots=True)
class Selection:
    """A rectangle of cells from where it began to where the cursor is (row index, day)."""

    start_row: int = 0
    start_day: int = 1
    row: int = 0
    day: int = 1

    @property
    def rows(self) -> range:
        """Row indexes, top to bottom."""
        return range(min(self.start_row, self.row), max(self.start_row, self.row) + 1)

    @property
    def days(self) -> range:
        """Days, left to right."""
        return range(min(self.start_day, self.day), max(self.start_day, self.day) + 1)

    @property
    def count(self) -> int:
        """How many cells."""
        return len(self.rows) * len(self.days)

    def moved(self, row: int, day: int, sheet: MonthSheet, *, extend: bool) -> Selection:
        """The cursor at (row, day), kept inside the sheet; the start stays when extending."""
        row, day = max(0, min(row, len(sheet.rows) - 1)), max(1, min(day, sheet.days))
        return replace(self, row=row, day=day) if extend else Selection(row, day, row, day)


def cells_to_mark(sheet: MonthSheet, selection: Selection) -> list[tuple[int, int]]:
    """The cells that a key acts on.

    A range skips the days the home was closed and the days still to come: nobody means them.
    A single cell is always meant.
    """
    cells = [(row, day) for row in selection.rows for day in selection.days]
    if len(cells) == 1 or not sheet.rows:
        return cells if sheet.rows else []
    latest = sheet.today or sheet.days
    meant = [(row, day) for row, day in cells if day not in sheet.closed and day <= latest]
    return meant or cells


def pasted_cells(
    sheet: MonthSheet, selection: Selection, marks: tuple[tuple[str, ...], ...]
) -> list[tuple[str, int, str]]:
    """(resident, day, mark) for each cell that a paste changes.

    One copied cell fills the whole selection. Absences (外) in the clipboard are left as they are:
    they are recorded elsewhere. Raises ValueError with a sentence when the block does not fit.
    """
    top, left = selection.rows.start, selection.days.start
    if len(marks) == 1 and len(marks[0]) == 1:
        targets = [(row, day, marks[0][0]) for row, day in cells_to_mark(sheet, selection)]
    else:
        width = max(len(line) for line in marks)
        if top + len(marks) > len(sheet.rows) or left + width - 1 > sheet.days:
            raise ValueError(
                f"没有粘贴：复制的是 {len(marks)} 行 {width} 列，从这一格起放不下。请选好左上角的格子，再试一次。"
            )
        targets = [
            (top + down, left + across, mark)
            for down, line in enumerate(marks)
            for across, mark in enumerate(line)
        ]
    return [
        (sheet.rows[row].id, day, mark)
        for row, day, mark in targets
        if mark != theme.AWAY and mark != sheet.mark(row, day)
    ]
