"""A pen over a PDF canvas: it gathers a page's fills, lines and texts and writes them at once.

That is what makes a month's sheet as fast as drawing it by hand: one text object a page, and
neighbouring pieces of one vertical line joined into one stroke.
"""

from __future__ import annotations

import io
from typing import Any

from happyhome.reports.document import Align
from happyhome.reports.fitting import LEADING, Fitted
from happyhome.reports.fonts import Fonts, Setting

MM = 72 / 25.4
HAIRLINE = 0.4
FAINT = 0.55
_CENTRE = 0.37
"""How far the middle of a Chinese character stands above the baseline, in em."""


class Pen:
    """Draws in points from the lower left corner, top down by its callers."""

    def __init__(self, canvas: Any, fonts: Fonts) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self._begin()

    def _begin(self) -> None:
        self._fills: dict[tuple[float, float, float], list[tuple[float, float]]] = {}
        self._across: list[tuple[float, float, float, float]] = []
        self._down: dict[float, list[tuple[float, float]]] = {}
        self._text = self.canvas.beginText()
        self._font: tuple[str, float] = ("", 0.0)
        self._grey = 0.0

    def fill(self, x: float, top: float, width: float, height: float, grey: float) -> None:
        """Shade a box; boxes that follow one another downwards become one."""
        _extend(self._fills.setdefault((x, width, grey), []), top, top - height)

    def across(self, left: float, right: float, y: float) -> None:
        """A horizontal hairline."""
        self._across.append((left, y, right, y))

    def down(self, x: float, top: float, bottom: float) -> None:
        """A vertical hairline; one that goes on where another ended becomes one stroke."""
        _extend(self._down.setdefault(x, []), top, bottom)

    def box(self, x: float, top: float, width: float, height: float) -> None:
        """Four hairlines."""
        self.across(x, x + width, top)
        self.across(x, x + width, top - height)
        self.down(x, top, top - height)
        self.down(x + width, top, top - height)

    def cell(
        self,
        box: tuple[float, float, float, float],
        fitted: Fitted,
        align: Align,
        bold: bool = False,
        grey: float = 0.0,
    ) -> None:
        """Fitted lines in a box (left, top, width, height), centred in height."""
        left, top, width, height = box
        size, lines = fitted
        step = size * LEADING
        y = top - (height - len(lines) * step) / 2 - step / 2 - size * _CENTRE
        if grey != self._grey:
            self._text.setFillGray(grey)
            self._grey = grey
        for line in lines:
            setting = self.fonts.set(line, bold)
            slack = 0.0 if align is Align.LEFT else width - setting.width * size
            self._write(left + (slack / 2 if align is Align.CENTER else slack), y, setting, size)
            y -= step

    def _write(self, x: float, y: float, setting: Setting, size: float) -> None:
        """One line of text from its left end on the baseline ``y``."""
        text = self._text
        text.setTextOrigin(x, y)
        for name, written, scale in setting.runs:
            font = (name, size * scale)
            if font != self._font:
                text.setFont(*font)
                self._font = font
            text.textOut(written)

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes) -> None:
        """A JPEG in a box whose lower left corner is given."""
        from reportlab.lib.utils import ImageReader

        self.canvas.drawImage(ImageReader(io.BytesIO(jpeg)), x, y, width, height)

    def end_page(self) -> None:
        """Write what was gathered: shades below lines below text."""
        canvas = self.canvas
        for (x, width, grey), pieces in self._fills.items():
            canvas.setFillGray(grey)
            for top, bottom in pieces:
                canvas.rect(x, bottom, width, top - bottom, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(HAIRLINE)
        strokes = [(x, top, x, bottom) for x, pieces in self._down.items() for top, bottom in pieces]
        canvas.lines([*dict.fromkeys(self._across), *strokes])
        canvas.drawText(self._text)
        canvas.showPage()
        self._begin()


def _extend(pieces: list[tuple[float, float]], top: float, bottom: float) -> None:
    """Add a piece, joined to the last one where it begins at that one's lower end."""
    if pieces and abs(pieces[-1][1] - top) < 0.01:
        pieces[-1] = (pieces[-1][0], bottom)
    else:
        pieces.append((top, bottom))
