"""Figures in a line of text: 堂食 938, the number bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad


class Amounts:
    """A fixed number of places, so that counting on never rebuilds widgets; empty places are hidden."""

    def __init__(self, places: int) -> None:
        self._parts = [(label("", "small"), label("", "strong"), label("", "small")) for _ in range(places)]
        self.widgets: tuple[QWidget, ...] = tuple(_together(part) for part in self._parts)

    def show_amounts(self, amounts: Sequence[tuple[str, str, str]]) -> None:
        """Show (what, number, unit) in each place."""
        for number, (part, widget) in enumerate(zip(self._parts, self.widgets, strict=True)):
            texts = amounts[number] if number < len(amounts) else ("", "", "")
            for each, text in zip(part, texts, strict=True):
                each.setText(text)
                each.setVisible(bool(text))
            widget.setVisible(number < len(amounts))

    def text(self) -> str:
        """All of it as one sentence."""
        shown = [
            part for part, widget in zip(self._parts, self.widgets, strict=True) if not widget.isHidden()
        ]
        return "，".join(" ".join(each.text() for each in part if each.text()) for part in shown)


def _together(part: Sequence[QLabel]) -> QWidget:
    made = QWidget()
    made.setProperty("role", "bare")
    across = pad(QHBoxLayout(made), gap=5)
    for each in part:
        across.addWidget(each)
    return made
