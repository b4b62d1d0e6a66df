"""补贴 · 认证."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from happyhome.gui.shell import Shell


class CertificationsPane(QWidget):
    """A tab of the allowances page. ``open(target)`` points at one row (an id) or scheme (a key)."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell

    def open(self, target: str = "") -> None:
        """Point at what another page asks for."""

    def refresh(self, changed: frozenset[str]) -> None:
        """Show anew what these subjects touch; an empty set means everything."""

    def primary_action(self) -> None:
        """What one comes for (Ctrl Enter)."""
