"""补贴公示: who is paid how much, for the wall. Built from masked values only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from happyhome.domain.dates import Month, long_day
from happyhome.domain.homes import Home
from happyhome.domain.money import yuan
from happyhome.reports.document import CellKind, Column, Document, Paragraph, Row, RowKind, Section, Table
from happyhome.reports.form import Form
from happyhome.reports.roll_posting import HARDSHIP, PostedRoll, on_posted_rolls
from happyhome.reports.wording import EMPTY_DAY, blank_rows, of_blank, sign_off, title_of

TITLE = "补贴发放公示"
_ROLES = ("村务监督委员会", "村委会（盖章）")
_BLANK_ROWS = 18
_COLUMNS = (
    Column("number", ("序号",), 12, kind=CellKind.NUMBER),
    Column("name", ("姓名",), 31, size=13),
    Column("sex", ("性别",), 11),
    Column("born", ("出生年月",), 25, size=10.5),
    Column("group", ("村民小组",), 21),
    Column("band", ("档次",), 40),
    Column("months", ("发放\n月数",), 13, kind=CellKind.NUMBER),
    Column("net", ("实发金额\n(元)",), 26, kind=CellKind.MONEY, size=12),
    Column("note", ("备注",), 23, size=9),
)


def _section(roll: PostedRoll) -> Section:
    rows = [
        Row(
            (
                number,
                one.name,
                one.sex,
                one.born,
                one.group,
                one.band,
                one.months or "",
                one.net,
                one.note,
            ),
            subject=one.name,
        )
        for number, one in enumerate(roll.lines, 1)
    ]
    if rows:
        rows.append(
            Row(("", "合计", "", "", f"{len(rows)} 人", "", "", roll.total, ""), RowKind.TOTAL),
        )
    basis = f"依据{roll.reference}，" if roll.reference else ""
    opening = (
        f"{basis}现将{roll.period}{roll.scheme}发放情况公示如下，请群众监督。"
        f"本期发放 {len(roll.lines)} 人，共 {yuan(roll.total)} 元。"
    )
    return _framed(roll.home, roll.scheme, opening, tuple(rows), _notes(roll), roll.posted_from)


def _framed(
    home: Home, words: str, opening: str, rows: tuple[Row, ...], notes: tuple[str, ...], day: date | None
) -> Section:
    return Section(
        title=title_of(home, f"{words}发放公示"),
        blocks=(
            Paragraph(opening, 11.5, indent=True),
            Paragraph("", 5),
            Table(_COLUMNS, rows, row_height=8.6, size=11, empty_text="本期没有发放的人", least=8.0),
        ),
        notes=notes,
        note_size=11.5,
        signatures=sign_off(day, *_ROLES, words="公示日期"),
        name=words,
    )


def _notes(roll: PostedRoll) -> tuple[str, ...]:
    hard = any(one.band.startswith(HARDSHIP) for one in roll.lines)
    about = f"“{HARDSHIP}”指按困难情形核定的档次，具体情形依法不公开。" if hard else ""
    outcome = roll.objection or "□ 公示期内没有收到异议　　□ 收到异议，处理结果："
    return (
        *((about,) if about else ()),
        _period(roll.posted_from, roll.posted_to),
        _whom(roll.home),
        f"公示结果（期满填写）：{outcome}",
    )


def _period(first: date | None, last: date | None) -> str:
    """公示期, with the number of days where both ends are known."""
    if first and last:
        return f"公示期：{long_day(first)}至{long_day(last)}（{(last - first).days + 1} 天）。"
    return f"公示期：{long_day(first) if first else EMPTY_DAY}至{long_day(last) if last else EMPTY_DAY}。"


def _whom(home: Home) -> str:
    whom = f"{home.name}负责人 {home.director or '　　　　　'}（电话 {home.phone or '　　　　　　　　'}）"
    township = home.township or "乡镇"
    return (
        f"对人员、金额有异议，请在公示期内向{whom}或{township}人民政府民政办反映，也可向村务监督委员会反映。"
    )


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows with the words of a notice around them."""
    opening = (
        f"现将{month.label}　　　　　　　　　　发放情况公示如下，请群众监督。"
        "本期发放　　　　人，共　　　　　　　元。"
    )
    notes = (
        _period(None, None),
        _whom(home),
        "公示结果（期满填写）：□ 没有收到异议　　□ 收到异议，处理结果：",
    )
    section = _framed(home, "补贴", opening, blank_rows(_COLUMNS, _BLANK_ROWS), notes, None)
    section = replace(section, name="空白")
    return replace(of_blank(home, title_of(home, TITLE), [section]), masked=True)


FORM = Form(
    key="allowance_notice",
    title="补贴公示",
    help="贴在墙上的：姓名、性别、出生年月、小组、档次、金额；没有证件、账号、电话、住址和救助身份",
    order=110,
    build=on_posted_rolls(TITLE, _section),
    blank=blank,
    posted=True,
    asks=("roll", "posted_from", "posted_to"),
    only_with="rolls",
)
