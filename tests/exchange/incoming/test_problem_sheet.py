"""The copy of a sheet with its problems can be mended and taken in again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from happyhome.exchange.incoming.problem_sheet import problem_sheet
from happyhome.exchange.incoming.roster import read_roster
from happyhome.exchange.incoming.roster_plan import RosterPlan, plan
from happyhome.exchange.incoming.sheets import Sheet, read_workbook
from tests.exchange.incoming.made import number, sheet

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 11, 21)


def planned(sheets: tuple[Sheet, ...]) -> RosterPlan:
    return plan(read_roster(sheets, TODAY), (), TODAY, TODAY)


def test_each_problem_stands_in_the_last_column_of_its_row(tmp_path: Path) -> None:
    sheets = read_workbook(SAMPLES / "老年人台账.xlsx")
    result = planned(sheets)
    (tmp_path / "问题.xlsx").write_bytes(problem_sheet(sheets, result.problems))
    page = load_workbook(tmp_path / "问题.xlsx")["花名册"]
    assert page.cell(3, 19).value == "问题"
    told = {row for row in range(5, page.max_row + 1) if page.cell(row, 19).value}
    assert told == {problem.row for problem in result.problems if problem.sheet == "花名册"}
    assert "最后一位校验" in page["S17"].value
    assert page["B17"].fill.fgColor.rgb != page["B16"].fill.fgColor.rgb
    assert page["E16"].value == "620321196106056258"
    assert page["E16"].number_format == "@"


def test_nothing_in_the_copy_becomes_a_formula(tmp_path: Path) -> None:
    one = sheet(["姓名", "身份证号", "备注"], ['=HYPERLINK("x")', number("19410305"), "=1+1\x0b"])
    (tmp_path / "问题.xlsx").write_bytes(problem_sheet((one,), planned((one,)).problems))
    page = load_workbook(tmp_path / "问题.xlsx").active
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert page["A2"].value == '=HYPERLINK("x")'


def test_the_copy_taken_in_says_the_same_as_the_sheet(tmp_path: Path) -> None:
    for name in ("老年人台账.xlsx", "高龄津贴花名册.xls"):
        sheets = read_workbook(SAMPLES / name)
        first = planned(sheets)
        (tmp_path / "问题.xlsx").write_bytes(problem_sheet(sheets, first.problems))
        second = planned(read_workbook(tmp_path / "问题.xlsx"))
        assert second.counts() == first.counts()
        assert [row.resident for row in second.rows] == [row.resident for row in first.rows]


def test_a_row_with_a_problem_is_tinted_as_a_whole_and_its_texts_stay_texts(tmp_path: Path) -> None:
    rows = [[f"王{one}", "62032119610605625X", 3.5] for one in "秀兰芳梅"]
    one = sheet(["姓名", "身份证号", "备注"], *rows)
    (tmp_path / "问题.xlsx").write_bytes(problem_sheet((one,), planned((one,)).problems))
    page = load_workbook(tmp_path / "问题.xlsx").active
    assert (
        len({page.cell(row, column).fill.fgColor.rgb for row in range(2, 6) for column in range(1, 5)}) == 1
    )
    assert page["A2"].fill.fgColor.rgb != page["A1"].fill.fgColor.rgb
    assert all(page.cell(row, 4).alignment.wrap_text for row in range(2, 6))
    assert [[page.cell(row, column).number_format for column in (1, 2, 3)] for row in (2, 5)] == [
        ["@", "@", "General"]
    ] * 2
