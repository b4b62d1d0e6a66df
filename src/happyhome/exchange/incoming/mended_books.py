"""Workbooks that are sound but written in a way the reader stumbles over: the same, written plainly.

Each way was met in a real file. The parts were measured and checked before (``zip_books``); only what is
listed here is changed, and no value.
"""

from __future__ import annotations

import io
import re
import zipfile

from happyhome.exchange.incoming.zip_books import BROKEN

MOST_BYTES = 64 << 20
"""Unpacked; a list of persons has a tenth of it."""
_READ = (".xml", ".rels", "mimetype")
_MACRO_SHEET = re.compile(rb"http://schemas\.microsoft\.com/office/2006/relationships/xl(?:Intl)?Macrosheet")
_CHART_SHEET = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet"
# Excel for Mac and some programs set a blank before a number.
_BLANKS = re.compile(rb"(<(?:\w+:)?v>)[ \t\r\n]*([-+.\deE]+)[ \t\r\n]*(</(?:\w+:)?v>)")
# KSpread and others break lines between cells.
_LINES = re.compile(rb">[ \t\r\n]+<(?=/?(?:table|office):|text:p[ />])")
_UNKNOWN = b'office:value-type="unknown"'


def mended(data: bytes) -> bytes | None:
    """The workbook written plainly; None where nothing known stands in the reader's way."""
    if not data.startswith(b"PK"):
        return None
    try:
        return _rewritten(data)
    except BROKEN:
        return None


def _rewritten(data: bytes) -> bytes | None:
    out, is_other = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
        if sum(item.file_size for item in parts.infolist()) > MOST_BYTES:
            return None
        for item in parts.infolist():
            # Pictures and the like are no part of what is read, and were not checked.
            if not item.filename.lower().endswith(_READ):
                continue
            content = parts.read(item)
            other = _plainly(item.filename.replace("\\", "/").lower(), content)
            is_other = is_other or other != content
            plain.writestr(item.filename, other)
    return out.getvalue() if is_other else None


def _plainly(name: str, content: bytes) -> bytes:
    if name.endswith("workbook.xml.rels"):
        return _MACRO_SHEET.sub(_CHART_SHEET, content)  # neither is read
    if name == "content.xml":
        return _LINES.sub(b"><", content).replace(_UNKNOWN, b'office:value-type="string"')
    if name.startswith("xl/") and name.endswith(".xml"):
        return _BLANKS.sub(rb"\1\2\3", content)
    return content
