"""The workbook as a township opens it: text is text, numbers are numbers, and it prints on A4."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from happyhome.reports import xlsx
from happyhome.reports.document import CellKind, Column, Document, Row, Section, Table
from happyhome.reports.form import Options
from happyhome.reports.forms import all_forms, form_named
from tests.reports.books import book, money, reopened
from tests.reports.reading import pages_of

WORKBOOKS = [form for form in all_forms() if "xlsx" in form.formats]


def _opened(document: Document) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))


def _made(key: str, persons: int = 22) -> Any:
    return _opened(form_named(key).build(book(persons), Options()))


def _table(*columns: Column, rows: tuple[Row, ...]) -> Document:
    return Document("标题", "某院", (Section("标题", (Table(columns, rows),)),))


@pytest.mark.parametrize("persons", [0, 1, 200])
@pytest.mark.parametrize("form", WORKBOOKS, ids=lambda form: form.key)
def test_a_workbook_can_be_made_and_read_for_a_home_of_any_size(form: Any, persons: int) -> None:
    written = xlsx.render(form.build(book(persons), Options()))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0).to_python()
    assert str(rows[0][0]).startswith("宁远堡镇清泉村幸福院")


@pytest.mark.parametrize("form", WORKBOOKS, ids=lambda form: form.key)
def test_blank_workbooks_open(form: Any) -> None:
    made = book(0)
    (name,) = _opened(form.blank(made.home, made.month)).sheetnames
    assert name in ("空白", "公示")


def test_numbers_that_are_names_stay_text_to_the_last_digit() -> None:
    sheet = _made("roster")["台账"]
    heads = [cell.value for cell in sheet[3]]
    for words in ("身份证号", "社保卡号", "联系电话"):
        cell = sheet.cell(4, heads.index(words) + 1)
        assert (cell.data_type, cell.number_format) == ("s", "@"), words
    assert sheet.cell(4, heads.index("身份证号") + 1).value == book(1).people[0].resident.id_number


@pytest.mark.parametrize("typed", ["=1+1", "+86", "-王", "@SUM(A1)", "=HYPERLINK(1)"])
def test_what_begins_like_a_formula_stays_what_was_typed(typed: str) -> None:
    sheet = _opened(_table(Column("name", ("姓名",), 30), rows=(Row((typed,)),)))["标题"]
    cell = sheet["A3"]
    assert (cell.value, cell.data_type) == (typed, "s")


def test_control_characters_are_left_out() -> None:
    sheet = _opened(_table(Column("name", ("姓名",), 30), rows=(Row(("王\x0b秀\x00英",)),)))["标题"]
    assert sheet["A3"].value == "王秀英"


def test_counts_are_numbers_money_is_yuan_and_days_are_days() -> None:
    options = Options(subsidies=money(book(1), {"r0000": 350}))
    sheet = _opened(form_named("meal_attendance").build(book(1), options))["午餐"]
    row = [cell.value for cell in sheet[5]]
    assert 3.5 in row
    assert 77 in row
    assert book(1).named_meals in row
    moves = _opened(form_named("month_report").build(book(22), Options()))["本月人员变动"]
    assert moves["E4"].value == datetime(2026, 10, 21)  # noqa: DTZ001 - a day of a sheet has no zone
    assert moves["E4"].number_format == "yyyy-mm-dd"


def test_it_prints_on_a4_with_the_head_on_each_page() -> None:
    sheet = _made("meal_attendance")["午餐"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.print_area.endswith(f"${sheet.max_row}")
    assert sheet.freeze_panes == "C5"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.row_dimensions[1].height >= 28


def test_a_column_of_choices_has_a_drop_down_over_its_rows() -> None:
    sheet = _made("meal_day")["31日午餐"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"堂食,送餐,自取"'
    assert str(rule.sqref) == "C4:C19"


def test_the_ledger_has_every_fact_in_a_column_of_its_own() -> None:
    heads = [cell.value for cell in _made("roster")["台账"][3]]
    assert len(heads) == len(set(heads)) == 31


def test_tables_with_words_over_them_get_sheets_of_their_own() -> None:
    made = _opened(form_named("month_report").build(reopened(book(22)), Options()))
    assert made.sheetnames == ["月报表", "本月人员变动", "与以前结账的差异"]


def test_sheet_names_are_such_as_excel_accepts() -> None:
    table = Table((Column("name", ("姓名",), 30),), (Row(("王",)),))
    names = ["午餐/晚餐[1]:*?", "午餐/晚餐[1]:*?", "", "长" * 40]
    sections = tuple(Section("标题", (table,), name=name) for name in names)
    found = _opened(Document("标题", "某院", sections)).sheetnames
    assert found == ["午餐晚餐1", "午餐晚餐1 2", "标题", "长" * 31]


def test_a_paper_without_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no table"):
        xlsx.render(form_named("activity_record").build(book(1), Options()))


def test_marks_and_greyed_hints_look_different() -> None:
    column = Column("day1", ("1",), 5, kind=CellKind.MARK)
    sheet = _opened(_table(column, rows=(Row(("✓",)), Row(("外",), faint=frozenset({0})))))["标题"]
    assert sheet["A3"].font.color.rgb != sheet["A4"].font.color.rgb


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_every_workbook_on_few_pages_with_its_words(tmp_path: Path) -> None:
    made = reopened(replace(book(22)))
    for form in WORKBOOKS:
        (tmp_path / f"{form.key}.xlsx").write_bytes(xlsx.render(form.build(made, Options())))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    command += [str(path) for path in sorted(tmp_path.glob("*.xlsx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for form in WORKBOOKS:
        pages = pages_of((tmp_path / f"{form.key}.pdf").read_bytes())
        assert len(pages) <= 3, form.key
        assert "第" in pages[0]
        assert made.code in "".join(pages), form.key
