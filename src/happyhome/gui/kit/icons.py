"""Our own line icons, tinted: SVG with ``currentColor``, rendered by QtSvg at the size of now."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from happyhome.gui.kit import scaled, theme
from happyhome.resources import resource


@lru_cache(maxsize=64)
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    text = _source(resource("icons", f"{name}.svg")).replace("currentColor", colour)
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def pixmap(name: str, colour: str = theme.INK, design: float = 22, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` in a colour, ``design`` pixels wide at 100 %; a missing file is a bug and raises."""
    return _drawn(name, colour, scaled.px(design), ratio)


def icon(name: str, colour: str = theme.INK, design: float = 22) -> QIcon:
    """The same as a QIcon, sharp on screens with a pixel ratio of two."""
    made = QIcon(pixmap(name, colour, design))
    made.addPixmap(pixmap(name, colour, design, 2.0))
    return made
