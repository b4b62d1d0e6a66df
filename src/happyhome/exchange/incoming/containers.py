"""Judge a file by its first bytes before anything unpacks it."""

from __future__ import annotations

from happyhome.domain.problems import Refusal, refuse
from happyhome.exchange.incoming.kinds import kind_of, kind_of_streams
from happyhome.exchange.incoming.old_excel import (
    MOST_COLUMN,
    faulty,
    is_garbled,
    is_locked,
    leads_nowhere,
    reach,
    workbook_stream,
    wrong_cells,
)
from happyhome.exchange.incoming.refusals import damaged, far, garbled, not_a_table, other_file, password
from happyhome.exchange.incoming.standard_password import opened_by_itself
from happyhome.exchange.incoming.text_tables import unmarked_utf16
from happyhome.exchange.incoming.zip_books import Extras, look_through

MOST_BYTES = 50 * 1024 * 1024
MOST_CELLS_OLD = 6_000_000
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def check_size(size: int, name: str) -> None:
    """Refuse a file of no bytes, or of more than 50 MB."""
    if size == 0:
        raise refuse("file_empty", f"“{name}”是空文件（0 字节），可能没有复制完整。请重新复制后再导入。")
    if size > MOST_BYTES:
        raise too_long(name)


def too_long(name: str) -> Refusal:
    """The refusal for a file of more than 50 MB."""
    return refuse(
        "file_too_big",
        f"“{name}”超过 {MOST_BYTES // 1024 // 1024} MB，不像是花名册。请检查是不是选错了文件。",
    )


def looks_like(data: bytes, name: str) -> str:
    """workbook or text, by content; raises Refusal file_kind for web pages, PDF, pictures … and says which."""
    if data.startswith((_ZIP, _OLE)):
        return "workbook"
    known = kind_of(data)
    if known:
        raise other_file(name, known)
    if (
        b"\0" in data[:4096]
        and not unmarked_utf16(data)
        and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    ):
        raise not_a_table(name)
    return "text"


def opened(data: bytes, name: str) -> bytes:
    """The workbook as it is; where Excel locked it with its own password and opens it unasked, what is inside.

    Refuses (file_password) where somebody set a password, and (file_damaged) what is no sound container.
    """
    if not data.startswith(_OLE):
        return data
    if leads_nowhere(data):
        raise damaged(name)
    if _ENCRYPTED not in data and not is_locked(workbook_stream(data)):
        return data
    inside = opened_by_itself(data)
    if inside is None or not inside.startswith((_ZIP, _OLE)) or _ENCRYPTED in inside:
        raise password(name)
    return inside


def check_workbook(data: bytes, name: str) -> Extras:
    """What a workbook holds besides cells.

    Refuses what is cut off, no workbook, or would fill the memory when it is unpacked.
    """
    if not data.startswith(_OLE):
        return look_through(data, name)
    _check_old(data, name)
    return Extras(macros=_MACROS in data, errors=wrong_cells(data))


def _check_old(data: bytes, name: str) -> None:
    if leads_nowhere(data):
        raise damaged(name)
    stream = workbook_stream(data)
    known = None if stream else kind_of_streams(data)
    if known:
        raise other_file(name, known)
    if is_garbled(stream):
        raise garbled(name)
    found = reach(data)
    if faulty(data) or found.column > MOST_COLUMN:
        raise damaged(name)
    if found.cells > MOST_CELLS_OLD:  # the reader lays out all sheets before it gives one
        raise far(name, f"第 {found.row + 1} 行")
