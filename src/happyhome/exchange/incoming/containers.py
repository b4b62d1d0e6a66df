"""Judge a file by its first bytes and its table of contents before anything unpacks it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import IO

from happyhome.domain.problems import Refusal, refuse
from happyhome.exchange.incoming.old_excel import MOST_COLUMN, leads_nowhere, reach

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED = 600 * 1024 * 1024
MOST_PARTS = 3000
MOST_CELLS_SAID = 30_000_000
MOST_CELLS_OLD = 8_000_000
_RATIO_WHEN_BIG = 120
_BIG = 64 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# All that zipfile raises for an archive that is cut off, altered or packed in a way it does not know.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
# It begins with what is found fast: every cell of every sheet passes by here.
_FAR_CELL = re.compile(rb' r="(?=[A-Z]{3}|[A-Z]*\d{6})([A-Z]*)(\d+)"')
_CELL_BYTES = 96
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')


def check_size(size: int, name: str) -> None:
    """Refuse a file of no bytes, or of more than 50 MB."""
    if size == 0:
        raise refuse("file_empty", f"“{name}”是空文件（0 字节），可能没有复制完整。请重新复制后再导入。")
    if size > MOST_BYTES:
        raise refuse(
            "file_too_big",
            f"“{name}”超过 {MOST_BYTES // 1024 // 1024} MB，不像是花名册。请检查是不是选错了文件。",
        )


def looks_like(data: bytes, name: str) -> str:
    """workbook or text, by content; raises Refusal file_kind for web pages, PDF, pictures …"""
    if data.startswith((_ZIP, _OLE)):
        return "workbook"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style", b"<div")):
        raise refuse(
            "file_kind",
            f"“{name}”其实是网页格式，不是真正的表格。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。",
        )
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if head.startswith((b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8\xff")) or (b"\0" in head and not utf16):
        raise not_a_table(name)
    return "text"


def not_a_table(name: str) -> Refusal:
    """The refusal for a file that holds no table."""
    return refuse("file_kind", f"“{name}”不是表格文件。请选择 xlsx、xls、ods 或 csv 文件。")


def password(name: str) -> Refusal:
    """The refusal for a file that asks for a password."""
    return refuse(
        "file_password", f"“{name}”设了密码，读不了。请在 Excel 或 WPS 里打开，去掉密码另存一份再导入。"
    )


def damaged(name: str) -> Refusal:
    """The refusal for a file that is cut off or broken."""
    return refuse(
        "file_damaged", f"“{name}”已损坏或没有复制完整。请用 Excel 或 WPS 打开看看，重新复制或另存后再导入。"
    )


def check_workbook(data: bytes, name: str) -> None:
    """Refuse what is encrypted, cut off, no workbook, or would fill the memory when unpacked."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise password(name)
        _check_old(data, name)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts, name)
    except _BROKEN as error:
        raise damaged(name) from error


def _check_parts(parts: zipfile.ZipFile, name: str) -> None:
    listed = parts.infolist()
    unpacked = sum(item.file_size for item in listed)
    packed = sum(item.compress_size for item in listed) or 1
    if (
        len(listed) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > _BIG and unpacked / packed > _RATIO_WHEN_BIG)
    ):
        raise refuse("file_too_big", f"“{name}”展开后大得不正常，为安全起见没有打开。请另存一份再导入。")
    names = {item.filename for item in listed}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise not_a_table(name)
    for item in names:
        if item.startswith("xl/worksheets/") and item.endswith(".xml"):
            _check_corner(parts, item, name)


def _check_corner(parts: zipfile.ZipFile, part: str, name: str) -> None:
    """One stray cell in the farthest corner would make the reader lay out every cell before it."""
    with parts.open(part) as file:
        head = file.read(4096)
        said = [match.groups() for match in (_DIMENSION.search(head),) if match]
        # Many sheets do not say how large they are, and some say it wrongly.
        said += _far_cells(head, file)
    if any(len(column) > 3 or len(row) > 7 for column, row in said):
        raise damaged(name)
    rows = max((int(row) for _, row in said), default=1)
    letters = max((column.decode() for column, _ in said), key=_column_number, default="A")
    if _column_number(letters) * rows > MOST_CELLS_SAID:
        raise _stray(name, f"{letters}{rows}")


def _far_cells(head: bytes, file: IO[bytes]) -> list[tuple[bytes, bytes]]:
    """(column, row) of the cells that stand beyond column ZZ or row 99,999."""
    found, piece = [], head
    while piece:
        found += _FAR_CELL.findall(piece)
        more = file.read(1 << 20)
        piece = piece[-_CELL_BYTES:] + more if more else b""
    return found


def _check_old(data: bytes, name: str) -> None:
    if leads_nowhere(data):
        raise damaged(name)
    found = reach(data)
    if found.column > MOST_COLUMN:
        raise damaged(name)
    if (found.row + 1) * (found.column + 1) > MOST_CELLS_OLD:
        raise _stray(name, f"第 {found.row + 1} 行")


def _stray(name: str, where: str) -> Refusal:
    return refuse(
        "file_too_big",
        f"“{name}”的表里，很远的格子（{where}）也有内容或格式。请把有用的行列复制到一张新表，再导入。",
    )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
