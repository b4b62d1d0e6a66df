"""恢复单: the paper of the recovery code, for the office safe. The code is on it and is kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.homes import Home
from happyhome.domain.problems import refuse
from happyhome.services.session import Services
from happyhome.store.keys.ring_files import ring_of
from happyhome.store.reading import Reading

if TYPE_CHECKING:
    from happyhome.reports.document import Document


@dataclass(frozen=True, slots=True)
class BuiltSheet:
    """The sheet, ready to be shown, printed or saved; it must not be kept in the computer."""

    day: date
    document: Document = field(repr=False)

    def pdf(self) -> bytes:
        """The page, as it is previewed and printed."""
        from happyhome.reports.pdf import render

        return render(self.document)

    def file_name(self) -> str:
        """数据恢复单 2026-11-21.pdf."""
        return f"{self.document.title} {self.day.isoformat()}.pdf"


def recovery_sheet(services: Services, code: str) -> BuiltSheet:
    """The sheet of a fresh code. Refuses (not_sealed) where there is nothing to recover."""
    from happyhome.reports.office_forms.recovery_sheet import RecoverySheet, build

    ring = ring_of(services.folders.store)
    if ring is None:
        raise refuse("not_sealed", "这份数据还没有加锁，没有恢复单可打印。请先在“设置 → 保护”里给数据加锁。")
    home = services.ask(_home)
    day = services.today()
    return BuiltSheet(day, build(RecoverySheet(home, ring.id, day, code)))


def _home(reading: Reading) -> Home | None:
    found = reading.find(Home)
    return found[0] if found else None
