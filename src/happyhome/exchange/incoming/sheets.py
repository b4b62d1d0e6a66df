"""Open a workbook or a text table, whatever its file name says, and hand out its sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from happyhome.domain.hidden import without_hidden
from happyhome.domain.problems import Refusal, refuse
from happyhome.exchange.incoming.cell_texts import Cleaner, told_extras
from happyhome.exchange.incoming.containers import (
    MOST_BYTES,
    check_size,
    check_workbook,
    looks_like,
    opened,
    too_long,
)
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.mended_books import mended
from happyhome.exchange.incoming.open_document import Span
from happyhome.exchange.incoming.refusals import (
    crowded,
    damaged,
    far,
    many_sheets,
    only_pictures,
    password,
    too_big,
    wordy,
)
from happyhome.exchange.incoming.text_tables import read_text_table
from happyhome.exchange.incoming.zip_books import MOST_SHEETS, Extras
from happyhome.files.environment import EnvironmentRefusal
from happyhome.files.reading import NotAFile, TooLong, is_gone, read_bounded

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta

MOST_ROWS = 200_000
"""Rows down to the last with content, blank ones counted."""
MOST_FILLED = 15_000
"""Rows with content, in all sheets: a township's elders, taken in within ten seconds on a slow machine."""
MOST_COLUMNS = 500
MOST_CELLS = 6_000_000
MOST_MERGED = 20_000
MOST_TEXT = 6_000_000
"""Characters in one sheet: fifteen thousand rows of four hundred."""


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range; rows and columns from 0, all included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it lies: ``rows[0]`` is Excel's row 1, ``""`` an empty cell.

    ``merged`` is empty where the format does not tell (csv). ``told`` is what the clerk should know of
    the sheet itself: cells that were cleaned or cut, formulas without a value, macros that were passed over.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    visible: bool = True
    told: tuple[SheetProblem, ...] = ()

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max((len(row) for row in self.rows), default=0)


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """All sheets of an xlsx, xls, ods, et or csv file; the content decides, not the name.

    Values only: no formula, macro or link is followed. Raises Refusal (file_missing, file_empty, file_kind,
    file_damaged, file_password, file_too_big, file_unsafe) and EnvironmentRefusal where the device cannot be read.
    """
    name = without_hidden(path.name)
    data = _bytes_of(path, name)
    if looks_like(data, name) == "text":
        sheets: tuple[Sheet, ...] = (
            _sheet(without_hidden(path.stem), read_text_table(data, name, MOST_ROWS), name),
        )
        extras = Extras()
    else:
        data = opened(data, name)
        extras = check_workbook(data, name)
        sheets = _sheets_of(data, name, extras)
    if not _has_content(sheets):
        if extras.pictures:
            raise only_pictures(name)
        raise refuse("file_empty", f"“{name}”里没有内容。请检查是不是选错了文件。")
    return sheets


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        data = read_bounded(path, MOST_BYTES)
    except TooLong as error:
        raise too_long(name) from error
    except NotAFile as error:
        raise refuse("file_kind", f"“{name}”不是文件，请选择文件夹里面的表格文件。") from error
    except OSError as error:
        if is_gone(error):
            raise refuse("file_missing", f"找不到文件“{name}”。请检查 U 盘是否插好，再重新选择。") from error
        code = "no_permission" if isinstance(error, PermissionError) else "device_error"
        text = f"“{name}”读不出来。请关闭正在打开它的 Excel 或 WPS，检查 U 盘是否插好，再试一次。"
        raise EnvironmentRefusal(code, text, path) from error
    check_size(len(data), name)
    return data


def _has_content(sheets: tuple[Sheet, ...]) -> bool:
    return any(any(any(row) for row in sheet.rows) for sheet in sheets)


def _sheets_of(data: bytes, name: str, extras: Extras) -> tuple[Sheet, ...]:
    """The sheets as the reader finds them; of a book that it stumbles over, as they are when written plainly."""
    sheets: tuple[Sheet, ...] = ()
    stumbled: Refusal | None = None
    try:
        sheets = _workbook(data, name, extras)
    except Refusal as refusal:
        if refusal.problems[0].code != "file_damaged":
            raise
        stumbled = refusal
    plain = None if _has_content(sheets) else mended(data)
    if plain is not None:
        return _workbook(plain, name, extras)
    if stumbled is not None:
        raise stumbled
    return sheets


def _workbook(data: bytes, name: str, extras: Extras) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    try:
        # From a file object the content decides; from a path the ending would.
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(_sheets(book, name, extras))
    except Refusal:
        raise
    except PasswordError as error:
        raise password(name) from error
    except (CalamineError, XmlError, ZipError, OSError, ValueError, OverflowError) as error:
        raise damaged(name) from error
    except BaseException as error:
        # A panic in the reader's native code is not an Exception; it means a file it cannot follow.
        if type(error).__name__ == "PanicException":
            raise damaged(name) from error
        raise


def _sheets(book: CalamineWorkbook, name: str, extras: Extras) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    listed = book.sheets_metadata
    if len(listed) > MOST_SHEETS:
        raise many_sheets(name, len(listed))
    taken: set[str] = set()
    filled, laid, first = 0, 0, True
    for number, item in enumerate(listed):
        if item.typ is not SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_index(number)
        height, width = _reach(found)
        if height > MOST_ROWS or height * width > MOST_CELLS:
            raise too_big(name, MOST_ROWS, MOST_COLUMNS)
        laid += height * width
        if laid > MOST_CELLS:  # each alone is bearable, and all of them are kept
            raise far(name, f"工作表“{without_hidden(item.name)[:100]}”第 {height} 行")
        called = _own_name(item.name, taken)
        taken.add(called)
        areas = _merged(found, extras.merged.get(number, ()))
        visible = item.visible is SheetVisibleEnum.Visible
        made = _sheet(called, found.to_python(skip_empty_area=False), name, areas, visible)
        filled += sum(1 for row in made.rows if any(row))
        if filled > MOST_FILLED:
            raise crowded(name, called, filled, MOST_FILLED)
        told = told_extras(made.name, extras, number, first and visible)
        first = first and not visible
        yield Sheet(made.name, made.rows, areas, visible, (*told, *made.told))


def _own_name(said: str, taken: set[str]) -> str:
    """The sheet's name without what is not seen, and unlike those before it."""
    name = without_hidden(said)[:100]
    return name if name not in taken else f"{name}（{len(taken) + 1}）"


def _sheet(
    called: str,
    lines: Iterable[Iterable[Cell]],
    name: str,
    areas: tuple[Area, ...] = (),
    visible: bool = True,
) -> Sheet:
    cleaner = Cleaner(called)
    rows = tuple(cleaner.row(number, line) for number, line in enumerate(lines, 1))
    if cleaner.characters > MOST_TEXT:
        raise wordy(name, MOST_TEXT)
    return Sheet(called, _bounded(rows, name), areas, visible, cleaner.told())


def _reach(found: CalamineSheet) -> tuple[int, int]:
    """Rows and columns down to the last filled cell; the reader's own totals are one too few."""
    return (found.end[0] + 1, found.end[1] + 1) if found.end else (0, 0)


def _merged(found: CalamineSheet, listed: Sequence[Span]) -> tuple[Area, ...]:
    """The merged ranges within the sheet's cells; none where they cannot be what Excel wrote.

    Ranges never overlap, so that together they are no larger than the sheet.
    """
    said = found.merged_cell_ranges or listed
    height, width = _reach(found)
    areas = [
        Area(top[0], top[1], min(end[0], height - 1), min(end[1], width - 1))
        for top, end in said[:MOST_MERGED]
        if top[0] <= end[0] and top[1] <= end[1] and top[0] < height and top[1] < width
    ]
    laid = sum((one.bottom - one.top + 1) * (one.right - one.left + 1) for one in areas)
    return tuple(areas) if len(said) <= MOST_MERGED and laid <= height * width else ()


def _bounded(rows: tuple[tuple[Cell, ...], ...], name: str) -> tuple[tuple[Cell, ...], ...]:
    """The rows without empty columns far to the right; refuses what no village keeps."""
    if len(rows) > MOST_ROWS:
        raise too_big(name, MOST_ROWS, MOST_COLUMNS)
    if max((len(row) for row in rows), default=0) <= MOST_COLUMNS:
        return rows
    if any(any(row[MOST_COLUMNS:]) for row in rows):
        raise too_big(name, MOST_ROWS, MOST_COLUMNS)
    return tuple(row[:MOST_COLUMNS] for row in rows)
