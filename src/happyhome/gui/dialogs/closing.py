"""结账: what the self-check found, the month's figures and its code, before it is locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from happyhome.domain.month_book import TOTAL_WORDS, MonthBook
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Level
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.amounts import Amounts
from happyhome.gui.kit.card import label, line
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.flow import Wrap
from happyhome.services.checks import Check

_SHOWN = (
    "open_days",
    "meals",
    "dine_in",
    "delivery",
    "takeaway",
    "guests",
    "diners",
    "presence",
    "activities",
)


class ClosingDialog(FormDialog):
    """Accepted when the clerk wants to close the month; a month still running can only be looked at."""

    def __init__(
        self, book: MonthBook, checks: Sequence[Check], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            f"结账：{book.month.label}", (), lambda _values: Outcome(""), parent, yes="结账", width=640
        )
        over = book.month.last < today
        found = sum(check.level is not Level.INFO for check in checks)
        figures, totals = Amounts(len(_SHOWN)), book.totals
        figures.show_amounts([(TOTAL_WORDS[key], f"{totals[key]:,}", "") for key in _SHOWN])
        self.body.addWidget(Wrap(*figures.widgets, gap=18))
        self.body.addWidget(label(f"核对码 {book.code}", "strong", select=True))
        self.body.addWidget(line())
        self.body.addWidget(
            label(f"送审前自查：{found} 处要看一下" if found else "送审前自查：没有发现问题", "heading")
        )
        self.findings = Entries()
        self.findings.set_entries([_finding(check) for check in checks])
        self.body.addWidget(self.findings)
        self.body.addWidget(line())
        self.body.addWidget(label(_what_next(book, over), "muted", wrap=True))
        self.body.addStretch(1)
        self.yes.setEnabled(over)
        self.yes.setText("照样结账" if found else "结账")
        (self.yes if over else self.no).setFocus()

    def submit(self) -> None:
        """Ctrl Enter closes nothing before the month is over."""
        if self.yes.isEnabled():
            super().submit()


def _finding(check: Check) -> Entry:
    good = check.level is Level.INFO
    return Entry("通过" if good else "看看", "green" if good else "red", check.text)


def _what_next(book: MonthBook, over: bool) -> str:
    if not over:
        first = book.month.plus(1).first
        return f"这个月还没有过完，{first.month}月{first.day}日起才能结账。现在可以先照上面的提示核对。"
    return "结账后这个月的用餐、到院、活动记录就锁住了，打印的表都带这个核对码。以后要改，可以写明原因重开。"
