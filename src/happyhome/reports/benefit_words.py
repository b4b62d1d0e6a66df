"""What a decision gives, in words: 200.00 元, 30 袋, 免费乘坐市内公交车."""

from __future__ import annotations

from happyhome.domain.money import yuan
from happyhome.policy.decisions import Decision

NOT_NOW = "本月不发"


def benefit_of(one: Decision) -> str:
    """What the month of a decision gives: money first, hours or goods with it.

    本月不发 where it is paid in another month (once a year, in the month the year begins).
    """
    goods = f"{one.quantity} {one.unit}".strip() if one.quantity else ""
    if one.fen:
        return f"{yuan(one.fen)} 元" + (f"（{goods}）" if goods else "")
    return goods or one.benefit or NOT_NOW


def standard_of(one: Decision) -> str:
    """What the band gives, as its reason says it: 每月 200.00 元, 每年 380.00 元; "" where none is told."""
    told = next((reason.text for reason in one.reasons if reason.kind == "band"), "")
    return told.removeprefix(f"“{one.band}”档，").split("（")[0]
