"""White cards, labels by role, and the thin lines between things."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from happyhome.gui.kit.scaled import least, pad


def label(text: str = "", role: str = "", *, wrap: bool = False, select: bool = False) -> QLabel:
    """A label of one of the style sheet's roles; plain text always, so that no name is read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if select:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def line(*, upright: bool = False) -> QFrame:
    """A hair line, lying unless ``upright``."""
    made = QFrame()
    made.setProperty("role", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Card(QFrame):
    """A white card with an optional heading and room at the heading's right.

    ``body`` is the column that a page fills; ``head`` takes buttons beside the heading.
    """

    def __init__(self, heading: str = "", parent: QWidget | None = None, *, gap: float = 10) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = pad(QVBoxLayout(self), 18, 16, 18, 16, gap=gap)
        self.head = pad(QHBoxLayout(), gap=8)
        self.heading = label(heading, "heading")
        if heading:
            self.head.addWidget(self.heading)
            self.head.addStretch(1)
            self.body.addLayout(self.head)
            self.setAccessibleName(heading)


def row(*widgets: QWidget, gap: float = 8, stretch: bool = False) -> QHBoxLayout:
    """Widgets side by side; ``stretch`` pushes them to the left."""
    made = pad(QHBoxLayout(), gap=gap)
    for widget in widgets:
        made.addWidget(widget)
    if stretch:
        made.addStretch(1)
    return made


def bare(layout_class: type[QBoxLayout] = QVBoxLayout, *, gap: float = 8) -> tuple[QWidget, QBoxLayout]:
    """An invisible widget with a layout in it, for grouping."""
    widget = QWidget()
    widget.setProperty("role", "bare")
    layout = pad(layout_class(widget), gap=gap)  # type: ignore[arg-type]
    return widget, layout


def scrolling(content: QWidget) -> QScrollArea:
    """``content`` in a frame that scrolls where the window is too low, or at twice the size too narrow."""
    area = QScrollArea()
    content.setProperty("role", "bare")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    return area


class Figures(Card):
    """The row of large figures on top of a page: 午餐已记 25 / 30 人."""

    def __init__(self, captions: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        pad(self.body, 20, 12, 20, 10, gap=0)
        line_up = pad(QHBoxLayout(), gap=20)
        self._figures: dict[str, tuple[QLabel, QLabel]] = {}
        for number, caption in enumerate(captions):
            if number:
                line_up.addWidget(line(upright=True))
            line_up.addLayout(self._column(caption), 1)
        self.body.addLayout(line_up)

    def _column(self, caption: str) -> QVBoxLayout:
        column = pad(QVBoxLayout(), gap=0)
        figure, after = label("", "figure"), label("", "strong")
        after.setAlignment(Qt.AlignmentFlag.AlignBottom)
        after.setContentsMargins(0, 0, 0, 6)
        column.addWidget(label(caption, "small"))
        column.addLayout(row(figure, after, gap=6, stretch=True))
        self._figures[caption] = (figure, after)
        return column

    def show_figure(self, caption: str, figure: str, after: str = "") -> None:
        """Set the figure under ``caption``; ``after`` is the small text behind it."""
        for widget, text in zip(self._figures[caption], (figure, after), strict=True):
            widget.setText(text)


__all__ = ["Card", "Figures", "bare", "label", "least", "line", "row", "scrolling"]
