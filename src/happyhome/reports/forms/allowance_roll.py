"""发放花名册 (D2): who is paid how much of a scheme, with card, 补发 and 扣回; what the bank pays by."""

from __future__ import annotations

from dataclasses import replace

from happyhome.domain.dates import Month, age_on
from happyhome.domain.homes import Home
from happyhome.domain.money import yuan
from happyhome.domain.month_book import MonthBook
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import RollLine
from happyhome.reports.capital_money import capital_money
from happyhome.reports.document import Align, Block, CellKind, Column, Document, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.roll_papers import (
    items_sum,
    months_of,
    months_words,
    near_address,
    of_rolls,
    roll_words,
    scheme_words,
    state_words,
)
from happyhome.reports.wording import blank_rows, of_blank, sign_off, title_of

TITLE = "补贴发放花名册"
_ROLES = ("制表人", "审核人", "单位（盖章）")
_BLANK_ROWS = 16
_LEAST = 7.5
_ROW = 6.5
_MONEY = CellKind.MONEY
_NUMBER = CellKind.NUMBER
_LEFT = Align.LEFT
_COLUMNS = (
    Column("number", ("序号",), 6.5, kind=_NUMBER),
    Column("name", ("姓名",), 20.5, size=9.5),
    Column("sex", ("性\n别",), 5),
    Column("id_number", ("身份证号",), 29),
    Column("age", ("年\n龄",), 6, kind=_NUMBER),
    Column("registered_address", ("户籍地",), 26, _LEFT, size=7.5),
    Column("band", ("档次",), 15.5, size=7.5),
    Column("standard", ("月标准",), 10.5, kind=_MONEY, size=7.5),
    Column("months", ("发放\n月数",), 7, kind=_NUMBER),
    Column("due", ("本期\n应发",), 12, kind=_MONEY, size=7.5),
    Column("arrears", ("补发",), 11.5, kind=_MONEY, size=7.5),
    Column("recovery", ("扣回",), 11.5, kind=_MONEY, size=7.5),
    Column("net", ("实发\n金额",), 14.5, kind=_MONEY, size=8.5),
    Column("bank_name", ("开户行",), 23, _LEFT, size=7.5),
    Column("bank_card", ("社保卡(一卡通)账号",), 31),
    Column("collector", ("代领人\n/关系",), 13),
    Column("phone", ("联系电话",), 18),
    Column("note", ("备注",), 15, _LEFT, size=7.5),
)
_BAND_SPARE = 4.7
"""mm that 备注 can do without while nothing stands in it."""
_SUMS = ("due", "arrears", "recovery", "net")
_CLAIM_COLUMNS = (
    Column("number", ("序号",), 8, kind=_NUMBER),
    Column("name", ("姓名",), 30, size=9.5),
    Column("id_number", ("身份证号",), 34),
    Column("months", ("多发月份",), 40, _LEFT),
    Column("claim", ("待追回金额",), 22, kind=_MONEY),
    Column("cause", ("原因",), 92, _LEFT),
    Column("collector", ("联系人",), 25),
    Column("phone", ("联系电话",), 24),
)


def build(book: MonthBook, options: Options) -> Document:
    """A section for each roll of the month, or for the one asked for."""
    return of_rolls(book, options, TITLE, lambda one: _section(book, one), landscape=True)


def _section(book: MonthBook, one: RollBook) -> Section:
    lines = [line for line in one.lines if line.due or line.arrears or line.recovery]
    rows = [_row(book.home, one, number, line) for number, line in enumerate(lines, 1)]
    if rows:
        rows += [_total(lines), _in_words(one)]
    table = Table(
        _columns(any(_note(one, line) for line in lines)),
        tuple(rows),
        row_height=_ROW,
        size=8.0,
        page_sums=_SUMS,
        empty_text="本期没有发放的人",
        least=_LEAST,
    )
    blocks: list[Block] = [table, *([_claims(one)] if one.claims else [])]
    return Section(
        title=title_of(book.home, roll_words(one)),
        blocks=tuple(blocks),
        left=f"发放月份：{one.roll.period}　　名册状态：{state_words(one)}",
        right="单位：元",
        notes=_notes(one),
        signatures=sign_off(one.roll.made_on or book.made_on, *_ROLES, words="制表日期"),
        name=scheme_words(one),
    )


def _columns(has_notes: bool) -> tuple[Column, ...]:
    """An empty 备注 gives way to 档次, so that a longer one stays on one line and more elders on one page."""
    if has_notes:
        return _COLUMNS
    spare = {"band": _BAND_SPARE, "note": -_BAND_SPARE}
    return tuple(replace(one, width=one.width + spare.get(one.key, 0.0)) for one in _COLUMNS)


def _row(home: Home, one: RollBook, number: int, line: RollLine) -> Row:
    return Row(
        (
            number,
            line.name,
            line.sex,
            line.id_number or "待补",
            _age(one, line),
            near_address(home, line.registered_address),
            line.band,
            line.standard,
            line.months or "",
            line.due,
            line.arrears or "",
            line.recovery or "",
            line.net,
            line.bank_name,
            line.bank_card or "待补",
            line.collector,
            line.phone,
            _note(one, line),
        ),
        subject=line.name,
    )


def _age(one: RollBook, line: RollLine) -> int | str:
    """Full years at the end of the period."""
    return "" if line.birthday is None else age_on(line.birthday, one.roll.span[1].last)


def _note(one: RollBook, line: RollLine) -> str:
    """What the amounts are of, and that the bank sent it back."""
    year = one.roll.span[1].year
    parts = ["新增"] if line.change == "joined" else []
    for kind, word in (("arrears", "补发"), ("recovery", "扣回")):
        if months := months_of(one, line, kind):
            parts.append(f"{word}{months_words(months, year)}")
    if line.state == "failed":
        parts.append(f"退回：{line.failure}" if line.failure else "退回")
    return "\n".join(parts)


def _total(lines: list[RollLine]) -> Row:
    sums = {key: sum(getattr(line, key) for line in lines) for key in _SUMS}
    words = {"name": "合计", "id_number": f"{len(lines)} 人"}
    return Row(tuple(words.get(one.key, sums.get(one.key, "")) for one in _COLUMNS), RowKind.TOTAL)


def _in_words(one: RollBook) -> Row:
    """What the bank pays out, in capital numerals."""
    total = sum(line.net for line in one.paid)
    words = f"合计实发 {len(one.paid)} 人，{yuan(total)} 元　　大写：{capital_money(total)}"
    return Row((words,), RowKind.GROUP)


def _claims(one: RollBook) -> Table:
    """What is asked back from families: it is no part of what the bank pays."""
    year = one.roll.span[1].year
    rows = [
        Row(
            (
                number,
                line.name,
                line.id_number or "待补",
                months_words(months_of(one, line, "claim"), year),
                line.claim,
                line.note or line.cause,
                line.collector,
                line.phone,
            ),
            subject=line.name,
        )
        for number, line in enumerate(one.claims, 1)
    ]
    total = sum(line.claim for line in one.claims)
    rows.append(Row(("", "合计", f"{len(one.claims)} 人", "", total, "", "", ""), RowKind.TOTAL))
    return Table(
        _CLAIM_COLUMNS,
        tuple(rows),
        row_height=7.5,
        size=8.5,
        caption="待追回（请家属退回，不计入上表合计）",
        least=_LEAST,
    )


def _notes(one: RollBook) -> tuple[str, ...]:
    notes = []
    failed = [line for line in one.paid if line.state == "failed"]
    if failed:
        money = yuan(sum(line.net for line in failed))
        notes.append(f"银行退回 {len(failed)} 人、{money} 元，核对账号后重新发放。")
    barred = sum(items_sum(one, line, "barred") for line in one.lines)
    if barred:
        notes.append(f"另有 {yuan(abs(barred))} 元超过补发期限，按规定不补。")
    ground = f"发放依据：{one.reference}。" if one.reference else ""
    return (*notes, f"{ground}内含个人信息，仅供发放使用，不得张贴、外传；张贴用“补贴公示”。")


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows for one page."""
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(_COLUMNS, blank_rows(_COLUMNS, _BLANK_ROWS), 8.0, 8.0),),
        left=f"项目：　　　　　　　　　　　　发放月份：{month.label}",
        right="单位：元",
        notes=(
            "实发　　　　人，合计　　　　　　　元，大写：人民币　　　　　　　　　　　　　　　　　　　　。",
        ),
        signatures=sign_off(None, *_ROLES, words="制表日期"),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section], landscape=True)


FORM = Form(
    key="allowance_roll",
    title="补贴发放花名册",
    help="一个项目一本：身份证号、社保卡号、本期应发、补发、扣回、实发；待追回另列",
    order=80,
    build=build,
    blank=blank,
    landscape=True,
    asks=("roll",),
    only_with="rolls",
)
