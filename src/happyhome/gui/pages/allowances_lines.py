"""The lines of a roll: the table, its filters, its sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from happyhome.domain.money import yuan
from happyhome.domain.rolls import CHANGES, RollLine
from happyhome.gui.kit import scaled, theme
from happyhome.gui.kit.amounts import Amounts
from happyhome.gui.kit.card import label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.kit.table import SMALL, Column, Table
from happyhome.gui.pages.allowances_words import money

_CHANGE: Final = {choice.key: choice.label for choice in CHANGES if choice.key}
_TONES: Final = {"joined": theme.GREEN, "left": theme.DANGER, "changed": theme.BLUE}
_WIDEST, _GAP, _LEAST_NOTE, _SCROLLED_NOTE = 130, 29, 160, 420
ALL, CHANGED, BEYOND, FAILED = "all", "changed", "beyond", "failed"
FILTERS: Final[dict[str, tuple[str, Callable[[RollLine], bool]]]] = {
    ALL: ("全部", lambda _line: True),
    CHANGED: ("有变动", lambda line: bool(line.change or line.note)),
    BEYOND: ("补发扣回", lambda line: bool(line.arrears or line.recovery or line.claim)),
    FAILED: ("退回", lambda line: line.state == "failed"),
}


class Lines(QWidget):
    """``table.picked`` and ``table.opened`` tell of a RollLine. Columns with nothing in them are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._lines: tuple[RollLine, ...] = ()
        self.filter = Chips([(key, word) for key, (word, _) in FILTERS.items()])
        self.filter.chosen.connect(lambda _key: self._fill())
        self.table = Table(_columns(), empty="这一类没有人。")
        self._sums = Amounts(6)
        column = pad(QVBoxLayout(self), gap=8)
        column.addWidget(self.table, 1)
        column.addWidget(Wrap(label("合计", "strong"), *self._sums.widgets, gap=18))
        self.setFocusProxy(self.table)

    def show_lines(self, lines: Sequence[RollLine]) -> None:
        """What the bank sent back stands first, who joined, left or changed, then who has a note; in village order among themselves."""
        self._lines = tuple(
            sorted(lines, key=lambda line: (line.state != "failed", not line.change, not line.note))
        )
        self.filter.set_options(
            [(key, f"{word} {sum(map(wanted, lines))}") for key, (word, wanted) in FILTERS.items()]
        )
        for column, amount in _OPTIONAL.items():
            self.table.setColumnHidden(column, not any(map(amount, lines)))
        self._fit()
        self._fill()

    def _fit(self) -> None:
        """Each column as wide as what stands in it, so that the most is left for 变动说明."""
        plain, bold = QFontMetrics(scaled.font(16)), QFontMetrics(scaled.font(17, bold=True))
        for number, column in enumerate(self.table.rows_model.columns()):
            if not column.stretch:
                metrics = bold if column.bold else plain
                texts = {column.text(line) for line in self._lines} | {column.label}
                widest = max(metrics.horizontalAdvance(text) for text in texts)
                self.table.setColumnWidth(number, min(widest, scaled.px(_WIDEST)) + scaled.px(_GAP))
        self._stretch()

    def _stretch(self) -> None:
        """变动说明 takes what is left; where that is nearly nothing, the table scrolls sideways instead."""
        columns, head = self.table.rows_model.columns(), self.table.horizontalHeader()
        note = len(columns) - 1
        taken = sum(
            self.table.columnWidth(number) for number in range(note) if not self.table.isColumnHidden(number)
        )
        roomy = self.table.viewport().width() - taken >= scaled.px(_LEAST_NOTE)
        way = QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Interactive
        head.setSectionResizeMode(note, way)
        if not roomy:
            self.table.setColumnWidth(note, scaled.px(_SCROLLED_NOTE))
        room = self.table.columnWidth(note) - scaled.px(_GAP)
        metrics = QFontMetrics(scaled.font(SMALL))
        self.table.set_lines(
            2 if any(metrics.horizontalAdvance(line.note) > room for line in self._lines) else 1
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower window may leave no room for 变动说明."""
        super().resizeEvent(event)
        self._stretch()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "table"):
            self._fit()

    def _fill(self) -> None:
        _, wanted = FILTERS[self.filter.current() or ALL]
        shown = [line for line in self._lines if wanted(line)]
        self.table.set_rows(shown)
        if self.table.current() is None and shown:
            self.table.select_where(lambda _line: True)
        self._sums.show_amounts(
            [("", f"{len(shown)}", "行")]
            + [
                (word, money(fen), "元")
                for word, fen in (
                    ("应发", sum(line.due for line in shown)),
                    ("补发", sum(line.arrears for line in shown)),
                    ("扣回", sum(line.recovery for line in shown)),
                    ("实发", sum(line.net for line in shown)),
                    ("待追回", sum(line.claim for line in shown)),
                )
                if fen or word in ("应发", "实发")
            ]
        )

    def sums(self) -> str:
        """What stands below the table."""
        return self._sums.text()


def _why(line: RollLine) -> str:
    return line.why


def _amount(word: str, of: Callable[[RollLine], int], width: float, *, bold: bool = False) -> Column:
    return Column(
        word,
        lambda line: yuan(of(line)) if of(line) else "",
        width,
        align="right",
        bold=bold,
        sort=of,
        tip=_why,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("姓名", lambda line: line.name, 4.2, bold=True),
        Column(
            "增减",
            lambda line: _CHANGE.get(line.change, ""),
            1.9,
            align="centre",
            tone=lambda line: _TONES.get(line.change, ""),
        ),
        Column("档次", lambda line: line.band, 7),
        _amount("月标准", lambda line: line.standard, 3.4),
        Column("月数", lambda line: str(line.months or ""), 2, align="right", sort=lambda line: line.months),
        _amount("应发", lambda line: line.due, 3.7),
        _amount("补发", lambda line: line.arrears, 3.7),
        _amount("扣回", lambda line: line.recovery, 3.7),
        _amount("实发", lambda line: line.net, 3.9, bold=True),
        _amount("待追回", lambda line: line.claim, 3.7),
        Column("结果", result_word, 3, tone=lambda line: theme.DANGER if line.state == "failed" else ""),
        Column("变动说明", lambda line: line.note, 10, stretch=True, small=True, tip=lambda line: line.note),
    )


_OPTIONAL: Final[dict[int, Callable[[RollLine], object]]] = {
    1: lambda line: line.change,
    4: lambda line: line.months > 1,
    6: lambda line: line.arrears,
    7: lambda line: line.recovery,
    9: lambda line: line.claim,
    10: lambda line: line.state == "failed",
}
"""Columns that are shown only where some line has something to say in them."""


def result_word(line: RollLine) -> str:
    """已到账, 退回 or nothing, as the bank answered."""
    return {"paid": "已到账", "failed": "退回"}.get(line.state, "")
