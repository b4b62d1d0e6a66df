"""Why past days are recorded only now (补录): asked once for what is open, and remembered while it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from happyhome.gui.shell import Shell


class LateReasons:
    """Reasons by what is open: a day's board, or a month's grid."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        self._shell, self._parent = shell, parent
        self._known: dict[str, str] = {}
        self._last = ""

    def known(self, key: str) -> str:
        """The reason in force; "" before one was asked for."""
        return self._known.get(key, "")

    def remember(self, key: str, text: str) -> None:
        """A reason given elsewhere."""
        self._known[key] = self._last = text

    def ask(self, key: str, days: Sequence[date]) -> str | None:
        """The reason for these days: "" where none is late, None when the clerk gave up."""
        late = sorted({day for day in days if day < self._shell.today()})
        if not late:
            return ""
        if not self.known(key):
            self.change(key, late)
        return self.known(key) or None

    def change(self, key: str, days: Sequence[date]) -> None:
        """Ask for it, or for another one."""
        from happyhome.gui.dialogs.reason import late_reason  # seldom, and not at the start

        text = late_reason(self._parent.window(), days, self.known(key) or self._last)
        if text:
            self.remember(key, text)
