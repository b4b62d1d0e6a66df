"""Undo, redo, and the audit as people ask for it."""

from __future__ import annotations

from happyhome.domain.problems import refuse
from happyhome.services.backup_places import places
from happyhome.services.session import Services, operation
from happyhome.store import audit as stored
from happyhome.store.anchors import contradicted
from happyhome.store.audit import Operation
from happyhome.store.backup import list_backups
from happyhome.store.proof import verify
from happyhome.store.reading import Reading
from happyhome.store.undo import revert
from happyhome.store.work import Work

__all__ = ["Operation", "operations", "redo", "undo", "verify_audit", "verify_with_backups"]

WITNESSES = 3
"""Backups of each place, newest first, that are asked.  One would do; the newest may be of another life."""

_KEPT = frozenset({"disclosure", "safety_event"})
"""Registers of what was seen, taken or done for safety: nobody takes these back, not even the one who did it."""


@operation("撤销")
def undo(work: Work, *, target: str | None = None) -> Operation:
    """Take back the last operation, or the one with id ``target``; refuses where something stands in the way."""
    if target is None:
        found = stored.last_undoable(work)
    else:
        found = _chosen(work, target)
    if found is None:
        raise refuse("nothing_to_undo", "没有可以撤销的操作。")
    if _KEPT & {change.register for change in stored.changes_of(work, found.id)}:
        raise refuse("kept_for_good", f"“{found.label}”记的是已经发生的事，不能撤销。")
    revert(work, found)
    return found


def _chosen(work: Work, target: str) -> Operation | None:
    """What has to be taken back so that ``target`` does not stand any more."""
    chain = stored.chain_of(work, target)
    if len(chain) % 2 == 0 and chain:
        raise refuse("already_undone", f"“{chain[0].label}”已经撤销过了。")
    return chain[-1] if chain else None


@operation("恢复")
def redo(work: Work) -> Operation:
    """Take back the last undo, if nothing new was done since; called again, the one before it."""
    latest = stored.last_redoable(work)
    if latest is None:
        raise refuse("nothing_to_redo", "没有可以恢复的撤销。")
    revert(work, latest)
    return latest


def operations(reading: Reading, limit: int = 200) -> tuple[Operation, ...]:
    """The latest operations, newest first."""
    return tuple(stored.operations(reading, limit))


def verify_audit(reading: Reading) -> tuple[str, ...]:
    """Every fault found in the audit, as Chinese sentences; empty when it can be believed."""
    return tuple(verify(reading))


def verify_with_backups(services: Services) -> tuple[str, ...]:
    """The same, and the last operation of the newest backups of each place held against the chain."""
    copies = [
        one.path
        for place in places(services)
        if place.path is not None and place.is_reachable
        for one in list_backups(place.path)[:WITNESSES]
    ]

    def verified(reading: Reading) -> tuple[str, ...]:
        return (*verify_audit(reading), *contradicted(reading, copies, services.store.key))

    return services.ask(verified)
