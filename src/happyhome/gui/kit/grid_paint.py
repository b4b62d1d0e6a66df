"""Geometry and painting of the month grid: frozen names at the left, the total at the right, days between."""

from __future__ import annotations

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.grid_data import MonthSheet, Selection

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ELIDE = Qt.TextElideMode.ElideRight


class GridGeometry:
    """Widths and heights of now, for a viewport of a size."""

    def __init__(self, sheet: MonthSheet, width: int) -> None:
        self.head = scaled.px(30)
        self.row = scaled.px(30)
        self.total = scaled.px(48)
        self.days = sheet.days
        # Three or four characters as a rule; a longer name gets room in the small type, up to ten.
        category, name = scaled.px(69), scaled.px(min(147, max(93, 13 + 13.4 * sheet.longest_name)))
        days_wide = width - name - category - self.total
        self.day = max(scaled.px(27), days_wide // sheet.days)
        self.name = name + max(0, days_wide - self.day * sheet.days)
        self.left = self.name + category
        self.width = width

    @property
    def days_width(self) -> int:
        """All day columns together."""
        return self.day * self.days

    @property
    def right(self) -> int:
        """Where the total's column begins."""
        return self.width - self.total


class GridPainter:
    """Draws what is in sight. Pens, brushes and fonts are made once per scale."""

    def __init__(self) -> None:
        self.line = QPen(QColor(theme.GRID_LINE))
        self.strong_line = QPen(QColor(theme.LINE))
        self.here = QPen(QColor(theme.PERSIMMON), max(2, scaled.px(2)))
        self.inks = {key: QPen(QColor(look.ink)) for key, look in theme.LOOKS.items()}
        self.signs = {key: look.sign for key, look in theme.LOOKS.items()}
        self.colours = {
            name: QColor(getattr(theme, name))
            for name in (
                "INK",
                "MUTED",
                "CARD",
                "RAIL",
                "CLOSED",
                "PERSIMMON_PALE",
                "GREEN_PALE",
                "PERSIMMON",
            )
        }
        self.body, self.small = scaled.font(16), scaled.font(14)
        self.bold, self.sign_font = scaled.font(15, bold=True), scaled.font(15)
        self.body_metrics, self.small_metrics = QFontMetrics(self.body), QFontMetrics(self.small)

    def paint(
        self,
        painter: QPainter,
        view: QRect,
        sheet: MonthSheet,
        at: Selection,
        shift: int,
        top: int,
        focused: bool,
    ) -> None:
        """The viewport ``view``, scrolled by ``shift`` to the left and ``top`` pixels down."""
        place = GridGeometry(sheet, view.width())
        rows_tall = min(view.height(), place.head + len(sheet.rows) * place.row - top)
        painter.fillRect(view, self.colours["CARD"])
        first = top // place.row
        last = min(len(sheet.rows), (top + view.height() - place.head) // place.row + 1)
        painter.save()
        painter.setClipRect(place.left, 0, place.right - place.left, view.height())
        self._days(painter, place, sheet, at, shift, top, range(first, last), rows_tall, focused)
        painter.restore()
        self._names(painter, place, sheet, at, top, range(first, last), rows_tall, view)
        self._head(painter, place, sheet, at, shift)

    def _days(
        self, painter: QPainter, place: GridGeometry, sheet: MonthSheet, at: Selection,
        shift: int, top: int, rows: range, tall: int, focused: bool,
    ) -> None:  # fmt: skip
        for day in sheet.closed:
            painter.fillRect(
                self._x(place, day, shift), place.head, place.day, tall - place.head, self.colours["CLOSED"]
            )
        selected = QRect(
            self._x(place, at.days.start, shift), self._y(place, at.rows.start, top),
            place.day * len(at.days), place.row * len(at.rows),
        )  # fmt: skip
        if sheet.rows:
            painter.fillRect(selected, self.colours["PERSIMMON_PALE"])
        painter.setPen(self.line)
        lines = [
            QLine(self._x(place, day, shift), place.head, self._x(place, day, shift), tall)
            for day in range(1, sheet.days + 2)
        ]
        lines += [
            QLine(place.left, self._y(place, row + 1, top), place.right, self._y(place, row + 1, top))
            for row in rows
        ]
        painter.drawLines(lines)
        painter.setFont(self.sign_font)
        for row in rows:
            y, marks = self._y(place, row, top), sheet.rows[row].marks
            for number, mark in enumerate(marks[: sheet.days]):
                if mark:
                    painter.setPen(self.inks[mark])
                    x = place.left + number * place.day - shift
                    painter.drawText(x, y, place.day, place.row, _CENTRE, self.signs[mark])
        self._here(painter, place, sheet, shift, tall, selected, focused)

    def _here(
        self,
        painter: QPainter,
        place: GridGeometry,
        sheet: MonthSheet,
        shift: int,
        tall: int,
        selected: QRect,
        focused: bool,
    ) -> None:
        painter.setPen(self.here)
        if sheet.today:
            left = self._x(place, sheet.today, shift)
            painter.drawLine(left, place.head, left, tall)
            painter.drawLine(left + place.day, place.head, left + place.day, tall)
        if sheet.rows:
            if not focused:
                painter.setPen(self.strong_line)
            # One pixel in: the frozen columns and the head are painted over the edge outside.
            painter.drawRect(selected.adjusted(1, 1, -1, -1))

    def _names(
        self, painter: QPainter, place: GridGeometry, sheet: MonthSheet, at: Selection, top: int, rows: range, tall: int,
        view: QRect,
    ) -> None:  # fmt: skip
        painter.fillRect(place.right, 0, place.total, tall, self.colours["RAIL"])
        painter.setPen(self.line)
        frozen = ((0, place.left), (place.right, view.width()))
        painter.drawLines(
            [QLine(x, 0, x, tall) for x in (place.name, place.left, place.right)]
            + [
                QLine(start, self._y(place, row + 1, top), end, self._y(place, row + 1, top))
                for row in rows
                for start, end in frozen
            ]
        )
        inset, slim = scaled.px(9), scaled.px(4)
        for row in rows:
            data, y = sheet.rows[row], self._y(place, row, top)
            if row in at.rows:
                painter.fillRect(0, y + 1, place.name, place.row - 1, self.colours["PERSIMMON_PALE"])
            painter.setPen(self.colours["INK"])
            painter.setFont(self.body)
            room = place.name - inset - slim
            fits = self.body_metrics.horizontalAdvance(data.name) <= room
            metrics = self.body_metrics if fits else self.small_metrics
            painter.setFont(self.body if fits else self.small)
            painter.drawText(inset, y, room, place.row, _LEFT, metrics.elidedText(data.name, _ELIDE, room))
            painter.setFont(self.bold)
            painter.drawText(place.right, y, place.total, place.row, _CENTRE, data.total)
            painter.setFont(self.small)
            painter.setPen(self.colours["MUTED"])
            room = place.left - place.name - slim * 2
            text = self.small_metrics.elidedText(data.category, _ELIDE, room)
            painter.drawText(place.name + slim, y, room, place.row, _CENTRE, text)

    def _head(
        self, painter: QPainter, place: GridGeometry, sheet: MonthSheet, at: Selection, shift: int
    ) -> None:
        painter.fillRect(0, 0, place.width, place.head, self.colours["RAIL"])
        painter.setFont(self.small)
        painter.save()
        painter.setClipRect(place.left, 0, place.right - place.left, place.head + 1)
        for day in range(1, sheet.days + 1):
            box = QRect(self._x(place, day, shift), 0, place.day, place.head)
            if day in sheet.closed:
                painter.fillRect(box, self.colours["CLOSED"])
            painter.setPen(self.colours["PERSIMMON"] if day == sheet.today else self.colours["MUTED"])
            painter.setFont(self.bold if day == sheet.today or day in at.days else self.small)
            painter.drawText(box, _CENTRE, str(day))
            painter.setPen(self.line)
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if sheet.today:
            left = self._x(place, sheet.today, shift)
            painter.setPen(self.here)
            painter.drawPolyline([QRect(left, 1, place.day, place.head).bottomLeft(), QRect(left, 1, 1, 1).topLeft(),
                                  QRect(left + place.day, 1, 1, 1).topLeft(),
                                  QRect(left + place.day, 1, 1, place.head).bottomLeft()])  # fmt: skip
        painter.restore()
        painter.setFont(self.small)
        painter.setPen(self.colours["MUTED"])
        painter.drawText(0, 0, place.name, place.head, _CENTRE, "姓名")
        painter.drawText(place.name, 0, place.left - place.name, place.head, _CENTRE, "类别")
        painter.drawText(place.right, 0, place.total, place.head, _CENTRE, "次数")
        painter.setPen(self.line)
        for x in (place.name, place.left, place.right):
            painter.drawLine(x, 0, x, place.head)
        painter.setPen(self.strong_line)
        painter.drawLine(0, place.head, place.width, place.head)

    @staticmethod
    def _x(place: GridGeometry, day: int, shift: int) -> int:
        return place.left + (day - 1) * place.day - shift

    @staticmethod
    def _y(place: GridGeometry, row: int, top: int) -> int:
        return place.head + row * place.row - top
