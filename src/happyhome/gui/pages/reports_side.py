"""Beside the preview: what to do with the paper, the month's self-check, and the way to the township."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.month_book import short_code
from happyhome.domain.problems import Level
from happyhome.gui import text as words
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.scaled import pad, px
from happyhome.services.checks import Check
from happyhome.services.handover import Standing
from happyhome.services.month_states import MonthState

_PASS, _LOOK = ("通过", "green"), ("看看", "red")


def check_entries(found: Sequence[Check]) -> list[Entry]:
    """Findings as pills: what to look at stands first."""
    ordered = sorted(found, key=lambda one: one.level is Level.INFO)
    return [Entry(*(_PASS if one.level is Level.INFO else _LOOK), one.text) for one in ordered]


def standing_words(state: MonthState | None, standing: Standing) -> str:
    """How a month stands: closed or not, handed in or not, changed since or not."""
    closed = "还没有结账。"
    if state is not None and state.is_closed:
        closed = f"已结账，核对码 {short_code(state.fingerprint)}。"
    if standing.latest is None:
        return f"{closed}还没有交。"
    at = standing.latest.recorded_at
    when = f"{words.short_day(at.date())} " if at else ""
    after = "" if standing.is_current else "交后有改动，要重交。"
    return f"{closed}{when}已交到“{standing.latest.place}”。{after}"


class PaperActs(QWidget):
    """The three cards, scrolling within themselves. What each button does is given by the page."""

    def __init__(
        self,
        *,
        on_print: Callable[[], object],
        on_pdf: Callable[[], object],
        on_xlsx: Callable[[], object],
        on_blank: Callable[[], object],
        on_hand_over: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.print_button = KeyButton("打印", "Ctrl P", on_print, kind="primary")
        self.pdf_button = KeyButton("存 PDF", "Ctrl S", on_pdf)
        self.xlsx_button = button("存 Excel", on_xlsx)
        self.blank_button = button("空白表", on_blank)
        acts = Card(gap=10)
        for made in (self.print_button, self.pdf_button, self.xlsx_button, self.blank_button):
            acts.body.addWidget(made)
        checks = Card("送审前自查")
        self.checks = Entries(empty="正在核对…")
        checks.body.addWidget(self.checks)
        township = Card("交到镇上")
        self.standing = label("", "muted", wrap=True)
        township.body.addWidget(self.standing)
        township.body.addWidget(button("去交接", on_hand_over, kind="link"))
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=12)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))
        for card in (acts, checks, township):
            column.addWidget(card)
        column.addStretch(1)

    def sizeHint(self) -> QSize:
        """As high as there is room."""
        return QSize(px(236), px(300))

    def offer(self, formats: Sequence[str], *, has_blank: bool, blank: bool, ready: bool) -> None:
        """Enable what this paper can do; ``blank`` says that its blank form is in sight."""
        self.print_button.setEnabled(ready)
        self.pdf_button.setEnabled(ready)
        self.xlsx_button.setEnabled(ready and "xlsx" in formats)
        self.xlsx_button.setToolTip("" if "xlsx" in formats else "这张表只有纸质的")
        self.blank_button.setEnabled(has_blank)
        self.blank_button.setText("看本月的" if blank else "空白表")
