"""Fitting text into a cell: first a little smaller, then in lines; never over the border, never cut."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from happyhome.domain.names import LONGEST_NAME
from happyhome.reports.fonts import Fonts

LEADING = 1.22
_SMALLEST = 6.2
_MOST_SHRINK = 0.7
_MILD_SHRINK = 0.86
_TOKENS = re.compile(r"[A-Za-z0-9.:/+*-]+(?:,[0-9]{3}[0-9.]*)*|.")
_NAME_PARTS = re.compile(r"[^·]*·|[^·]+")
_NEVER_FIRST = "，。、；：！？）》】〕”’,.;:!?)"


class Fitted(NamedTuple):
    """Lines at one size (points); ``height`` is what they need, without padding."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of all lines in points."""
        return len(self.lines) * self.size * LEADING


@lru_cache(maxsize=20_000)
def fit(
    fonts: Fonts,
    text: str,
    size: float,
    width: float,
    height: float,
    bold: bool = False,
    least: float = 0.0,
) -> Fitted:
    """The largest setting of ``text`` in a box (points), not below ``least`` where that is given.

    Where even the smallest size is too high for the box, its lines are returned all the same and
    the caller makes the row higher.
    """
    lines = tuple(text.split("\n"))
    widest = max(fonts.width(line, 1.0, bold) for line in lines)
    single = min(size, width / widest if widest else size)
    smallest = max(smallest_of(size), min(least, size))
    if single >= max(smallest, size * _MILD_SHRINK) and len(lines) * single * LEADING <= height:
        return Fitted(single, lines)
    longest = max((fonts.width(word, 1.0, bold) for word in _TOKENS.findall(text)), default=0.0)
    trial = min(size, max(smallest, width / longest)) if longest else size
    while trial > smallest:
        fitted = Fitted(trial, wrap(fonts, text, trial, width, bold))
        if fitted.height <= height:
            return fitted
        trial -= 0.5
    return Fitted(smallest, wrap(fonts, text, smallest, width, bold))


def smallest_of(size: float) -> float:
    """How small type of this size may get to fit: still to be read with glasses."""
    return min(size, max(_SMALLEST, size * _MOST_SHRINK))


def wrap(fonts: Fonts, text: str, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines no wider than ``width`` points, numbers, words and parts of names kept whole."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(fonts, paragraph, size, width, bold))
    return tuple(lines)


def _wrap_paragraph(fonts: Fonts, text: str, size: float, width: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for token in _tokens(fonts, text, size, width, bold):
        if fonts.width(line + token, size, bold) <= width or not line:
            line += token
        elif token in _NEVER_FIRST and len(line) > 1:
            lines.append(line[:-1])
            line = line[-1] + token
        else:
            lines.append(line.rstrip())
            line = token.lstrip()
    return [*lines, line]


def _tokens(fonts: Fonts, text: str, size: float, width: float, bold: bool) -> list[str]:
    found: list[str] = []
    parts = _NAME_PARTS.findall(text) if "·" in text and len(text) <= LONGEST_NAME else _TOKENS.findall(text)
    for token in parts:
        fits = len(token) == 1 or fonts.width(token, size, bold) <= width
        found.extend([token] if fits else token)
    return found
