"""草稿 → 公示 → 锁定 → 发放: how far a roll has come, on one plain line."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from happyhome.domain.rolls import Roll
from happyhome.gui import text as words
from happyhome.gui.kit import scaled, theme

_ORDER: Final = ("draft", "posted", "locked", "paid")
_NAMES: Final = ("草稿", "公示", "锁定", "发放")
_POSTED: Final = 1
_NOT_POSTED: Final = "没有公示"


class Steps(QWidget):
    """Painted: dots on a line, what was reached filled, its day below."""

    def __init__(self) -> None:
        super().__init__()
        self._reached, self._days = -1, ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_roll(self, roll: Roll | None) -> None:
        """Show how far it is; None shows nothing reached."""
        if roll is None:
            self._reached, self._days = -1, ("", "", "", "")
        else:
            self._reached = _ORDER.index(roll.state)
            posted = _NOT_POSTED if self._reached > _POSTED else ""
            if roll.posted_from and roll.posted_to:
                posted = f"{_short(roll.posted_from)}—{_short(roll.posted_to)}"
            self._days = (
                words.short_day(roll.made_on) if roll.made_on else "",
                posted,
                words.short_day(roll.locked_on) if roll.locked_on else "",
                words.short_day(roll.paid_on) if roll.paid_on else "",
            )
        self.setAccessibleName(self.text())
        self.update()

    def _skipped(self, number: int) -> bool:
        return number == _POSTED and self._days[number] == _NOT_POSTED

    def text(self) -> str:
        """草稿 11月9日，公示，锁定，发放; the state reached is named."""
        told = "，".join(f"{name} {day}".strip() for name, day in zip(_NAMES, self._days, strict=True))
        return f"{told}；现在：{_NAMES[self._reached]}" if self._reached >= 0 else told

    def sizeHint(self) -> QSize:
        """Room for four words and their days."""
        line = QFontMetrics(scaled.font(14)).height()
        return QSize(scaled.px(430), 2 * line + scaled.px(4))

    def minimumSizeHint(self) -> QSize:
        """Narrower, the days lie closer."""
        return QSize(scaled.px(330), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, the dots, the words beside them, the days below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(_NAMES)
        line = QFontMetrics(scaled.font(14)).height()
        dot, middle = scaled.px(12), line / 2
        for number, name in enumerate(_NAMES):
            left, reached = number * step, number <= self._reached and not self._skipped(number)
            word = scaled.font(15, bold=number == self._reached)
            wide = QFontMetrics(word).horizontalAdvance(name)
            if number < len(_NAMES) - 1:
                done = number < self._reached
                painter.setPen(QPen(QColor(theme.GREEN if done else theme.LINE), scaled.px(2)))
                begin = left + dot + wide + scaled.px(12)
                painter.drawLine(
                    round(begin), round(middle), round(left + step - scaled.px(6)), round(middle)
                )
            painter.setPen(QPen(QColor(theme.GREEN if reached else theme.FIELD_LINE), scaled.px(2)))
            painter.setBrush(QColor(theme.GREEN if reached else theme.CARD))
            painter.drawEllipse(QRectF(left + 1, middle - dot / 2, dot, dot))
            painter.setFont(word)
            painter.setPen(QColor(theme.INK if reached else theme.MUTED))
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(left + dot + scaled.px(6), 0, wide + 4, line), flags, name)
            painter.setFont(scaled.font(13))
            painter.setPen(QColor(theme.MUTED))
            painter.drawText(QRectF(left, line, step, line + scaled.px(2)), flags, self._days[number])
        painter.end()


def _short(day: date) -> str:
    return f"{day.month}.{day.day}"
