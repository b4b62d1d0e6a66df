"""Undo from the audit: also after a restart, and never over somebody's later change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

import sqlcipher3.dbapi2 as driver

from happyhome.domain.people import exclusive, status_order
from happyhome.domain.problems import Refusal, refuse
from happyhome.domain.registers import REGISTERS, Register, register_named
from happyhome.domain.residents import Status
from happyhome.store.audit import (
    Change,
    Operation,
    changes_of,
    last_redoable,
    last_undoable,
    later_operation_on,
)
from happyhome.store.proof import same
from happyhome.store.reading import MOST_AT_ONCE, question_marks, select_sql
from happyhome.store.rows import columns_of, image
from happyhome.store.work import Work


def revert(work: Work, target: Operation) -> None:
    """Take back all that ``target`` wrote, in reverse; refuses as a whole where anything stands in the way."""
    turned = [
        Change(one.register, one.row_id, one.after, one.before)
        for one in reversed(changes_of(work, target.id))
    ]
    _check_unchanged(work, target, turned)
    for (table, _, _), alike in groupby(turned, key=_way):
        some = list(alike)
        try:
            work.restore(register_named(table), some)
        except driver.IntegrityError as error:
            raise _taken(work, target, some) from error
    _check_references(work, target, turned)
    _check_closings(work, target, turned)
    if not _in_turn(work, target):
        _check_statuses(work, target, turned)
    work.undoes = target.id
    work.label = undone_label(target)


def undone_label(target: Operation) -> str:
    """撤销：记录就餐; taking an undo back is 恢复, and taking that back is 撤销 again."""
    kind, _, what = target.label.partition("：") if target.undoes else ("", "", target.label)
    return f"恢复：{what}" if kind == "撤销" else f"撤销：{what}"


def _way(change: Change) -> tuple[str, bool, bool]:
    return change.register, change.before is None, change.after is None


def _pieces(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + MOST_AT_ONCE] for start in range(0, len(ids), MOST_AT_ONCE))


def _check_unchanged(work: Work, target: Operation, turned: Sequence[Change]) -> None:
    """Every row must still be as the operation left it. One written twice by it counts as of the last time."""
    expected: dict[tuple[str, str], str | None] = {}
    for one in turned:
        expected.setdefault((one.register, one.row_id), one.before)
    for register in REGISTERS:
        ids = [row_id for table, row_id in expected if table == register.table]
        present: dict[str, str] = {}
        names = columns_of(register.record)
        for some in _pieces(ids):
            sql = f"{select_sql(register.record)} WHERE id IN ({question_marks(some)})"
            for row in work.stream(sql, *some):
                present[row[0]] = image(dict(zip(names, row, strict=True)))
        for row_id in ids:
            if not same(expected[(register.table, row_id)], present.get(row_id)):
                raise _in_the_way(work, target, row_id)


def _check_references(work: Work, target: Operation, turned: Sequence[Change]) -> None:
    """No row that stays may point at one that went, and none that came back at one that is not there."""
    for register in REGISTERS:
        for field in register.references:
            gone = [one.row_id for one in turned if one.register == field.refers_to and one.after is None]
            for some in _pieces(gone):
                found = work.scalars(
                    f'SELECT id FROM "{register.table}" WHERE "{field.name}" IN ({question_marks(some)}) LIMIT 1',
                    *some,
                )
                if found:
                    raise _still_used(work, target, found[0])
            back = [one.row_id for one in turned if one.register == register.table and one.after is not None]
            for some in _pieces(back):
                found = work.scalars(
                    f'SELECT "{field.name}" FROM "{register.table}" AS r WHERE id IN ({question_marks(some)})'
                    f' AND NOT EXISTS (SELECT 1 FROM "{field.refers_to}" AS t WHERE t.id = r."{field.name}") LIMIT 1',
                    *some,
                )
                if found:
                    raise _in_the_way(work, target, found[0])
    if any(one.register == "home" and one.after is None for one in turned):
        _check_empty(work, target)


def _check_empty(work: Work, target: Operation) -> None:
    for register in REGISTERS:
        found = work.scalars(f'SELECT id FROM "{register.table}" LIMIT 1')
        if found:
            raise _still_used(work, target, found[0])


def _check_closings(work: Work, target: Operation, turned: Iterable[Change]) -> None:
    """Of the acts on a month only the last can be taken back, or its history would have a hole."""
    for row in work.tuples("SELECT month, COUNT(*), MAX(sequence) FROM closing GROUP BY month"):
        if row[1] != row[2] and any(one.register == "closing" for one in turned):
            raise refuse(
                "undo_later_change",
                f"“{target.label}”不能撤销：该月后来又结账或重开过。请先撤销后面那一步。",
            )


def _in_turn(work: Work, target: Operation) -> bool:
    """Whether it is the last one that can be undone or redone: then the outcome is an earlier state."""
    latest = (last_undoable(work), last_redoable(work))
    return target.id in {one.id for one in latest if one is not None}


def _check_statuses(work: Work, target: Operation, turned: Iterable[Change]) -> None:
    """On an exclusive axis one value holds on a day, also where a later fact relied on what goes back."""
    back = [json.loads(one.after) for one in turned if one.register == "status" and one.after is not None]
    rows = work.find_among(Status, "resident", {row["resident"] for row in back})
    alike: dict[tuple[str, str], list[Status]] = {}
    for row in sorted(rows, key=status_order):
        if exclusive(row.axis):
            alike.setdefault((row.resident, row.axis), []).append(row)
    for some in alike.values():
        for one, after in pairwise(some):
            if one.spell.meets(after.spell):
                newer = max(one, after, key=lambda row: row.id)
                raise _in_the_way(work, target, newer.id)


def _in_the_way(work: Work, target: Operation, row_id: str) -> Refusal:
    later = later_operation_on(work, row_id, target.sequence)
    if later is None:
        return refuse("undo_altered", f"“{target.label}”不能撤销：记录已被程序以外的方式改动，请先核对审计。")
    return _later(target, later, "又改过同一条记录")


def _taken(work: Work, target: Operation, changes: Iterable[Change]) -> Refusal:
    """A row that comes back finds its place taken: by whom is looked up for the sentence."""
    for one in changes:
        register = register_named(one.register)
        for row_id in _rivals(work, register, one):
            return _in_the_way(work, target, row_id)
    return refuse(
        "undo_later_change", f"“{target.label}”不能撤销：后来的记录占了它的位置。请先撤销后面的操作。"
    )


def _rivals(work: Work, register: Register, change: Change) -> Iterable[str]:
    if change.after is None:
        return
    for names in register.unique:
        equal = " AND ".join(f'"{name}" = json_extract(?, ?)' for name in names)
        values = [value for name in names for value in (change.after, f'$."{name}"')]
        yield from work.scalars(
            f'SELECT id FROM "{register.table}" WHERE {equal} AND id <> ?', *values, change.row_id
        )


def _still_used(work: Work, target: Operation, row_id: str) -> Refusal:
    later = later_operation_on(work, row_id, target.sequence)
    if later is None:
        return refuse("undo_still_used", f"“{target.label}”不能撤销：别的记录还在用它。")
    return _later(target, later, "还在用它", "undo_still_used")


def _later(target: Operation, later: Operation, why: str, code: str = "undo_later_change") -> Refusal:
    when = f"{later.at.month}月{later.at.day}日 {later.at:%H:%M}"
    return refuse(code, f"“{target.label}”不能撤销：{when} 的“{later.label}”{why}。请先撤销那一步。")
