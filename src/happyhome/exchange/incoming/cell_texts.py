"""Texts of cells on their way in: what is not seen is taken out, what nobody typed is cut, and both are told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from happyhome.domain.hidden import has_hidden, reorders, without_hidden
from happyhome.domain.problems import Level
from happyhome.exchange.incoming.cell_reach import MOST_WRONG
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.zip_books import Extras

if TYPE_CHECKING:
    from happyhome.exchange.incoming.sheets import Cell

LONGEST = 2_000
"""Characters of one cell; a page and a half of A4."""
_MOST_TOLD = 50
_SHOWN = 20
_MOST_ROWS = 8
# Excel's own way of writing a character that XML cannot hold.
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|007[Ff]|FFF[EeFf]|fff[ef]|[dD][89a-fA-F][0-9A-Fa-f]{2})_")


class Cleaner:
    """Goes over the cells of one sheet, row by row."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._told: list[SheetProblem] = []
        self._more = 0
        self.characters = 0

    def row(self, number: int, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """The cells of row ``number`` (from 1)."""
        kept = tuple(cells)
        # Most rows are as they should be, and are looked at as a whole.
        text = "\n".join([cell for cell in kept if isinstance(cell, str)])
        self.characters += len(text)
        if not self._is_odd(text):
            return kept
        return tuple(
            self._clean(number, column, cell) if isinstance(cell, str) and self._is_odd(cell) else cell
            for column, cell in enumerate(kept, 1)
        )

    def told(self) -> tuple[SheetProblem, ...]:
        """What was done, cell by cell; of very many the first ones."""
        if not self._more:
            return tuple(self._told)
        text = f"工作表“{self._sheet}”里还有 {self._more} 格有看不见的符号或太长，也同样处理了。"
        return (*self._told, SheetProblem(self._sheet, 1, "", "cell_cleaned", Level.INFO, text))

    def _is_odd(self, text: str) -> bool:
        return len(text) > LONGEST or has_hidden(text) or ("_x" in text and bool(_ESCAPED.search(text)))

    def _clean(self, number: int, column: int, typed: str) -> str:
        text = without_hidden(_ESCAPED.sub("", typed))
        where, shown = f"第 {number} 行第 {column} 列", text[:_SHOWN]
        if len(text) > LONGEST:
            self._tell(number, "cell_cut", Level.WARNING,
                       f"{where}有 {len(text)} 个字，只读了前 {LONGEST} 个字。请核对这一格是不是贴错了内容。")  # fmt: skip
            return text[:LONGEST]
        if text != typed:
            if reorders(typed):
                self._tell(number, "cell_reordered", Level.WARNING,
                           f"{where}有改变字序的暗码，去掉以后是“{shown}”，和屏幕上看到的可能不一样。请照证件核对。")  # fmt: skip
            else:
                self._tell(number, "cell_cleaned", Level.INFO, f"{where}有看不见的符号，已经去掉。")
        return text

    def _tell(self, row: int, code: str, level: Level, text: str) -> None:
        if len(self._told) >= _MOST_TOLD:
            self._more += 1
        else:
            self._told.append(SheetProblem(self._sheet, row, "", code, level, text))


def told_extras(sheet: str, extras: Extras, number: int, is_first: bool) -> list[SheetProblem]:
    """What stands in the workbook besides values: formulas that have none, and what is passed over."""
    found = []
    for place in extras.uncached.get(number, ()):
        row = int("".join(ch for ch in place if ch.isdigit()))
        text = (
            f"{place} 格是公式，但没有保存算出来的结果，读不到内容。请用 Excel 或 WPS 打开，保存一次再导入。"
        )
        found.append(SheetProblem(sheet, row, "", "formula_uncached", Level.WARNING, text))
    found += _wrong(sheet, extras.errors.get(number, ()))
    if not is_first:
        return found
    passed = (
        (extras.macros, "macros_ignored", "表里有宏，没有运行，只读了格子里的内容。"),
        (
            extras.links,
            "links_ignored",
            "表里有指向别的文件的链接或数据连接，没有打开，只读了格子里保存的内容。",
        ),
        (extras.pictures, "pictures_ignored", "表里的图片和嵌入的文件没有读，只读了格子里的内容。"),
    )
    return found + [
        SheetProblem(sheet, 1, "", code, Level.INFO, text) for there, code, text in passed if there
    ]


def _wrong(sheet: str, places: tuple[str, ...]) -> list[SheetProblem]:
    """Cells that the reader hands out as empty because their value is an error; one line a column."""
    columns: dict[str, list[int]] = {}
    for place in places:
        letters = place.rstrip("0123456789")
        columns.setdefault(letters, []).append(int(place[len(letters) :]))
    found = []
    for column, rows in columns.items():
        named = "、".join(map(str, rows[:_MOST_ROWS]))
        more = f" 等 {len(rows)} 行" if len(rows) > _MOST_ROWS else " 行"
        text = f"{column} 列第 {named}{more}是错误值（#N/A、#REF! 之类），当作空格读了。请在表里改好再导入，或导入后补上。"
        found.append(SheetProblem(sheet, rows[0], "", "formula_error", Level.WARNING, text))
    if len(places) >= MOST_WRONG:
        text = f"工作表“{sheet}”里可能还有别的格是错误值，也当作空格读了。请在表里搜“#”逐个改好。"
        found.append(SheetProblem(sheet, 1, "", "formula_error", Level.WARNING, text))
    return found
