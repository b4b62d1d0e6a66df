"""Look through an xlsx or ods before the reader does: how much it unpacks to, how far its cells reach.

The reader (Rust) lays out every cell between the first and the last, follows no limit of its own, and where
the memory does not suffice ends the process with nothing to catch. Every part is therefore unpacked here once,
piece by piece, against its stated size and check sum; what is sound here is read again by the reader.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from happyhome.exchange.incoming import cell_reach
from happyhome.exchange.incoming.book_lists import listed_sheets
from happyhome.exchange.incoming.kinds import kind_of_document, kind_of_parts
from happyhome.exchange.incoming.open_document import Span, check_open_document
from happyhome.exchange.incoming.refusals import (
    damaged,
    far,
    many_sheets,
    other_file,
    other_kind,
    password,
    swollen,
    unsafe,
)

MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 3000
MOST_STRINGS = 1_500_000
MOST_SHEETS = 300
_RATIO_WHEN_BIG = 120
_BIG = 64 * 1024 * 1024
_PIECE = 1 << 20
_LONGEST_MARK = 1 << 20
# All that zipfile raises for an archive that is cut off, altered or packed in a way it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_DEFINES = (b"<!DOCTYPE", b"<!ENTITY")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MARKED = (".xml", ".rels", ".vml")
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_UNREAD = ("basic/", "dialogs/")
_LARGEST_LIST = 4 << 20


@dataclass(frozen=True)
class Extras:
    """What a workbook holds besides cells. ``uncached`` and ``errors`` name, by the number of the sheet,
    cells with a formula without a value, and those whose value is #N/A, #REF! and the like;
    ``merged`` the merged ranges of an OpenDocument, of which the reader does not tell.
    """

    macros: bool = False
    links: bool = False
    pictures: bool = False
    uncached: dict[int, tuple[str, ...]] = field(default_factory=dict)
    errors: dict[int, tuple[str, ...]] = field(default_factory=dict)
    merged: dict[int, list[Span]] = field(default_factory=dict)


def look_through(data: bytes, name: str) -> Extras:
    """What is in it; refuses (file_damaged, file_kind, file_password, file_too_big, file_unsafe)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _looked(parts, len(data), name)
    except BROKEN as error:
        raise damaged(name) from error


def _looked(parts: zipfile.ZipFile, size: int, name: str) -> Extras:
    listed = parts.infolist()
    _check_sizes(listed, size, name)
    names = [_plain(item.filename) for item in listed]
    if "xl/workbook.bin" in names:
        raise other_kind(name, "xlsb")
    if not {"xl/workbook.xml", "content.xml"} & set(names):
        raise other_file(name, kind_of_parts(names))
    if len(set(names)) != len(names) or any(item.compress_type not in _METHODS for item in listed):
        raise damaged(name)
    if any(item.flag_bits & 1 for item in listed):
        raise password(name)
    if "content.xml" in names:
        _check_document(parts, listed, names, name)
    sheets = _sheet_parts(parts, listed, name) if "xl/workbook.xml" in names else []
    uncached, errors = {}, {}
    merged: dict[int, list[Span]] = {}
    for item, plain in zip(listed, names, strict=True):
        look = _check_part(parts, item, plain, name)
        merged |= look.merged
        if plain in sheets:
            uncached[sheets.index(plain)], errors[sheets.index(plain)] = (
                tuple(look.uncached),
                tuple(look.errors),
            )
    return Extras(
        any(one.endswith(("vbaproject.bin", "basic/script-lc.xml")) for one in names),
        any(one.startswith(("xl/externallinks/", "xl/connections.xml", "xl/querytables/")) for one in names),
        any(one.startswith(("xl/media/", "xl/embeddings/", "pictures/")) for one in names),
        uncached,
        errors,
        merged,
    )


def _check_document(
    parts: zipfile.ZipFile, listed: list[zipfile.ZipInfo], names: list[str], name: str
) -> None:
    """Refuse an OpenDocument that is a letter or slides, or asks for a password."""
    known = dict(zip(names, listed, strict=True))
    said = b""
    for one in ("mimetype", "meta-inf/manifest.xml"):
        if one in known and known[one].file_size <= _LARGEST_LIST:
            said = parts.read(known[one])
            kind = kind_of_document(said) if one == "mimetype" else None
            if kind:
                raise other_file(name, kind)
    if b"encryption-data" in said:
        raise password(name)


def _part(target: str) -> str:
    plain = _plain(target)
    return plain.lstrip("/") if plain.startswith("/") else f"xl/{plain}"


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def _check_sizes(listed: list[zipfile.ZipInfo], size: int, name: str) -> None:
    unpacked = sum(item.file_size for item in listed)
    packed = sum(item.compress_size for item in listed)
    if (
        len(listed) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > _BIG and unpacked / (packed or 1) > _RATIO_WHEN_BIG)
        or packed > size  # the same bytes stand for several parts
    ):
        raise swollen(name)


def _check_part(parts: zipfile.ZipFile, item: zipfile.ZipInfo, plain: str, name: str) -> cell_reach.Look:
    """Unpack one part to its end, and say what was seen where it is a sheet."""
    look, strings = cell_reach.Look(), 0
    if plain == "content.xml":
        with parts.open(item) as file:
            look.merged = check_open_document(_pieces(file, name), name)
        return look
    if not plain.endswith(_MARKED):
        return look
    # The macros of LibreOffice begin with <!DOCTYPE; the reader opens no part of that kind.
    is_read = not plain.startswith(_UNREAD)
    with parts.open(item) as file:
        for piece in _pieces(file, name, is_read):
            strings += piece.count(b"<si") + piece.count(b":si")
            look.take(piece)
    if strings > MOST_STRINGS or look.marks > cell_reach.MOST_MARKS:
        raise swollen(name)
    if look.is_odd or look.cells > cell_reach.MOST_LAID:
        with parts.open(item) as file:
            where = cell_reach.exactly(_pieces(file, name))
        if where is None:
            raise damaged(name)
        if where:
            raise far(name, where)
    return look


def _pieces(file: IO[bytes], name: str, is_read: bool = True) -> Iterator[bytes]:
    """A part in pieces that end where a mark ends; refuses one that defines entities."""
    rest = b""
    while more := file.read(_PIECE):
        piece = rest + more
        ended = piece.rfind(b">") + 1
        begun = piece.find(b"<", ended)
        cut = len(piece) if begun < 0 else begun  # the text before a mark goes along, as long as it may be
        rest = piece[cut:]
        if len(rest) > _LONGEST_MARK:
            raise damaged(name)
        if is_read and any(mark in piece for mark in _DEFINES):
            raise unsafe(name)
        yield piece[:cut]
    yield rest


def _sheet_parts(parts: zipfile.ZipFile, listed: list[zipfile.ZipInfo], name: str) -> list[str]:
    """The parts that the workbook calls its sheets, in its order."""
    known = {_plain(item.filename): item for item in listed}
    told = [known[one] for one in (_BOOK, _LINKS) if one in known]
    if len(told) < 2 or any(item.file_size > _LARGEST_LIST for item in told):
        raise damaged(name)
    found = listed_sheets(*(parts.read(one) for one in told))
    if found is None:
        raise damaged(name)
    sheets = [_part(target) if target else "" for target in found]
    if len(sheets) > MOST_SHEETS:
        raise many_sheets(name, len(sheets))
    # Only parts of this ending are measured.
    if any(one and not one.endswith(_MARKED) for one in sheets):
        raise damaged(name)
    return sheets
