"""What a file is that holds no table we read: by its first bytes, in words a clerk knows, and what to do with it."""

from __future__ import annotations

import re
from struct import unpack_from
from typing import NamedTuple

_RESAVE = "请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。"
_COPY = "请把里面的表格复制到一张新的 Excel 或 WPS 表格，存好后再导入。"
_UNPACK = "请先解压，再选择里面的表格。"
_FIND = "请选择 xlsx、xls、ods 或 csv 文件。"
_LISTED = "请找到原来的表格文件（xlsx、xls、ods 或 csv）再导入。"


class Kind(NamedTuple):
    """``what`` follows 是; ``do`` is a sentence."""

    what: str
    do: str


_PICTURE, _MEDIA = Kind("图片", _LISTED), Kind("图片或音像文件", _LISTED)
_PACKED = Kind("压缩包", _UNPACK)
_WORD, _SLIDES = Kind(" Word 文档", _COPY), Kind("演示文稿（PPT）", _COPY)
_OLDEST = Kind("很老的 Excel 表（Excel 4.0 或更早）", _RESAVE)
_DATABASE = Kind("数据库文件", _LISTED)

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%pdf", Kind(" PDF 文件", _LISTED)),
    (b"{\\rtf", _WORD),
    (b"\x89png", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"gif8", _PICTURE),
    (b"ii*\0", _PICTURE),
    (b"mm\0*", _PICTURE),
    (b"riff", _MEDIA),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"rar!", _PACKED),
    (b"pk\x05\x06", _PACKED),
    (b"bzh91ay&sy", _PACKED),
    (b"\xfd7zxz", _PACKED),
    (b"mz\x90", Kind("程序", _FIND)),
    (b"\x7felf", Kind("程序", _FIND)),
    (b"sqlite format 3", _DATABASE),
    (b"\0\1\0\0standard ", Kind(" Access 数据库", _COPY)),
    (b"table\r\n0,1\r\n", Kind(" DIF 格式的表", _RESAVE)),
    (b"table\n0,1\n", Kind(" DIF 格式的表", _RESAVE)),
    (b"mime-version:", Kind("单个文件的网页（mht）", _RESAVE)),
)
_XML: tuple[tuple[bytes, Kind], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", Kind(" Excel 2003 的 XML 表", _RESAVE)),
    (b"opendocument:xmlns:office", Kind(" OpenDocument 的 XML 表（fods）", _RESAVE)),
    (b"office/word/2003", _WORD),
    (b"wordprocessingml", _WORD),
    (b"http://schemas.uof.org", Kind("标文通（UOF）文件", _RESAVE)),
)
_MARKS = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<style", b"<div", b"<body", b"<head")
_PAGE = Kind("网页格式，不是真正的表格", _RESAVE)
_PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/", _WORD),
    ("ppt/", _SLIDES),
    ("xl/", Kind("写法少见的 Excel 表", _RESAVE)),
    ("ofd.xml", Kind("版式文件（OFD）", _LISTED)),
    ("index/document.iwa", Kind("苹果电脑的 Numbers 表", _RESAVE)),
    ("index.zip", Kind("苹果电脑的 Numbers 表", _RESAVE)),
)
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", _WORD),
    ("PowerPoint Document", _SLIDES),
)
# The first record of a worksheet before Excel 5: its kind, and how long what follows is.
_BEFORE_EXCEL_5 = (b"\x09\0\4\0", b"\x09\0\6\0", b"\x09\2\6\0", b"\x09\4\6\0")
_SYLK = re.compile(rb"ID;P[^\r\n]*[\r\n]+[PFBCOYX];")
_DBASE = b"\x02\x03\x30\x31\x32\x43\x83\x8b\xcb\xf5\xfb"


def kind_of(data: bytes) -> Kind | None:
    """What it is, told by its beginning; None where it may be a table in text."""
    if data.startswith(_BEFORE_EXCEL_5):
        return _OLDEST
    if _is_dbase(data):
        return Kind(" dBase（DBF）表", _RESAVE)
    if _SYLK.match(data[:1024]):
        return Kind(" SYLK 格式的表", _RESAVE)
    if data[4:8] == b"ftyp":
        return _MEDIA
    head = _plain(data)
    found = next((kind for start, kind in _STARTS if head.startswith(start)), None)
    return found or (_marked(head) if head.startswith(b"<") else None)


def kind_of_parts(names: list[str]) -> Kind:
    """What an archive is in which no workbook lies; names in small letters."""
    return next((kind for start, kind in _PARTS if any(one.startswith(start) for one in names)), _PACKED)


def kind_of_document(said: bytes) -> Kind | None:
    """What an OpenDocument is that says of itself ``said``; None for a spreadsheet."""
    found = (
        kind
        for mark, kind in ((b"opendocument.text", _WORD), (b"opendocument.presentation", _SLIDES))
        if mark in said
    )
    return next(found, None)


def kind_of_streams(data: bytes) -> Kind | None:
    """What an OLE file is, by the names of its parts; None where they do not say."""
    return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), None)


def _plain(data: bytes) -> bytes:
    """The beginning in small letters, one byte a character; XML often comes in UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and not data.startswith(b"\xff\xfe\0\0"):
        data = data[:16_384].decode("utf-16", "replace").encode("ascii", "replace")
    return data[:65_536].lstrip(b"\xef\xbb\xbf \t\r\n")[:4096].lower()


def _marked(head: bytes) -> Kind | None:
    found = next((kind for mark, kind in _XML if mark in head), None)
    if found:
        return found
    if any(mark in head for mark in _MARKS) or head.startswith(b"<!doctype"):
        return _PAGE
    return Kind(" XML 文件", _LISTED) if head.startswith(b"<?xml") else None


def _is_dbase(data: bytes) -> bool:
    if len(data) < 33 or data[0] not in _DBASE or not 1 <= data[2] <= 12 or not 1 <= data[3] <= 31:
        return False
    first, width = unpack_from("<HH", data, 8)
    ends = (data[first - 1 : first], data[max(first - 264, 0) : first - 263])
    return 33 <= first <= len(data) and width > 0 and b"\r" in ends
