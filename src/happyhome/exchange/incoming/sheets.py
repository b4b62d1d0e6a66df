"""Open a workbook or a text table, whatever its file name says, and hand out its sheets."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

from happyhome.domain.problems import Refusal, refuse
from happyhome.exchange.incoming.containers import (
    MOST_BYTES,
    check_size,
    check_workbook,
    damaged,
    looks_like,
    password,
)
from happyhome.exchange.incoming.text_tables import read_text_table
from happyhome.files.environment import EnvironmentRefusal

Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 20_000_000


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

    ``merged`` is empty where the format does not tell (ods, csv).
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    visible: bool = True

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max((len(row) for row in self.rows), default=0)


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """All sheets of an xlsx, xls, ods, et or csv file; the content decides, not the name.

    Raises Refusal (file_missing, file_empty, file_kind, file_damaged, file_password,
    file_too_big) and EnvironmentRefusal where the device cannot be read.
    """
    data = _bytes_of(path)
    kind = looks_like(data, path.name)
    if kind == "text":
        sheets: tuple[Sheet, ...] = (Sheet(path.stem, _bounded(read_text_table(data, path.name), path.name)),)
    else:
        check_workbook(data, path.name)
        sheets = _workbook(data, path.name)
    if not any(any(any(row) for row in sheet.rows) for sheet in sheets):
        raise refuse("file_empty", f"“{path.name}”里没有内容。请检查是不是选错了文件。")
    return sheets


def _bytes_of(path: Path) -> bytes:
    try:
        check_size(path.stat().st_size, path.name)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise refuse("file_missing", f"找不到文件“{path.name}”。请检查 U 盘是否插好，再重新选择。") from error
    except IsADirectoryError as error:
        raise refuse("file_kind", f"“{path.name}”是文件夹，请选择里面的表格文件。") from error
    except OSError as error:
        code = "no_permission" if isinstance(error, PermissionError) else "device_error"
        text = f"“{path.name}”读不出来。请关闭正在打开它的 Excel 或 WPS，检查 U 盘是否插好，再试一次。"
        raise EnvironmentRefusal(code, text, path) from error


def _workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        XmlError,
        ZipError,
    )

    try:
        # From a file object the content decides; from a path the ending would.
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(
                _sheet(book.get_sheet_by_name(item.name), item.visible is SheetVisibleEnum.Visible, name)
                for item in book.sheets_metadata
                if item.typ is SheetTypeEnum.WorkSheet
            )
    except Refusal:
        raise
    except PasswordError as error:
        raise password(name) from error
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as error:
        raise damaged(name) from error
    except BaseException as error:
        # A panic in the reader's native code is not an Exception; it means a file it cannot follow.
        if type(error).__name__ == "PanicException":
            raise damaged(name) from error
        raise


def _sheet(found: object, visible: bool, name: str) -> Sheet:
    from python_calamine import CalamineSheet

    assert isinstance(found, CalamineSheet)
    if found.total_height > MOST_ROWS or found.total_height * found.total_width > MOST_CELLS:
        raise _too_big(name)
    rows = tuple(map(tuple, found.to_python(skip_empty_area=False)))
    areas = tuple(Area(top[0], top[1], end[0], end[1]) for top, end in found.merged_cell_ranges or ())
    return Sheet(found.name, _bounded(rows, name), areas, visible)


def _bounded(rows: tuple[tuple[Cell, ...], ...], name: str) -> tuple[tuple[Cell, ...], ...]:
    """The rows without empty columns far to the right; refuses what no village keeps."""
    if len(rows) > MOST_ROWS:
        raise _too_big(name)
    if max((len(row) for row in rows), default=0) <= MOST_COLUMNS:
        return rows
    if any(any(row[MOST_COLUMNS:]) for row in rows):
        raise _too_big(name)
    return tuple(row[:MOST_COLUMNS] for row in rows)


def _too_big(name: str) -> Refusal:
    return refuse(
        "file_too_big",
        f"“{name}”的表太大（超过 {MOST_ROWS // 10000} 万行或 {MOST_COLUMNS} 列）。"
        "请删去多余的行列，或分成几个文件再导入。",
    )
