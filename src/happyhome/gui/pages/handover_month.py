"""One month on its way to the township: closed or not, checked, what goes along, what was given before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.problems import Level
from happyhome.gui import text as words
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad, px
from happyhome.gui.pages.handover_files import FileTicks
from happyhome.gui.pages.reports_side import check_entries
from happyhome.services.checks import Check
from happyhome.services.handover import HandOver, MonthLine, size_words


def line_pill(line: MonthLine) -> tuple[str, str]:
    """(word, tone) of a month in the list."""
    if line.redo:
        return "要重交", "red"
    if line.latest is not None:
        return "已交", "green"
    return ("未交", "amber") if line.is_over else ("进行中", "stone")


class MonthCards(QWidget):
    """The cards of one month; the page says what 结账 and 重开 do."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.title = label("", "title")
        self._pill = Pill("未结账", "stone")
        self._said = label("", "muted", wrap=True)
        self.close_button = button("结账…")
        self.reopen_button = button("重开…")
        self.papers_button = button("看报表")
        state = Card(gap=8)
        head = Wrap(self.title, self._pill, right=(self.papers_button, self.reopen_button, self.close_button))
        self.checks = Entries(empty="正在核对…")
        for widget in (head, self._said, self.checks):
            state.body.addWidget(widget)
        self.ticks = FileTicks()
        self.sum = label("", "muted")
        files = Card("写到 U 盘的文件")
        files.head.addWidget(self.sum)
        files.body.addWidget(self.ticks)
        past = Card("交接记录")
        self.past = Entries(empty="这个月还没有交过。")
        past.body.addWidget(self.past)
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=12)
        for card in (state, files, past):
            column.addWidget(card)
        column.addStretch(1)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))

    def sizeHint(self) -> QSize:
        """As high as there is room."""
        return QSize(px(420), px(420))

    def show_month(self, line: MonthLine) -> None:
        """How a month stands; its checks come later."""
        self.title.setText(line.month.label)
        if line.is_closed:
            self._pill.set_text("已结账", "green")
            self._said.setText(f"核对码 {line.code}。数据已锁定，纸面和 U 盘上的都是这一份。")
        else:
            self._pill.set_text("未结账", "amber" if line.is_over else "stone")
            self._said.setText(
                "建议先结账再交：结账后数据锁定，交上去的和电脑里的才对得上。"
                if line.is_over
                else "这个月还没有过完，过完才能结账。也可以先写一份给镇上看。"
            )
        self.close_button.setVisible(not line.is_closed and line.is_over)
        self.reopen_button.setVisible(line.is_closed)
        self.checks.set_entries(())

    def show_checks(self, found: Sequence[Check], *, is_current: bool, given: bool) -> None:
        """What to look at; one line when all is well."""
        entries = [entry for entry in check_entries(found) if entry.pill != "通过"]
        passed = sum(one.level is Level.INFO for one in found)
        if given and not is_current:
            entries.insert(0, Entry("重交", "red", "上次交了以后数据又有改动，请再写一次。"))
        self.checks.set_entries([*entries, Entry("通过", "green", f"自查 {passed} 项通过")])

    def show_past(self, given: Sequence[HandOver]) -> None:
        """The hand-overs of this month, newest first."""
        entries = []
        for one in given:
            when = (
                f"{words.short_day(one.recorded_at.date())} {one.recorded_at:%H:%M}"
                if one.recorded_at
                else ""
            )
            more = f"{one.files} 个文件，{size_words(one.size)}，文件夹核对码 {one.check_code}"
            entries.append(Entry("已交", "green", f"{when} 写到“{one.place}”", more))
        self.past.set_entries(entries)
