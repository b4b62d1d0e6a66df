"""What a decision gives, in words: 200.00 元, 30 袋, 免费乘坐市内公交车."""

from __future__ import annotations

from happyhome.domain.money import yuan
from happyhome.policy.decisions import Decision


def benefit_of(one: Decision) -> str:
    """What the month of a decision gives: money first, hours or goods with it."""
    goods = f"{one.quantity} {one.unit}".strip() if one.quantity else ""
    if one.fen:
        return f"{yuan(one.fen)} 元" + (f"（{goods}）" if goods else "")
    return goods or one.benefit or "0.00 元"
