"""Find the head of a table, of one to three rows, and guess what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from happyhome.exchange.incoming.cells import folded, text_of
from happyhome.exchange.incoming.mapping import Column, ColumnMapping, signature_of
from happyhome.exchange.incoming.row_kinds import group_in
from happyhome.exchange.incoming.sheets import Sheet
from happyhome.exchange.incoming.vocabulary import (
    heading_key,
    is_foreign,
    lookup,
    part_of,
    role_of,
    words,
)

LOOK_AHEAD = 40
_LONGEST_HEADING = 40
_BASE_GROUPS = (
    "基本信息",
    "基本情况",
    "个人信息",
    "老人信息",
    "老年人信息",
    "老人基本信息",
    "老年人基本信息",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a table: its rows ``first`` to ``last`` (from 0) and what its columns mean.

    ``lost`` are columns that claimed a target which a better column has.
    """

    first: int
    last: int
    mapping: ColumnMapping
    lost: tuple[Column, ...] = ()


def find_heading(sheet: Sheet, start: int = 0) -> Heading | None:
    """The first head with a column of names at or after row ``start`` (from 0), or None."""
    for index in range(start, min(start + LOOK_AHEAD, len(sheet.rows))):
        if has_name_word(sheet, index):
            heading = heading_at(sheet, index)
            if heading is not None:
                return heading
    return None


def has_name_word(sheet: Sheet, index: int) -> bool:
    """Whether a row has a cell that heads a column of names."""
    return any(
        isinstance(cell, str)
        and cell
        and len(cell) <= _LONGEST_HEADING
        and words().get(heading_key(cell), ("",))[0] == "name"
        for cell in sheet.rows[index]
    )


def heading_at(sheet: Sheet, index: int) -> Heading | None:
    """The head whose row ``index`` (from 0) has the word for names; None where it is no head."""
    first = index - 1 if index and _is_upper_row(sheet, index - 1, index) else index
    last = index + 1 if index + 1 < len(sheet.rows) and _is_lower_row(sheet, index) else index
    levels = [_row_texts(sheet, row) for row in range(first, last + 1)]
    for depth in range(len(levels) - 1):
        levels[depth] = _spread(sheet, first + depth, levels[depth], levels[depth + 1])
    columns = [_column(index, [level[index] for level in levels]) for index in range(len(levels[0]))]
    return _judged(first, last, [column for column in columns if column.heading])


def _judged(first: int, last: int, columns: list[Column]) -> Heading | None:
    columns = _beside_roles(columns)
    kept, lost = _one_each(columns)
    targets = {column.target for column in kept if column.target}
    if "name" not in targets or len(targets) < 2:
        return None
    mapping = ColumnMapping(signature_of([(item.index, item.heading) for item in kept]), tuple(kept))
    return Heading(first, last, mapping, tuple(lost))


def _row_texts(sheet: Sheet, row: int) -> list[str]:
    texts = [text_of(cell) for cell in sheet.rows[row]]
    return texts + [""] * (sheet.width - len(texts))


def _is_upper_row(sheet: Sheet, row: int, below: int) -> bool:
    """Whether the row above the one with 姓名 groups columns, and is not a title."""
    texts = _row_texts(sheet, row)
    filled = [index for index, text in enumerate(texts) if text]
    if not filled or any(
        len(text) > 14 or ":" in folded(text) or (any(c.isdigit() for c in text) and not lookup(text)[0])
        for text in (texts[index] for index in filled)
    ):
        return False
    if len(filled) > 1:
        return (
            any(texts[index] and not _row_texts(sheet, below)[index] for index in filled)
            or any(_merged_width(sheet, row, index) > 1 for index in filled)
            or any(role_of(texts[index]) or texts[index] in _BASE_GROUPS for index in filled)
        )
    used = sum(1 for text in _row_texts(sheet, below) if text)
    return bool(role_of(texts[filled[0]])) or 1 < _merged_width(sheet, row, filled[0]) <= used // 2


def _is_lower_row(sheet: Sheet, row: int) -> bool:
    """Whether the row after the one with 姓名 splits some of its columns further."""
    upper, lower = _row_texts(sheet, row), _row_texts(sheet, row + 1)
    filled = [index for index, text in enumerate(lower) if text]
    if not filled or group_in(sheet.rows[row + 1]):
        return False
    names = [index for index, text in enumerate(upper) if lookup(text)[0] == "name"]
    if any(lower[index] for index in names):
        return False
    if any(text.isascii() and len(text) > 4 for text in (lower[index] for index in filled)):
        return False
    known = [index for index in filled if lookup(lower[index])[0] or part_of(lower[index])]
    split = any(_merged_width(sheet, row, index) > 1 for index, text in enumerate(upper) if text)
    return len(known) * 2 >= len(filled) or (split and len(known) >= 1)


def _merged_width(sheet: Sheet, row: int, column: int) -> int:
    for area in sheet.merged:
        if area.top <= row <= area.bottom and area.left == column:
            return area.right - area.left + 1
    return 1


def _spread(sheet: Sheet, row: int, upper: list[str], lower: list[str]) -> list[str]:
    """An upper heading over all the columns it spans; by its merged range, else up to the next one."""
    spread = list(upper)
    wide = [area for area in sheet.merged if area.top == row and area.right > area.left]
    for area in wide:
        for column in range(area.left, min(area.right + 1, len(spread))):
            spread[column] = upper[area.left]
    if not wide:
        current = ""
        for column, text in enumerate(upper):
            current = text if text else current if lower[column] else ""
            if text and not lower[column]:
                current = ""
            spread[column] = text or current
    return spread


def _column(index: int, levels: list[str]) -> Column:
    parts: list[str] = []
    for text in levels:
        word = " ".join(text.split())
        if word and len(word) <= _LONGEST_HEADING and (not parts or parts[-1] != word):
            parts.append(word)
    if not parts:
        return Column(index, "")
    target, sure = _resolved(parts)
    return Column(index, " / ".join(parts), target, round(sure, 2))


def _resolved(parts: list[str]) -> tuple[str, float]:
    """姓名 under 赡养人 is another thing than 姓名 under 基本信息 or alone."""
    own, above = parts[-1], parts[:-1]
    if not above:
        return lookup(own)
    for group in above:
        role = role_of(group)
        if role:
            part = part_of(own)
            return (
                (f"{role}.{part}", 0.97)
                if part
                else lookup(own)
                if lookup(own)[0].startswith(role)
                else ("", 0.0)
            )
    if any(is_foreign(group) for group in above):
        return "", 0.0
    target, sure = lookup(own)
    joined, joined_sure = _joined(above[-1], own)
    if joined and (not target or joined_sure > 0.9):
        return joined, joined_sure
    base = any(folded(group) in _BASE_GROUPS for group in above)
    return target, sure if base else sure - 0.05


def _joined(group: str, own: str) -> tuple[str, float]:
    """残疾情况 above 类别 says 残疾类别."""
    for above in (group, group.removesuffix("情况"), group.removesuffix("状况"), group.removesuffix("信息")):
        found = lookup(above + own)
        if found[0]:
            return found
    return "", 0.0


def _beside_roles(columns: list[Column]) -> list[Column]:
    """关系 and 电话 that stand right after a column of someone else's name are that person's."""
    done: list[Column] = []
    for column in columns:
        before = done[-1] if done else None
        role = before.target.partition(".")[0] if before and before.index == column.index - 1 else ""
        part = part_of(column.heading)
        own = before is not None and role in ("supporter", "emergency", "collector")
        if own and part and part != "name" and column.target in ("", "phone"):
            column = replace(column, target=f"{role}.{part}", sure=0.8)
        done.append(column)
    return done


def _one_each(columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """One column for each target: the surer one, else the first; the others are told."""
    best: dict[str, Column] = {}
    lost: list[Column] = []
    for column in sorted(columns, key=lambda item: (-item.sure, item.index)):
        if not column.target:
            continue
        if column.target not in best:
            best[column.target] = column
        elif column.target == "axis.disability" and "disability_grade" not in best:
            best["disability_grade"] = replace(column, target="disability_grade")
        else:
            lost.append(column)
    _order_disability(best)
    taken = {column.index: column for column in best.values()}
    kept = [taken.get(column.index, replace(column, target="", sure=0.0)) for column in columns]
    return kept, lost


def _order_disability(best: dict[str, Column]) -> None:
    """Of 残疾类别 and 残疾等级 the one that speaks only of a grade is the grade."""
    kind, grade = best.get("axis.disability"), best.get("disability_grade")
    if kind and grade and "级" in kind.heading and "级" not in grade.heading:
        best["axis.disability"] = replace(grade, target="axis.disability")
        best["disability_grade"] = replace(kind, target="disability_grade")
