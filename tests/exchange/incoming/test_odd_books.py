"""Files as they are found: what another program wrote in its own way is read, what is no table is called by its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from struct import pack

import pytest
from openpyxl import Workbook

from happyhome.domain.problems import Refusal
from happyhome.exchange.incoming.old_excel import wrong_cells
from happyhome.exchange.incoming.sheets import Area, Sheet, read_workbook
from happyhome.exchange.locked_files import lock_workbook
from tests.exchange.incoming.test_sheets import XLS, ods

ROWS = (("姓名", "年龄"), ("张三丰", 85.0))
BIFF_8 = bytes.fromhex("0908100000060500")


def book(change: Callable[[str, bytes], bytes | None] = lambda _, data: data, **more: bytes) -> bytes:
    """A workbook of ROWS whose parts are changed; None takes a part away."""
    made, plain = Workbook(), io.BytesIO()
    for row in ROWS:
        made.active.append(row)
    made.save(plain)
    return packed(plain.getvalue(), change, more)


def packed(data: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w") as other:
        for name in parts.namelist():
            content = change(name, parts.read(name))
            if content is not None:
                other.writestr(name, content)
        for name, content in more.items():
            other.writestr(name, content)
    return out.getvalue()


def replaced(part: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, data: bytes) -> bytes:
        assert part not in name or re.search(old, data)
        return re.sub(old, new, data) if part in name else data

    return change


def parts(**content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in content.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def read(path: Path, data: bytes) -> tuple[Sheet, ...]:
    path.write_bytes(data)
    return read_workbook(path)


def refusal(path: Path, data: bytes) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        read(path, data)
    return caught.value.problems[0].code, caught.value.problems[0].text


_HTML = b"<html><table><tr><td>a</td></tr></table></html>"
_TEXT = b"application/vnd.oasis.opendocument.text"
_DBF = (
    b"\x03\x6e\x0c\x03" + pack("<IHH", 8, 65, 20) + bytes(20) + b"NAME".ljust(32, b"\0") + b"\r" + b" " * 20
)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "是 Excel 2003 的 XML 表，"),
        ("<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>".encode("utf-16"), "（fods），"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>', "Word 文档，"),
        (b'<?xml version="1.0"?><a/>', "是 XML 文件，"),
        (b"\n\n\n" + _HTML, "网页"),
        (_HTML.decode().encode("utf-16"), "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "（mht），"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "DIF"),
        (_DBF, "（DBF）表，"),
        (b"\x09\x04\x06\0\0\0\x10\0" + bytes(60), "Excel 4.0 或更早"),
        (b"\x09\0\x04\0\2\0\x10\0" + bytes(60), "Excel 4.0 或更早"),
        (b"%PDF-1.7", "是 PDF 文件，"),
        (b"\xff\xd8\xff\xe0", "是图片，"),
        (b"\0\0\0\x18ftypheic", "图片"),
        (b"\x1f\x8b\x08", "请先解压，"),
        (b"SQLite format 3\0", "数据库"),
        (b"\0\1\0\0Standard ACE DB", "Access"),
        (parts(word__document_xml=b"<w/>"), "Word"),
        (parts(ppt__presentation_xml=b"<p/>"), "（PPT），"),
        (parts(OFD_xml=b"<o/>"), "（OFD），"),
        (parts(Index__Document_iwa=b"x"), "Numbers"),
        (parts(xl__workbook2_xml=b"<w/>"), "写法少见的 Excel 表"),
        (parts(a_txt=b"x"), "是压缩包，"),
        (parts(mimetype=_TEXT, content_xml=b"<a/>"), "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "Word"),
        ("只有一句话".encode(), "没有用逗号"),
        ("ą,ć\n".encode("iso-8859-2") + b"\xff", "认不出的文字编码"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_called_by_its_name(data: bytes, what: str, tmp_path: Path) -> None:
    code, text = refusal(tmp_path / "花名册.xls", data)
    assert code == "file_kind"
    assert what in text
    assert text.endswith("。")


def test_an_open_document_under_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    manifest = b'<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
    data = packed(
        ods([["姓名"]]), lambda name, data: manifest if "manifest" in name else b"\x8e\x01" + data, {}
    )
    assert refusal(tmp_path / "表.ods", data)[0] in ("file_password", "file_kind")
    kept = packed(ods([["姓名"]]), lambda name, data: manifest if "manifest" in name else data, {})
    assert refusal(tmp_path / "表.ods", kept)[0] == "file_password"


def test_an_old_workbook_under_a_password_is_said_to_have_one_and_not_to_be_damaged(tmp_path: Path) -> None:
    at = XLS.index(BIFF_8) + 4 + 16  # the record after the first
    assert refusal(tmp_path / "表.xls", XLS[:at] + b"\x2f\0" + XLS[at + 2 :])[0] == "file_password"


def test_a_workbook_that_excel_opens_unasked_is_opened_here_too(tmp_path: Path) -> None:
    """保护工作簿 locks with a password that every program knows."""
    locked = lock_workbook(book(), "VelvetSweatshop")
    assert read(tmp_path / "表.xlsx", locked)[0].rows == ROWS
    assert refusal(tmp_path / "表.xlsx", lock_workbook(book(), "happyhome"))[0] == "file_password"
    slow = locked.replace(b'spinCount="100000"', b'spinCount="900000"')
    assert slow != locked
    assert refusal(tmp_path / "表.xlsx", slow)[0] == "file_password"


def test_chinese_that_the_reader_would_take_apart_is_not_taken(tmp_path: Path) -> None:
    """Excel 95 writes Chinese in two bytes a letter, and the reader takes each for a letter."""
    at, page = XLS.index(BIFF_8), XLS.index(b"\x42\0\2\0\xb0\4")
    old = XLS[: at + 4] + b"\0\5" + XLS[at + 6 : page + 4] + pack("<H", 936) + XLS[page + 6 :]
    code, text = refusal(tmp_path / "表.xls", old)
    assert (code, "Excel 95" in text) == ("file_kind", True)


def test_cells_whose_value_is_an_error_are_told_and_not_lost_unseen(tmp_path: Path) -> None:
    wrong = replaced("sheet1", rb'<c r="B2"[^>]*>.*?</c>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    (sheet,) = read(tmp_path / "表.xlsx", book(wrong))
    assert sheet.rows[1] == ("张三丰", "")
    (told,) = sheet.told
    assert (told.code, told.row) == ("formula_error", 2)
    assert told.text.startswith("B 列第 2 行是错误值")


def test_the_same_in_an_old_workbook(tmp_path: Path) -> None:
    at = next(one.start() for one in re.finditer(rb"\x03\x02\x0e\0|\xfd\0\x0a\0", XLS))
    length = XLS[at + 2]
    wrong = XLS[:at] + b"\x05\x02" + XLS[at + 2 : at + 10] + b"\x2a\1" + XLS[at + 12 :]
    ((number, (place,)),) = wrong_cells(wrong).items()
    assert (number, length >= 8, wrong_cells(XLS)) == (0, True, {})
    (sheet,) = read(tmp_path / "表.xls", wrong)
    assert [one.text for one in sheet.told if place.rstrip("0123456789") in one.text]


def strict(_name: str, data: bytes) -> bytes:
    """As Excel saves a “Strict Open XML” workbook."""
    data = data.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return data.replace(office, b"http://purl.oclc.org/ooxml/officeDocument/relationships")


def prefixed(name: str, data: bytes) -> bytes:
    """As programs in .NET write it: <x:c> for <c>."""
    if name not in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        return data
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data).replace(b" xmlns=", b" xmlns:x=")


@pytest.mark.parametrize(
    "change",
    [
        strict,
        prefixed,
        replaced("sheet1.xml", b"<v>85</v>", b"<v> 85\n</v>"),
        replaced("sheet1.xml", rb' r="[A-Z]?\d"', b""),
        lambda name, data: None if "styles" in name else data,
    ],
)
def test_a_sound_workbook_written_in_an_odd_way_is_read(
    change: Callable[[str, bytes], bytes | None], tmp_path: Path
) -> None:
    assert read(tmp_path / "表.xlsx", book(change))[0].rows == ROWS


def test_a_sheet_of_old_macros_does_not_hide_the_sheets_beside_it(tmp_path: Path) -> None:
    made, plain = Workbook(), io.BytesIO()
    made.active["A1"] = "=ALERT(1)"
    for row in ROWS:
        made.create_sheet("名单").append(row) if "名单" not in made.sheetnames else made["名单"].append(row)
    made.save(plain)
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    macros = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    data = packed(plain.getvalue(), lambda _, part: part.replace(office, macros, 1), {})
    assert [(one.name, one.rows) for one in read(tmp_path / "表.xlsm", data)] == [("名单", ROWS)]


def test_an_open_document_with_lines_between_its_cells_is_read(tmp_path: Path) -> None:
    data = packed(
        ods([["姓名", "性别"], ["张三丰", "男"]]),
        lambda name, part: part.replace(b"><table:", b">\n  <table:").replace(b"><text:p", b">\n   <text:p"),
        {},
    )
    assert read(tmp_path / "表.ods", data)[0].rows == (("姓名", "性别"), ("张三丰", "男"))


def test_cells_of_no_kind_in_an_open_document_are_read_as_text(tmp_path: Path) -> None:
    data = packed(
        ods([["姓名"], ["张三丰"]]), replaced("content", b'value-type="string"', b'value-type="unknown"'), {}
    )
    assert read(tmp_path / "表.ods", data)[0].rows == (("姓名",), ("张三丰",))


def test_the_macros_of_an_open_document_are_passed_over_and_told(tmp_path: Path) -> None:
    defines = b'<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD" "library.dtd"><a/>'
    data = packed(ods([["姓名"]]), lambda _, part: part, {"Basic/script-lc.xml": defines})
    (sheet,) = read(tmp_path / "表.ods", data)
    assert [one.code for one in sheet.told] == ["macros_ignored"]
    inside = packed(ods([["姓名"]]), replaced("content", rb"\?>", b"?><!DOCTYPE a>"), {})
    assert refusal(tmp_path / "表.ods", inside)[0] == "file_unsafe"


def test_a_list_that_was_pasted_as_a_picture_is_said_to_be_one(tmp_path: Path) -> None:
    bare = replaced("sheet1", rb"<sheetData>.*</sheetData>", b"<sheetData/>")
    code, text = refusal(tmp_path / "表.xlsx", book(bare, **{"xl/media/image1.png": b"x"}))
    assert (code, "只有图片" in text) == ("file_empty", True)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("姓名|账号\n王㛃|622\n".encode("gb18030"), (("姓名", "账号"), ("王㛃", "622"))),
        (b"sep=;\r\n\xd0\xd5\xc3\xfb;a,b\r\n", (("姓名", "a,b"),)),
        ("姓名\t备注\r\n买买提·艾力\t是\r\n".encode("utf-16-le"), (("姓名", "备注"), ("买买提·艾力", "是"))),
        ("姓名,备注\n张三丰,是\n".encode("utf-16-be"), (("姓名", "备注"), ("张三丰", "是"))),
        ("姓名,备注\n张三丰,是\n".encode("utf-32"), (("姓名", "备注"), ("张三丰", "是"))),
    ],
)
def test_a_text_table_is_read_as_other_programs_write_it(
    data: bytes, rows: tuple[tuple[str, ...], ...], tmp_path: Path
) -> None:
    assert read(tmp_path / "名单.txt", data)[0].rows == rows


def test_a_quotation_mark_that_nobody_closes_does_not_swallow_the_persons_after_it(tmp_path: Path) -> None:
    text = '姓名,备注\n张三丰,"腿疼\n李四,好\n王五,好\n'
    rows = read(tmp_path / "名单.csv", text.encode())[0].rows
    assert [row[0] for row in rows] == ["姓名", "张三丰", "李四", "王五"]
    whole = '姓名,备注\n张三丰,"腿疼\n眼花"\n李四,"说""好"""\n'
    assert read(tmp_path / "名单.csv", whole.encode())[0].rows[1:] == (
        ("张三丰", "腿疼\n眼花"),
        ("李四", '说"好"'),
    )


def test_the_merged_cells_of_an_open_document_are_known(tmp_path: Path) -> None:
    span = b'<table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2" '
    data = packed(
        ods([["姓名"], ["", "住院", "", ""], ["", "", "", "好"]]),
        lambda name, part: part.replace(
            b'<table:table-cell office:value-type="string"><text:p>\xe4\xbd\x8f',
            span + b'office:value-type="string"><text:p>\xe4\xbd\x8f',
        ),
        {},
    )
    (sheet,) = read(tmp_path / "表.ods", data)
    assert sheet.merged == (Area(1, 1, 2, 3),)


def test_a_picture_that_rotted_does_not_stop_an_odd_workbook_from_being_read(tmp_path: Path) -> None:
    odd = book(replaced("sheet1.xml", b"<v>85</v>", b"<v> 85</v>"), **{"docProps/thumbnail.jpeg": b"picture"})
    assert read(tmp_path / "表.xlsx", odd.replace(b"picture", b"rotten!"))[0].rows == ROWS
    empty = book(replaced("sheet1.xml", rb"<sheetData>.*</sheetData>", b""), **{"a.jpeg": b"picture"})
    assert refusal(tmp_path / "表.xlsx", empty.replace(b"picture", b"rotten!"))[0] == "file_empty"


def test_an_encoding_that_nobody_knows_is_damage(tmp_path: Path) -> None:
    unknown = packed(ods([["姓名"]]), replaced("content", b"UTF-8", b"ZZZZ9"), {})
    assert refusal(tmp_path / "表.ods", unknown)[0] == "file_damaged"
    said = b'<?xml version="1.0" encoding="ZZZZ9"?><x:c />'
    odd = book(replaced("sheet1.xml", rb"^", said))
    assert refusal(tmp_path / "表.xlsx", odd)[0] == "file_damaged"
