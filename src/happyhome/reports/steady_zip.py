"""A workbook that is the same each time it is made from the same document.

openpyxl writes the moment of saving into the archive and its properties; a month handed over twice
would then look changed, and its check code with it.
"""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
_MOMENTS = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zip format knows none before


def steady(workbook: bytes) -> bytes:
    """The same workbook without the moment at which it was saved (both properties are optional)."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, _MOMENTS.sub(b"", content) if name == _PROPERTIES else content)
    return packed.getvalue()
