"""Workbooks written by hand, part by part, so that each part can be wrong in its own way."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

HEADS = ("姓名", "性别", "身份证号码", "联系电话", "社保卡账号", "赡养人姓名", "备注")
PERSON = ("张三丰", "男", "620321194001010019", "13900001111", "6217850000000000017", "张小丰", "腿疼")
_SPACE = "http://schemas.openxmlformats.org"
_MAIN = f"{_SPACE}/spreadsheetml/2006/main"
_REL = f"{_SPACE}/officeDocument/2006/relationships"
_PACK = f"{_SPACE}/package/2006"
_KINDS = (
    f'<Types xmlns="{_PACK}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELS = (
    f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" '
    f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def letters(number: int) -> str:
    """The letters of a column; 1 is A."""
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said


def text_cell(place: str, text: str) -> str:
    """A cell with its text in itself; ``text`` is XML already."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def text_row(number: int, texts: tuple[str, ...]) -> str:
    """A row of text cells from column A."""
    cells = "".join(text_cell(f"{letters(at)}{number}", text) for at, text in enumerate(texts, 1))
    return f'<row r="{number}">{cells}</row>'


def sheet(rows: str, before: str = "", after: str = "", prolog: str = '<?xml version="1.0"?>') -> bytes:
    """A sheet part with these rows."""
    return f'{prolog}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def roster(*more: str, **parts: str) -> bytes:
    """A sheet with the heads, one person, and more rows."""
    return sheet(text_row(1, HEADS) + text_row(2, PERSON) + "".join(more), **parts)


def parts_of(
    *sheets: bytes,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    more: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The parts of a workbook with these sheets."""
    listed, links = "", ""
    made: dict[str, bytes] = {"[Content_Types].xml": _KINDS.encode(), "_rels/.rels": _RELS.encode()}
    for number, part in enumerate(sheets, 1):
        name = names[number - 1] if names else f"表{number}"
        state = f' state="{states[number - 1]}"' if states and states[number - 1] else ""
        listed += f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>'
        links += (
            f'<Relationship Id="rId{number}" Type="{_REL}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        made[f"xl/worksheets/sheet{number}.xml"] = part
    links += f'<Relationship Id="rIdS" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
    links += f'<Relationship Id="rIdT" Type="{_REL}/styles" Target="styles.xml"/>'
    made["xl/workbook.xml"] = (
        f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>'
    ).encode()
    made["xl/_rels/workbook.xml.rels"] = (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACK}/relationships">{links}</Relationships>'
    ).encode()
    return made | dict(more or {})


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def book(*sheets: bytes, **known: Mapping[str, bytes]) -> bytes:
    """A workbook with these sheets."""
    return packed(parts_of(*sheets, **known))  # type: ignore[arg-type]


def long_part(
    name: str, head: bytes, piece: bytes, times: int, tail: bytes, parts: Mapping[str, bytes]
) -> bytes:
    """A file whose part ``name`` is head, many times the same piece, tail; made without laying it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for other, content in parts.items():
            if other != name:
                made.writestr(other, content)
        block = piece * max(1, (1 << 20) // len(piece))
        with made.open(name, "w", force_zip64=True) as part:
            part.write(head)
            whole, rest = divmod(times * len(piece), len(block))
            for _ in range(whole):
                part.write(block)
            part.write(block[:rest])
            part.write(tail)
    return out.getvalue()


def lying(data: bytes, name: str, size: int) -> bytes:
    """The same file, in which one part says in both places that it unpacks to ``size`` bytes."""
    changed = bytearray(data)
    wanted = name.encode()
    for mark, at_size, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + at_name : at + at_name + len(wanted)] == wanted:
                struct.pack_into("<I", changed, at + at_size, size)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def overlapping(times: int) -> bytes:
    """A table of contents with many sheets, all of them the same packed bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    inside = b" " * 4_000_000
    body = packer.compress(inside) + packer.flush()
    crc = zlib.crc32(inside)
    head = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), len(inside), 1, 0) + b"x"
    )
    made, listed = head + body, b""
    names = ["xl/workbook.xml", *(f"xl/worksheets/sheet{number}.xml" for number in range(times))]
    for name in names:
        said = name.encode()
        listed += struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(body), len(inside),
            len(said), 0, 0, 0, 0, 0, 0,
        ) + said  # fmt: skip
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(names), len(names), len(listed), len(made), 0)
    return made + listed + end


def old_book(sheets: int, row: int, column: int) -> bytes:
    """An xls of ``sheets`` sheets, each with a 1 in A1 and one far out (from 0); as small as the format lets it be."""
    return container({"Workbook": old_records(sheets, row, column)})


def old_records(sheets: int, row: int, column: int) -> bytes:
    """The stream of such a book."""
    cells = b"".join(struct.pack("<HHHHHd", 0x0203, 14, *place, 0, 1.0) for place in ((0, 0), (row, column)))
    body = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0010) + cells + struct.pack("<HH", 0x000A, 0)
    names = [f"s{number}".encode() for number in range(sheets)]
    begin, end = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0005), struct.pack("<HH", 0x000A, 0)
    first = len(begin) + sum(12 + len(name) for name in names) + len(end)
    listed = b"".join(
        struct.pack("<HHIHBB", 0x0085, 8 + len(name), first + at * len(body), 0, len(name), 0) + name
        for at, name in enumerate(names)
    )
    return (begin + listed + end + body * sheets).ljust(4096, b"\0")


def container(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, at most three: its table of sectors, its folder, then the streams."""
    none, table = 0xFFFFFFFF, [0xFFFFFFFD, 0xFFFFFFFE]
    entries = _entry("Root Entry", 5, 1, none, 0xFFFFFFFE, 0)
    for number, (name, stream) in enumerate(streams.items(), 1):
        right = number + 1 if number < len(streams) else none
        entries += _entry(name, 2, none, right, len(table), len(stream))
        table += [*range(len(table) + 1, len(table) + -(-len(stream) // 512)), 0xFFFFFFFE]
    head = struct.pack(
        "<8s16xHHHHH10xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
        1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    )  # fmt: skip
    head += b"\xff\xff\xff\xff" * 108
    packed_table = b"".join(struct.pack("<I", one) for one in table).ljust(512, b"\xff")
    whole = b"".join(one.ljust(-(-len(one) // 512) * 512, b"\0") for one in streams.values())
    return head + packed_table + entries.ljust(512, b"\0") + whole


def _entry(name: str, kind: int, below: int, right: int, start: int, size: int) -> bytes:
    said, none = name.encode("utf-16-le") + b"\0\0", 0xFFFFFFFF
    places = (len(said), kind, 1, none, right, below, start, size)
    return said.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", *places)
