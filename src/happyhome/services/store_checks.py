"""检查: the file, its audit, which copy of the records it is, the clock, and what was last saved where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from happyhome.domain.problems import Refusal
from happyhome.services.audit import operations
from happyhome.services.backup_places import Place, places
from happyhome.services.backups import check_store
from happyhome.services.session import Services
from happyhome.services.start_clock import check_clock
from happyhome.store.instances import Instance, instances


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """``fingerprint`` is the hash of the last of ``operations``; ``clock`` the sentence of a doubt, "" for none."""

    counts: tuple[tuple[str, int], ...]
    operations: int
    last_at: datetime | None
    fingerprint: str
    instance: Instance
    clock: str
    places: tuple[Place, ...]


def look_at_store(services: Services) -> StoreCheck:
    """Check the file whole and tell the rest; refuses (file_damaged)."""
    counts = check_store(services)
    latest = next(iter(services.ask(operations, 1)), None)
    clock = ""
    try:
        check_clock(services.now(), latest.at if latest else None)
    except Refusal as doubt:
        clock = doubt.problems[0].text
    return StoreCheck(
        counts,
        latest.sequence if latest else 0,
        latest.at if latest else None,
        latest.hash if latest else "",
        services.ask(instances)[-1],
        clock,
        places(services),
    )
