"""Leaving out of a text what tells a person: Chinese, long numbers, the home folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from happyhome.domain.masking import mask_digits

LEFT_OUT: Final = "〔…〕"
# With the dots of names such as 阿依古丽·买买提, in each of the ways they are typed.
_CHINESE: Final = re.compile(
    "[\u00b7\u2022\u2027\u22c5\u2e80-\u9fff\uf900-\ufaff\uff65\U00020000-\U0003ffff]+"
)
# The same as Python and JSON write it in ASCII: \u5510, \xe5\x94\x90; and numbers as people group them.
_ESCAPED: Final = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[89a-fA-F][0-9a-fA-F])+")
_GROUPED: Final = re.compile(r"\d+(?:[ \u00a0\-]\d+)+(?:[ \u00a0\-]?[Xx]\b)?")


def masked(text: str) -> str:
    """Without digits that tell a person, without Chinese (names come in messages), without the home folder."""
    bare = text.replace(_home(), "~")
    for pattern in (_CHINESE, _ESCAPED):
        bare = pattern.sub(LEFT_OUT, bare)
    return mask_digits(_GROUPED.sub(_if_long, bare))


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:  # an account without a home folder: then none can be named
        return "~"


def _if_long(found: re.Match[str]) -> str:
    """A date of eight digits tells nobody; a telephone or card number has eleven or more."""
    return found[0] if sum(sign.isdigit() for sign in found[0]) < 9 else "******"
