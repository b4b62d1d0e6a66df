"""结账 and 重开 of the month that 用餐 shows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from happyhome.domain.dates import Month
from happyhome.domain.month_book import MonthBook, short_code
from happyhome.gui.beside import run_beside
from happyhome.gui.dialogs.closing import ClosingDialog
from happyhome.gui.dialogs.reason import ReasonDialog
from happyhome.gui.jobs import Progress
from happyhome.gui.shell import Shell
from happyhome.services import closings, month_states
from happyhome.services.checks import Check


def code_of(shell: Shell, month: Month) -> str:
    """The code under which a month is closed; "" while it is open."""
    states = shell.ask(month_states.month_states, today=shell.today())
    return next((short_code(one.fingerprint) for one in states if one.month == month and one.is_closed), "")


def close_month(shell: Shell, parent: QWidget, month: Month) -> None:
    """Check the month beside the window, show what was found, close it when the clerk says so."""

    def look(_progress: Progress) -> tuple[MonthBook, tuple[Check, ...]]:
        today = shell.today()
        book = shell.services.ask(closings.book_of, month, today)
        return book, shell.services.ask(closings.checks, month, today)

    def show(found: tuple[MonthBook, tuple[Check, ...]]) -> None:
        if ClosingDialog(*found, shell.today(), parent.window()).exec():
            # The findings were just read and agreed to: they are not asked about a second time.
            run_beside(
                shell,
                f"给{month.label}结账",
                closings.close_month,
                lambda _done: None,
                confirmed=True,
                month=month,
            )

    shell.jobs.start(f"核对{month.label}", look, show)


def reopen_month(shell: Shell, parent: QWidget, month: Month) -> None:
    """重开…: the reason stands in the next return."""
    ReasonDialog(
        f"重开{month.label}",
        "这个月已经结账。重开后可以更正，原因和前后差异会写进下一次上报。",
        (),
        "重开",
        parent.window(),
        keep=lambda reason: shell.run(closings.reopen_month, month=month, reason=reason),
    ).exec()
