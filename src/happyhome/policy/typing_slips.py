"""What a Chinese keyboard does to YAML: tabs, full-width colons and commas, a colon without its blank."""

from __future__ import annotations

import re
from dataclasses import dataclass

Finding = tuple[int, str]

_TAB = re.compile(r"^ *\t")
_WIDE_BLANK = re.compile(r"^[ \t]*\u3000")
_WIDE_COLON = re.compile(r"^\s*(?:- )?\s*([^\s:：#'\"，。,{\[]{1,20})\s*：")
_TIGHT_COLON = re.compile(r"^\s*(?:- )?\s*([\u4e00-\u9fff]{1,12}):(?![\s:/]|$)")
_WIDE_BRACKET = re.compile(r"^[^#\"']*?(?:: |- |\[|\{)\s*([［｛])")
_TIGHT_DASH = re.compile(r"^\s*-[\u4e00-\u9fff{\[]")
_WIDE_COMMA = re.compile(r"[\[{][^\]}#\"']*，")
MOST_FINDINGS = 20
LONGEST_LINE = 500
"""Longer lines are nobody's typing, and not worth the time of the patterns."""


@dataclass(frozen=True, slots=True)
class Slips:
    """``certain`` are wrong wherever they stand; ``likely`` explain why a text cannot be read."""

    certain: tuple[Finding, ...]
    likely: tuple[Finding, ...]


def slips_in(text: str) -> Slips:
    """Look at each line of ``text``, without understanding it."""
    certain: list[Finding] = []
    likely: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if _TAB.match(line) and line.strip():
            certain.append((number, "行首有 Tab 键，请改成空格（下一级比上一级多空两格）。"))
        elif _WIDE_BLANK.match(line) and line.strip():
            certain.append((number, "行首有全角空格，请改成半角空格（下一级比上一级多空两格）。"))
        elif found := _WIDE_BRACKET.match(line):
            certain.append((number, f"括号“{found[1]}”是全角的，应改成半角的 [ ] 或 {{ }}。"))
        elif not line.lstrip().startswith("#"):
            likely += [(number, told) for told in [slip_of(line)] if told]
    return Slips(tuple(certain[:MOST_FINDINGS]), tuple((certain + likely)[:MOST_FINDINGS]))


def slip_of(line: str) -> str:
    """What is mistyped in one line of YAML, as a sentence; "" where nothing strikes."""
    if len(line) > LONGEST_LINE:
        return ""
    if found := _WIDE_COLON.match(line):
        return f"“{found[1]}”后面是全角冒号“：”，应改成半角冒号，后面空一格：“{found[1]}: ”。"
    if found := _TIGHT_COLON.match(line):
        return f"“{found[1]}:”的冒号后面要空一格：“{found[1]}: ”。"
    if _TIGHT_DASH.match(line):
        return "横线“-”后面要空一格：“- ”。"
    if _WIDE_COMMA.search(line):
        return "括号里有全角逗号“，”，应改成半角逗号加空格“, ”。"
    return ""
