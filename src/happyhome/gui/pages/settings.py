"""设置: the home, prices, self-assessment, copies, protection, what was done, and about the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.panes import Parts
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.settings_about import AboutSettings
from happyhome.gui.pages.settings_audit import AuditSettings
from happyhome.gui.pages.settings_backups import BackupSettings
from happyhome.gui.pages.settings_clerk_change import ClerkChangeSettings
from happyhome.gui.pages.settings_disclosures import DisclosureSettings
from happyhome.gui.pages.settings_facts import FactsSettings
from happyhome.gui.pages.settings_home import HomeSettings
from happyhome.gui.pages.settings_prices import PriceSettings
from happyhome.gui.pages.settings_protection import ProtectionSettings
from happyhome.gui.shell import Shell


class Part(Protocol):
    """One part of the page, built when it first comes into sight."""

    def refresh(self) -> None:
        """Ask anew."""


PARTS: Final[tuple[tuple[str, str, Callable[[Shell], Part]], ...]] = (
    ("home", "幸福院", HomeSettings),
    ("prices", "餐价", PriceSettings),
    ("facts", "评估自填", FactsSettings),
    ("backups", "备份与恢复", BackupSettings),
    ("protection", "保护", ProtectionSettings),
    ("audit", "操作记录", AuditSettings),
    ("disclosures", "资料去向", DisclosureSettings),
    ("clerk_change", "工作移交", ClerkChangeSettings),
    ("about", "显示与关于", AboutSettings),
)
"""Key, title, and what makes it. A new part is a line here."""

_FILLED: Final = {"home": {"home", "settings"}, "prices": {"meal_prices", "settings"}}
"""Parts with a form being filled, and the only subjects for which it is shown anew."""


class SettingsPage(QWidget):
    """``open(target="backups")`` shows one part."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._made: dict[str, Part] = {}
        self.chips = Chips([(key, title) for key, title, _ in PARTS])
        self.chips.chosen.connect(self._show)
        self._stack = Parts()
        column = pad(QVBoxLayout(self), gap=12)
        column.addWidget(self.chips)  # no title: the rail says it, and large letters need the room
        column.addWidget(self._stack, 1)
        self._stale = {key for key, _, _ in PARTS}

    def part(self, key: str) -> Any:
        """The part with this key; made now where nobody has looked at it yet."""
        if key not in self._made:
            make = next(make for name, _, make in PARTS if name == key)
            self._made[key] = make(self._shell)
            self._stack.addWidget(cast(QWidget, self._made[key]))
        return self._made[key]

    def open(self, target: str = "", **_more: Any) -> None:
        """One part."""
        if any(key == target for key, _, _ in PARTS):
            self.chips.set_current(target)
            self._show(target)

    def refresh(self, changed: frozenset[str]) -> None:
        """The part in sight now, the others when they come into sight. A form being filled is left alone."""
        kept = {key for key, subjects in _FILLED.items() if changed and not changed & subjects}
        self._stale |= {key for key, _, _ in PARTS} - kept
        self._show(self.chips.current())

    def _show(self, key: str) -> None:
        part = self.part(key)
        self._stack.setCurrentWidget(cast(QWidget, part))
        self.setFocusProxy(self.chips.chip(key))
        if key in self._stale:
            self._stale.discard(key)
            part.refresh()
