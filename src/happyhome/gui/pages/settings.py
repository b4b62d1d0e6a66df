"""设置: the home, meal prices, self-assessment, backups, what was done, and about the program."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit.card import label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.panes import Stack
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.settings_about import AboutSettings
from happyhome.gui.pages.settings_audit import AuditSettings
from happyhome.gui.pages.settings_backups import BackupSettings
from happyhome.gui.pages.settings_facts import FactsSettings
from happyhome.gui.pages.settings_home import HomeSettings
from happyhome.gui.pages.settings_prices import PriceSettings
from happyhome.gui.shell import Shell

_PARTS: Final = (
    ("home", "幸福院"),
    ("prices", "餐价"),
    ("facts", "评估自填"),
    ("backups", "备份与恢复"),
    ("audit", "操作记录"),
    ("about", "显示与关于"),
)


class SettingsPage(QWidget):
    """``open(target="backups")`` shows one part."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.home, self.backups = HomeSettings(shell), BackupSettings(shell)
        self.prices = PriceSettings(shell)
        self.facts = FactsSettings(shell)
        self.audit, self.about = AuditSettings(shell), AboutSettings(shell)
        self._parts = (self.home, self.prices, self.facts, self.backups, self.audit, self.about)
        self.chips = Chips(_PARTS)
        self.chips.chosen.connect(self._show)
        self._stack = Stack()
        for part in self._parts:
            self._stack.addWidget(part)
        column = pad(QVBoxLayout(self), gap=12)
        column.addWidget(Wrap(label("设置", "title"), self.chips, gap=18))
        column.addWidget(self._stack, 1)
        self._stale = {key for key, _ in _PARTS}

    def open(self, target: str = "", **_more: Any) -> None:
        """One part."""
        if target in dict(_PARTS):
            self.chips.set_current(target)
            self._show(target)

    def refresh(self, changed: frozenset[str]) -> None:
        """The part in sight now, the others when they come into sight. A form being filled is left alone."""
        kept = {"home"} if changed and not changed & {"home", "settings"} else set[str]()
        if changed and not changed & {"meal_prices", "settings"}:
            kept.add("prices")
        self._stale |= {key for key, _ in _PARTS} - kept
        self._show(self.chips.current())

    def _show(self, key: str) -> None:
        number = [name for name, _ in _PARTS].index(key)
        self._stack.setCurrentIndex(number)
        if key in self._stale:
            self._stale.discard(key)
            self._parts[number].refresh()
