"""The first step: which copy. Those of this disk, of the second place, of the sticks that are plugged in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.backup_words import moment, near_moment, reason_word, size_word
from happyhome.gui.kit import files
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import least, pad
from happyhome.services.backup_shelves import KEPT, Shelf
from happyhome.services.backups import Backup

_ALL: Final = "all"
_NONE: Final = "还没有找到备份。插上存过备份的 U 盘，它会自己出现；放在别处的，点“别处的文件…”。"


def copy_row(one: Backup, place: str, today: date) -> Row:
    """A copy as lists show it: when, why, how large, where."""
    title = near_moment(one.made_at, today)
    note = " · ".join(part for part in (reason_word(one.reason), size_word(one)) if part)
    return Row(str(one.path), title, note, right=place, tip=f"{moment(one.made_at)}\n{one.path}")


class ChooseStep(QWidget):
    """``changed`` when another copy is chosen, ``opened`` when one is meant (Enter, a double click, a file)."""

    changed = Signal()
    opened = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._today = today
        self._shelves: tuple[Shelf, ...] = ()
        self._elsewhere: Path | None = None
        self.chips = Chips()
        self.chips.chosen.connect(self._show)
        self.list = RowList("备份", empty="正在找备份…")
        least(self.list, 0, 150)
        self.list.chosen.connect(lambda _id: self._chose())
        self.list.opened.connect(lambda _id: self.opened.emit())
        self.elsewhere = button("别处的文件…", self.choose)
        column = pad(QVBoxLayout(self), gap=10)
        column.addWidget(
            label("用哪一份备份？一般选最新的。选好了先看里面，再决定恢复不恢复。", "muted", wrap=True)
        )
        column.addWidget(Wrap(self.chips, right=(self.elsewhere,)))
        card = Card()
        card.body.addWidget(self.list, 1)
        column.addWidget(card, 1)

    def path(self) -> Path | None:
        """The copy chosen, None where there is none."""
        if self._elsewhere is not None:
            return self._elsewhere
        found = self.list.current_id()
        return Path(found) if found else None

    def copy(self) -> Backup | None:
        """What the list knows of it; None for a file from elsewhere."""
        wanted = self.path()
        return next((one for _, one in self._copies() if one.path == wanted), None)

    def show_shelves(self, found: Sequence[Shelf]) -> None:
        """Show these; the newest copy is chosen where none was, and what was chosen stays so."""
        before = self.list.current_id()
        self._shelves = tuple(found)
        counts = [(str(n), f"{shelf.title} {len(shelf.copies)}") for n, shelf in enumerate(self._shelves)]
        self.chips.set_options([(_ALL, f"全部 {sum(len(one.copies) for one in self._shelves)}"), *counts])
        self.chips.setVisible(bool(self._shelves))
        self.list.set_empty(_NONE)
        self._show(self.chips.current(), before)

    def select(self, path: Path) -> None:
        """Choose this one, wherever it lies."""
        known = any(one.path == path for _, one in self._copies())
        self._elsewhere = None if known else path
        self.list.select(str(path))
        self.changed.emit()

    def choose(self) -> None:
        """A file from elsewhere: it is meant at once."""
        found = files.open_file(self, "用哪份备份", "备份 (*.db);;全部文件 (*)")
        if found is not None:
            self.select(found)
            self.opened.emit()

    def _chose(self) -> None:
        self._elsewhere = None
        self.changed.emit()

    def _copies(self) -> list[tuple[str, Backup]]:
        return [(shelf.title, one) for shelf in self._shelves for one in shelf.copies]

    def _show(self, key: str, wanted: str = "") -> None:
        shown = self._shelves if key in ("", _ALL) else (self._shelves[int(key)],)
        copies = [(shelf.kind, shelf.title, one) for shelf in shown for one in shelf.copies]
        copies.sort(key=lambda found: found[2].made_at, reverse=True)
        self.list.set_rows([copy_row(one, title, self._today) for _, title, one in copies])
        # What an earlier restoring put aside is seldom what one looks for.
        first = next((one for kind, _, one in copies if kind != KEPT), copies[0][2] if copies else None)
        if not self.list.select(wanted or self.list.current_id()) and first is not None:
            self.list.select(str(first.path))
        self.changed.emit()
