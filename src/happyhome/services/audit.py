"""Undo, redo, and the audit as people ask for it."""

from __future__ import annotations

from happyhome.domain.problems import refuse
from happyhome.services.session import operation
from happyhome.store import audit as stored
from happyhome.store.audit import Operation
from happyhome.store.reading import Reading
from happyhome.store.undo import revert
from happyhome.store.work import Work


@operation("撤销")
def undo(work: Work, *, target: str | None = None) -> Operation:
    """Take back the last operation, or the one with id ``target``; refuses where something stands in the way."""
    if target is None:
        found = stored.last_undoable(work)
    else:
        found = next((one for one in stored.operations(work, 10_000) if one.id == target), None)
    if found is None:
        raise refuse("nothing_to_undo", "没有可以撤销的操作。")
    revert(work, found)
    return found


@operation("恢复")
def redo(work: Work) -> Operation:
    """Take back the last undo, if nothing was done since."""
    latest = stored.operations(work, 1)
    if not latest or latest[0].undoes is None:
        raise refuse("nothing_to_redo", "没有可以恢复的撤销。")
    revert(work, latest[0])
    work.label = latest[0].label.replace("撤销：", "恢复：", 1)
    return latest[0]


def operations(reading: Reading, limit: int = 200) -> tuple[Operation, ...]:
    """The latest operations, newest first."""
    return tuple(stored.operations(reading, limit))


def verify_audit(reading: Reading) -> tuple[str, ...]:
    """Every fault found in the audit, as Chinese sentences; empty when it can be believed."""
    return tuple(stored.verify(reading))
