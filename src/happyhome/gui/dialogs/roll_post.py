"""公示: from which day a roll hangs on the wall, and how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.roll_book import RollBook
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import DayField, NumberField
from happyhome.gui.shell import Shell
from happyhome.gui.text import day_said
from happyhome.services import rolls, settings


class PostDialog(FormDialog):
    """The rule's number of days is offered, else that of the settings."""

    def __init__(self, shell: Shell, book: RollBook, parent: QWidget | None = None) -> None:
        self._shell, self._book = shell, book
        roll = book.roll
        days = book.posting_days or int(shell.ask(settings.setting, key="notice_days"))
        if roll.posted_from and roll.posted_to:
            days = (roll.posted_to - roll.posted_from).days + 1
        rule = f"按政策要公示 {book.posting_days} 天。" if book.posting_days else ""
        super().__init__(
            f"公示：{roll.title} {roll.period}",
            [
                DayField("posted_from", "公示起", shell.today, required=True),
                NumberField("days", "公示天数", least_value=1, required=True, hint="起止两天都算在内"),
            ],
            self._keep,
            parent,
            yes="记下公示",
            intro=f"{rule}公示用的纸在“打印、导出”里，证件、卡号、电话和住址都不印。",
        )
        self.form.edited.connect(lambda _key: self._say_end())
        self.set_values({"posted_from": roll.posted_from or shell.today(), "days": days})
        self._say_end()

    def _say_end(self) -> None:
        values = self._read_quietly()
        field = self.form.field("days")
        if values is not None:
            first, days = values
            field.show_hint(f"到 {day_said(first + timedelta(days=days - 1))}，起止两天都算在内")

    def _read_quietly(self) -> tuple[Any, int] | None:
        from happyhome.gui.kit.fields import Unread

        try:
            first = self.form.field("posted_from").value()
            days = self.form.field("days").value()
        except Unread:
            return None
        return (first, int(days)) if first and days else None

    def _keep(self, values: dict[str, Any]) -> Outcome:
        first = values["posted_from"]
        last = first + timedelta(days=values["days"] - 1)
        return self._shell.run(
            rolls.post_roll,
            inline=self.show_problems,
            roll=self._book.roll.id,
            first_day=first,
            last_day=last,
        )
