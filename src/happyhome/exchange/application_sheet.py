"""申请汇总: every application in one row, for the township to write its decisions beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from happyhome.domain.applications import DECISIONS, Application
from happyhome.domain.homes import Home
from happyhome.domain.residents import SEXES, Resident
from happyhome.reports.document import Align, CellKind, Column, Document, Row, Section, Table, Value

TITLE = "补贴申请汇总"
_WORDS = {choice.key: choice.label for choice in DECISIONS}
_SEX = {choice.key: choice.label for choice in SEXES}
_COLUMNS = (
    ("serial", "序号", 9.0, Align.CENTER, CellKind.NUMBER),
    ("name", "姓名", 18.0, Align.CENTER, CellKind.TEXT),
    ("sex", "性别", 9.0, Align.CENTER, CellKind.TEXT),
    ("id_number", "身份证号", 37.0, Align.CENTER, CellKind.TEXT),
    ("group", "村民小组", 16.0, Align.CENTER, CellKind.TEXT),
    ("address", "户籍地址", 34.0, Align.LEFT, CellKind.TEXT),
    ("phone", "联系电话", 23.0, Align.CENTER, CellKind.TEXT),
    ("bank_card", "社保卡号", 39.0, Align.CENTER, CellKind.TEXT),
    ("scheme", "项目", 26.0, Align.LEFT, CellKind.TEXT),
    ("applied_on", "申请日期", 20.0, Align.CENTER, CellKind.DAY),
    ("accepted_on", "受理日期", 20.0, Align.CENTER, CellKind.DAY),
    ("posting", "公示起止", 22.0, Align.CENTER, CellKind.TEXT),
    ("decision", "审批结果", 18.0, Align.CENTER, CellKind.TEXT),
    ("county_on", "审批日期", 20.0, Align.CENTER, CellKind.DAY),
    ("start_month", "起发月", 16.0, Align.CENTER, CellKind.TEXT),
    ("reason", "理由", 24.0, Align.LEFT, CellKind.TEXT),
)


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application with its elder and the scheme in words."""

    application: Application
    resident: Resident
    scheme: str


def application_document(home: Home, lines: Sequence[ApplicationLine]) -> Document:
    """The sheet: one row an application, the township's columns last, with a drop-down of decisions.

    It goes to the township, which needs every number in full.
    """
    choices = tuple(choice.label for choice in DECISIONS)
    columns = tuple(
        Column(key, (words,), width, align, kind, choices=choices if key == "decision" else ())
        for key, words, width, align, kind in _COLUMNS
    )
    rows = tuple(Row(_cells(number, one)) for number, one in enumerate(lines, 1))
    section = Section(
        title=TITLE,
        blocks=(Table(columns, rows, 9.0, empty_text="没有要报的申请"),),
        left=home.full_name,
        right=f"共 {len(rows)} 份",
        name="申请汇总",
    )
    return Document(TITLE, home.full_name, (section,), landscape=True)


def _cells(number: int, line: ApplicationLine) -> tuple[Value, ...]:
    one, who = line.application, line.resident
    posting = "—".join(f"{day.month}.{day.day}" for day in (one.posted_from, one.posted_to) if day)
    return (
        number,
        who.name,
        _SEX.get(who.sex, ""),
        who.id_number or "",
        who.group,
        who.registered_address,
        who.phone,
        who.bank_card,
        line.scheme,
        one.applied_on,
        one.accepted_on,
        posting,
        "" if one.decision == "pending" else _WORDS[one.decision],
        one.county_on,
        one.start_month,
        one.reason,
    )
