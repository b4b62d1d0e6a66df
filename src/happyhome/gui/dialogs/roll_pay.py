"""登记发放: on which day the bank, or the clerk, paid a locked roll out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Problem
from happyhome.domain.roll_book import RollBook
from happyhome.gui.beside import run_beside
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import DayField
from happyhome.gui.pages.allowances_words import money
from happyhome.gui.shell import Shell
from happyhome.services import rolls


class PayDialog(FormDialog):
    """Closes when every line is marked, which happens beside the window."""

    def __init__(self, shell: Shell, book: RollBook, parent: QWidget | None = None) -> None:
        self._shell, self._book = shell, book
        failed = sum(line.state == "failed" for line in book.lines)
        back = (
            f"其中 {failed} 人银行已退回，不算到账。"
            if failed
            else "银行退回的，以后在名册里逐人登记或导入银行清单。"
        )
        super().__init__(
            f"登记发放：{book.roll.title} {book.roll.period}",
            [DayField("day", "发放日期", shell.today, required=True, hint="钱到账的那天")],
            self._keep,
            parent,
            yes="登记发放",
            intro=f"{len(book.paid)} 人，实发 {money(book.roll.total)} 元。{back}",
        )
        self.set_values({"day": shell.today()})

    def _keep(self, values: dict[str, Any]) -> None:
        self.yes.setEnabled(False)
        run_beside(
            self._shell, "登记发放", rolls.pay_roll, self._done, given_up=lambda: self.yes.setEnabled(True),
            inline=self._beside_field, roll=self._book.roll.id, **values,
        )  # fmt: skip

    def _beside_field(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        named = tuple(
            Problem(one.code, one.text, one.level, "day" if one.field == "paid_on" else one.field)
            for one in problems
        )
        return self.show_problems(named)

    def _done(self, _outcome: Outcome) -> None:
        self.accept()
