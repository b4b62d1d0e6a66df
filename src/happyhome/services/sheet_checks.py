"""恢复单核对: whether somebody has held the printed sheet of the present recovery code in the hand."""

from __future__ import annotations

from happyhome.domain.safety_events import SafetyEvent
from happyhome.services.session import Services, operation
from happyhome.store.keys.ring import SlotKind
from happyhome.store.keys.ring_files import ring_of
from happyhome.store.reading import Reading
from happyhome.store.work import Work


@operation("核对恢复单")
def confirm_sheet(work: Work, *, since: str) -> None:
    """Write down that the sheet of the code made at ``since`` (ISO seconds) is on paper and opens the records."""
    work.insert(SafetyEvent(event="recovery_sheet", subject=since, note="恢复单已打印，核对过"))


def is_sheet_checked(reading: Reading, since: str) -> bool:
    """Whether that was done for the code made at ``since``."""
    return bool(reading.find(SafetyEvent, event="recovery_sheet", subject=since))


def sheet_is_missing(services: Services) -> bool:
    """Whether the records are sealed, and nobody has told yet that the recovery sheet is on paper."""
    if services.store.key is None:
        return False
    ring = ring_of(services.folders.store)
    slot = ring.slot(SlotKind.RECOVERY) if ring is not None else None
    return slot is None or not services.ask(is_sheet_checked, since=slot.made_at)
