"""Buttons: one filled for what the clerk came for, the rest plain; the key stands beside the text, in small."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from happyhome.gui.kit import icons, scaled, theme

_BOLD_KINDS = frozenset({"primary", "link"})


class PressedByEnter(QPushButton):
    """A button that Enter presses when it has the focus; Qt keeps that for default buttons of dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as Space; Ctrl Enter goes on to whoever wants it."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, on_click: Callable[[], object] | None = None, *, kind: str = "plain") -> QPushButton:
    """A button of a kind of the style sheet: primary, plain, danger, link, square."""
    made = PressedByEnter(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if on_click is not None:
        made.clicked.connect(lambda *_: on_click())
    return made


class IconButton(PressedByEnter):
    """A square button with an icon only; ``tip`` is also what a screen reader says."""

    def __init__(self, name: str, tip: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._name = name
        self.setProperty("kind", "square")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        if on_click is not None:
            self.clicked.connect(lambda *_: on_click())
        self._tint()

    def _tint(self) -> None:
        self.setIcon(icons.icon(self._name, theme.INK if self.isEnabled() else theme.FIELD_LINE))
        self.setIconSize(QSize(scaled.px(20), scaled.px(20)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom, and grey when there is nothing to do."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.EnabledChange):
            self._tint()


class KeyButton(PressedByEnter):
    """A button that shows its key in a small frame, as 同昨日 [F8].

    The key works while the button is in the visible window, unless ``shortcut`` is False
    (as for Enter on the board, which the board itself hears).
    """

    def __init__(
        self,
        text: str,
        key: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: str = "plain",
        shortcut: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key = key
        self.setProperty("kind", kind)
        self.setAccessibleName(f"{text} {key}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if on_click is not None:
            self.clicked.connect(lambda *_: on_click())
        if shortcut:
            hot = QShortcut(QKeySequence(key.replace(" ", "+")), self)
            hot.activated.connect(self.click)

    def _fonts(self) -> tuple[QFontMetrics, QFontMetrics]:
        bold = self.property("kind") in _BOLD_KINDS
        return QFontMetrics(scaled.font(16, bold=bold)), QFontMetrics(scaled.font(12, bold=bold))

    def _badge_width(self) -> int:
        return self._fonts()[1].horizontalAdvance(self._key) + scaled.px(14)

    def sizeHint(self) -> QSize:
        """Room for the text, a gap and the framed key."""
        plain = super().sizeHint()
        # A link has no padding, and its text is painted a little larger than the style sheet measures it.
        text = max(plain.width(), self._fonts()[0].horizontalAdvance(self.text()) + scaled.px(2))
        return QSize(text + scaled.px(8) + self._badge_width(), plain.height())

    def minimumSizeHint(self) -> QSize:
        """The same: a key is never cut off."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Once the style sheet has come, the widths asked before it are no longer true."""
        done = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self.updateGeometry()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel by the style, then text and key by hand."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option.text = ""  # type: ignore[attr-defined]
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        filled = self.property("kind") == "primary"
        ink = QColor(
            theme.ON_DARK if filled else theme.DANGER if self.property("kind") == "danger" else theme.INK
        )
        if not self.isEnabled():
            ink.setAlpha(110)
        text_metrics, key_metrics = self._fonts()
        text_width, badge_width, gap = (
            text_metrics.horizontalAdvance(self.text()),
            self._badge_width(),
            scaled.px(8),
        )
        left = (self.width() - text_width - gap - badge_width) // 2
        painter.setFont(scaled.font(16, bold=filled))
        painter.setPen(ink)
        painter.drawText(
            QRect(left, 0, text_width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        height = key_metrics.height() + scaled.px(4)
        frame = QRect(left + text_width + gap, (self.height() - height) // 2, badge_width, height)
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(theme.FIELD_LINE)))
        painter.setBrush(QColor(theme.CARD))
        painter.drawRoundedRect(frame, scaled.px(5), scaled.px(5))
        painter.setFont(scaled.font(12, bold=filled))
        painter.setPen(QColor(theme.GREEN if filled else theme.MUTED))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()
