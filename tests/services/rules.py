"""A small rule file of a village's own, for tests of what is paid by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from happyhome.domain.dates import Month
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import Roll, RollLine
from happyhome.services import rolls
from happyhome.services.leaving import leave
from happyhome.services.residents import edit_resident
from happyhome.services.rule_previews import import_rules
from tests.services.village import Village, id_number

KEY = "gaoling"

HEAD = """格式: 1
名称: 试办高龄津贴
地区: 甘肃省
依据:
  办法: {机关: 试办县民政局, 文号: 民发〔2026〕1号, 标题: 高龄津贴办法, 日期: 2020-01-01}
项目:
  - 编号: gaoling
    名称: 高龄津贴
    类别: 现金
    版本:
"""

FIRST = """      - 自: 2020-01-01
        依据: 办法
        条款: 第五条
        状态: {state}
        核对: 2026-11-20
        对象: {{年龄: 80以上}}
        起发: {{方式: 符合条件}}
        停发: {{死亡: 当月照发, 迁出: 当月照发, 其他: 当月照发}}
{more}        档次:
          - {{名称: 80—89周岁, 年龄: 80-89, 金额: 50}}
          - {{名称: 90周岁以上, 年龄: 90以上, 金额: 100}}
"""

RAISED = """      - 自: {since}
        依据: 办法
        条款: 第六条
        状态: 确认
        核对: 2026-11-20
        沿用: 是
        档次:
          - {{名称: 80—89周岁, 年龄: 80-89, 金额: {fen}}}
          - {{名称: 90周岁以上, 年龄: 90以上, 金额: 100}}
"""


def rules(*more: str, state: str = "确认", raised: tuple[str, int] | None = None) -> str:
    """80 to 89 50 yuan, from 90 100 yuan a month; ``more`` are further lines of the first version."""
    text = HEAD + FIRST.format(state=state, more="".join(f"        {line}\n" for line in more))
    return text + (RAISED.format(since=raised[0], fen=raised[1]) if raised else "")


def use_rules(village: Village, *more: str, **named: Any) -> None:
    """Take the file in, or put it in place of the one before."""
    village.do(import_rules, name="高龄津贴.yaml", content=rules(*more, **named))


def month(text: str) -> Month:
    """2026-10."""
    return Month.parse(text)


def draft(village: Village, first: str, last: str = "") -> Roll:
    """Draw up a roll."""
    made: Roll = village.do(rolls.draft_roll, scheme=KEY, first=month(first), last=month(last or first))
    return made


def lock(village: Village, roll: Roll) -> Roll:
    """Lock it."""
    made: Roll = village.do(rolls.lock_roll, roll=roll.id)
    return made


def locked(village: Village, first: str, last: str = "") -> Roll:
    """Draw up and lock a roll."""
    return lock(village, draft(village, first, last))


def book(village: Village, roll: Roll) -> RollBook:
    """A roll with its lines."""
    found: RollBook = village.ask(rolls.roll_book, roll.id)
    return found


def line(village: Village, roll: Roll, who: str) -> RollLine:
    """The line of one elder."""
    return next(one for one in book(village, roll).lines if one.resident == who)


def items(village: Village, roll: Roll, who: str) -> list[tuple[str, str, int]]:
    """(month, kind, 分) of one elder's line."""
    found = book(village, roll)
    own = next(one for one in found.lines if one.resident == who)
    return [(one.month, one.kind, one.amount) for one in found.items.get(own.id, ())]


def elder(village: Village, name: str, born: date, order: int = 882, **known: Any) -> str:
    """Register somebody with an ID number and a card."""
    number = id_number(born, order)
    known.setdefault("bank_card", f"62170000{number[-11:].replace('X', '0')}")
    return village.elder(name, id_number=number, birthday=born, group="一社", **known)


def dies(village: Village, who: str, day: date) -> None:
    """Record a death, however late."""
    outcome = village.services.run(leave, confirmed=True, resident=who, kind="died", day=day)
    assert not outcome.refused, outcome.text


def corrected(village: Village, who: str, born: date) -> None:
    """Correct somebody's birthday, and the ID number with it."""
    known = village.person(who).resident
    number = id_number(born, int(known.id_number[14:17]))
    village.do(edit_resident, resident=replace(known, birthday=born, id_number=number))
