"""Inputs made to hurt, each with its name; what people and programs really send is among them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture import input_pictures
from tests.torture.input_books import (
    HEADS,
    PERSON,
    book,
    letters,
    long_part,
    lying,
    overlapping,
    packed,
    parts_of,
    roster,
    sheet,
    text_cell,
    text_row,
)

SHEETS = ("roster", "meals", "register", "decisions", "bank")
_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Nasty:
    """One crafted input: ``make`` puts it at a path; one of ``targets`` is given it."""

    label: str
    name: str
    make: Callable[[Path], object]
    targets: tuple[str, ...] = ("roster",)


def _bytes(label: str, name: str, make: Callable[[], bytes], targets: tuple[str, ...] = ("roster",)) -> Nasty:
    return Nasty(label, name, lambda path: path.write_bytes(make()), targets)


def _rows(label: str, make: Callable[[], bytes], **parts: object) -> Nasty:
    return _bytes(label, "花名册.xlsx", lambda: book(make(), **parts))  # type: ignore[arg-type]


def _one(text: str) -> bytes:
    return roster(text_row(3, (text, "女", "", "", "", "", text)))


def _repeated(piece: bytes, times: int, tail: bytes = b"", part: str = _SHEET) -> bytes:
    whole = roster()
    at = whole.index(b"</sheetData>")
    if part == _STRINGS:
        head, tail = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">', b"</sst>"
        return long_part(part, head, piece, times, tail, parts_of(whole))
    return long_part(part, whole[:at], piece, times, tail + whole[at:], parts_of(whole))


def _value(kind: str, value: str, place: str = "A3") -> bytes:
    return roster(f'<row r="3"><c r="{place}" t="{kind}"><v>{value}</v></c></row>')


def _formula(formula: str, cached: str = "") -> bytes:
    value = f"<v>{cached}</v>" if cached else ""
    return roster(f'<row r="3"><c r="A3" t="str"><f>{formula}</f>{value}</c><c r="B3"><f>1+1</f></c></row>')


_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LINK = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="x/externalLinkPath" Target="\\\\server\\share\\a.xlsx" TargetMode="External"/></Relationships>'
)


def _nested_zip() -> bytes:
    inside = b" " * 30_000_000
    for _ in range(3):
        inside = packed({f"{n}.zip": inside for n in range(5)})
    return inside


def ods(rows: str) -> bytes:
    """An OpenDocument with these rows in its one table."""
    office, table, text = (
        f"urn:oasis:names:tc:opendocument:xmlns:{one}:1.0" for one in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{office}" xmlns:table="{table}" '
        f'xmlns:text="{text}"><office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(
        {"mimetype": kind.encode(), "content.xml": content.encode(),
         "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="x"/>'}
    )  # fmt: skip


def ods_row(repeat: str, cells: tuple[str, ...], across: str = "") -> str:
    """A row of text cells; ``repeat`` and ``across`` are attributes of the row and of each cell."""
    said = "".join(
        f'<table:table-cell office:value-type="string"{across}><text:p>{one}</text:p></table:table-cell>'
        for one in cells
    )
    return f"<table:table-row{repeat}>{said}</table:table-row>"


def _locked(path: Path) -> None:
    """A workbook with a password, as Office writes it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO(book(roster()))
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt("1234", file)


def _growing(path: Path) -> None:
    """A file to which another program goes on adding for some seconds; it opens it once, so that no later try meets it."""
    path.write_bytes(book(roster()))
    code = (
        "import sys,time\nfile = open(sys.argv[1],'ab',0)\n"
        "for _ in range(400):\n file.write(b'x'*100000); time.sleep(0.01)"
    )
    subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.DEVNULL)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(b"\xff\xd8\xff\xe0" if path.suffix == ".jpg" else b"PK\x03\x04")
            file.truncate(size)

    return make


def _forbidden(path: Path) -> None:
    path.write_bytes(book(roster()))
    path.chmod(0)


def _merged(areas: str) -> bytes:
    return roster(text_row(3, ("李四", "男", "", "", "", "", "")), after=f"<mergeCells>{areas}</mergeCells>")


def _grid(mark: str) -> bytes:
    heads = ("姓名", *map(str, range(1, 32)))
    return sheet(
        text_row(1, ("2026年9月午餐登记",)) + text_row(2, heads) + text_row(3, ("王秀兰", *[mark] * 31))
    )


_BOOKS = (
    _rows("formula with its value", lambda: _formula("A1&amp;B1", "李四")),
    _rows("formula without its value", lambda: _formula("A1&amp;B1")),
    _rows("formula that starts a program", lambda: _formula("cmd|'/C calc'!A0")),
    _rows("text that starts a program", lambda: _one("=cmd|'/C calc'!A0")),
    _rows("link to another file", lambda: _formula("[1]Sheet1!$A$1", "李四"), more={
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>", "xl/externalLinks/_rels/externalLink1.xml.rels": _LINK}),
    _rows("data connection", roster, more={"xl/connections.xml": b"<connections/>"}),
    _rows("macros in xlsx", roster, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(9000)}),
    _bytes("macros in xlsm", "花名册.xlsm", lambda: book(roster(), more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    _rows("pictures and embedded files", roster, more={
        "xl/media/image1.png": bytes(300_000), "xl/embeddings/oleObject1.bin": bytes(90_000)}),
    _rows("bidirectional override", lambda: _one("\u202e兰秀王\u202c")),
    _rows("isolates and marks", lambda: _one("\u2066李\u200f四\u2069")),
    _rows("zero width", lambda: _one("李\u200b\u200d四\ufeff\u2060")),
    _rows("combining marks", lambda: _one("李e" + "\u0301" * 60)),
    _rows("control characters", lambda: _one("李_x0007__x0000_四_x001B_")),
    _rows("NUL in the XML", lambda: _one("李\x00四")),
    _rows("control characters in the XML", lambda: _one("李\x07\x1b四")),
    _rows("lone surrogate in the XML", lambda: roster(text_row(3, ("李四",))).replace("李四".encode(), b"\xed\xa0\x80")),
    _rows("character references to nowhere", lambda: _one("李&#xD800;&#x110000;&#0;四")),
    _rows("noncharacters", lambda: _one("李\ufffe\uffff四")),
    _rows("tens of thousands in a cell", lambda: _one("李" * 40_000)),
    _rows("millions in a cell", lambda: _one("李" * 3_000_000)),
    _rows("long address", lambda: roster(text_row(3, ("李四", "男", "", "1" * 50_000, "9" * 50_000, "赵" * 50_000, "x" * 90_000)))),
    _rows("merged over everything", lambda: _merged('<mergeCell ref="A1:XFD1048576"/>')),
    _rows("merged down a column", lambda: _merged('<mergeCell ref="A2:A1048576"/>')),
    _rows("merged many times", lambda: _merged('<mergeCell ref="A1:XFD1048576"/>' * 3000)),
    _rows("merged nowhere", lambda: _merged('<mergeCell ref="Z9:A1"/><mergeCell ref="ZZZZZ1:A0"/><mergeCell ref=""/>')),
    _rows("shared string out of range", lambda: _value("s", "999999")),
    _rows("shared string negative", lambda: _value("s", "-1")),
    _rows("style out of range", lambda: roster('<row r="3"><c r="A3" s="99999"><v>1</v></c></row>')),
    *(_rows(f"number {one}", lambda one=one: roster(f'<row r="3"><c r="A3" t="inlineStr"><is><t>李四</t></is></c><c r="C3"><v>{one}</v></c><c r="D3"><v>{one}</v></c></row>'))
      for one in ("1e308", "-1e308", "NaN", "inf", "1e999", "0x10", "--5", "1" * 400)),
    *(_rows(f"date {one}", lambda one=one: book and roster(f'<row r="3"><c r="A3" t="d"><v>{one}</v></c></row>'))
      for one in ("9999-99-99", "-1-01-01", "2026-02-30T25:61:61", "10000-01-01")),
    _rows("row of number -1", lambda: roster('<row r="-1"><c r="A-1"><v>1</v></c></row>')),
    _rows("row of number 0", lambda: roster('<row r="0"><c r="A0"><v>1</v></c></row>')),
    _rows("rows out of order", lambda: sheet(text_row(2, PERSON) + text_row(1, HEADS))),
    _rows("cell said twice", lambda: roster(text_row(2, PERSON), text_row(2, PERSON))),
    _bytes("sheets of one name", "花.xlsx", lambda: book(roster(), roster(), names=("表", "表"))),
    _bytes("sheet names of nothing", "花.xlsx", lambda: book(roster(), roster(), names=("", "/\\*?[]:" * 9))),
    _bytes("sheet names with marks", "花.xlsx", lambda: book(roster(), names=("\u202e表&#x9;x",))),
    _bytes("hidden sheets", "花.xlsx", lambda: book(roster(), roster(), states=("hidden", "veryHidden"))),
    _bytes("a thousand sheets", "花.xlsx", lambda: book(*[roster()] * 1000)),
    _bytes("no sheets", "花.xlsx", lambda: book()),
    _bytes("empty sheet", "花.xlsx", lambda: book(sheet(""))),
    _rows("billion laughs in a sheet", lambda: roster(text_row(3, ("&lol9;",)), prolog=_LAUGHS)),
    _rows("billion laughs in the strings", lambda: roster('<row r="3"><c r="A3" t="s"><v>0</v></c></row>'), more={
        _STRINGS: f"{_LAUGHS}<sst><si><t>&lol9;</t></si></sst>".encode()}),
    _rows("entity from a file", lambda: roster(text_row(3, ("&x;",)), prolog=_OUTSIDE)),
    _rows("marks nested deeply", lambda: roster("<row>" * 200_000)),
    _rows("attributes without end", lambda: roster("<row " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")),
    _rows("sheet in UTF-16", lambda: roster().decode().encode("utf-16")),
    _bytes("other quotes, far cell", "花.xlsx", lambda: book(roster("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"))),
    _bytes("tab before the place", "花.xlsx", lambda: book(roster('<row><c\tr="XFD1048576"><v>1</v></c></row>'))),
    _bytes("cells without places", "花.xlsx", lambda: book(roster("<row>" + "<c><v>1</v></c>" * 20_000 + "</row>"))),
    _bytes("far row, cell without place", "花.xlsx", lambda: book(roster('<row r="1048576"><c><v>1</v></c><c><v>1</v></c></row>'))),
    _bytes("prefixed marks", "花.xlsx", lambda: book(roster('<x:row r="1048570"><x:c r="XFD1048570"><x:v>1</x:v></x:c></x:row>'))),
    _bytes("ten thousand columns", "花.xlsx", lambda: book(sheet(text_row(1, HEADS + tuple(map(str, range(10_000)))) + text_row(2, PERSON)))),
    _bytes("sixteen thousand heads", "花.xlsx", lambda: book(sheet(text_row(1, ("姓名", "身份证号", "就餐方式 电话") * 160) + text_row(2, PERSON)))),
    _bytes("one cell in the last row", "花.xlsx", lambda: book(roster(f'<row r="1048576">{text_cell("A1048576", "完")}</row>'))),
    _bytes("one cell in the last corner", "花.xlsx", lambda: book(roster(f'<row r="1048576">{text_cell("XFD1048576", "完")}</row>'))),
    _bytes("a million empty rows", "花.xlsx", lambda: _repeated(b'<row r="9"/>', 1_000_000)),
    _bytes("a million formatted rows", "花.xlsx", lambda: _repeated(b'<row r="900000"><c r="A900000" s="0"/><c r="B900000" s="0"/></row>', 1_000_000)),
    _bytes("a million rows that say nothing of place", "花.xlsx", lambda: _repeated(b"<row><c><v>1</v></c></row>", 1_000_000)),
    _bytes("two hundred thousand persons", "花.xlsx", lambda: _repeated(b'<row><c t="inlineStr"><is><t>\xe7\x8e\x8b\xe7\xa7\x80\xe5\x85\xb0</t></is></c><c t="inlineStr"><is><t>\xe5\xa5\xb3</t></is></c></row>', 199_000)),
    *(
        _bytes(
            f"many long cells of {mark!a}",
            "花.xlsx",
            lambda mark=mark: _repeated(
                f'<row><c t="inlineStr"><is><t>{(mark * 1999)[:1999]}</t></is></c><c t="inlineStr"><is><t>女</t></is></c>'
                '<c t="inlineStr"><is><t>无</t></is></c></row>'.encode(), 9_000),
        )
        for mark in ("张", "1", "张三、", "(")
    ),
    _bytes("million shared strings", "花.xlsx", lambda: _repeated(b"<si><t>\xe7\x8e\x8b\xe7\xa7\x80\xe5\x85\xb0</t></si>", 6_000_000, part=_STRINGS)),
    _bytes("unused part of 500 MB", "花.xlsx", lambda: long_part("xl/media/a.png", b"", bytes(1 << 20), 500, b"", parts_of(roster()))),
    _bytes("zip bomb", "花.xlsx", lambda: _repeated(b" " * 4096, 250_000)),
    _bytes("nested zip", "花.xlsx", _nested_zip),
    _bytes("overlapping parts", "花.xlsx", lambda: overlapping(2000)),
    _bytes("size said too small", "花.xlsx", lambda: lying(_repeated(b" " * 4096, 100_000), _SHEET, 1000)),
    _bytes("size said too large", "花.xlsx", lambda: lying(book(roster()), _SHEET, 0xFFFFFFF0)),
    _bytes("part listed twice", "花.xlsx", lambda: book(roster())[:-22] + book(roster())),
    _bytes("packed in another way", "花.xlsx", lambda: packed(parts_of(roster()), zipfile.ZIP_LZMA)),
    _bytes("packed as bzip2", "花.xlsx", lambda: packed(parts_of(roster()), zipfile.ZIP_BZIP2)),
    _bytes("names that lead out", "花.xlsx", lambda: packed(parts_of(roster()) | {"../../x": b"1", "/etc/x": b"2"})),
    _bytes("names with backslashes", "花.xlsx", lambda: packed({k.replace("/", "\\"): v for k, v in parts_of(roster()).items()})),
    _bytes("xlsb", "花.xlsb", lambda: packed({"xl/workbook.bin": b"\x83\x01\x00" * 99, "[Content_Types].xml": b"<Types/>"})),
    _bytes("ods far repeats", "花.ods", lambda: ods(ods_row("", HEADS) + ods_row(' table:number-rows-repeated="1048575"', ("王", "女"), ' table:number-columns-repeated="1000"'))),
    _bytes("ods last empty row", "花.ods", lambda: ods(ods_row("", HEADS) + ods_row("", PERSON) + ods_row(' table:number-rows-repeated="1048570"', ()))),
    _bytes("ods gap", "花.ods", lambda: ods(ods_row("", HEADS) + ods_row(' table:number-rows-repeated="1048570"', ()) + ods_row("", PERSON))),
    _bytes("ods far columns", "花.ods", lambda: ods(ods_row("", HEADS, ' table:number-columns-repeated="99999999999"'))),
    _bytes("ods negative", "花.ods", lambda: ods(ods_row(' table:number-rows-repeated="-5"', HEADS))),
    _bytes("many marks in a grid", "9月.xlsx", lambda: book(_grid("√" * 30_000)), ("meals",)),
    _bytes("hidden marks in a grid", "9月.xlsx", lambda: book(_grid("\u202e√\u200b")), ("meals",)),
    Nasty("password on xlsx", "花名册.xlsx", _locked, SHEETS),
)  # fmt: skip

_TEXT = "姓名,性别,身份证号,备注\r\n张三丰,男,620321194001010019,腿疼\r\n"
_TEXTS = (
    *(_bytes(f"csv in {code}", "名单.csv", lambda code=code: _TEXT.encode(code, "replace"))
      for code in ("gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5hkscs")),
    _bytes("csv cut in a character", "名单.csv", lambda: _TEXT.encode()[:-3]),
    _bytes("csv broken in the middle", "名单.csv", lambda: _TEXT.encode() + b"\xff\xfe\x80\x81," * 30),
    _bytes("csv named xlsx", "名单.xlsx", lambda: _TEXT.encode("gb18030"), SHEETS),
    _bytes("csv of one line", "名单.csv", lambda: b"a," * 20_000_000),
    _bytes("csv of one cell", "名单.csv", lambda: _TEXT.encode() + b"x" * 40_000_000),
    _bytes("csv of one quoted cell", "名单.csv", lambda: _TEXT.encode() + b'"' + b"x\n" * 20_000_000),
    _bytes("csv of empty lines", "名单.csv", lambda: _TEXT.encode() + b",,,\r\n" * 5_000_000),
    _bytes("csv of many lines", "名单.csv", lambda: _TEXT.encode() + "王秀兰,女,,\n".encode() * 2_000_000),
    _bytes("csv with NUL", "名单.csv", lambda: (_TEXT + "李\0四,男,,\n").encode()),
    _bytes("csv with overrides", "名单.csv", lambda: (_TEXT + "\u202e四李\u202c,男,,\u202e疼腿\n").encode()),
    _bytes("csv with surrogates", "名单.csv", lambda: (_TEXT + "李四\ud800,男,,\n").encode("utf-16", "surrogatepass")),
    _bytes("csv with formulas", "名单.csv", lambda: (_TEXT + '"=HYPERLINK(""http://x"")",男,,@SUM(1)\n').encode()),
    _bytes("csv of quotes", "名单.csv", lambda: b'"' * 3_000_001 + b","),
    _bytes("web page named xls", "名单.xls", lambda: b"<html><table><tr><td>\xd0\xd5</td></tr></table></html>", SHEETS),
    _bytes("web page after blank lines", "名单.xls", lambda: b"\r\n" * 3000 + b"<html><table>"),
    _bytes("pdf named xlsx", "名单.xlsx", lambda: b"%PDF-1.7\n" + bytes(4000), SHEETS),
    _bytes("picture named xlsx", "名单.xlsx", lambda: input_pictures.jpeg(), SHEETS),
    _bytes("program named xls", "名单.xls", lambda: Path(sys.executable).read_bytes()[:4_000_000], SHEETS),
    _bytes("gzip", "名单.xlsx", lambda: b"\x1f\x8b\x08\0" + bytes(4000)),
    _bytes("7z", "名单.xlsx", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(4000)),
    _bytes("rar", "名单.xlsx", lambda: b"Rar!\x1a\x07\x01\0" + bytes(4000)),
    _bytes("word", "名单.xls", lambda: packed({"word/document.xml": b"<w/>"})),
    _bytes("zeros", "名单.xlsx", lambda: bytes(1_000_000), SHEETS),
    _bytes("blanks", "名单.csv", lambda: b" \n" * 100_000, SHEETS),
    _bytes("nothing", "名单.xlsx", lambda: b"", (*SHEETS, "rules", "photo", "manifest", "restore")),
)  # fmt: skip

_EVERYTHING = (*SHEETS, "rules", "photo", "restore")
_PLACES = (
    Nasty("a folder", "名单.xlsx", lambda path: path.mkdir(), (*_EVERYTHING, "manifest")),
    Nasty("a pipe", "名单.xlsx", lambda path: os.mkfifo(path), (*_EVERYTHING, "manifest")),
    Nasty("an endless device", "名单.xlsx", lambda path: path.symlink_to("/dev/zero"), _EVERYTHING),
    Nasty("an empty device", "名单.xlsx", lambda path: path.symlink_to("/dev/null"), _EVERYTHING),
    Nasty("a terminal", "名单.xlsx", lambda path: path.symlink_to("/dev/tty"), _EVERYTHING),
    Nasty("memory of the process", "名单.xlsx", lambda path: path.symlink_to("/proc/self/mem"), _EVERYTHING),
    Nasty("a loop of links", "名单.xlsx", _loop, _EVERYTHING),
    Nasty("a link to nothing", "名单.xlsx", lambda path: path.symlink_to("/nowhere/a.xlsx"), _EVERYTHING),
    Nasty("no permission", "名单.xlsx", _forbidden, _EVERYTHING),
    Nasty("a file that grows", "名单.xlsx", _growing, SHEETS),
    Nasty("nothing there", "名单.xlsx", lambda _path: None, _EVERYTHING),
    Nasty("two gigabytes", "名单.xlsx", _sparse(2 << 30), (*SHEETS, "rules", "restore")),
    Nasty("photo of two gigabytes", "院子.jpg", _sparse(2 << 30), ("photo",)),
)

_GOOD_RULE = "格式: 1\n名称: 甲\n地区: 甘肃省\n项目:\n  - 编号: a\n"
_RULES = tuple(
    _bytes(f"rules: {label}", "规则.yaml", make, ("rules",))
    for label, make in {
        "aliases": lambda: ("a: &a [1,1,1,1]\n" + "".join(
            f"{chr(97 + n)}: &{chr(97 + n)} [{','.join(['*' + chr(96 + n)] * 9)}]\n" for n in range(1, 9))).encode(),
        "nested brackets": lambda: b"a: " + b"[" * 100_000,
        "nested braces": lambda: b"{a: " * 100_000,
        "nested by blanks": lambda: "".join(" " * n + "a:\n" for n in range(1300)).encode(),
        "nested dashes": lambda: b"- " * 100_000,
        "tags": lambda: b"a: !!python/object/apply:os.system ['id']\n",
        "own tag": lambda: b"!x {a: 1}",
        "50 MB": lambda: _GOOD_RULE.encode() * 600_000,
        "1 MB of one word": lambda: b"a: " + b"x" * 990_000,
        "1 MB of keys": lambda: b"".join(b"k%d: 1\n" % n for n in range(90_000)),
        "1 MB of colons": lambda: b":" * 990_000,
        "1 MB of quotes": lambda: b"'" * 990_000,
        "1 MB of anchors": lambda: b"&a " * 330_000,
        "1 MB of question marks": lambda: b"? " * 490_000,
        "1 MB of blanks": lambda: b" " * 990_000,
        "1 MB of wide colons": lambda: "甲：".encode() * 140_000,
        "1 MB of lines": lambda: b"\n" * 990_000,
        "BOM": lambda: _GOOD_RULE.encode("utf-8-sig"),
        "UTF-16": lambda: _GOOD_RULE.encode("utf-16"),
        "GB18030": lambda: _GOOD_RULE.encode("gb18030"),
        "tabs": lambda: _GOOD_RULE.replace("  ", "\t").encode(),
        "NUL": lambda: _GOOD_RULE.encode() + b"\0",
        "surrogate": lambda: _GOOD_RULE.encode() + b"x: \xed\xa0\x80\n",
        "escaped surrogate": lambda: _GOOD_RULE.replace("甲", r'"\ud800"').encode(),
        "escaped NUL": lambda: _GOOD_RULE.replace("甲", r'"\0甲\x07"').encode(),
        "override": lambda: _GOOD_RULE.replace("甲", "甲\u202e乙").encode(),
        "zero width": lambda: _GOOD_RULE.replace("名称", "名\u200b称").encode(),
        "huge number": lambda: _GOOD_RULE.replace("格式: 1", "格式: " + "9" * 5000).encode(),
        "merge key": lambda: b"a: {<<: {b: 1}}\n",
        "documents": lambda: b"---\na: 1\n" * 1000,
        "directives": lambda: b"%YAML 9.9\n%TAG ! x\n--- a\n",
        "a workbook": lambda: book(roster()),
        "one colon": lambda: b":",
        "unclosed": lambda: b'a: "' + b"x\n" * 1000,
    }.items()
)  # fmt: skip
_PICTURES = tuple(
    _bytes(f"photo: {label}", "院子.jpg", make, ("photo",)) for label, make in input_pictures.NASTY.items()
)
_LISTS = tuple(
    _bytes(f"list: {label}", "清单.json", make, ("manifest",))
    for label, make in {
        "nested": lambda: b"[" * 900_000,
        "huge number": lambda: b'{"format": ' + b"9" * 900_000 + b"}",
        "not a list": lambda: b"3",
        "null": lambda: b"null",
        "surrogate": lambda: b'{"format": "\\ud800"}',
        "nan": lambda: b'{"format": "happyhome-manifest/1", "count": NaN}',
        "text of bytes": lambda: b"\xff\xfe{",
        "long": lambda: b" " * 9_000_000,
    }.items()
)
NASTY: tuple[Nasty, ...] = (*_BOOKS, *_TEXTS, *_PLACES, *_RULES, *_PICTURES, *_LISTS)
assert letters(28) == "AB"
