"""A name as clerks write it: a remark in brackets behind it, a star beside it, 已故 after it."""

from __future__ import annotations

import re

from happyhome.domain.names import clean_name, name_fault
from happyhome.exchange.incoming.vocabulary import words

_OPEN, _CLOSE = "(（[［【〔", ")）]］】〕"
_BEHIND = re.compile(
    f"^([^{re.escape(_OPEN)}]+)[{re.escape(_OPEN)}]([^{re.escape(_CLOSE)}]+)[{re.escape(_CLOSE)}]?$"
)
_BEFORE = re.compile(f"^[{re.escape(_OPEN)}]([^{re.escape(_CLOSE)}]+)[{re.escape(_CLOSE)}](.+)$")
_GONE = re.compile(r"^(.{2,}?)[\s,，、/—-]*(已故|已死亡|已去世|已病故|已过世|死亡|去世|病故|过世|亡故)$")
_LONGEST = 200  # nobody's name with a remark; the patterns take their time over longer ones
_MARKS = "*＊★☆●○◎▲△■□◆◇※#＃√✓✔①②③④⑤⑥⑦⑧⑨⑩"
_SEVERAL = re.compile(r"[、,，;；/／&＆]|[一-鿿]{2,}\s*\n\s*[一-鿿]{2,}")


def split_name(typed: str) -> tuple[str, str]:
    """(name, remark): 李四（户主） is 李四 and 户主, 王五* is 王五; the remark is "" where there is none.

    No name on an ID card has brackets or stars; they are the clerk's own.
    """
    text = typed.strip().strip(_MARKS).strip()
    if (text.isalpha() and len(text) <= 3) or len(text) > _LONGEST:
        return text, ""
    gone = _GONE.match(text)
    if gone:
        return gone[1].strip(), gone[2]
    behind = _BEHIND.match(text)
    if behind:
        return behind[1].strip().strip(_MARKS).strip(), behind[2].strip()
    before = _BEFORE.match(text)
    if before:
        return before[2].strip().strip(_MARKS).strip(), before[1].strip()
    return text, ""


def grid_name(typed: str) -> str:
    """The name in a sheet that is matched against the store, without blanks, remarks and stars."""
    return clean_name(split_name(typed)[0])


def row_name_fault(typed: str, name: str) -> str:
    """Why what was typed cannot be one person's name, as a Chinese phrase; "" when it can.

    ``name`` is the same cleaned.
    """
    if len(typed) > _LONGEST:
        return name_fault(name)
    if _SEVERAL.search(typed.strip()):
        return "一格里写了不止一个姓名"
    if name in words():
        return "这是栏目名，不是姓名"
    if ":" in name or "：" in name or name.startswith(tuple(_OPEN)):
        return "不像姓名"
    return name_fault(name)
