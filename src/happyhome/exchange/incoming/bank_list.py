"""Read the list in which a bank says whom it could pay and whom not (代发结果明细)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from happyhome.domain.money import read_yuan
from happyhome.domain.names import clean_name
from happyhome.domain.problems import Level, refuse
from happyhome.domain.rolls import LINE_STATES
from happyhome.exchange.incoming.cells import card_number, folded, long_number, text_of
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.headings import LOOK_AHEAD
from happyhome.exchange.incoming.row_kinds import ends_persons
from happyhome.exchange.incoming.sheets import Cell, Sheet
from happyhome.exchange.incoming.vocabulary import heading_key

_HEADINGS = {
    "name": ("姓名", "户名", "收款人", "收款人姓名", "收款人户名", "账户名称", "客户姓名", "老人姓名", "对方户名"),
    "id_number": ("身份证号", "身份证号码", "身份证", "证件号码", "证件号", "公民身份号码"),
    "card": ("账号", "卡号", "银行卡号", "收款账号", "收款人账号", "社保卡号", "一卡通账号", "银行账号", "对方账号",
             "社保卡(一卡通)账号"),
    "amount": ("金额", "实发金额", "发放金额", "代发金额", "交易金额", "金额(元)", "应发金额", "转账金额"),
    "state": ("状态", "结果", "处理结果", "发放结果", "代发结果", "交易状态", "交易结果", "处理状态", "发放状态", "是否成功"),
    "failure": ("原因", "失败原因", "退回原因", "错误信息", "返回信息", "失败信息", "备注", "处理信息", "原因说明"),
}  # fmt: skip
_WORDS = {heading_key(word): name for name, words in _HEADINGS.items() for word in words}
_UNIT = re.compile(r"[(/]?(?:单位:)?(?:人民币)?元[)]?$")
_STATES = {
    word: choice.key for choice in LINE_STATES if choice.key for word in (choice.label, *choice.synonyms)
}
_FAILED = ("失败", "退", "未", "不成功", "错误", "异常", "否", "拒绝", "冻结", "销户")
_PAID = ("成功", "到账", "已发", "完成", "正常", "是")
_OPEN = ("处理中", "待", "未处理")


@dataclass(frozen=True, slots=True)
class BankRow:
    """One payment as the bank tells of it; ``state`` is paid or failed, ``amount`` 分 or None."""

    sheet: str
    row: int
    name: str
    id_number: str
    card: str
    amount: int | None
    state: str
    failure: str

    def problem(self, code: str, text: str, level: Level = Level.REFUSED) -> SheetProblem:
        """A finding about this row."""
        return SheetProblem(self.sheet, self.row, "", code, level, text)


@dataclass(frozen=True)
class BankList:
    """All payments of a file in its order, and the rows that could not be read."""

    rows: tuple[BankRow, ...]
    problems: tuple[SheetProblem, ...] = ()


def read_bank_list(sheets: Sequence[Sheet]) -> BankList:
    """The payments of every visible sheet that has the headings for them, found by their words.

    Where there is no column of results, a row with a reason failed and one without was paid; a sheet
    whose title speaks of failures lists failures alone. Raises Refusal (no_bank_list, no_bank_state).
    """
    rows: list[BankRow] = []
    problems: list[SheetProblem] = []
    found = False
    for sheet in sheets:
        problems += sheet.told if sheet.visible else ()
        head = _head_of(sheet) if sheet.visible else None
        if head is None:
            continue
        found = True
        _read_sheet(sheet, *head, rows, problems)
    if not found:
        raise refuse(
            "no_bank_list",
            "没有找到银行的发放结果：表里要有一行栏目名，其中有“姓名”或“身份证号”，还有“账号”“金额”“结果”。"
            "请检查是不是选错了文件。",
        )
    return BankList(tuple(rows), tuple(problems))


def _head_of(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The first row that heads persons and anything about their payment."""
    for index, row in enumerate(sheet.rows[:LOOK_AHEAD]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = _meant(cell) if isinstance(cell, str) else None
            if name is not None:
                columns.setdefault(name, place)
        if columns.keys() & {"name", "id_number", "card"} and len(columns) >= 2:
            return index, columns
    return None


def _meant(heading: str) -> str | None:
    """The field that a heading names, whatever unit it adds: 代发金额（元）."""
    said = heading_key(heading)
    return _WORDS.get(said) or _WORDS.get(heading_key(_UNIT.sub("", said)))


def _read_sheet(
    sheet: Sheet, head: int, columns: Mapping[str, int], rows: list[BankRow], problems: list[SheetProblem]
) -> None:
    title = folded("".join(text_of(cell) for row in sheet.rows[:head] for cell in row) + sheet.name)
    only_failures = "state" not in columns and any(word in title for word in ("失败", "退回", "未成功"))
    if "state" not in columns and "failure" not in columns and not only_failures:
        raise refuse(
            "no_bank_state",
            f"工作表“{sheet.name}”没有“结果”或“失败原因”一栏，看不出哪些发成了、哪些退回了。请向银行要带结果的清单。",
        )
    for index, row in enumerate(sheet.rows[head + 1 :], head + 2):
        first = next((text_of(cell) for cell in row if cell != "" and text_of(cell)), "")
        cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
        if not first or not any(text_of(cells.get(name, "")) for name in ("name", "id_number", "card")):
            continue
        if ends_persons(first) and not text_of(cells.get("id_number", "")):
            continue
        made = _row(sheet.name, index, cells, only_failures)
        if isinstance(made, SheetProblem):
            problems.append(made)
        else:
            rows.append(made)


def _row(sheet: str, index: int, cells: Mapping[str, Cell], only_failures: bool) -> BankRow | SheetProblem:
    name = clean_name(text_of(cells.get("name", "")))
    reason = text_of(cells.get("failure", ""))
    said = folded(text_of(cells.get("state", "")))
    if only_failures:
        state = "failed"
    elif "state" in cells:
        state = state_of(said)
    else:
        state = "failed" if reason and not any(word in reason for word in _PAID) else "paid"
    if not state:
        text = f"{name or '这一行'}的结果写的是“{said}”，看不出发成了没有，没有登记。"
        return SheetProblem(sheet, index, "", "state_unknown", Level.REFUSED, text)
    money = text_of(cells.get("amount", ""))
    try:
        amount = read_yuan(folded(money).lstrip("￥¥")) if money else None
    except ValueError:
        text = f"{name or '这一行'}的金额写的是“{money}”，看不懂，没有登记。"
        return SheetProblem(sheet, index, "", "amount_unknown", Level.REFUSED, text)
    return BankRow(
        sheet,
        index,
        name,
        folded(long_number(cells.get("id_number", "")).text).lstrip("'‘’`").upper(),
        card_number(long_number(cells.get("card", "")).text),
        amount,
        state,
        (reason or said) if state == "failed" else "",
    )


def state_of(text: str) -> str:
    """paid or failed for the bank's word; "" where it says neither, or that it is still at it."""
    if text in _STATES:
        return _STATES[text]
    if any(text.startswith(word) for word in _OPEN) or not text:
        return ""
    if any(word in text for word in _FAILED):
        return "failed"
    return "paid" if any(word in text for word in _PAID) else ""
