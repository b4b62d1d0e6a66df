"""The township's list with its decisions: any layout, by the words of its headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from happyhome.domain.applications import DECISIONS
from happyhome.domain.fields import Kind, Record, described
from happyhome.domain.problems import Refusal, refuse
from happyhome.domain.registers import Register
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.register_rows import Named, read_register
from happyhome.exchange.incoming.sheets import Sheet


@dataclass(frozen=True, kw_only=True)
class DecisionRow(Record):
    """What a row of the list says: a descriptor only, it is kept as part of an application."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    scheme: str = described(
        "项目", synonyms=("补贴项目", "申请项目", "项目名称", "补贴名称", "补贴类型", "享受项目")
    )
    decision: str = described(
        "审批结果",
        Kind.CHOICE,
        choices=DECISIONS,
        synonyms=(
            "结果",
            "审核结果",
            "审批意见",
            "审批情况",
            "审核意见",
            "是否通过",
            "是否同意",
            "县级意见",
            "审批状态",
        ),
    )
    day: date | None = described(
        "审批日期",
        Kind.DAY,
        default=None,
        synonyms=("审批时间", "批准日期", "批准时间", "审核日期", "审核时间"),
    )
    start_month: str = described(
        "起发月",
        Kind.MONTH,
        synonyms=(
            "起发时间",
            "起发月份",
            "起始月份",
            "享受起始月",
            "起始时间",
            "发放起始月",
            "开始发放月份",
            "享受时间",
        ),
    )
    reason: str = described(
        "理由",
        Kind.LONG_TEXT,
        synonyms=("备注", "原因", "不通过原因", "不符合原因", "退回原因", "说明", "不同意理由"),
    )


DECISION_LIST = Register("decision_row", "审批结果", DecisionRow, "applications")


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One row as read. ``values`` holds only columns that the list has: scheme, decision, day, start_month, reason."""

    sheet: str
    row: int
    who: Named
    values: Mapping[str, Any]
    problems: tuple[SheetProblem, ...] = ()


def read_decisions(
    sheets: Sequence[Sheet], today: date
) -> tuple[tuple[DecisionLine, ...], tuple[SheetProblem, ...]]:
    """All rows of all visible sheets that have names and decisions, and what was passed over.

    Raises Refusal (no_register, column_missing) for a file that holds no such list.
    """
    try:
        reading = read_register(sheets, DECISION_LIST, today)
    except Refusal as refusal:
        if [problem.code for problem in refusal.problems] != ["no_register"]:
            raise
        text = "没有找到审批结果：表里要有一行栏目名，其中有“姓名”“身份证号”和“审批结果”。请检查是不是选错了文件。"
        raise refuse("no_register", text) from refusal
    lines = tuple(
        DecisionLine(row.sheet, row.row, row.named.get("resident", Named()), row.values, row.problems)
        for row in reading.rows
    )
    if not any("decision" in line.values or line.problems for line in lines):
        raise refuse(
            "column_missing", "表里没有“审批结果”一栏，看不出批准了没有。请补上这一栏再导入。", "decision"
        )
    # A township's list says much that is on record already; only sheets passed over are worth telling.
    return lines, tuple(one for one in reading.problems if one.code != "column_unknown")
