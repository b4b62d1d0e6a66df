"""What the window shows of 到院: a day's board and a month's grid, with what follows from other records."""

from __future__ import annotations

from datetime import date

from happyhome.domain.activities import Participation
from happyhome.domain.dates import Month
from happyhome.domain.month_book import present_days
from happyhome.services.boards import MonthGrid, Tile, grid_of, tile_of
from happyhome.services.order import village_order
from happyhome.services.presence import presence_marks, presence_on
from happyhome.store.meals import month_rows
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.spans import in_span

MARKED = "marked"
DERIVED = "derived"
SOURCES = {"登记": MARKED, "用餐": "meal", "活动": "activity"}


def presence_board(reading: Reading, day: date) -> tuple[Tile, ...]:
    """Everyone still here on a day; ``state`` is MARKED, "meal" (ate here), "activity" (took part) or ""."""
    why = presence_on(reading, day).why
    here = [one for one in people(reading) if one.left_by(day) is None or one.id in why]
    return tuple(
        tile_of(one, day, SOURCES[why[one.id]] if one.id in why else "")
        for one in sorted(here, key=village_order)
    )


def presence_grid(reading: Reading, month: Month, everyone: bool = False) -> MonthGrid:
    """Residents × days at the home; marks are MARKED or DERIVED, slot is "presence"."""
    meals = [(who, int(day[8:]), mode) for who, day, _, mode, _ in month_rows(reading, month)]
    joined = [(row.resident, row.day.day) for row in in_span(reading, Participation, month.first, month.last)]
    marks = {who: dict.fromkeys(days, MARKED) for who, days in presence_marks(reading, month).items()}
    for who, days in present_days(meals, joined, ()).items():
        marks.setdefault(who, {}).update(dict.fromkeys(days, DERIVED))
    here = [one for one in people(reading) if one.left_by(month.first) is None or one.id in marks]
    chosen = [one for one in here if everyone or one.id in marks or one.value("service", month.last)]
    return grid_of(reading, month, "presence", chosen or here, marks)
