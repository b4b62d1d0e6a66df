"""What goes on the stick: a tick for each paper; all of them unless the clerk says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import least, pad
from happyhome.services.handover import Planned

_WORDS = {"pdf": "PDF", "xlsx": "Excel"}
_WIDTH = 256


class FileTicks(QWidget):
    """``changed`` when a tick was set or taken."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._planned: tuple[Planned, ...] = ()
        self._flow = pad(WrapLayout(self), gap=9)
        self._boxes: dict[str, QCheckBox] = {}

    def show_files(self, planned: Sequence[Planned]) -> None:
        """Offer a month's files; the ticks stay where the papers are the same."""
        self._planned = tuple(planned)
        papers: dict[str, list[Planned]] = {}
        for one in planned:
            papers.setdefault(one.key, []).append(one)
        if list(papers) == list(self._boxes):
            return
        for old in self._boxes.values():
            self._flow.removeWidget(old)
            old.deleteLater()
        self._boxes = {}
        for key, files in papers.items():
            formats = "、".join(_WORDS[one.ending] for one in files)
            box = QCheckBox(f"{files[0].title}（{formats}）")
            box.setChecked(True)
            box.clicked.connect(lambda _on: self.changed.emit())
            self._flow.addWidget(least(box, _WIDTH))  # all as wide, so that they stand in columns
            self._boxes[key] = box

    def boxes(self) -> dict[str, QCheckBox]:
        """The ticks by paper."""
        return dict(self._boxes)

    def chosen(self) -> tuple[Planned, ...]:
        """The files of the ticked papers."""
        return tuple(one for one in self._planned if self._boxes[one.key].isChecked())
