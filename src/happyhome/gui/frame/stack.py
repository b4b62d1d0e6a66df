"""The pages, made when first opened, refreshed when something they show has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from happyhome.gui.kit import scaled
from happyhome.gui.kit.card import scrolling
from happyhome.gui.shell import PageSpec, Shell

EVERYTHING: frozenset[str] = frozenset()
"""What ``refresh`` is told when all may have changed."""


class PageStack(QStackedWidget):
    """One page in sight. The others hear of changes when they come into sight, once for all of them."""

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, QWidget] = {}
        # A page that needs more room than a small screen has scrolls, rather than being clipped.
        self._areas: dict[str, QScrollArea] = {}
        self._stale: dict[str, frozenset[str] | None] = {}  # no entry: fresh; None: everything
        self._key = ""

    @property
    def key(self) -> str:
        """Which page is in sight."""
        return self._key

    def made(self) -> tuple[str, ...]:
        """The pages that exist by now."""
        return tuple(self._pages)

    def page(self, key: str) -> QWidget:
        """A page that exists."""
        return self._pages[key]

    def open(self, shell: Shell, key: str, **target: Any) -> None:
        """Bring a page into sight; ``target`` goes to its ``open`` where it has one."""
        page = self._pages.get(key)
        if page is None:
            page = self._specs[key].factory(shell)
            self._pages[key] = page
            self._stale[key] = None
            area = scrolling(page)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._areas[key] = area
            self.addWidget(area)
            scaled.rescale(page)
        self._key = key
        self.setCurrentWidget(self._areas[key])
        self._freshen(key)
        opener = getattr(page, "open", None)
        if opener is not None and target:
            opener(**target)
        page.setFocus()

    def spread(self, changed: frozenset[str]) -> None:
        """Tell of changes; an empty set means everything."""
        for key in self._pages:
            before = self._stale.get(key, frozenset())
            self._stale[key] = None if before is None or not changed else before | changed
        self._freshen(self._key)

    def _freshen(self, key: str) -> None:
        if key in self._stale:
            stale = self._stale.pop(key)
            self._pages[key].refresh(EVERYTHING if stale is None else stale)  # type: ignore[attr-defined]
