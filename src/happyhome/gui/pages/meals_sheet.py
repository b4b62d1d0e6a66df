"""The month as the grid shows it: made from the store's grid, and kept up with ticks without reading anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from happyhome.domain.meals import MODE_CHOICES, average
from happyhome.domain.people import DINER_CLASSES
from happyhome.gui.kit import theme
from happyhome.gui.kit.grid_data import GridRow, MonthSheet
from happyhome.gui.pages.meals_tiles import away_look
from happyhome.services import boards
from happyhome.services.presence_boards import DERIVED, MARKED

PRESENCE = "presence"
_LOOKS = {MARKED: theme.PRESENT, DERIVED: theme.DERIVED}
_NOT_COUNTED = frozenset({theme.NOT_MARKED, theme.AWAY, theme.HOSPITAL})

Marks = Mapping[tuple[str, int], str]
"""Look by resident and day number; "" takes a mark away."""


@dataclass(frozen=True)
class MonthView:
    """A grid of the store with the sheet painted from it. ``late`` are (resident, day number)."""

    grid: boards.MonthGrid
    sheet: MonthSheet
    late: frozenset[tuple[str, int]]

    @property
    def is_presence(self) -> bool:
        """Whether it shows 到院 rather than a slot."""
        return self.grid.slot == PRESENCE

    def marked(self, marks: Marks, late_days: Iterable[int]) -> MonthView:
        """The view after these marks were written; rows without a change stay the same objects."""
        late_now = frozenset(late_days)
        of_row: dict[str, dict[int, str]] = {}
        for (who, day), mark in marks.items():
            of_row.setdefault(who, {})[day] = mark
        rows = tuple(
            _remarked(row, of_row[row.id], self.grid) if row.id in of_row else row for row in self.sheet.rows
        )
        late = (self.late - marks.keys()) | {
            cell for cell, mark in marks.items() if mark and cell[1] in late_now
        }
        return replace(self, sheet=replace(self.sheet, rows=rows), late=frozenset(late))

    def day_counts(self) -> tuple[int, ...]:
        """Diners (or people at the home) of each day."""
        counts = [0] * self.sheet.days
        for row in self.sheet.rows:
            for number, mark in enumerate(row.marks):
                if mark not in _NOT_COUNTED:
                    counts[number] += 1
        return tuple(counts)

    def totals(self) -> Counter[str]:
        """Marks of the month by look."""
        found = Counter(mark for row in self.sheet.rows for mark in row.marks)
        return Counter({mark: count for mark, count in found.items() if mark not in _NOT_COUNTED})

    def by_category(self) -> Counter[str]:
        """Marks of the month by category, each as the diner was on its day: the figures of the month's report."""
        found = Counter(dict.fromkeys((label for _, label in DINER_CLASSES), 0))
        for row in self.sheet.rows:
            changing = self.grid.categories.get(row.id)
            if changing is None:
                found[row.category] += int(row.total)
                continue
            found.update(changing[day] for day, look in enumerate(row.marks, 1) if look not in _NOT_COUNTED)
        return found


def view_of(grid: boards.MonthGrid, today: date) -> MonthView:
    """The view of a grid as it was read."""
    days = grid.month.length
    rows = tuple(_row(row, grid) for row in grid.rows)
    here = today.day if (today.year, today.month) == (grid.month.year, grid.month.number) else 0
    late = frozenset((who, day) for who, numbers in grid.late.items() for day in numbers)
    return MonthView(grid, MonthSheet(days, rows, here, grid.shut), late)


def _row(row: boards.GridRow, grid: boards.MonthGrid) -> GridRow:
    marks, away = grid.marks.get(row.resident, {}), grid.away.get(row.resident, {})
    looks = tuple(
        _LOOKS.get(marks[day], marks[day]) if day in marks else away_look(away.get(day, ""))
        for day in range(1, grid.month.length + 1)
    )
    return GridRow(row.resident, row.name, row.category, looks, str(len(marks)))


def _remarked(row: GridRow, marks: Mapping[int, str], grid: boards.MonthGrid) -> GridRow:
    away = grid.away.get(row.id, {})
    looks = tuple(
        (marks[day] or away_look(away.get(day, ""))) if day in marks else look
        for day, look in enumerate(row.marks, 1)
    )
    return replace(row, marks=looks, total=str(sum(look not in _NOT_COUNTED for look in looks)))


Amount = tuple[str, str, str]
"""What is counted, the number, the unit."""


def totals(view: MonthView) -> tuple[Amount, ...]:
    """本月 1,047 人次, by mode, days served and the average of a day."""
    marks, counts = view.totals(), view.day_counts()
    whole = sum(marks.values())
    guests = view.grid.guests if not view.is_presence else {}
    days = sum(bool(count or guests.get(day)) for day, count in enumerate(counts, 1))
    parts: list[Amount] = [("本月到院" if view.is_presence else "本月", f"{whole:,}", "人次")]
    if not view.is_presence:
        parts += [(one.label, f"{marks[one.key]:,}", "") for one in MODE_CHOICES]
    parts.append(("有人到院" if view.is_presence else "供餐", str(days), "天"))
    if days:
        parts.append(("日均", str(average(whole, days)), "人"))
    return tuple(parts)


def categories(view: MonthView) -> tuple[Amount, ...]:
    """特困 120, 低保 340 …, the guests, and how many were entered late (the dots in the cells)."""
    parts: list[Amount] = [(word, f"{count:,}", "") for word, count in view.by_category().items() if count]
    guests = sum(view.grid.guests.values())
    if guests and not view.is_presence:
        parts.append(("另有来客", f"{guests:,}", "人次"))
    if view.late and not view.is_presence:
        parts.append(("• 补录", f"{len(view.late):,}", "次"))
    return tuple(parts)
