"""Residents by days: the columns and rows that both attendance sheets share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from happyhome.domain.dates import WEEKDAYS, Month
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import Person
from happyhome.reports.document import CellKind, Column

NOT_HERE = "—"
_AWAY_MARKS = {"away": "外", "hospital": "院"}
DAY_WIDTH = 4.85


def day_key(number: int) -> str:
    """The key of a day's column."""
    return f"day{number}"


def day_columns(month: Month, closed: frozenset[int] = frozenset()) -> tuple[Column, ...]:
    """A narrow column for each day of the month under its number and weekday; closed days shaded."""
    return tuple(
        Column(
            day_key(day.day),
            (str(day.day), WEEKDAYS[day.weekday()]),
            DAY_WIDTH,
            kind=CellKind.MARK,
            size=9.0,
            shaded=day.day in closed,
        )
        for day in month.days()
    )


def closed_days(book: MonthBook) -> frozenset[int]:
    """Days recorded as closed. A day nobody recorded is not among them."""
    return frozenset(number for number, opened in book.days.items() if not opened) - set(book.open_days)


def day_cells(
    book: MonthBook, person: Person, marks: Mapping[int, str]
) -> tuple[tuple[str, ...], frozenset[int]]:
    """The month's cells of one person, and which of them are only hints (planned absence).

    A recorded mark always stands, also where it contradicts a planned absence.
    """
    cells: list[str] = []
    hints: set[int] = set()
    for day in book.month.days():
        mark = marks.get(day.day, "")
        if not mark:
            mark = _absence(person, day)
            if mark:
                hints.add(day.day - 1)
        cells.append(mark)
    return tuple(cells), frozenset(hints)


def _absence(person: Person, day: date) -> str:
    """外 or 院 while away, a dash before admission and after leaving, else nothing."""
    if person.left_by(day) is not None or person.admitted_by(day) is False:
        return NOT_HERE
    return _AWAY_MARKS.get(person.value("whereabouts", day), "")
