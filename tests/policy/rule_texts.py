"""A small sound rule file, and the same with one thing in it changed."""

from __future__ import annotations

from datetime import date

from happyhome.policy.loaded import Fault, FaultLevel, Loaded
from happyhome.policy.loading import load

TODAY = date(2026, 11, 21)

PLAIN = """\
格式: 1
名称: 某县高龄津贴
地区: 甘肃省某市某县
依据:
  县办法: {机关: 某县民政局, 文号: 某民发〔2024〕12号, 标题: 某县高龄津贴发放办法, 日期: 2024-02-21}
项目:
  - 编号: mouxian_gaoling
    名称: 高龄津贴
    类别: 现金
    版本:
      - 自: 2024-03-01
        依据: 县办法
        条款: 第五条
        状态: 确认
        核对: 2026-11-20
        对象: {户籍: [本村, 本镇外村]}
        起发: {方式: 符合条件}
        档次:
          - {名称: 80—89周岁, 年龄: 80-89, 金额: 50}
          - {名称: 90周岁以上, 年龄: 90以上, 金额: 100}
案例:
  - 名称: 三月满八十
    出处: 县办法第五条
    项目: mouxian_gaoling
    老人: {出生: 1944-04-10, 事实: [{户籍: 本村}]}
    至: 2024-06
    应发:
      - {月: 2024-03, 金额: 0}
      - {月: 2024-04至2024-06, 金额: 50}
"""

HEAD = "依据: 县办法, 条款: 第五条, 状态: 确认, 核对: 2026-11-20"
"""What every version written in one line has besides its days."""


def changed(*pairs: tuple[str, str], text: str = PLAIN) -> str:
    """The text with each first part, which must stand in it, replaced by the second."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def file_of(scheme: str, cases: str = "") -> str:
    """A file with one scheme of any kind: what follows 名称 in it, indented by four."""
    top = PLAIN[: PLAIN.index("项目:")]
    body = f"项目:\n  - 编号: ours\n    名称: 我们的\n{scheme.rstrip()}\n"
    return top + body + (f"案例:\n{cases.rstrip()}\n" if cases else "")


def read(text: str | bytes, today: date | None = TODAY) -> Loaded:
    """Loaded as a file of one's own."""
    return load(text, "某县.yaml", True, today)


def told(text: str | bytes, level: FaultLevel = FaultLevel.ERROR) -> list[tuple[int, str, str]]:
    """Its faults of one level: line, place, sentence."""
    return [(one.line, one.key, one.text) for one in read(text).faults if one.level is level]


def only(text: str | bytes) -> Fault:
    """Its one fault."""
    faults = read(text).faults
    assert len(faults) == 1, [fault.sentence for fault in faults]
    return faults[0]
