"""补贴: this month at a glance, rolls, applications, certifications, what comes next, and the rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.panes import Parts
from happyhome.gui.kit.scaled import pad, rescale
from happyhome.gui.shell import Shell

MONTH: Final = "month"
ROLLS: Final = "rolls"
TABS: Final = (
    (MONTH, "本月"),
    (ROLLS, "名册"),
    ("applications", "申请"),
    ("certify", "认证"),
    ("upcoming", "将要变化"),
    ("policies", "政策"),
)
_EVERYTHING: Final[frozenset[str]] = frozenset()


class AllowancesPage(QWidget):
    """``open(target=…)``: a tab's key, and after a colon what it should show (rolls:jinchang_gaoling)."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._panes: dict[str, QWidget] = {}
        self._stale: dict[str, frozenset[str]] = {}
        self.tabs = Chips(TABS)
        self.tabs.setAccessibleName("补贴的各部分")
        self.tabs.chosen.connect(self.show_tab)
        self._parts = Parts()
        column = pad(QVBoxLayout(self), gap=12)
        column.addWidget(self.tabs)
        column.addWidget(self._parts, 1)
        for key, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):  # as Excel walks its sheets
            hot = QShortcut(QKeySequence(key), self)
            hot.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            hot.activated.connect(partial(self._walk, by))

    # What others ask

    def open(self, target: str = "", **_more: Any) -> None:
        """From another page: a tab, and what to point at in it."""
        key, _, inside = target.partition(":")
        if key not in dict(TABS):
            return
        self.show_tab(key)
        opener = getattr(self.pane(), "open", None)
        if opener is not None and inside:
            opener(inside)

    def refresh(self, changed: frozenset[str]) -> None:
        """The tab in sight now, the others when they come into sight."""
        for key in self._panes:
            before = self._stale.get(key)
            gathered = _EVERYTHING if not changed or before == _EVERYTHING else changed | (before or changed)
            self._stale[key] = gathered
        if not self._panes:
            self.show_tab(MONTH)
        else:
            self._freshen(self.tabs.current())

    def primary_action(self) -> None:
        """What the tab in sight is for."""
        act = getattr(self.pane(), "primary_action", None)
        if act is not None:
            act()

    def _walk(self, by: int) -> None:
        keys = [key for key, _ in TABS]
        at = keys.index(self.tabs.current()) + by
        if 0 <= at < len(keys):
            self.show_tab(keys[at])
            self.setFocus()

    def pane(self) -> QWidget:
        """The tab in sight."""
        return self._panes[self.tabs.current()]

    def show_tab(self, key: str) -> None:
        """Bring a tab into sight; it is made when it is first wanted."""
        self.tabs.set_current(key)
        if key not in self._panes:
            self._panes[key] = _MAKERS[key](self._shell, self)
            self._stale[key] = _EVERYTHING
            self._parts.addWidget(self._panes[key])
            rescale(self._panes[key])
        self._parts.setCurrentWidget(self._panes[key])
        self._parts.updateGeometry()
        self._freshen(key)
        # 本月 has nothing to walk in: there the arrows lead on to the other parts.
        self.setFocusProxy(self.tabs.chip(key) if key == MONTH else self._panes[key])

    def _freshen(self, key: str) -> None:
        if key in self._stale:
            self._panes[key].refresh(self._stale.pop(key))  # type: ignore[attr-defined]


# Each tab is imported when it is first opened, as the pages are.


def _month(shell: Shell, page: AllowancesPage) -> QWidget:
    from happyhome.gui.pages.allowances_month import MonthPane

    return MonthPane(shell, lambda target: page.open(target=target))


def _rolls(shell: Shell, _page: AllowancesPage) -> QWidget:
    from happyhome.gui.pages.allowances_rolls import RollsPane

    return RollsPane(shell)


def _applications(shell: Shell, _page: AllowancesPage) -> QWidget:
    from happyhome.gui.pages.allowances_applications import ApplicationsPane

    return ApplicationsPane(shell)


def _certify(shell: Shell, _page: AllowancesPage) -> QWidget:
    from happyhome.gui.pages.allowances_certifications import CertificationsPane

    return CertificationsPane(shell)


def _upcoming(shell: Shell, _page: AllowancesPage) -> QWidget:
    from happyhome.gui.pages.allowances_upcoming import UpcomingPane

    return UpcomingPane(shell)


def _policies(shell: Shell, _page: AllowancesPage) -> QWidget:
    from happyhome.gui.pages.allowances_policies import PoliciesPane

    return PoliciesPane(shell)


_MAKERS: Final[dict[str, Callable[[Shell, AllowancesPage], QWidget]]] = {
    MONTH: _month,
    ROLLS: _rolls,
    "applications": _applications,
    "certify": _certify,
    "upcoming": _upcoming,
    "policies": _policies,
}
