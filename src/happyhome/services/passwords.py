"""What makes a password that a neighbour would not guess, judged when it is chosen."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from happyhome.domain.problems import Refusal, refuse
from happyhome.services.spelling import spell

LEAST, MOST = 8, 200
"""Characters. More than MOST is a file taken for a password by mistake."""

_WORDS = (
    "password passw0rd admin administrator iloveyou welcome woaini woaini1314 woaini520 a123456 aa123456 abc123"
    " abc12345 abcd1234 q1w2e3r4 a1b2c3d4 1q2w3e4r 1qaz2wsx qwer1234 qwert123 zaq12wsx asdf1234 5201314 1314520 happyhome"
    " xingfuyuan xfy xfy12345 dragon letmein monkey sunshine princess football baseball superman root guest test"
    " mima mima1234 zhongguo woaizhongguo"
)
_COMMON = frozenset(_WORDS.split())
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "147258369",
)


def check_password(name: str, password: str) -> None:
    """Refuses (password_short, password_long, password_common, password_name) what a neighbour would guess.

    At least 8 characters; neither ``name`` nor its pinyin with a few digits, no birthday, telephone number,
    keyboard row or repetition.
    """
    typed = unicodedata.normalize("NFC", password)
    if len(typed) < LEAST:
        raise _refused("password_short", f"密码太短：至少 {LEAST} 位，现在是 {len(typed)} 位。")
    if len(typed) > MOST:
        raise _refused("password_long", f"密码太长：最多 {MOST} 位。")
    plain = unicodedata.normalize("NFKC", typed).casefold()
    if _has_name(name, plain):
        raise _refused("password_name", "密码里不要用自己的名字或拼音，熟人一猜就中。请换一个。")
    if _is_common(plain):
        raise _refused(
            "password_common", "这个密码太好猜（生日、电话、连号、重复的字或常见密码）。请换一个。"
        )


def _refused(code: str, text: str) -> Refusal:
    return refuse(code, text, "password")


def _has_name(name: str, plain: str) -> bool:
    own = unicodedata.normalize("NFKC", name).casefold()
    if len(own) > 1 and own in plain:
        return True
    full, short = spell(name)
    letters = re.sub(r"[^a-z]", "", plain)
    return bool(letters) and letters in {*full.split(), *short.split()}


def _is_common(plain: str) -> bool:
    bare = re.sub(r"[\W_]", "", plain)
    without_end = re.sub(r"[0-9]{1,4}$", "", bare)
    if len(set(plain)) < 4 or bare in _COMMON or without_end in _COMMON:
        return True
    if re.fullmatch(r"1[3-9]\d{9}", bare):
        return True
    if re.fullmatch(r"[a-z]{0,3}(\d{8})[a-z]{0,3}", bare) and _is_day(re.sub(r"\D", "", bare)):
        return True
    parts = re.findall(r"[a-z]+|[0-9]+|[^a-z0-9]+", bare)
    long = [part for part in parts if len(part) > 2]
    return len(bare) - sum(map(len, long)) <= 3 and all(_walks(part) for part in long)


def _walks(part: str) -> bool:
    """Whether letters or digits lie along a row of keys, or are one key held down."""
    rows = (*_ROWS, *(row[::-1] for row in _ROWS))
    return len(set(part)) == 1 or any(part in row for row in rows)


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False
