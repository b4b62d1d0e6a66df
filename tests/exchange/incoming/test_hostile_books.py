"""Workbooks made to hurt: each is refused in words, or taken with a sentence about what was passed over."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from happyhome.domain.problems import Refusal
from happyhome.exchange.incoming.old_excel import reach
from happyhome.exchange.incoming.sheets import Sheet, read_workbook
from tests.torture.input_books import (
    book,
    container,
    lying,
    old_book,
    old_records,
    overlapping,
    packed,
    parts_of,
    roster,
    text_row,
)
from tests.torture.input_nasty import NASTY, ods, ods_row


def refused(path: Path, data: bytes | None = None) -> str:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Refusal) as caught:
        read_workbook(path)
    (problem,) = caught.value.problems
    assert path.name in problem.text
    assert problem.text.endswith("。")
    return problem.code


def opened(path: Path, data: bytes) -> Sheet:
    path.write_bytes(data)
    return read_workbook(path)[0]


def codes(sheet: Sheet) -> set[str]:
    return {one.code for one in sheet.told}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("billion laughs in a sheet", "file_unsafe"),
        ("entity from a file", "file_unsafe"),
        ("overlapping parts", "file_too_big"),
        ("zip bomb", "file_too_big"),
        ("nested zip", "file_kind"),
        ("size said too small", "file_damaged"),
        ("packed in another way", "file_damaged"),
        ("cells without places", "file_too_big"),
        ("other quotes, far cell", "file_too_big"),
        ("tab before the place", "file_too_big"),
        ("far row, cell without place", "file_too_big"),
        ("prefixed marks", "file_too_big"),
        ("row of number -1", "file_damaged"),
        ("ten thousand columns", "file_too_big"),
        ("a thousand sheets", "file_too_big"),
        ("ods far repeats", "file_too_big"),
        ("ods gap", "file_too_big"),
        ("ods negative", "file_damaged"),
        ("xlsb", "file_kind"),
        ("7z", "file_kind"),
        ("csv of one line", "file_too_big"),
        ("csv of many lines", "file_too_big"),
        ("millions in a cell", "file_too_big"),
    ],
)
def test_a_book_that_would_fill_the_machine_is_refused_before_it_is_laid_out(
    label: str, code: str, tmp_path: Path
) -> None:
    one = next(nasty for nasty in NASTY if nasty.label == label)
    one.make(tmp_path / one.name)
    assert refused(tmp_path / one.name) == code


FAR = '<c r="XFD1048576"{}><v>1</v></c>'


def behind_text(mark: str) -> bytes:
    """A far cell behind so much text that what is read at once ends within its place."""
    head, rest = roster("@").decode().split("@")
    room = (1 << 20) - len(head.encode()) - len('<c r="XFD10')
    return f"{head}{' ' * room}{mark}{rest}".encode()


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(roster(FAR.format(' x="/>"')), id="what ends an empty cell stands in an attribute"),
        pytest.param(roster(FAR.format(" x='/>'")), id="the same in other quotes"),
        pytest.param(behind_text(FAR.format("")), id="the place is read in two pieces"),
    ],
)
def test_a_far_cell_is_found_however_it_is_written(sheet: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path / "远.xlsx", book(sheet)) == "file_too_big"


@pytest.mark.parametrize(
    ("old", "new"),
    [('name="', 'name="a>'), ('r:id="', 'r:id = "'), ('name="', 'x:id="rId9" name="')],
    ids=["a mark's end in the name", "room around the sign", "two links"],
)
def test_no_sheet_is_read_that_was_not_measured(old: str, new: str, tmp_path: Path) -> None:
    parts = dict(parts_of(roster(FAR.format(""))))
    parts["xl/worksheets/sheet1.bin"] = parts.pop("xl/worksheets/sheet1.xml")
    links, listed = "xl/_rels/workbook.xml.rels", parts["xl/workbook.xml"].decode()
    parts[links] = parts[links].replace(b"sheet1.xml", b"sheet1.bin")
    assert old in listed
    parts["xl/workbook.xml"] = listed.replace(old, new, 1).encode()
    assert refused(tmp_path / "藏.xlsx", packed(parts)) == "file_damaged"


@pytest.mark.parametrize(
    "more",
    [
        '<c r="AA10000" ' * 60_000,
        '<c r="A1"><f/></c>' + '<c r="AA10000" t="e ' * 50_000 + "/>",
        '<c r="A1"><f/>' + " " * 600_000 + "<x/></c>",
        "<" + "a" * 3_000_000,
    ],
    ids=["marks without end", "marks without end, and an end", "much room", "one mark"],
)
def test_what_nobody_closes_takes_no_square_of_its_length(more: str, tmp_path: Path) -> None:
    """It would take minutes, and longer than a suite may run, where a pattern looked to the end from each mark."""
    (tmp_path / "长.xlsx").write_bytes(book(roster(more)))
    with suppress(Refusal):
        read_workbook(tmp_path / "长.xlsx")


WIDE = ods_row(' table:number-rows-repeated="300"', ("1",), ' table:number-columns-repeated="16000"')


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (WIDE + WIDE, "file_too_big"),
        (f'{WIDE}</table:table><table:table table:name="次">{WIDE}', "file_too_big"),
        (
            WIDE.replace("</table:table-cell>", "<table:table></table:table></table:table-cell>"),
            "file_damaged",
        ),
        (WIDE.replace("</table:table-cell>", "<table:table-row/></table:table-cell>"), "file_damaged"),
        (WIDE.replace("</table:table-cell>", "<table:table-cell/></table:table-cell>"), "file_damaged"),
        (WIDE.replace("</table:table-row>", "<table:table-row/></table:table-row>"), "file_damaged"),
    ],
    ids=["rows", "tables", "a table in a cell", "a row in a cell", "a cell in a cell", "a row in a row"],
)
def test_an_open_document_is_measured_in_all(inner: str, code: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "多.ods", ods(inner)) == code


FARTHER = '<row r="9900"><c r="SF9900"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("name", "one", "many"),
    [
        ("多.xlsx", book(roster(FARTHER)), book(*[roster(FARTHER)] * 20)),
        ("多.xls", old_book(1, 20_000, 250), old_book(40, 20_000, 250)),
    ],
)
def test_sheets_that_are_bearable_alone_are_counted_together(
    name: str, one: bytes, many: bytes, tmp_path: Path
) -> None:
    assert opened(tmp_path / name, one).width >= 251
    assert refused(tmp_path / name, many) == "file_too_big"


@pytest.mark.parametrize("harm", ["two streams", "the length of the name"])
def test_the_stream_that_is_measured_is_the_one_that_is_read(harm: str, tmp_path: Path) -> None:
    evil = old_records(40, 20_000, 250)
    if harm == "two streams":
        data = container({"Book": old_records(1, 5, 3), "Workbook": evil})
    else:
        plain = container({"Workbook": evil})
        at = plain.index("Workbook".encode("utf-16-le")) + 64
        data = plain[:at] + b"\2\0" + plain[at + 2 :]
    assert reach(data).row == 20_000
    assert refused(tmp_path / "两.xls", data) == "file_too_big"


def test_lists_of_sheets_that_nobody_closes_are_damage(tmp_path: Path) -> None:
    parts = dict(parts_of(roster()))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"<sheets>", b"<sheets>" + b"<sheet " * 300_000
    )
    assert refused(tmp_path / "单.xlsx", packed(parts)) == "file_damaged"


def test_a_part_that_is_larger_than_it_says_is_damage(tmp_path: Path) -> None:
    whole = book(roster())
    assert refused(tmp_path / "假.xlsx", lying(whole, "xl/worksheets/sheet1.xml", 100)) == "file_damaged"


def test_parts_that_share_their_bytes_are_counted_once_each(tmp_path: Path) -> None:
    assert refused(tmp_path / "叠.xlsx", overlapping(3)) == "file_too_big"


def test_a_million_formatted_rows_with_nothing_in_them_are_no_hindrance(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(900_000, 930_000))
    assert len(opened(tmp_path / "空行.xlsx", book(roster(empty))).rows) == 2


def test_macros_links_and_pictures_are_passed_over_and_said_once(tmp_path: Path) -> None:
    more = {
        "xl/vbaProject.bin": b"\xd0\xcf",
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/media/image1.png": bytes(100),
    }
    sheet = opened(tmp_path / "宏.xlsm", packed(parts_of(roster(), more=more)))
    assert codes(sheet) == {"macros_ignored", "links_ignored", "pictures_ignored"}


def test_a_formula_without_its_value_is_named_by_its_cell(tmp_path: Path) -> None:
    formulas = '<row r="3"><c r="A3" t="str"><f>A2</f><v>李四</v></c><c r="B3"><f>B2</f></c></row>'
    sheet = opened(tmp_path / "公式.xlsx", book(roster(formulas)))
    assert [(one.code, one.row) for one in sheet.told] == [("formula_uncached", 3)]
    assert sheet.told[0].text.startswith("B3 格是公式")
    assert sheet.rows[2][0] == "李四"


def test_what_nobody_sees_is_taken_out_of_every_cell_and_told(tmp_path: Path) -> None:
    sheet = opened(
        tmp_path / "藏.xlsx", book(roster(text_row(3, ("李\u200b四", "男", "", "139\u200e00001111"))))
    )
    assert sheet.rows[2][:4] == ("李四", "男", "", "13900001111")
    assert codes(sheet) == {"cell_cleaned"}


def test_a_name_that_reads_another_way_than_it_is_written_is_asked_about(tmp_path: Path) -> None:
    sheet = opened(tmp_path / "反.xlsx", book(roster(text_row(3, ("\u202e兰秀王\u202c",)))))
    assert sheet.rows[2][0] == "兰秀王"
    assert codes(sheet) == {"cell_reordered"}


def test_ranges_merged_over_everything_do_not_count_as_merged(tmp_path: Path) -> None:
    area = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:B2"/></mergeCells>'
    assert opened(tmp_path / "并.xlsx", book(roster(after=area))).merged == ()


def test_sheets_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "同.xlsx").write_bytes(book(roster(), roster(), names=("表", "表")))
    assert len({sheet.name for sheet in read_workbook(tmp_path / "同.xlsx")}) == 2


def test_a_password_is_refused_with_the_way_to_take_it_off(tmp_path: Path) -> None:
    one = next(nasty for nasty in NASTY if nasty.label == "password on xlsx")
    one.make(tmp_path / "锁.xlsx")
    with pytest.raises(Refusal) as caught:
        read_workbook(tmp_path / "锁.xlsx")
    assert "文件→文档加密" in caught.value.problems[0].text


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("label", ["a folder", "a pipe", "an endless device", "a loop of links"])
def test_what_is_no_file_is_not_waited_for(label: str, tmp_path: Path) -> None:
    from happyhome.files.environment import EnvironmentRefusal

    one = next(nasty for nasty in NASTY if nasty.label == label)
    one.make(tmp_path / one.name)
    with pytest.raises((Refusal, EnvironmentRefusal)):
        read_workbook(tmp_path / one.name)
