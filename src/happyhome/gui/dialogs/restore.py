"""Restoring from an open window, or at a first start: the guide, and going on with what is there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from happyhome.gui.dialogs.restore_ground import OpenGround
from happyhome.gui.dialogs.restore_guide import RestoreGuide
from happyhome.gui.jobs import Jobs
from happyhome.gui.shell import Shell
from happyhome.services.session import Services, Unlocked


def guide_on(
    services: Services,
    jobs: Jobs,
    go_on: Callable[[Services], object],
    parent: QWidget | None = None,
    *,
    chosen: Path | None = None,
    look: bool = False,
) -> RestoreGuide:
    """The guide on open records; ``go_on`` hears, as soon as a copy is in place, with what to go on."""
    guide = RestoreGuide(OpenGround(services, jobs), parent, chosen=chosen, look=look)
    guide.in_place.connect(lambda: go_on(_after(services, guide)))
    return guide


def restore_in_window(
    shell: Shell, parent: QWidget, chosen: Path | None = None, *, look: bool = False
) -> None:
    """From the settings: every page is read anew at once, with another key where the copy brought one."""

    def go_on(services: Services) -> None:
        window = parent.window()
        if services is not shell.services:
            window.go_on_with(services)  # type: ignore[attr-defined]
        shell.broadcast(frozenset())

    guide = guide_on(shell.services, shell.jobs, go_on, parent.window(), chosen=chosen, look=look)
    guide.exec()
    guide.deleteLater()


def _after(services: Services, guide: RestoreGuide) -> Services:
    """The same services, or others where the key is another."""
    restored, unlocked = guide.restored, guide.unlocked
    if restored is None or restored.key is None or restored.key == services.store.key:
        return services
    services.close()
    return services.opened_with(unlocked or Unlocked(services.operator, restored.key))
