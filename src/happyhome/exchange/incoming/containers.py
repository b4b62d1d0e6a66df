"""Judge a file by its first bytes before anything unpacks it."""

from __future__ import annotations

from happyhome.domain.problems import Refusal, refuse
from happyhome.exchange.incoming.old_excel import MOST_COLUMN, faulty, leads_nowhere, reach
from happyhome.exchange.incoming.refusals import damaged, far, not_a_table, password
from happyhome.exchange.incoming.zip_books import Extras, look_through

MOST_BYTES = 50 * 1024 * 1024
MOST_CELLS_OLD = 6_000_000
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style", b"<div", b"<body", b"<head")
_OTHERS = (
    *(
        b"%pdf",
        b"{\\rtf",
        b"\x89png",
        b"\xff\xd8\xff",
        b"gif8",
        b"\x1f\x8b",
        b"7z\xbc\xaf",
        b"rar!",
        b"mz\x90",
    ),
    b"\x7felf",
)


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
    """workbook or text, by content; raises Refusal file_kind for web pages, PDF, pictures …"""
    if data.startswith((_ZIP, _OLE)):
        return "workbook"
    head = data[:65_536].lstrip(b"\xef\xbb\xbf \t\r\n")[:4096].lower()
    if head.startswith(_PAGES):
        raise refuse(
            "file_kind",
            f"“{name}”其实是网页格式，不是真正的表格。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。",
        )
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if head.startswith(_OTHERS) or (b"\0" in head and not utf16):
        raise not_a_table(name)
    return "text"


def check_workbook(data: bytes, name: str) -> Extras:
    """What a workbook holds besides cells.

    Refuses what is encrypted, cut off, no workbook, or would fill the memory when it is unpacked.
    """
    if not data.startswith(_OLE):
        return look_through(data, name)
    if _ENCRYPTED in data:
        raise password(name)
    _check_old(data, name)
    return Extras(macros=_MACROS in data)


def _check_old(data: bytes, name: str) -> None:
    if leads_nowhere(data) or faulty(data):
        raise damaged(name)
    found = reach(data)
    if found.column > MOST_COLUMN:
        raise damaged(name)
    if (found.row + 1) * (found.column + 1) > MOST_CELLS_OLD:
        raise far(name, f"第 {found.row + 1} 行")
