"""One line of a roll: what it settles month by month, why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.domain.rolls import ITEM_KINDS, RollItem, RollLine
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, line, scrolling
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.allowances_lines import result_word
from happyhome.gui.pages.person_statuses import emptied

_KIND = {choice.key: choice.label for choice in ITEM_KINDS}
_MOST_MONTHS = 24


class LineCard(Card):
    """``on_open(resident)``, ``on_refund(line)``, ``on_mark(line, state)`` are given by the pane."""

    def __init__(
        self,
        on_open: Callable[[str], object],
        on_refund: Callable[[RollLine], object],
        on_mark: Callable[[RollLine, str], object],
    ) -> None:
        super().__init__(gap=6)
        pad(self.body, 14, 12, 6, 12, gap=6)
        self._line: RollLine | None = None
        inside = QWidget()
        column = pad(QVBoxLayout(inside), 0, 0, 10, 0, gap=6)
        self._name = label("", "heading")
        self._about = label("", "small", wrap=True)
        self._note = label("", wrap=True, select=True)
        self._months = pad(QGridLayout(), gap=4)
        self._months.setColumnStretch(1, 1)
        self._why = label("", "small", wrap=True, select=True)
        self._failure = label("", "refusal", wrap=True)
        self.open_button = button(
            "看老人资料", lambda: self._with(lambda one: on_open(one.resident)), kind="link"
        )
        self.refund_button = button("记退款…", lambda: self._with(on_refund), kind="link")
        self.failed_button = button(
            "记退回…", lambda: self._with(lambda one: on_mark(one, "failed")), kind="link"
        )
        self.paid_button = button(
            "改为已到账", lambda: self._with(lambda one: on_mark(one, "paid")), kind="link"
        )
        for widget in (self._name, self._about, self._failure, self._note):
            column.addWidget(widget)
        column.addLayout(self._months)
        column.addWidget(line())
        column.addWidget(self._why)
        for made in (self.refund_button, self.failed_button, self.paid_button, self.open_button):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside))
        self.setAccessibleName("这一行的明细")
        self.show_line(None, ())

    def show_line(
        self,
        shown: RollLine | None,
        items: Sequence[RollItem],
        *,
        is_counted: bool = False,
        owing: bool = False,
    ) -> None:
        """``is_counted``: the roll is locked or paid; ``owing``: something is still to be given back."""
        self._line = shown
        self.setVisible(shown is not None)
        if shown is None:
            return
        self._name.setText(shown.name)
        who = "　".join(part for part in (shown.group, shown.band) if part)
        about = (who, f"每月 {yuan(shown.standard)} 元" if shown.standard else "")
        self._about.setText("\n".join(part for part in about if part))
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))
        failure = f"银行退回：{shown.failure or '没有写原因'}" if shown.state == "failed" else ""
        self._failure.setText(failure)
        self._failure.setVisible(bool(failure))
        self._show_months(items)
        self._why.setText(shown.why)
        self.refund_button.setVisible(owing)
        self.failed_button.setVisible(is_counted and shown.net > 0 and shown.state != "failed")
        self.paid_button.setVisible(is_counted and shown.net > 0 and shown.state == "failed")

    def text(self) -> str:
        """All that is said, for screen readers and tests."""
        if self._line is None:
            return ""
        items = (self._months.itemAt(number) for number in range(self._months.count()))
        said = [one.text() for item in items if item and isinstance(one := item.widget(), QLabel)]
        result = result_word(self._line)
        return "\n".join([self._name.text(), self._note.text(), " ".join(said), self._why.text(), result])

    def _show_months(self, items: Sequence[RollItem]) -> None:
        grid = emptied(self._months)
        for number, item in enumerate(items[-_MOST_MONTHS:]):
            grid.addWidget(label(Month.parse(item.month).label, "small"), number, 0)
            grid.addWidget(label(_KIND.get(item.kind, item.kind), "small"), number, 1)
            amount = label(yuan(item.amount), "strong")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(amount, number, 2)

    def _with(self, act: Callable[[RollLine], object]) -> None:
        if self._line is not None:
            act(self._line)
