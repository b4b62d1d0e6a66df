"""A list of short entries with a pill in front and one act behind: 要办的事, 送审前自查."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label, line
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.scaled import pad


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``tone`` is the pill's; ``act`` names the link, ``do`` is what it does."""

    pill: str
    tone: str
    text: str
    more: str = ""
    act: str = ""
    do: Callable[[], object] | None = None


class Entries(QWidget):
    """Entries under each other with hair lines between; a sentence when there are none."""

    def __init__(self, *, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._empty = empty
        self._column = pad(QVBoxLayout(self), gap=9)
        self.set_entries(())

    def set_empty(self, text: str) -> None:
        """What to say where there are none; shown with the next entries."""
        self._empty = text

    def set_entries(self, entries: Sequence[Entry], *, plain: bool = False) -> None:
        """Show these; numbers in them are masked unless ``plain``."""
        if not plain:
            entries = [
                replace(one, text=mask_numbers(one.text), more=mask_numbers(one.more)) for one in entries
            ]
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, entry in enumerate(entries):
            if number:
                self._column.addWidget(line())
            self._column.addWidget(self._row(entry))
        if not entries and self._empty:
            self._column.addWidget(label(self._empty, "muted", wrap=True))

    @staticmethod
    def _row(entry: Entry) -> QWidget:
        made = QWidget()
        made.setProperty("role", "bare")
        across, words = pad(QHBoxLayout(made), gap=12), pad(QVBoxLayout(), gap=0)
        words.addWidget(label(entry.text, "entry", wrap=True))
        if entry.more:
            words.addWidget(label(entry.more, "small", wrap=True))
        if entry.pill:
            across.addWidget(Pill(entry.pill, entry.tone), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        if entry.act:
            across.addWidget(button(entry.act, entry.do, kind="link"), 0, Qt.AlignmentFlag.AlignTop)
        return made
