"""Papers to be handed in, a box each: what is there by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from happyhome.gui.kit.field_edit import FieldEdit
from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import least, pad


class PaperTicks(FieldEdit):
    """The value are the names of the papers ticked; ``set_papers`` says which are wanted."""

    def __init__(self, key: str = "papers", caption: str = "已交材料", *, hint: str = "") -> None:
        holder = QWidget()
        holder.setProperty("role", "bare")
        super().__init__(key, caption, holder, hint=hint)
        self._row = pad(WrapLayout(holder), 0, 6, 0, 6, gap=16)
        self._boxes: dict[str, QCheckBox] = {}

    @property
    def boxes(self) -> dict[str, QCheckBox]:
        """The boxes by paper."""
        return self._boxes

    def set_papers(self, papers: Sequence[str]) -> None:
        """Offer these; what was ticked stays ticked where it is still wanted."""
        if list(papers) == list(self._boxes):
            return
        ticked = set(self.value())
        for old in self._boxes.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._boxes = {}
        for name in papers:
            box = least(QCheckBox(name), 0, 26)
            box.setChecked(name in ticked)
            box.clicked.connect(lambda _on: self.edited.emit())
            self._row.addWidget(box)
            self._boxes[name] = box
        self.setFocusProxy(next(iter(self._boxes.values()), self.editor))
        self.editor.updateGeometry()

    def value(self) -> tuple[str, ...]:
        """What is ticked, in the order offered."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick exactly these."""
        wanted: Iterable[str] = value or ()
        for name, box in self._boxes.items():
            box.setChecked(name in wanted)
