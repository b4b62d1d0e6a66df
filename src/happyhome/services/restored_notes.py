"""What restored records are told as they come: from which copy, in what state, and which computer they are on now."""

from __future__ import annotations

import json
from datetime import datetime

from happyhome.domain.homes import Home
from happyhome.domain.safety_events import SafetyEvent
from happyhome.services.backup_memory import SECOND, recall
from happyhome.services.backup_previews import open_present
from happyhome.services.session import Folders, operation
from happyhome.services.settings import choose, setting
from happyhome.store.work import Work


def second_here(folders: Folders, key: bytes | None, now: datetime) -> str:
    """This computer's second place: by the present records, or what is remembered where they do not open."""
    services = open_present(folders, key, now) if folders.store.exists() else None
    if services is None:
        return recall(folders, SECOND).where
    try:
        return str(services.ask(setting, key="second_backup") or "")
    finally:
        services.close()


@operation("恢复备份")
def note_restored(
    work: Work, *, source: str, counts: tuple[tuple[str, int], ...], faults: int = 0, second: str = ""
) -> None:
    """Tell the restored records where they come from, how many faults their audit had, and this computer's second
    place for backups: that of the computer they come from is not here."""
    if work.find(Home):
        if setting(work, "second_backup") != second:
            choose(work, key="second_backup", value=second)
        note = f"操作记录有 {faults} 处对不上" if faults else ""
        told = json.dumps(dict(counts))
        work.insert(
            SafetyEvent(event="restored", subject=source, counts=told, note=note, is_sound=not faults)
        )
