"""Marks to text and back, as Excel and WPS put them on the clipboard: tabs between cells, a line per row."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from happyhome.domain.meals import MODE_CHOICES
from happyhome.gui.kit import theme

_CLEAR: Final = frozenset({"", "0", "×", "x", "-", "—", "/", "无", "否", "未"})
# Recorded elsewhere: absences, and presence that follows from a meal. A paste leaves such cells as they are.
_AWAY: Final = frozenset({"外", "外出", "住", "住院", "请假", "假", "·"})
_WORDS: Final = {
    word.lower(): choice.key
    for choice in MODE_CHOICES
    for word in (choice.label, choice.key, *choice.synonyms)
} | {"2": theme.DELIVERY, "3": theme.TAKEAWAY, "堂": theme.DINE_IN, "1.0": theme.DINE_IN}


class Unreadable(ValueError):
    """A pasted cell is no mark; the message is the sentence for the clerk."""


def write(rows: Sequence[Sequence[str]]) -> str:
    """Marks as the signs that stand in the grid."""
    return "\n".join("\t".join(theme.LOOKS[mark].sign for mark in row) for row in rows)


def read(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows of marks; ``away`` marks come back as they are. Raises Unreadable, naming row and column."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return tuple(
        tuple(_mark(cell, row, column) for column, cell in enumerate(line.split("\t"), 1))
        for row, line in enumerate(lines, 1)
    )


def _mark(cell: str, row: int, column: int) -> str:
    word = unicodedata.normalize("NFKC", cell).strip().strip('"').lower()
    if word in _CLEAR:
        return theme.NOT_MARKED
    if word in _AWAY:
        return theme.AWAY
    if word in _WORDS:
        return _WORDS[word]
    shown = cell.strip()[:8]
    raise Unreadable(f"没有粘贴：第 {row} 行第 {column} 格“{shown}”看不懂。请用 ✓、送、取 或留空，再试一次。")
