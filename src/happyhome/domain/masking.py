"""Hiding what must not be posted or logged (个人信息保护法 art. 28, 51)."""

from __future__ import annotations

import re

_LONG_DIGITS = re.compile(r"\d{6,}[\dXx]?")


def mask_id(number: str) -> str:
    """620321********8820: region and tail stay, the birthday goes."""
    return number[:6] + "*" * 8 + number[-4:] if len(number) == 18 else "*" * len(number)


def mask_card(number: str) -> str:
    """Only the last four digits of a bank card."""
    return "*" * 4 + number[-4:] if len(number) > 4 else "*" * len(number)


def mask_phone(number: str) -> str:
    """150****1192."""
    return number[:3] + "****" + number[-4:] if len(number) >= 11 else "*" * len(number)


def mask_digits(text: str) -> str:
    """Any run of six digits or more, for logs and diagnoses."""
    return _LONG_DIGITS.sub("******", text)
