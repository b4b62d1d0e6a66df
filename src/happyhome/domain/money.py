"""Money is whole 分 in integers; this is the only way to text and back."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"^(-?)(\d{1,12})(?:\.(\d{1,2}))?$")


def yuan(fen: int) -> str:
    """1250 -> 12.50."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def read_yuan(text: str) -> int:
    """12.5 元 -> 1250 分; raises ValueError for anything else or finer than a 分."""
    found = _AMOUNT.match(text.strip().removesuffix("元").replace(",", "").strip())
    if not found:
        raise ValueError(f"not an amount: {text}")
    fen = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return -fen if found[1] else fen
