"""One roll: its state on a line, the next step as the green button, its lines and their sums."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import Roll
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.allowances_lines import Lines
from happyhome.gui.pages.allowances_roll_acts import RollActs
from happyhome.gui.pages.allowances_steps import Steps

_NEXT: Final = {"draft": "公示…", "posted": "锁定…", "locked": "登记发放…"}


class RollView(Card):
    """Title, steps and buttons on top, the table below; ``next_button`` is the roll's next step."""

    def __init__(self, acts: RollActs) -> None:
        super().__init__(gap=8)
        pad(self.body, 16, 12, 16, 12, gap=8)
        self._acts = acts
        self._book: RollBook | None = None
        self.title = label("", "heading")
        self.sample = Pill("样例", "amber")
        self.sample.setToolTip("按样例政策算的：还没有和县里的文件核对")
        self.steps, self.lines = Steps(), Lines()
        self.next_button = KeyButton("", "Ctrl Enter", self._next, kind="primary", shortcut=False)
        self.print_button = button("打印、导出 ▾", lambda: self._with(acts.offer_papers))
        self.more_button = button("更多 ▾", lambda: self._with(acts.offer_more))
        self._told = label("", "small")
        head, tools = Wrap(self.title, self.sample, right=(self.next_button,)), QVBoxLayout()
        self.body.addWidget(head)
        pad(tools, gap=6)
        tools.addWidget(Wrap(self.steps, right=(self.print_button, self.more_button)))
        tools.addWidget(Wrap(self.lines.filter, right=(self._told,)))
        self.body.addLayout(tools)
        self.body.addWidget(self.lines, 1)
        self.setFocusProxy(self.lines)
        self.show_book(None)

    def show_busy(self) -> None:
        """Another roll is on its way; the buttons must not act on the one before."""
        for made in (self.next_button, self.print_button, self.more_button):
            made.setEnabled(False)

    def show_book(self, book: RollBook | None, *, same: bool = False) -> None:
        """``same``: the roll is the one that was in sight, so that its filter stays."""
        self._book = book
        for made in (self.next_button, self.print_button, self.more_button):
            made.setEnabled(book is not None)
            made.setVisible(book is not None)
        self.sample.setVisible(book is not None and book.roll.is_sample)
        self.steps.setVisible(book is not None)
        self.steps.show_roll(book.roll if book else None)
        if not same:
            self.lines.filter.set_current("all")
        self.lines.show_lines(book.lines if book else ())
        if book is None:
            self.title.setText("还没有名册")
            self._told.setText("先在“本月”里造册。")
            return
        self.title.setText(f"{book.roll.title}　{book.roll.period}")
        self.next_button.setText(_NEXT.get(book.roll.state, ""))
        self.next_button.setVisible(book.roll.state in _NEXT)
        self.next_button.updateGeometry()
        told = _told(book)
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def _next(self) -> None:
        if self._book is not None:
            self._acts.next_step(self._book)

    def _with(self, act: object) -> None:
        if self._book is not None and callable(act):
            act(self._book, self.print_button if act == self._acts.offer_papers else self.more_button)


def _told(book: RollBook) -> str:
    """What should be known of a roll beside its lines."""
    roll: Roll = book.roll
    said = []
    if roll.state == "draft" and roll.reason:
        said.append(f"重开原因：{roll.reason}")
    if roll.state == "draft" and book.posting_days:
        said.append(f"按政策要公示 {book.posting_days} 天")
    if roll.objection:
        said.append(f"异议及处理：{roll.objection}")
    missing = [line.name for line in book.paid if not line.bank_card]
    if missing and roll.state in ("draft", "posted"):
        more = f"等 {len(missing)} 人" if len(missing) > 4 else ""
        said.append(f"没有社保卡号：{'、'.join(missing[:4])}{more}")
    if book.code and roll.state in ("locked", "paid"):
        said.append(f"核对码 {book.code}")
    return "；".join(said)
