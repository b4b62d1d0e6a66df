"""Painting of one name tile of the board."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from happyhome.gui.kit import scaled, theme

TILE_WIDTH = 121
TILE_HEIGHT = 66
GAP = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """One person on the board.

    ``state`` is a key of the board's looks. ``initials`` are pinyin initials in lower case, several readings
    separated by blanks. ``badge`` replaces the look's sign where the page has more to say.
    """

    id: str
    name: str
    subtitle: str = ""
    state: str = theme.NOT_MARKED
    initials: str = ""
    badge: str = ""


class TilePainter:
    """Fonts, pens and brushes made once per scale, so that 300 tiles scroll without a stutter."""

    def __init__(self) -> None:
        self.name_fonts = tuple(scaled.font(size, bold=True) for size in (19, 16))
        self.name_metrics = tuple(QFontMetricsF(font) for font in self.name_fonts)
        self.long = scaled.font(15, bold=True)
        self.long_metrics = QFontMetricsF(self.long)
        self.small = scaled.font(13)
        self.small_metrics = QFontMetricsF(self.small)
        self.sign = scaled.font(16, bold=True)
        self.word = scaled.font(13, bold=True)
        self.radius = scaled.px(9)
        self.cursor = QPen(QColor(theme.PERSIMMON), max(2.0, scaled.scale() * 3))
        self.hatch = QPen(QColor("#ebe7dc"), scaled.px(6))
        self.looks = {
            key: (QBrush(QColor(look.ground)), QPen(QColor(look.line)), QPen(QColor(look.ink)), look)
            for key, look in theme.LOOKS.items()
        }
        self.muted = QPen(QColor(theme.MUTED))
        self.ink = QPen(QColor(theme.INK))

    def paint(self, painter: QPainter, box: QRectF, tile: Tile, *, current: bool, focused: bool) -> None:
        """One tile in ``box``; the tile of the cursor gets the persimmon ring."""
        ground, edge, ink, look = self.looks[tile.state]
        painter.setBrush(ground)
        painter.setPen(edge)
        painter.drawRoundedRect(box, self.radius, self.radius)
        if look.hatched:
            self._hatch(painter, box)
        self._texts(painter, box, tile, ink, look)
        if current:
            ring = QPen(self.cursor)
            ring.setColor(QColor(theme.PERSIMMON if focused else theme.FIELD_LINE))
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            out = scaled.px(1)
            painter.drawRoundedRect(box.adjusted(-out, -out, out, out), self.radius + out, self.radius + out)

    def _hatch(self, painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(self.hatch)
        step = scaled.px(17)
        left = box.left() - box.height()
        while left < box.right():
            painter.drawLine(int(left), int(box.bottom()), int(left + box.height()), int(box.top()))
            left += step
        painter.restore()

    def _texts(self, painter: QPainter, box: QRectF, tile: Tile, ink: QPen, look: theme.MarkLook) -> None:
        inside = box.adjusted(scaled.px(11), scaled.px(8), -scaled.px(8), -scaled.px(8))
        badge = tile.badge or (look.word if look.hatched else look.sign)
        painter.setFont(self.word if len(badge) > 1 else self.sign)
        painter.setPen(ink)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), badge)
        badge_width = painter.fontMetrics().horizontalAdvance(badge) + (scaled.px(2) if badge else 0)
        painter.setPen(self.muted if look.hatched else self.ink)
        font = self._fitting(tile.name, inside.width() - badge_width)
        if font is None:
            self._long_name(painter, inside, tile.name, badge_width)
            return
        painter.setFont(font)
        name_box = QRectF(
            inside.left(), inside.top() - scaled.px(1), inside.width(), self.name_metrics[0].height()
        )
        painter.drawText(name_box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), tile.name)
        painter.setFont(self.small)
        painter.setPen(self.muted)
        subtitle = self.small_metrics.elidedText(tile.subtitle, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), subtitle)

    def _fitting(self, name: str, width: float) -> QFont | None:
        for font, metrics in zip(self.name_fonts, self.name_metrics, strict=True):
            if metrics.horizontalAdvance(name) <= width:
                return font
        return None

    def _long_name(self, painter: QPainter, inside: QRectF, name: str, badge_width: float) -> None:
        """A name that fits no line takes the subtitle's line too: small letters would be worse to read."""
        painter.setFont(self.long)
        height = self.long_metrics.height()
        top = inside.top() + (inside.height() - 2 * height) / 2
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for text in self.in_two(name, inside.width() - badge_width):
            shown = self.long_metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(QRectF(inside.left(), top, inside.width(), height), flags, shown)
            top += height

    def in_two(self, name: str, width: float) -> tuple[str, str]:
        """``name`` on two lines, the first at most ``width`` wide; parted after a dot where one is there."""
        fits = next(
            (at for at in range(len(name), 0, -1) if self.long_metrics.horizontalAdvance(name[:at]) <= width),
            1,
        )
        dot = name.rfind("·", 0, fits) + 1
        at = dot or fits
        return name[:at], name[at:]
