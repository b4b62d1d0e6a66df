"""One scale factor for the whole window.

The application font *is* the scale: 16 px at 100 %. Everything that has a size asks ``px``,
and what Qt keeps as plain numbers (margins, minimum sizes) is remembered in design pixels on
the object, so that ``rescale`` can set it anew when the clerk zooms.
"""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLayout, QWidget

BASE_PIXELS: Final = 16
_PAD: Final = "design_pad"
_SIZE: Final = "design_size"

L = TypeVar("L", bound=QLayout)
W = TypeVar("W", bound=QWidget)


def scale() -> float:
    """The factor between design pixels and the screen's, e.g. 1.5 at 150 %."""
    return QApplication.font().pixelSize() / BASE_PIXELS


def px(design: float) -> int:
    """Design pixels (as drawn at 100 %) in pixels of now."""
    return round(design * scale())


def is_zoom(event: QEvent) -> bool:
    """Whether a change that a widget hears of is the zoom: it comes as another application font or style."""
    return event.type() in (
        QEvent.Type.FontChange,
        QEvent.Type.ApplicationFontChange,
        QEvent.Type.StyleChange,
    )


def font(design: float, *, bold: bool = False) -> QFont:
    """The application font at a size in design pixels."""
    made = QFont(QApplication.font())
    made.setPixelSize(max(1, px(design)))
    made.setBold(bold)
    return made


def pad(
    layout: L, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0, *, gap: float = 8
) -> L:
    """Set a layout's margins and spacing in design pixels; it follows the zoom from then on."""
    layout.setProperty(_PAD, [left, top, right, bottom, gap])
    _apply_pad(layout)
    return layout


def least(
    widget: W, width: float = 0, height: float = 0, *, max_width: float = 0, max_height: float = 0
) -> W:
    """Set a widget's minimum size, and a maximum where given, in design pixels; it follows the zoom.

    A window never asks for more than the screen has: its buttons would lie below the edge.
    """
    widget.setProperty(_SIZE, [width, height, max_width, max_height])
    _apply_size(widget)
    return widget


def open_at(window: W, width: float, height: float) -> W:
    """The size a window opens with, in design pixels, as far as the screen goes."""
    window.resize(QSize(px(width), px(height)).boundedTo(_most(window)))
    return window


def _most(window: QWidget) -> QSize:
    """What the screen has inside a window's frame."""
    return window.screen().availableSize() - QSize(20, 48)


def rescale(root: QWidget) -> None:
    """Set every remembered size under ``root`` anew, after the application font changed."""
    for layout in root.findChildren(QLayout):
        _apply_pad(layout)
    for widget in (root, *root.findChildren(QWidget)):
        _apply_size(widget)


def _numbers(item: QObject, name: str) -> list[float]:
    stored = item.property(name)
    return [float(number) for number in stored] if stored else []


def _apply_pad(layout: QLayout) -> None:
    numbers = _numbers(layout, _PAD)
    if numbers:
        left, top, right, bottom, gap = (px(number) for number in numbers)
        layout.setContentsMargins(left, top, right, bottom)
        layout.setSpacing(gap)


def _apply_size(widget: QWidget) -> None:
    numbers = _numbers(widget, _SIZE)
    if numbers:
        width, height, widest, tallest = (px(number) for number in numbers)
        if widget.isWindow():
            most = _most(widget)
            width, height = min(width, most.width()), min(height, most.height())
        if width:
            widget.setMinimumWidth(width)
        if height:
            widget.setMinimumHeight(height)
        if widest:
            widget.setMaximumWidth(widest)
        if tallest:
            widget.setMaximumHeight(tallest)
