"""The head of a month grid: where the names are, and which column is which day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from happyhome.domain.dates import Month
from happyhome.domain.meals import SLOTS
from happyhome.exchange.incoming.cells import folded, text_of
from happyhome.exchange.incoming.headings import LOOK_AHEAD, has_name_word
from happyhome.exchange.incoming.sheets import Cell, Sheet
from happyhome.exchange.incoming.vocabulary import heading_key, words

FEWEST_DAYS = 3
_PLAIN = re.compile(r"^(\d{1,2})[日号]?$")
_MONTH_AND_DAY = re.compile(r"^(?:\d{4}[年./-])?(\d{1,2})[月./-](\d{1,2})[日号]?$")
_MONTH_IN_TITLE = re.compile(r"(\d{4})(?:年(\d{1,2})月(?!\d)|[.\-/](\d{1,2})(?![\d.\-/月日]))")
_BARE_MONTH = re.compile(r"(?<!\d)(\d{1,2})月份?(?!\d)")
_EXCEL_ZERO = date(1899, 12, 30)
_WEEKDAYS = frozenset("一二三四五六日天")
_TOTALS = (
    "合计",
    "小计",
    "总计",
    "合计人次",
    "合计次数",
    "次数",
    "天数",
    "餐数",
    "总次数",
    "用餐次数",
    "就餐次数",
    "就餐天数",
)
_SLOT_WORDS = {
    word: slot.key
    for slot in SLOTS
    for word in (
        slot.label,
        *slot.synonyms,
        slot.label[0] + "饭",
        *(("中", "中饭") if slot.key == "lunch" else ()),
    )
}


@dataclass(frozen=True, slots=True)
class GridHeading:
    """Rows ``first`` to ``last`` and columns, all from 0; -1 where there is no such column.

    ``slot`` is the column that says 午 or 晚 where each person has a row for each slot.
    ``days`` pairs a column with its day of the month; ``months`` are those that the day headings
    name themselves (9.1, 9月1日).
    """

    first: int
    last: int
    name: int
    id_number: int
    total: int
    slot: int
    days: tuple[tuple[int, int], ...]
    months: frozenset[int]


def find_grid(sheet: Sheet, slot: str, start: int = 0) -> GridHeading | None:
    """The first head at or after ``start`` with a column of names and columns of days, or None."""
    for row in range(start, min(start + LOOK_AHEAD, len(sheet.rows))):
        if has_name_word(sheet, row):
            found = grid_at(sheet, row, slot)
            if found is not None:
                return found
    return None


def grid_at(sheet: Sheet, row: int, slot: str) -> GridHeading | None:
    """The head whose row ``row`` has the word for names; the days may stand a row or two away."""
    near = [index for index in range(max(0, row - 1), row + 3) if index < len(sheet.rows)]
    day_row, (days, months) = row, _days_in(())
    for index in sorted(near, key=lambda index: abs(index - row)):
        found, named = _days_in(sheet.rows[index])
        if len(found) > len(days):
            day_row, days, months = index, found, named
    if len(days) < FEWEST_DAYS:
        return None
    first, last = min(row, day_row), max(row, day_row)
    if last + 1 < len(sheet.rows) and _is_weekdays(sheet.rows[last + 1], days):
        last += 1
    if last + 1 < len(sheet.rows):
        of_slot = _columns_of_slot(sheet.rows[last + 1], days, slot)
        if of_slot is not None:
            days, last = of_slot, last + 1
    name, number, total = _named_columns(sheet, first, last)
    return GridHeading(first, last, name, number, total, _slot_column(sheet, last, days), days, months)


def _named_columns(sheet: Sheet, first: int, last: int) -> tuple[int, int, int]:
    name = number = total = -1
    for row in sheet.rows[first : last + 1]:
        for index, cell in enumerate(row):
            key = heading_key(text_of(cell)) if isinstance(cell, str) else ""
            target = words().get(key, ("", 0.0))[0]
            if target == "name" and name < 0:
                name = index
            elif target == "id_number" and number < 0:
                number = index
            elif key in _TOTALS and total < 0:
                total = index
    return name, number, total


def _days_in(row: tuple[Cell, ...]) -> tuple[tuple[tuple[int, int], ...], frozenset[int]]:
    """Columns with growing days. 9.1 after 9.9 is the 10th: a number cell drops the nought."""
    days: list[tuple[int, int]] = []
    months: set[int] = set()
    last = 0
    for index, cell in enumerate(row):
        if cell == "":
            continue
        month, day = _day_in(cell)
        if month and day <= last and day * 10 == last + 1:
            day *= 10
        if last < day <= 31:
            days.append((index, day))
            last = day
            if month:
                months.add(month)
    return tuple(days), frozenset(months)


def _day_in(cell: Cell) -> tuple[int, int]:
    """(month or 0, day) that a day heading names; (0, 0) where it names none."""
    if isinstance(cell, datetime | date):
        return cell.month, cell.day
    if isinstance(cell, float | int) and 40_000 < cell < 80_000 and float(cell).is_integer():
        day = _EXCEL_ZERO + timedelta(days=int(cell))
        return day.month, day.day
    text = folded(text_of(cell))
    plain = _PLAIN.match(text)
    if plain:
        return 0, int(plain[1])
    both = _MONTH_AND_DAY.match(text)
    return (int(both[1]), int(both[2])) if both and 1 <= int(both[1]) <= 12 else (0, 0)


def slot_named(text: str) -> str:
    """The slot that a cell names (午, 午餐, 中饭); "" where it names none."""
    return _SLOT_WORDS.get(folded(text), "")


def _slot_column(sheet: Sheet, last: int, days: tuple[tuple[int, int], ...]) -> int:
    """The column before the days in which the rows under the head name a slot; -1 where none does."""
    first_day = days[0][0] if days else 0
    for row in sheet.rows[last + 1 : last + 4]:
        for index, cell in enumerate(row[:first_day]):
            if isinstance(cell, str) and slot_named(cell):
                return index
    return -1


def _is_weekdays(row: tuple[Cell, ...], days: tuple[tuple[int, int], ...]) -> bool:
    """Whether a row says 一 二 三 … 日 under the days."""
    texts = [folded(text_of(row[column])) for column, _ in days if column < len(row) and row[column] != ""]
    named = sum(1 for text in texts if text.removeprefix("星期").removeprefix("周") in _WEEKDAYS)
    return named >= FEWEST_DAYS and named * 2 > len(texts)


def _columns_of_slot(
    row: tuple[Cell, ...], days: tuple[tuple[int, int], ...], slot: str
) -> tuple[tuple[int, int], ...] | None:
    """Days split into 早 午 晚: the columns of one of them; None where they are not split."""
    slots = [_SLOT_WORDS.get(folded(text_of(cell)), "") if cell != "" else "" for cell in row]
    if sum(1 for found in slots if found) < len(days):
        return None
    columns = []
    ends = [column for column, _ in days[1:]] + [len(row)]
    for (column, day), end in zip(days, ends, strict=True):
        columns += [(index, day) for index in range(column, min(end, len(row))) if slots[index] == slot][:1]
    return tuple(columns)


def month_said(sheet: Sheet, heading: GridHeading, asked: Month) -> Month | None:
    """The month that the title, the sheet's name or the day headings give; None where none does."""
    titles = [folded(text_of(cell)) for row in sheet.rows[: heading.first] for cell in row if cell != ""]
    for text in (*titles, folded(sheet.name)):
        found = _MONTH_IN_TITLE.search(text)
        number = int(found[2] or found[3]) if found else 0
        if found and 1 <= number <= 12:
            return Month(int(found[1]), number)
    for text in (folded(sheet.name), *titles):
        bare = _BARE_MONTH.search(text)
        if bare and 1 <= int(bare[1]) <= 12:
            return Month(asked.year, int(bare[1]))
    return Month(asked.year, min(heading.months)) if len(heading.months) == 1 else None


def slot_said(sheet: Sheet, heading: GridHeading) -> str:
    """The one slot that the title or the sheet's name gives; "" where it gives none or several."""
    titles = [text_of(cell) for row in sheet.rows[: heading.first] for cell in row if cell != ""]
    text = folded(" ".join([*titles, sheet.name]))
    named = {key for word, key in _SLOT_WORDS.items() if len(word) > 1 and word in text}
    return named.pop() if len(named) == 1 else ""
