"""Amounts in the capital numerals that cannot be altered by a stroke (支付结算办法, 附一)."""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def capital_money(fen: int) -> str:
    """120000 -> 人民币壹仟贰佰元整; 100503 -> 人民币壹仟零伍元零叁分; a negative one begins 人民币负."""
    sign = "负" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    jiao, single = divmod(rest, 10)
    words = f"{_whole(whole)}元" if whole or not rest else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif single and whole:
        words += "零"
    words += f"{_DIGITS[single]}分" if single else "整"
    return f"人民币{sign}{words}"


def _whole(number: int) -> str:
    """The yuan in words: one 零 for any zeros between digits, none at the end."""
    if number == 0:
        return "零"
    words, is_gap = "", False
    for power in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            words += ("零" if is_gap and words else "") + _DIGITS[digit] + _PLACES[power % 4]
        is_gap = digit == 0
        if power % 4 == 0 and number // 10**power % 10_000:
            words += _GROUPS[power // 4]
    return words
