"""交接: a month onto the stick, verified, until it says 可以拔出."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.gui.jobs import Job, Progress
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.panes import Trio
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.handover_month import MonthCards, line_pill
from happyhome.gui.pages.handover_result import Result
from happyhome.gui.pages.handover_target import Targets
from happyhome.gui.pages.handover_work import back_up_to, verify, write_month
from happyhome.gui.pages.meals_closing import close_month, reopen_month
from happyhome.gui.shell import Shell
from happyhome.services import closings, handover
from happyhome.services.handover import HandOver, MonthLine

if TYPE_CHECKING:
    from happyhome.services.checks import Check
    from happyhome.services.handover import Standing


def month_row(line: MonthLine) -> Row:
    """A month as the list shows it."""
    pill, tone = line_pill(line)
    note = "已结账" if line.is_closed else "未结账"
    return Row(str(line.month), line.month.label, note, pill=pill, tone=tone)


class HandoverPage(QWidget):
    """``open(month=…)`` or ``open(target="2026-10")`` shows a month."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._lines: dict[str, MonthLine] = {}
        self._given: tuple[HandOver, ...] = ()
        self._job: Job | None = None
        self._said_of: Path | None = None
        self._checking: Job | None = None
        self.list = RowList("月份")
        self.list.chosen.connect(lambda _month: self._chose())
        self.cards = MonthCards()
        self.cards.close_button.clicked.connect(lambda: close_month(shell, self, self.month()))
        self.cards.reopen_button.clicked.connect(lambda: reopen_month(shell, self, self.month()))
        self.cards.papers_button.clicked.connect(lambda: shell.open_page("reports", month=self.month()))
        self.cards.ticks.changed.connect(self._show_acts)
        self.targets = Targets(shell)
        self.targets.changed.connect(self._target_changed)
        self.write_button = KeyButton("写入并核对", "Ctrl Enter", self.write, kind="primary", shortcut=False)
        self.backup_button = button("备份到这里", self.back_up)
        self.result = Result()
        left = Card("月份", gap=6)
        left.body.addWidget(self.list, 1)
        pad(QVBoxLayout(self)).addWidget(
            Trio(left, self.cards, self._make_side(), widths=(230, 318), heights=(210, 560))
        )
        self.setFocusProxy(self.list)

    def _make_side(self) -> QWidget:
        where = Card("写到哪里")
        where.body.addWidget(self.targets)
        where.body.addWidget(self.write_button)
        where.body.addWidget(self.result)
        other = Card("另外")
        other.body.addWidget(self.backup_button)
        other.body.addWidget(label("把全部数据备份一份，换电脑、坏硬盘时用。", "hint", wrap=True))
        other.body.addWidget(button("核对一个交接文件夹…", self.verify_folder))
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=12)
        for card in (where, other):
            column.addWidget(card)
        column.addStretch(1)
        return scrolling(inside)

    # What others ask

    def month(self) -> Month:
        """The month in sight."""
        return Month.parse(self.list.current_id())

    def open(self, month: Month | None = None, target: str = "", **_more: Any) -> None:
        """From another page: a month."""
        wanted = str(month) if month is not None else target
        if wanted in self._lines:
            self.list.select(wanted)
            self._chose()

    def primary_action(self) -> None:
        """Write."""
        self.write()

    def refresh(self, _changed: frozenset[str]) -> None:
        """Everything here hangs on everything."""
        found: tuple[MonthLine, ...] = self._shell.ask(handover.month_lines, today=self._shell.today())
        self._given = self._shell.ask(handover.history)
        self._lines = {str(one.month): one for one in found}
        self.list.set_rows([month_row(one) for one in found])
        if not self.list.current_id() and found:
            waiting = [one for one in found if one.is_over and (one.latest is None or one.redo)]
            self.list.select(str((waiting or list(found))[0].month))
        self._show()

    def _chose(self) -> None:
        if self._job is None:
            self.result.clear()
        self._show()

    def _target_changed(self) -> None:
        """What was said of one stick must not be read as said of the next; a pulled stick changes nothing."""
        drive = self.targets.drive()
        if self._job is None and drive is not None and drive.root != self._said_of:
            self.result.clear()
        self._show_acts()

    def _show(self) -> None:
        line = self._lines[self.list.current_id()]
        self.cards.show_month(line)
        self.cards.ticks.show_files(handover.planned_files(line.month, line.extras))
        self.cards.show_past([one for one in self._given if one.month == str(line.month)])
        self._show_acts()
        self._check(line)

    def _show_acts(self) -> None:
        drive, chosen = self.targets.drive(), self.cards.ticks.chosen()
        free = self._job is None and drive is not None and not drive.read_only
        self.write_button.setEnabled(free and bool(chosen))
        self.backup_button.setEnabled(free)
        self.cards.sum.setText(f"{len(chosen)} 个文件")

    def _check(self, line: MonthLine) -> None:
        if self._checking is not None:
            self._checking.silence()
        month, today = line.month, self._shell.today()

        def work(_progress: Progress) -> tuple[tuple[Check, ...], Standing]:
            services = self._shell.services
            return services.ask(closings.checks, month, today), services.ask(handover.standing, month, today)

        def show(found: tuple[tuple[Check, ...], Standing]) -> None:
            given = found[1].latest is not None
            self.cards.show_checks(found[0], is_current=found[1].is_current, given=given)

        self._checking = self._shell.jobs.start("自查", work, show, quiet=True)

    # What the clerk does

    def write(self) -> None:
        """Write the ticked papers of the month in sight, after asking where it is not closed."""
        drive, chosen = self.targets.drive(), self.cards.ticks.chosen()
        if not self.write_button.isEnabled() or drive is None:
            return
        line = self._lines[self.list.current_id()]
        if not line.is_closed and line.is_over and not self._agreed(line):
            return
        self._said_of = drive.root
        self._job = write_month(self._shell, self.result, line.month, drive, chosen, self._ended, self._moved)
        self._show_acts()

    def _agreed(self, line: MonthLine) -> bool:
        lines = [
            "没有结账的月份以后还能改，交上去的和电脑里的可能会不一样。",
            "建议先点“结账…”，再回来写。纸上的核对码会注明“未结账”。",
        ]
        return Ask.ask(self, f"{line.month.label}还没有结账", lines, "不结账，照样写", "先不写")

    def back_up(self) -> None:
        """A verified copy of everything onto the place chosen."""
        drive = self.targets.drive()
        if drive is not None and self._job is None:
            self._said_of = drive.root
            self._job = back_up_to(self._shell, self.result, drive, self._ended)
            self._show_acts()

    def _moved(self, job: Job) -> None:
        self._job = job

    def _ended(self) -> None:
        self._job = None
        self._show_acts()
        self.targets.look()

    def verify_folder(self) -> None:
        """Read a month's folder, of this home or of another, and say whether it is whole."""
        folder = files.choose_folder(self, "核对哪个交接文件夹")
        if folder is not None:
            verify(self._shell, folder, lambda title, lines: Ask.tell(self, title, lines))
