"""设置 · 资料去向: who saw a number in full, and what left on which stick what for; for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from happyhome.domain.disclosures import ACTS
from happyhome.gui.kit import theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.table import Column, Table
from happyhome.gui.sending import Made, Sending, send
from happyhome.gui.shell import Shell
from happyhome.services import disclosure_list, disclosures, saving
from happyhome.services.disclosure_list import Line

if TYPE_CHECKING:
    from happyhome.services.session import Services

EVERY: Final = ""
_COLUMNS: Final = (
    Column("时间", lambda line: line.when, 8.2),
    Column("做了什么", lambda line: line.act, 4.4),
    Column("操作员", lambda line: line.operator, 3.6),
    Column("老人", lambda line: line.person, 4.4, bold=True),
    Column("内容", lambda line: line.contents, 12.6, small=True, tip=lambda line: line.contents),
    Column("用途", lambda line: line.purpose, 6.2, small=True),
    Column("去处", lambda line: line.place, 6.4, small=True, tip=lambda line: _place_tip(line)),
    Column("文件", lambda line: line.files_short, 8, stretch=True, small=True, tip=lambda line: line.files),
    Column("密码", lambda line: "有" if line.is_locked else "", 2.4, tone=lambda _line: theme.GREEN),
)


def _place_tip(line: Line) -> str:
    return f"{line.place}　盘号 {line.device}" if line.device else line.place


class DisclosureSettings(QWidget):
    """Newest first; chips by act, and a word to look for: a stick, an elder, a file."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._lines: tuple[Line, ...] = ()
        self.chips = Chips([(EVERY, "全部")])
        self.chips.chosen.connect(lambda _key: self._narrow())
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("老人、U 盘、文件、操作员")
        self.typed.setAccessibleName("在资料去向里查找")
        self.typed.setClearButtonEnabled(True)
        self.typed.textChanged.connect(lambda _text: self._narrow())
        least(self.typed, 220, 0, max_width=300)
        self.table = Table(_COLUMNS, empty="没有这样的记录。看过全号、存过文件、交接过，就会记在这里。")
        self.table.set_lines(2)
        least(self.table, 0, 230)
        self._count = label("", "muted")
        self.export_button = button("导出 Excel…", self.export)
        self.print_button = button("打印…", self.print)
        card = Card("资料去向：谁看过全号，什么资料去了哪里")
        card.body.addWidget(Wrap(self.chips, right=(self.typed,)))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(
            Wrap(
                self._count,
                label("只能增加，不能改、不能撤销。有人来查，筛选好以后导出或打印给他。", "hint"),
                right=(self.print_button, self.export_button),
            )
        )
        pad(QVBoxLayout(self)).addWidget(card)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew: looking at a number spreads no news, which would mask it again."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Ask anew."""
        self._lines = self._shell.ask(disclosure_list.lines)
        words = {one.label: sum(line.act == one.label for line in self._lines) for one in ACTS}
        options = [(EVERY, f"全部 {len(self._lines)}")]
        options += [(word, f"{word} {count}") for word, count in words.items() if count]
        before = self.chips.current()
        self.chips.set_options(options)
        if before in dict(options):
            self.chips.set_current(before)
        self._narrow()

    def shown(self) -> tuple[Line, ...]:
        """The lines that stand there."""
        return tuple(self.table.rows())

    def _narrow(self) -> None:
        act = self.chips.current()
        found = [line for line in self._lines if act in (EVERY, line.act) and line.has(self.typed.text())]
        self.table.set_rows(found)
        self._count.setText(f"{len(found)} 条")
        for one in (self.export_button, self.print_button):
            one.setEnabled(bool(found))

    def export(self) -> None:
        """What is in sight, as a workbook; that it left is written down, too."""
        shown, today = self.shown(), self._shell.today()

        def make(services: Services) -> Made:
            sheet = services.ask(disclosure_list.sheet, shown, today)
            outgoing = services.ask(
                disclosures.outgoing_of, "disclosures", "资料去向表", sheet, purpose="check"
            )
            return Made(outgoing, lambda: disclosure_list.as_workbook(sheet))

        name = saving.proposed_name(f"资料去向 {today}.xlsx")
        send(self._shell, self, Sending("导出资料去向", name, "xlsx", make))

    def print(self) -> None:
        """The same on paper."""
        from happyhome.gui.printing import print_pdf

        sheet = self._shell.services.ask(disclosure_list.sheet, self.shown(), self._shell.today())
        print_pdf(
            self._shell, self, disclosure_list.as_pdf(sheet), "资料去向",
            holds=lambda services: services.ask(
                disclosures.outgoing_of, "disclosures", "资料去向表", sheet, purpose="check"
            ),
        )  # fmt: skip
