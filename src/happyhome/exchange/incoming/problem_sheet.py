"""A copy of a sheet with each problem beside its row, to be put right and imported again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from happyhome.domain.hidden import without_hidden
from happyhome.domain.problems import Level
from happyhome.exchange.incoming.cells import MOST_EXACT
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.headings import LOOK_AHEAD, find_heading, has_name_word
from happyhome.exchange.incoming.sheets import Cell, Sheet

HEADING = "问题"
_TINTS = {Level.REFUSED: "F8CBAD", Level.WARNING: "FFF2CC", Level.INFO: "E2EFDA"}
_ORDER = (Level.REFUSED, Level.WARNING, Level.INFO)
_WORDS = {Level.REFUSED: "【未导入】", Level.WARNING: "【请核对】", Level.INFO: "【说明】"}
_NO_TITLE = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_MOST_MERGED = 5_000
_LONGEST = 32_000  # Excel keeps 32,767 characters of a cell
_WIDEST, _NARROWEST, _PROBLEM_WIDTH = 32, 5, 70


def problem_sheet(sheets: Sequence[Sheet], problems: Iterable[SheetProblem]) -> bytes:
    """A workbook of all visible sheets, each with a last column 问题; rows keep their numbers.

    Every cell is text or a plain number, nothing becomes a formula.
    """
    of_sheet: dict[str, dict[int, list[SheetProblem]]] = {}
    for problem in problems:
        of_sheet.setdefault(problem.sheet, {}).setdefault(problem.row, []).append(problem)
    book = _book([sheet for sheet in sheets if sheet.visible or sheet.name in of_sheet], of_sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _book(sheets: Sequence[Sheet], of_sheet: dict[str, dict[int, list[SheetProblem]]]) -> Any:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(_NO_TITLE.sub("_", sheet.name).strip("'")[:31] or "表")
        _fill(page, sheet, ILLEGAL_CHARACTERS_RE)
        _tell(page, sheet, of_sheet.get(sheet.name, {}))
        for area in sheet.merged:
            if (area.bottom - area.top + 1) * (area.right - area.left + 1) > _MOST_MERGED:
                continue
            page.merge_cells(
                start_row=area.top + 1,
                start_column=area.left + 1,
                end_row=area.bottom + 1,
                end_column=area.right + 1,
            )
    if not sheets:
        book.create_sheet("表")
    return book


def _fill(page: Any, sheet: Sheet, illegal: Any) -> None:
    widths: dict[int, int] = {}
    for row_number, row in enumerate(sheet.rows, 1):
        alone = sum(1 for value in row if value != "") == 1
        for column, value in enumerate(row, 1):
            if value == "":
                continue
            shown = _shown(value)
            cell = page.cell(row_number, column)
            if isinstance(shown, str):
                cell.value = illegal.sub("", without_hidden(shown))
                cell.data_type = "s"  # a text that begins with = stays a text
                cell.number_format = "@"
            else:
                cell.value = shown
            if not alone:
                widths[column] = max(widths.get(column, 0), _width(str(shown)))
    for column, width in widths.items():
        page.column_dimensions[_letter(column)].width = min(max(width + 2, _NARROWEST), _WIDEST)


def _shown(value: Cell) -> str | float | int:
    """Numbers that Excel would round or show in powers of ten are text from here on."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if not isfinite(value) or abs(value) >= MOST_EXACT:
            return repr(value)
        whole = int(value) if float(value).is_integer() else None
        return value if whole is None else str(whole) if abs(whole) >= 10**10 else whole
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else str(value)
    if isinstance(value, date | time | timedelta):
        return str(value)
    return value


def _tell(page: Any, sheet: Sheet, problems: dict[int, list[SheetProblem]]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    last = sheet.width + 1
    middle = Alignment(vertical="center", wrap_text=True)
    fills = {level: PatternFill("solid", fgColor=tint) for level, tint in _TINTS.items()}
    known: dict[tuple[Level, tuple[int, ...]], Any] = {}
    for number, several in problems.items():
        several = sorted(several, key=_severity)
        lines = [_WORDS[problem.level] + problem.text for problem in several]
        cell = page.cell(number, last)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", without_hidden("\n".join(lines)))[:_LONGEST]
        cell.data_type = "s"
        for column in range(1, last + 1):
            beside = page.cell(number, column)
            # Looking a style up takes openpyxl far longer than taking one that was looked up before.
            key = (several[0].level, tuple(beside._style or ()))  # noqa: SLF001
            if key not in known:
                beside.fill, beside.alignment = fills[several[0].level], middle
                known[key] = beside._style  # noqa: SLF001
            beside._style = copy(known[key])  # noqa: SLF001
        page.row_dimensions[number].height = 16.0 * sum(-(-_width(line) // _PROBLEM_WIDTH) for line in lines)
    page.column_dimensions[_letter(last)].width = _PROBLEM_WIDTH
    _head(page, sheet, last)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0


def _head(page: Any, sheet: Sheet, last: int) -> None:
    """The word 问题 beside the headings, which stay in sight; a problem there is not overwritten."""
    from openpyxl.styles import Font

    heading = find_heading(sheet)
    named = [index for index in range(min(LOOK_AHEAD, len(sheet.rows))) if has_name_word(sheet, index)]
    if not named:
        return
    first, end = (heading.first, heading.last) if heading is not None else (named[0], named[0])
    cell = page.cell(first + 1, last)
    if not cell.value:
        cell.value = HEADING
    for row in range(first, end + 1):
        for column in range(1, last):
            page.cell(row + 1, column).font = Font(bold=True)
    page.freeze_panes = page.cell(end + 2, 1)


def _severity(problem: SheetProblem) -> int:
    return _ORDER.index(problem.level)


def _width(text: str) -> int:
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
