"""Restoring where the records do not open: the guide, on the folder alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from happyhome.gui.dialogs.restore_ground import ClosedGround
from happyhome.gui.dialogs.restore_guide import RestoreGuide
from happyhome.gui.jobs import Jobs
from happyhome.services.restoring import Rescue


class RescueDialog(RestoreGuide):
    """Accepted: a backup is in place of the records, which are kept beside it.

    ``operator`` gave the key that ``rescue`` has, where it has one.
    """

    def __init__(self, rescue: Rescue, parent: QWidget | None = None, *, operator: str = "") -> None:
        jobs = Jobs(_raised)
        super().__init__(ClosedGround(rescue, jobs, operator), parent)
        jobs.setParent(self)
        self.finished.connect(jobs.close)


def _raised(error: Exception) -> None:
    raise error
