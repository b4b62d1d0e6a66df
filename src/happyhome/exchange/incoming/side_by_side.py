"""Two lists beside each other on one page, to save paper: 姓名 身份证号 │ 姓名 身份证号."""

from __future__ import annotations

from dataclasses import replace

from happyhome.exchange.incoming.headings import Heading, find_heading
from happyhome.exchange.incoming.sheets import Sheet


def lists_in(sheet: Sheet, heading: Heading) -> list[tuple[Sheet, Heading]]:
    """The sheet as one list, or as the lists that stand beside each other in it.

    Each list is a sheet of its own in which the columns keep their places; lines that go over
    the whole page, titles and totals, belong to the first.
    """
    cut = _second_list(heading)
    if not cut:
        return [(sheet, heading)]
    left, right = _between(sheet, 0, cut), _between(sheet, cut, sheet.width)
    first, second = find_heading(left), find_heading(right)
    if first is None or second is None:
        return [(sheet, heading)]
    return [(left, first), *lists_in(right, second)]


def _second_list(heading: Heading) -> int:
    """The column where the second list begins; 0 where names and ID numbers do not both stand twice."""
    name, number = (heading.mapping.column_of(target) for target in ("name", "id_number"))
    if name is None or number is None:
        return 0
    names = [column.index for column in heading.lost if column.target == "name" and column.index > name.index]
    ids = [
        column.index
        for column in heading.lost
        if column.target == "id_number" and column.index > number.index
    ]
    if not names or not ids or ids[0] - names[0] != number.index - name.index:
        return 0
    before = heading.mapping.columns[0].index
    return names[0] - (name.index - before)


def _between(sheet: Sheet, left: int, right: int) -> Sheet:
    """Only the columns from ``left`` up to before ``right``, in their places."""
    return replace(
        sheet,
        rows=tuple(("",) * min(left, len(row)) + row[left:right] for row in sheet.rows),
        merged=tuple(area for area in sheet.merged if area.left >= left and area.right < right),
    )
