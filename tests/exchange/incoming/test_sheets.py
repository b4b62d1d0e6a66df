"""Files open by what they hold, not by their name; what cannot be opened is refused in words."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from happyhome.domain.problems import Refusal
from happyhome.exchange.incoming.old_excel import reach
from happyhome.exchange.incoming.sheets import read_workbook

SAMPLES = Path(__file__).parents[2] / "samples"
XLSX = (SAMPLES / "老年人台账.xlsx").read_bytes()
XLS = (SAMPLES / "高龄津贴花名册.xls").read_bytes()


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(Refusal) as caught:
        read_workbook(path)
    problem = caught.value.problems[0]
    assert path.name in problem.text
    assert problem.text.endswith("。")
    return problem.code


def test_row_numbers_are_those_that_excel_shows(tmp_path: Path) -> None:
    book = Workbook()
    book.active["C5"] = "姓名"
    book.active["C6"] = "张三丰"
    book.save(tmp_path / "表.xlsx")
    rows = read_workbook(tmp_path / "表.xlsx")[0].rows
    assert [(number, row) for number, row in enumerate(rows, 1) if any(row)] == [
        (5, ("", "", "姓名")),
        (6, ("", "", "张三丰")),
    ]


@pytest.mark.parametrize(("data", "name"), [(XLSX, "台账.xls"), (XLS, "高龄.xlsx"), (XLSX, "台账.et")])
def test_a_wrong_ending_does_not_matter(data: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert len(read_workbook(tmp_path / name)[0].rows) > 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_table_is_read_in_every_encoding_and_with_every_separator(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    lines = [["姓名", "身份证号", "备注"], ["王㛃", '="620321195705255254"', "腿疼"], ["买买提·艾力", "", ""]]
    text = "\r\n".join(separator.join(line) for line in lines)
    (tmp_path / "名单.csv").write_bytes(text.encode(encoding))
    sheet = read_workbook(tmp_path / "名单.csv")[0]
    assert sheet.name == "名单"
    assert sheet.rows[1:] == (("王㛃", "620321195705255254", "腿疼"), ("买买提·艾力", "", ""))


def test_a_text_table_named_xls_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "导出.xls").write_bytes("姓名\t性别\n张三丰\t男\n".encode("gb18030"))
    assert read_workbook(tmp_path / "导出.xls")[0].rows[1] == ("张三丰", "男")


def ods(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="表1">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def test_an_open_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "名单.ods").write_bytes(ods([["姓名", "性别"], ["张三丰", "男"]]))
    assert read_workbook(tmp_path / "名单.ods")[0].rows == (("姓名", "性别"), ("张三丰", "男"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n \r\n", "file_empty"),
        (b"<html><body><table><tr><td>a</td></tr></table>", "file_kind"),
        (b'<?xml version="1.0"?><Workbook/>', "file_kind"),
        (b"%PDF-1.7 ...", "file_kind"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file_kind"),
        ("只有一句话".encode(), "file_kind"),
        (XLSX[:9000], "file_damaged"),
        (XLS[:6000], "file_damaged"),
        (XLSX[:200], "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file_password"),
    ],
)
def test_what_is_no_sound_table_is_refused_with_what_to_do(data: bytes, code: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "花名册.xls", data) == code


def test_a_letter_of_word_is_not_a_table(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    assert refused(tmp_path / "通知.xlsx", out.getvalue()) == "file_kind"


def test_an_empty_workbook_is_told(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "空.xlsx")
    assert refused(tmp_path / "空.xlsx", (tmp_path / "空.xlsx").read_bytes()) == "file_empty"


def test_a_file_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<a/>")
        parts.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    assert refused(tmp_path / "炸弹.xlsx", out.getvalue()) == "file_too_big"


def test_a_stray_cell_in_the_farthest_corner_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "姓名"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "远.xlsx")
    assert refused(tmp_path / "远.xlsx", (tmp_path / "远.xlsx").read_bytes()) == "file_too_big"


def test_a_stray_cell_is_refused_also_where_the_sheet_does_not_say_how_large_it_is(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "姓名"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "说.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "说.xlsx") as said, zipfile.ZipFile(out, "w") as silent:
        for part in said.namelist():
            silent.writestr(part, re.sub(rb"<dimension[^>]*>", b"", said.read(part)))
    assert refused(tmp_path / "远.xlsx", out.getvalue()) == "file_too_big"


@pytest.mark.parametrize(
    ("at", "junk"),
    [(7472, "f42a5411aa"), (5869, "f2bd3a7656"), (4434, "ffffffff"), (6677, "2edf8e22"),
     (7515, "a37e0d3c82720d46a9463007"), (4391, "eca0d427d70090a4")],
)  # fmt: skip
def test_an_old_file_with_a_cell_beyond_the_last_column_does_not_end_the_program(
    at: int, junk: str, tmp_path: Path
) -> None:
    """Each of these made the reader ask for 12 to 130 GB at once, which ends the process."""
    wrong = bytes.fromhex(junk)
    assert refused(tmp_path / "坏.xls", XLS[:at] + wrong + XLS[at + len(wrong) :]) == "file_damaged"


def test_how_far_an_old_file_reaches_is_known() -> None:
    (sheet,) = read_workbook(SAMPLES / "高龄津贴花名册.xls")
    found = reach(XLS)
    assert (found.row + 1, found.column + 1) == (len(sheet.rows), sheet.width)


@given(st.binary(max_size=2000), st.integers(0, 13_000))
def test_how_far_a_file_reaches_is_asked_of_any_bytes(junk: bytes, at: int) -> None:
    assert reach(XLS[:at] + junk + XLS[at + len(junk) :]).row >= 0


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_workbook(tmp_path / "没有.xlsx")
    assert caught.value.problems[0].code == "file_missing"


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["xlsx", "xls"]),
    place=st.floats(min_value=0, max_value=1),
    junk=st.binary(min_size=1, max_size=40),
)
def test_a_damaged_file_opens_or_is_refused_and_nothing_else(
    kind: str, place: float, junk: bytes, tmp_path: Path
) -> None:
    data = XLSX if kind == "xlsx" else XLS
    at = int(place * len(data))
    (tmp_path / "坏.xls").write_bytes(data[:at] + junk + data[at + len(junk) :])
    refusals = []
    try:
        read_workbook(tmp_path / "坏.xls")
    except Refusal as refusal:
        refusals += refusal.problems
    assert all(problem.code.startswith("file_") for problem in refusals)


def test_a_stray_cell_is_refused_also_where_the_sheet_says_wrongly_how_large_it_is(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"], book.active["B2"] = "姓名", "x"
    book.save(tmp_path / "说.xlsx")
    for place, code in (("XFD1048576", "file_too_big"), ("B99999999999999999999", "file_damaged")):
        out = io.BytesIO()
        with zipfile.ZipFile(tmp_path / "说.xlsx") as said, zipfile.ZipFile(out, "w") as wrong:
            for part in said.namelist():
                wrong.writestr(part, said.read(part).replace(b'<c r="B2"', f'<c r="{place}"'.encode()))
        assert refused(tmp_path / "远.xlsx", out.getvalue()) == code


def test_an_old_file_whose_chain_of_sectors_runs_in_a_circle_is_refused(tmp_path: Path) -> None:
    """The reader would follow it until the memory is full."""
    table = 512 * (int.from_bytes(XLS[76:80], "little") + 1)
    circle = XLS[: table + 4] + (1).to_bytes(4, "little") + XLS[table + 8 :]
    assert refused(tmp_path / "圈.xls", circle) == "file_damaged"


def test_an_old_file_with_a_part_longer_than_itself_is_refused(tmp_path: Path) -> None:
    folder = 512 * (int.from_bytes(XLS[48:52], "little") + 1)
    long = XLS[: folder + 120] + b"\xff\xff\xff\x7f" + XLS[folder + 124 :]
    assert refused(tmp_path / "长.xls", long) == "file_damaged"
