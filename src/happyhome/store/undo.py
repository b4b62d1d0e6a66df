"""Undo from the audit: also after a restart, and never over somebody's later change."""

from __future__ import annotations

from happyhome.domain.problems import refuse
from happyhome.domain.registers import REGISTERS, register_named
from happyhome.store.audit import Operation, changes_of, later_operation_on
from happyhome.store.rows import image, to_row
from happyhome.store.work import Work


def revert(work: Work, target: Operation) -> None:
    """Take back all that ``target`` wrote, in reverse; refuses as a whole where anything stands in the way."""
    for change in reversed(changes_of(work, target.id)):
        register = register_named(change.register)
        present = work.get(register.record, change.row_id)
        shown = None if present is None else image(to_row(present))
        if shown != change.after:
            raise _in_the_way(work, target, change.row_id)
        work.restore(register, change.row_id, change.after, change.before)
    _check_still_used(work, target)
    work.undoes = target.id
    work.label = f"撤销：{target.label}"


def _in_the_way(work: Work, target: Operation, row_id: str) -> Exception:
    later = later_operation_on(work, row_id, target.sequence)
    if later is None:
        return refuse(
            "undo_altered", f"「{target.label}」不能撤销：记录已被程序以外的方式改动，请先核对审计。"
        )
    when = f"{later.at.month}月{later.at.day}日 {later.at:%H:%M}"
    return refuse(
        "undo_later_change",
        f"「{target.label}」不能撤销：{when} 的「{later.label}」又改过同一条记录。请先撤销后面那一步。",
    )


def _check_still_used(work: Work, target: Operation) -> None:
    """Rows that the undo took away must not be pointed at by rows that stay."""
    gone = [change for change in work.changes if change.after is None]
    for register in REGISTERS:
        for field in register.references:
            for change in gone:
                if change.register == field.refers_to and work.scalars(
                    f'SELECT 1 FROM "{register.table}" WHERE "{field.name}" = ? LIMIT 1', change.row_id
                ):
                    raise _still_used(target)


def _still_used(target: Operation) -> Exception:
    return refuse("undo_still_used", f"「{target.label}」不能撤销：后来的记录还在用它。请先撤销后面的操作。")
