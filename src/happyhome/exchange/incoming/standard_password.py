"""Workbooks that Excel locks with a password of its own, and opens without asking: 保护工作簿 in an old xls does that."""

from __future__ import annotations

import io
import re
from struct import error as ShortOfBytes  # noqa: N812  what struct calls plainly "error"
from xml.parsers.expat import ExpatError

STANDARD = "VelvetSweatshop"
"""The word that Excel, WPS and LibreOffice try before they ask ([MS-OFFCRYPTO])."""
MOST_BYTES = 20 << 20
_MOST_ROUNDS = 200_000
_ROUNDS = re.compile(rb'spinCount="(\d{1,20})"')
_DEFINES = (b"<!DOCTYPE", b"<!ENTITY")
# What the library was seen to raise for files that are cut off, altered, or locked in a way it does not know.
_NOT_OPENED = (
    *(
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
        OverflowError,
        MemoryError,
    ),
    *(EOFError, NotImplementedError, ShortOfBytes, ExpatError),
)


def opened_by_itself(data: bytes) -> bytes | None:
    """The workbook inside, where Excel would open it unasked; None where it has a password of somebody's own."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    # A thousand times the rounds that Excel makes would take as much longer.
    if len(data) > MOST_BYTES or any(int(said) > _MOST_ROUNDS for said in _ROUNDS.findall(data)):
        return None
    if any(mark in data for mark in _DEFINES):
        return None
    out = io.BytesIO()
    try:
        locked = OfficeFile(io.BytesIO(data))
        locked.load_key(password=STANDARD)
        locked.decrypt(out)
    except (DecryptionError, FileFormatError, ParseError, *_NOT_OPENED):
        return None
    return out.getvalue() or None
