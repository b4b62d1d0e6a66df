"""Names keep every character; only blanks and look-alike dots are put right.

The separator in minority names is U+00B7 and a name may have 50 characters (民委发〔2016〕33号).
"""

from __future__ import annotations

import re
import unicodedata

from happyhome.domain.hidden import without_hidden

LONGEST_NAME = 50
_LOOKED_AT = 500  # characters; what is longer is no name, and refused as one
_DOTS = "·•‧∙⋅・･．.。·᛫⸱"
_INNER_DOT = re.compile(f"(?<=\\w)[{re.escape(_DOTS)}](?=\\w)")
_DIGIT = re.compile(r"\d")


def clean_name(typed: str) -> str:
    """The name as it is recorded: no blanks of any width, U+00B7 for the dots typed for it."""
    shown = without_hidden(typed[:_LOOKED_AT])
    if not shown.isalpha():  # which means that there is nothing to take out
        shown = "".join(
            ch for ch in shown if not ch.isspace() and unicodedata.category(ch) not in ("Cf", "Cc")
        )
    return _INNER_DOT.sub("·", shown)


def name_fault(name: str) -> str:
    """Why a cleaned name cannot be recorded, as a Chinese phrase; "" when it can."""
    if not name:
        return "没有姓名"
    if name[0] in "=+-@":
        return "姓名是公式"
    if _DIGIT.search(name):
        return "姓名里有数字"
    if "\ufffd" in name:
        return "姓名里有坏掉的字"
    if len(name) > LONGEST_NAME:
        return f"姓名超过 {LONGEST_NAME} 个字"
    return ""
