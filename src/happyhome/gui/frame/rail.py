"""The rail at the left: where you are, and the key that leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from happyhome.gui.kit import icons, scaled, theme
from happyhome.gui.kit.scaled import pad, px
from happyhome.gui.shell import PageSpec


class RailButton(QAbstractButton):
    """Icon, title and key; the page in sight is filled green."""

    def __init__(self, spec: PageSpec, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._key, self._slim, self._tight = spec.icon, key, False, False
        self.setText(spec.title)
        self.setCheckable(True)
        self.setAccessibleName(f"{spec.title} {key}")
        self.setToolTip(f"{spec.title}（{key}）")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_slim(self, slim: bool, tight: bool) -> None:
        """Without the key, for narrow windows; ``tight``: without the icon too, for large letters on small screens."""
        self._slim, self._tight = slim, tight
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a finger."""
        return QSize(px(58 if self._tight else 108 if self._slim else 155), px(46))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, title, key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if here or self.underMouse():
            painter.setBrush(QColor(theme.GREEN if here else theme.STONE))
            painter.drawRoundedRect(box, px(9), px(9))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.PERSIMMON), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, px(9), px(9))
        ink = theme.ON_DARK if here else theme.INK
        left = px(10 if self._slim else 14)
        side = px(20)
        if not self._tight:
            picture = icons.pixmap(self._icon, ink, 20, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - side) // 2, picture)
        painter.setPen(QColor(ink))
        painter.setFont(scaled.font(17, bold=here))
        before = px(12) if self._tight else left + side + px(12)
        rest = self.rect().adjusted(before, 0, 0 if self._tight else -px(14), 0)
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if not self._slim:
            painter.setFont(scaled.font(13, bold=here))
            painter.setPen(QColor(theme.GREEN_SOFT if here else theme.FAINT))
            painter.drawText(
                rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._key
            )
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Repaint under the mouse; grow with the zoom."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        elif event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        return super().event(event)


class Rail(QFrame):
    """``asked(key)`` when a page is wanted. Ctrl 1, Ctrl 2 … in the order of the pages."""

    asked = Signal(str)

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self._buttons: dict[str, RailButton] = {}
        group = QButtonGroup(self)
        column = pad(QVBoxLayout(self), 10, 12, 10, 12, gap=4)
        ordered = [spec for spec in specs if not spec.at_bottom] + [spec for spec in specs if spec.at_bottom]
        stretched = False
        for number, spec in enumerate(ordered, 1):
            if spec.at_bottom and not stretched:
                column.addStretch(1)
                stretched = True
            made = RailButton(spec, f"Ctrl {number}", self)
            made.clicked.connect(lambda _on=False, key=spec.key: self.asked.emit(key))
            hot = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            hot.activated.connect(lambda key=spec.key: self.asked.emit(key))
            group.addButton(made)
            column.addWidget(made)
            self._buttons[spec.key] = made
        if not stretched:
            column.addStretch(1)

    def show_current(self, key: str) -> None:
        """Fill the page's button."""
        self._buttons[key].setChecked(True)

    def set_slim(self, slim: bool, tight: bool = False) -> None:
        """Leave the keys out; ``tight``: the icons too."""
        for made in self._buttons.values():
            made.set_slim(slim, tight)
