"""申请汇总 out to the township, and its decisions back by any layout, never by a guess."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.services import application_returns, applications, audit, schemes
from happyhome.services.register_sheets import sheet_bytes
from tests.services.rules import KEY, elder, use_rules
from tests.services.village import TODAY, Village

APPLIED = ("需申请: 是", "材料: [户口本, 社保卡]")


@pytest.fixture
def who(village: Village) -> dict[str, str]:
    """Three who asked, two of one name."""
    use_rules(village, *APPLIED)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))
    found = {
        "王秀兰": elder(village, "王秀兰", date(1940, 5, 3)),
        "李大山": elder(village, "李大山", date(1939, 5, 3), order=881),
        "李大山2": elder(village, "李大山", date(1938, 5, 3), order=883),
    }
    for one in found.values():
        village.do(applications.open_application, resident=one, scheme=KEY, applied_on=date(2026, 10, 8))
    return found


def _file(
    path: Path,
    *rows: tuple[Any, ...],
    head: tuple[str, ...] = ("姓名", "身份证号", "审批结果", "审批日期", "起发时间", "备注"),
) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(["某镇高龄津贴审批情况"])
    for row in (head, *rows):
        sheet.append([*row])
    book.save(path)
    return path


def _number(village: Village, who: str) -> str:
    return str(village.person(who).resident.id_number)


def _decisions(village: Village) -> dict[str, str]:
    return {row.resident: row.decision for row in village.content()["application"]}


def test_the_sheet_that_goes_out_has_text_cells_and_a_list_of_decisions(
    village: Village, who: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "申请汇总.xlsx"
    path.write_bytes(sheet_bytes(village.ask(application_returns.application_sheet, TODAY)))
    sheet = load_workbook(path).active
    head = next(row for row in sheet.iter_rows() if [cell.value for cell in row][:2] == ["序号", "姓名"])
    first = sheet[head[0].row + 1]
    by_head = {title.value: cell for title, cell in zip(head, first, strict=True)}
    assert (by_head["身份证号"].value, by_head["身份证号"].number_format) == (
        _number(village, who["王秀兰"]),
        "@",
    )
    assert (by_head["项目"].value, by_head["审批结果"].value) == ("高龄津贴", None)
    assert any("同意" in (rule.formula1 or "") for rule in sheet.data_validations.dataValidation)


def test_our_own_sheet_filled_in_comes_back_and_twice_changes_nothing(
    village: Village, who: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "申请汇总.xlsx"
    path.write_bytes(sheet_bytes(village.ask(application_returns.application_sheet, TODAY)))
    book = load_workbook(path)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if [cell.value for cell in row][:2] == ["序号", "姓名"])
    columns = {cell.value: cell.column for cell in head}
    for row, word in ((head[0].row + 1, "同意"), (head[0].row + 2, "不同意")):
        sheet.cell(row, columns["审批结果"]).value = word
    sheet.cell(head[0].row + 1, columns["起发月"]).value = "2026年10月"
    book.save(path)

    preview = village.ask(application_returns.preview_decisions, path, TODAY)
    assert [one.outcome for one in preview.decided] == ["changed", "changed", "unchanged"]
    assert village.do(application_returns.apply_decisions, preview=preview) == 2
    assert sorted(_decisions(village).values()) == ["approved", "pending", "refused"]
    approved = next(row for row in village.content()["application"] if row.decision == "approved")
    assert approved.start_month == "2026-10"
    before = village.content()
    again = village.ask(application_returns.preview_decisions, path, TODAY)
    assert again.changed == ()
    assert village.services.run(application_returns.apply_decisions, preview=again).operation is None
    assert village.content() == before
    village.do(audit.undo)
    assert set(_decisions(village).values()) == {"pending"}


def test_any_layout_is_read_by_its_headings(village: Village, who: dict[str, str], tmp_path: Path) -> None:
    head = ("编号", "备注", "审核结果", "申请人姓名", "证件号码", "批准时间", "享受起始月")
    path = _file(
        tmp_path / "镇里.xlsx",
        (1, "", "审批通过", "王秀兰", _number(village, who["王秀兰"]), date(2026, 11, 10), "2026.10"),
        (2, "不是本县户籍", "不符合", "李大山", _number(village, who["李大山"]), "2026-11-10", ""),
        head=head,
    )
    preview = village.ask(application_returns.preview_decisions, path, TODAY)
    assert [one.sentence for one in preview.changed] == [
        "王秀兰 高龄津贴：同意，2026-11-10 审批，2026年10月起发",
        "李大山 高龄津贴：不同意，2026-11-10 审批，不是本县户籍",
    ]
    village.do(application_returns.apply_decisions, preview=preview)
    assert _decisions(village) == {
        who["王秀兰"]: "approved",
        who["李大山"]: "refused",
        who["李大山2"]: "pending",
    }


def test_who_is_not_sure_is_listed_and_never_guessed(
    village: Village, who: dict[str, str], tmp_path: Path
) -> None:
    other = elder(village, "孙没申请", date(1940, 8, 8), order=885)
    rows: tuple[tuple[Any, ...], ...] = (
        ("李大山", "", "同意"),
        ("没有这人", "", "同意"),
        ("孙没申请", _number(village, other), "同意"),
        ("王秀兰", _number(village, who["李大山"]), "同意"),
        ("王秀兰", _number(village, who["王秀兰"]), "也许"),
    )
    path = _file(tmp_path / "镇里.xlsx", *rows)
    preview = village.ask(application_returns.preview_decisions, path, TODAY)
    assert [one.outcome for one in preview.decided] == ["refused"] * 5
    assert len(preview.problems) == 5
    assert [problem.row for problem in preview.problems] == [3, 4, 5, 6, 7]
    assert village.services.run(application_returns.apply_decisions, preview=preview).operation is None
    assert set(_decisions(village).values()) == {"pending"}


def test_a_person_twice_in_the_file_counts_once(
    village: Village, who: dict[str, str], tmp_path: Path
) -> None:
    number = _number(village, who["王秀兰"])
    path = _file(tmp_path / "镇里.xlsx", ("王秀兰", number, "同意"), ("王秀兰", number, "不同意"))
    preview = village.ask(application_returns.preview_decisions, path, TODAY)
    assert [one.outcome for one in preview.decided] == ["changed", "refused"]


def test_a_day_before_the_application_keeps_the_whole_file_out(
    village: Village, who: dict[str, str], tmp_path: Path
) -> None:
    rows = (
        ("王秀兰", _number(village, who["王秀兰"]), "同意", "2026-11-10"),
        ("李大山", _number(village, who["李大山"]), "同意", "2026-10-01"),
    )
    path = _file(tmp_path / "镇里.xlsx", *rows)
    preview = village.ask(application_returns.preview_decisions, path, TODAY)
    outcome = village.try_to(application_returns.apply_decisions, preview=preview)
    assert [problem.code for problem in outcome.problems] == ["stage_order"]
    assert "第 4 行 李大山" in outcome.text
    assert set(_decisions(village).values()) == {"pending"}


@pytest.mark.parametrize(
    ("head", "code"), [(("姓名", "身份证号", "备注"), "column_missing"), (("品名", "数量"), "no_register")]
)
def test_a_file_without_decisions_is_refused(
    village: Village, who: dict[str, str], tmp_path: Path, head: tuple[str, ...], code: str
) -> None:
    path = _file(tmp_path / "名单.xlsx", ("王秀兰", "620", "")[: len(head)], head=head)
    with pytest.raises(Refusal) as refused:
        village.ask(application_returns.preview_decisions, path, TODAY)
    assert refused.value.problems[0].code == code
    assert "“审批结果”" in refused.value.problems[0].text
