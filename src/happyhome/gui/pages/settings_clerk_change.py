"""设置 · 工作移交: what the next clerk must know, on one page, to be printed and signed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.clerk_changes import ClerkChange, Left
from happyhome.gui.kit import fields, files
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.pdf_view import PdfView
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.printing import print_pdf
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services import clerk_changes, saving
from happyhome.services.clerk_changes import BuiltClerkChange
from happyhome.services.disclosures import Outgoing, Terms
from happyhome.services.session import Services

_SETTLE_MS: Final = 400
"""After the last letter of a name, before the paper is set anew."""

Ready = tuple[BuiltClerkChange, bytes]


class ClerkChangeSettings(QWidget):
    """Names on the left with what is open; the paper as it will print on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader = shell, Reader(shell, "排版")
        self._ready: Ready | None = None
        self.form = Form(
            (
                fields.TextField("leaving", "移交人", most=50),
                fields.TextField("taking", "接手人", most=50, hint="写好打印，三方签字"),
                fields.TextField("witness", "监交人", most=50),
            )
        )
        self._later = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._later.timeout.connect(self._read)
        self.form.edited.connect(lambda _key: self._later.start())
        self.left = RowList("没有办完的事", empty="没有没办完的事")
        self.left.opened.connect(self._go)
        self._leads: dict[str, Left] = {}
        self.view = PdfView(shell.jobs)
        self.print_button = KeyButton("打印…", "Ctrl P", self.print, kind="primary")
        self.save_button = button("存 PDF…", self.save)
        self._remembered = ("", "")
        self.done_button = button("记下这次移交", self.remember)
        self._lay_out()

    def _lay_out(self) -> None:
        who = Card("换人时用：一张交接单")
        who.body.addWidget(
            label(
                "没办完的事、没交的报表、备份和钥匙都在上面。打印出来一起对一遍，三方签字。",
                "muted",
                wrap=True,
            )
        )
        who.body.addWidget(self.form)
        who.body.addWidget(Wrap(self.print_button, self.save_button, self.done_button))
        todo = Card("没有办完的（按 Enter 去办）")
        todo.body.addWidget(least(self.left, 0, 170), 1)
        side = QWidget()
        column = pad(QVBoxLayout(side), gap=12)
        column.addWidget(who)
        column.addWidget(todo, 1)
        across = pad(QHBoxLayout(self), gap=12)
        across.addWidget(scrolling(side), 2)
        across.addWidget(self.view, 3)

    def refresh(self) -> None:
        """Gather everything anew; names that were typed stay."""
        self._read()

    def _read(self) -> None:
        self._offer(None)
        self.view.show_message("正在汇总…")
        names = {key: str(self.form.field(key).value()) for key in ("leaving", "taking", "witness")}

        def work(services: Services) -> Ready:
            made = clerk_changes.clerk_change_paper(clerk_changes.clerk_change(services, **names))
            return made, made.pdf()

        self._reader.read(work, self._show)

    def _show(self, ready: Ready) -> None:
        change = ready[0].change
        self.view.show_pdf(ready[1])
        empty = {key: value for key in ("leaving", "witness") if not self.form.field(key).value()
                 if (value := getattr(change, key))}  # fmt: skip
        if empty:
            self.form.set_values(empty)
        self._show_left(change)
        self._offer(ready)

    def _show_left(self, change: ClerkChange) -> None:
        things = (*change.matters, *change.returns, *change.rolls)
        self._leads = {str(number): one for number, one in enumerate(things)}
        self.left.set_rows(
            [
                Row(key, one.text, one.detail, pill=one.tag, tone="amber" if one.urgent else "stone")
                for key, one in self._leads.items()
            ]
        )

    def _go(self, key: str) -> None:
        one = self._leads[key]
        if one.page:
            self._shell.open_page(one.page, **({"target": one.target} if one.target else {}))

    def _offer(self, ready: Ready | None) -> None:
        self._ready = ready
        for each in (self.print_button, self.save_button, self.done_button):
            each.setEnabled(ready is not None)

    def print(self) -> None:
        """Ask for a printer."""
        if self._ready is not None:
            made, content = self._ready
            print_pdf(
                self._shell, self, content, made.file_name[:-4], holds=lambda services: _holds(services, made)
            )

    def save(self) -> None:
        """Ask where to, and write."""
        if self._ready is None:
            return
        made, content = self._ready
        path = files.save_file(self, "存交接单", saving.proposed_name(made.file_name), "PDF (*.pdf)")
        if path is not None:
            wanted = path.with_suffix(".pdf")
            services = self._shell.services
            saving.send_out(services, wanted, content, _holds(services, made), Terms())
            self._shell.say(f"交接单已存到“{wanted}”")

    def remember(self) -> None:
        """Write down who took over from whom."""
        if self._ready is None:
            return
        change = self._ready[0].change
        if self._remembered == (change.leaving, change.taking):
            self._shell.say("这次移交已经记下了")
            return
        outcome = self._shell.services.run(
            clerk_changes.remember_clerk_change,
            leaving=change.leaving,
            taking=change.taking,
            left=change.open_things,
        )
        self.form.show_problems(outcome.problems)
        if not outcome.refused:
            self._remembered = (change.leaving, change.taking)
            self._shell.say(f"已记下：{outcome.label}")


def _holds(services: Services, made: BuiltClerkChange) -> Outgoing:
    return services.ask(clerk_changes.outgoing_clerk_change, made)
