"""增减变动花名册 (D1): who is new, gone or paid otherwise than on the roll before, and why."""

from __future__ import annotations

from collections.abc import Sequence

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.money import yuan
from happyhome.domain.month_book import MonthBook
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import CHANGES, RollLine
from happyhome.reports.document import Align, CellKind, Column, Document, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.roll_papers import (
    items_sum,
    months_of,
    of_rolls,
    scheme_words,
    state_words,
    village_of,
)
from happyhome.reports.wording import blank_rows, of_blank, sign_off, title_of

TITLE = "补贴增减变动花名册"
_ROLES = ("制表人", "审核人", "单位（盖章）")
_BLANK_ROWS = 14
_LEAST = 7.5
_NUMBER = CellKind.NUMBER
_KINDS = ("arrears", "recovery", "claim")
_WORDS = {choice.key: choice.label for choice in CHANGES}
_COLUMNS = (
    Column("number", ("序号",), 7, kind=_NUMBER),
    Column("village", ("村(社区)",), 14),
    Column("name", ("姓名",), 20, size=9.5),
    Column("sex", ("性\n别",), 5.5),
    Column("id_number", ("身份证号",), 29.5),
    Column("born", ("出生\n年月",), 13),
    Column("change", ("增/\n减",), 6.5, size=9.5),
    Column("cause", ("变动原因",), 17),
    Column("changed_on", ("变动日期",), 17, kind=CellKind.DAY),
    Column("start_stop", ("起发/停\n发月份",), 13.5),
    Column("standard", ("月标准",), 11, kind=CellKind.MONEY),
    Column("months", ("应补发/\n应追回\n月数",), 11, kind=_NUMBER),
    Column("amount", ("金额",), 13.5, kind=CellKind.MONEY),
    Column("bank_card", ("社保卡号",), 31.5),
    Column("contact", ("联系人及电话",), 20),
    Column("note", ("备注（变动说明）",), 45, Align.LEFT),
)


def build(book: MonthBook, options: Options) -> Document:
    """A section for each roll of the month, or for the one asked for."""
    return of_rolls(book, options, TITLE, lambda one: _section(book, one), landscape=True)


def _section(book: MonthBook, one: RollBook) -> Section:
    village = village_of(book.home)
    rows: list[Row] = []
    number = 0
    for change in ("joined", "left", "changed"):
        lines = [line for line in one.changes if line.change == change]
        for line in lines:
            number += 1
            rows.append(_row(one, number, line, village))
    if rows:
        rows.append(_total(one))
    return Section(
        title=title_of(book.home, f"享受{scheme_words(one)}老年人增减变动花名册"),
        blocks=(
            Table(
                _COLUMNS,
                tuple(rows),
                row_height=9.0,
                size=8.0,
                empty_text="与上一期相比没有变动",
                least=_LEAST,
            ),
        ),
        left=f"名册月份：{one.roll.period}　　名册状态：{state_words(one)}",
        right="单位：元",
        notes=_notes(one),
        signatures=sign_off(one.roll.made_on or book.made_on, *_ROLES),
        name=scheme_words(one),
    )


def _row(one: RollBook, number: int, line: RollLine, village: str) -> Row:
    amount = items_sum(one, line, *_KINDS)
    return Row(
        (
            number,
            village,
            line.name,
            line.sex,
            line.id_number or "待补",
            line.birthday.strftime("%Y-%m") if line.birthday else "待补",
            _WORDS.get(line.change, line.change),
            line.cause,
            line.changed_on,
            line.start_stop,
            line.standard or "",
            len(months_of(one, line, *_KINDS)) or "",
            amount or "",
            line.bank_card or "待补",
            "\n".join(part for part in (line.collector, line.phone) if part),
            line.note or _said(line),
        ),
        subject=line.name,
    )


def _said(line: RollLine) -> str:
    """The 变动说明 where none was written."""
    month = Month.parse(line.start_stop).label if line.start_stop else ""
    cause = f"{line.cause}，" if line.cause else ""
    if line.change == "left":
        return f"{cause}{month}起停发。" if month else f"{cause}停发。"
    since = f"{month}起" if month else ""
    return f"{cause}{since}每月 {yuan(line.standard)} 元。"


def _total(one: RollBook) -> Row:
    amounts = [
        item.amount for line in one.changes for item in one.items.get(line.id, ()) if item.kind in _KINDS
    ]
    more, less = sum(max(0, fen) for fen in amounts), sum(min(0, fen) for fen in amounts)
    words = f"合计：{_counted(one.changes)}；应补发 {yuan(more)} 元，应追回 {yuan(-less)} 元"
    return Row((words,), RowKind.GROUP)


def _counted(lines: Sequence[RollLine]) -> str:
    """增 2 人、减 1 人、变 1 人; a kind that did not occur is left out."""
    counts = [(label, sum(line.change == key for line in lines)) for key, label in _WORDS.items() if key]
    return "、".join(f"{label} {count} 人" for label, count in counts if count)


def _notes(one: RollBook) -> tuple[str, ...]:
    now = f"本期（{one.roll.period}）实发 {len(one.paid)} 人、{yuan(sum(line.net for line in one.paid))} 元"
    counted = _counted(one.changes) or "没有增减"
    before = one.previous
    words = (
        f"上期（{before.period}）实发 {before.people} 人、{yuan(before.total)} 元；" if before else "第一期；"
    )
    notes = [
        f"{words}{now}；{counted}。",
        "金额：正数为应补发，负数为应追回（含本期已扣回和待家属退回的）。",
    ]
    return (*notes, *((f"依据：{one.reference}。",) if one.reference else ()))


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows for one page."""
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(_COLUMNS, blank_rows(_COLUMNS, _BLANK_ROWS), 9.0, 8.0),),
        left=f"项目：　　　　　　　　　　　　名册月份：{month.label}",
        right="单位：元",
        notes=("增/减填“增”“减”“变”；变动原因：年满、迁入、审批、死亡、迁出、失联、未认证、调标、其他。",),
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section], landscape=True)


FORM = Form(
    key="allowance_changes",
    title="增减变动花名册",
    help="和上一期名册相比谁增、谁减、谁变，原因、日期、补发和追回，每人有变动说明",
    order=90,
    build=build,
    blank=blank,
    landscape=True,
    asks=("roll",),
    only_with="rolls",
)
