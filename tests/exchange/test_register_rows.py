"""Rows of a plain register as villages keep them: other words, other order, half of it missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from happyhome.domain.problems import Refusal
from happyhome.domain.registers import register_named
from happyhome.domain.visits import Visit
from happyhome.exchange.incoming.register_plan import RegisterPlan, plan_register
from happyhome.exchange.incoming.register_rows import read_register
from happyhome.exchange.incoming.sheets import Cell, Sheet
from happyhome.exchange.register_columns import Referent
from tests.exchange.incoming.made import number, sheet

TODAY = date(2026, 11, 21)
VISIT = register_named("visit")
WANG, ZHANG = Referent("w", "王秀兰", number("19410503", 2)), Referent("z", "张有福", number("19390101"))
TWINS = (Referent("l1", "李桂英", number("19400101", 2)), Referent("l2", "李桂英", ""))
PEOPLE = (WANG, ZHANG, *TWINS)


def planned(found: Sheet, existing: Sequence[Visit] = ()) -> RegisterPlan:
    return plan_register(read_register([found], VISIT, TODAY), {"resident": PEOPLE}, existing)


def only(plan: RegisterPlan) -> Visit:
    assert plan.counts()["new"] == 1, plan.problems
    (record,) = plan.records
    assert isinstance(record, Visit)
    return record


def codes(plan: RegisterPlan) -> list[str]:
    return [problem.code for problem in plan.problems]


def test_headings_are_known_in_other_words_order_and_spacing() -> None:
    row = only(
        planned(
            sheet(
                ["清泉村幸福院探访台账"],
                ["序号", "探 访 人", "日  期", "探访方式", "存在问题", "老人姓名", "身份证号码", "处置"],
                [1.0, "李红", "2026.11.5", "打电话", "屋顶漏雨", "王秀兰", WANG.number, "已报村委会"],
            )
        )
    )
    assert row == Visit(
        resident="w",
        day=date(2026, 11, 5),
        way="phone",
        finding="屋顶漏雨",
        action="已报村委会",
        visitor="李红",
    )


@pytest.mark.parametrize(
    "typed",
    ["2026-11-05", "2026年11月5日", "2026/11/5", "20261105", 46331, datetime(2026, 11, 5), date(2026, 11, 5)],  # noqa: DTZ001
    ids=str,
)
def test_a_day_is_read_in_every_way_people_write_it(typed: Cell) -> None:
    assert only(planned(sheet(["姓名", "日期"], ["王秀兰", typed]))).day == date(2026, 11, 5)


def test_what_nobody_wrote_stays_blank_instead_of_what_a_form_would_propose() -> None:
    assert only(planned(sheet(["姓名", "日期"], ["王秀兰", "2026-11-05"]))).way == ""


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (["李桂英", "", "2026-11-05", "入户", "是"], "name_ambiguous", "姓名"),
        (["赵不在", "", "2026-11-05", "入户", "是"], "name_unknown", "姓名"),
        (["张有福", WANG.number, "2026-11-05", "入户", "是"], "duplicate_conflict", "姓名"),
        (["", "", "2026-11-05", "入户", "是"], "field_missing", "姓名"),
        (["王秀兰", "", "", "入户", "是"], "field_missing", "日期"),
        (["王秀兰", "", "11月5日", "入户", "是"], "day_unknown", "日期"),
        (["王秀兰", "", "2026-12-05", "入户", "是"], "day_future", "日期"),
        (["王秀兰", "", "2026-11-05", "托梦", "是"], "value_unknown", "方式"),
        (["王秀兰", "", "2026-11-05", "入户", "也许"], "value_unknown", "紧急"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_that_cannot_be_taken_in_says_why_beside_its_cell(
    cells: list[Cell], code: str, column: str
) -> None:
    plan = planned(sheet(["姓名", "身份证号", "日期", "方式", "紧急"], cells))
    assert plan.counts()["refused"] == 1
    (told,) = plan.as_json()["problems"]
    assert (told["code"], told["column"], told["row"], told["level"]) == (code, column, 2, "refused")
    assert "没有导入" in told["text"]


def test_a_number_decides_between_two_of_one_name() -> None:
    row = only(planned(sheet(["姓名", "身份证号", "日期"], ["李桂英", TWINS[0].number, "2026-11-05"])))
    assert row.resident == "l1"


def test_a_rounded_number_is_not_believed_but_a_unique_name_is_with_a_warning() -> None:
    plan = planned(sheet(["姓名", "身份证号", "日期"], ["王秀兰", 6.20321194105031e17, "2026-11-05"]))
    assert (only(plan).resident, codes(plan)) == ("w", ["id_differs"])


def test_groups_totals_signatures_and_numbered_empty_lines_are_no_records() -> None:
    plan = planned(
        sheet(
            ["序号", "姓名", "日期", "方式"],
            ["", "一社（共2人）", "", ""],
            [1.0, "王秀兰", "2026-11-05", "入户"],
            [2.0, "张有福", "同上", "同上"],
            [3.0, "", "", ""],
            ["序号", "姓名", "日期", "方式"],
            ["", "合计：2 人次", "", ""],
            ["", "填表人：李红", "", ""],
        )
    )
    assert plan.counts() == {
        "rows": 2, "new": 2, "changed": 0, "unchanged": 0, "skipped": 0, "refused": 0,
    }  # fmt: skip
    assert {getattr(row, "day", None) for row in plan.records} == {date(2026, 11, 5)}


def test_a_row_written_twice_is_taken_in_once() -> None:
    line = ["王秀兰", "2026-11-05", "入户"]
    plan = planned(sheet(["姓名", "日期", "方式"], line, line))
    assert (plan.counts()["new"], plan.counts()["skipped"], codes(plan)) == (1, 1, ["duplicate_same"])


def test_a_row_added_to_since_is_still_known_by_what_the_sheet_said() -> None:
    known = Visit(
        id="v",
        resident="w",
        day=date(2026, 11, 5),
        way="home",
        finding="漏 雨",
        feedback="已修好",
        visitor="李红",
    )
    found = sheet(["姓名", "日期", "方式", "发现问题"], ["王秀兰", "2026-11-05", "入户", "漏雨"])
    assert planned(found, [known]).counts()["unchanged"] == 1


def test_a_column_that_is_needed_and_missing_is_named() -> None:
    with pytest.raises(Refusal) as told:
        planned(sheet(["姓名", "方式"], ["王秀兰", "入户"]))
    assert (told.value.problems[0].code, "探访日期" in told.value.problems[0].text) == (
        "column_missing",
        True,
    )


def test_another_table_is_refused_with_what_to_look_for() -> None:
    with pytest.raises(Refusal) as told:
        planned(sheet(["菜名", "数量"], ["豆腐", "2"]))
    assert (told.value.problems[0].code, "探访对象" in told.value.problems[0].text) == ("no_register", True)


def test_a_column_without_a_place_is_told_once() -> None:
    plan = planned(sheet(["编号", "姓名", "日期", "天气"], ["7", "王秀兰", "2026-11-05", "晴"]))
    assert [(one.code, one.column, one.row) for one in plan.problems] == [("column_unknown", "天气", 1)]
