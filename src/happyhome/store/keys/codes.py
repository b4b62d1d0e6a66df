"""The recovery code: 128 random bits as eight groups of six digits, fit to be printed and typed.

Each group is 16 bits times 11, so any single wrong or swapped digit is found, and the group is named.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from happyhome.domain.problems import refuse

GROUPS = 8
_DIGITS = 6
_FACTOR = 11


def new_code() -> str:
    """A fresh code: 123456-… eight times."""
    return "-".join(f"{secrets.randbits(16) * _FACTOR:0{_DIGITS}d}" for _ in range(GROUPS))


def group_is_sound(group: str) -> bool:
    """Whether six typed digits can be a group of some code, so that a slip is seen where it was made."""
    return group.isdecimal() and not int(group) % _FACTOR and int(group) // _FACTOR <= 0xFFFF


def code_bytes(text: str) -> bytes:
    """The 16 bytes of a typed code; spaces, dashes and full-width digits do not matter.

    Refuses (code_length, code_group), naming the group that cannot be right.
    """
    typed = re.sub(r"[\s\-－—–_.,，。·、\u200b-\u200d\ufeff]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"[^0-9]", "", typed)
    if digits != typed or len(digits) != GROUPS * _DIGITS:
        other = next((one for one in typed if one not in "0123456789" and one.isprintable()), "")
        told = f"里面有不是数字的字（如“{other}”）" if other else f"现在是 {len(digits)} 位数字"
        raise refuse(
            "code_length", f"恢复码是 8 组、每组 6 个数字，一共 48 位，{told}。请照恢复单重新输入。", "code"
        )
    groups = [digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS)]
    for number, group in enumerate(groups, 1):
        if not group_is_sound(group):
            raise refuse(
                "code_group", f"恢复码第 {number} 组输错了。请对照恢复单，核对这一组的 6 个数字。", "code"
            )
    return b"".join((int(group) // _FACTOR).to_bytes(2, "big") for group in groups)
