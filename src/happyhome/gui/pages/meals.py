"""用餐: one day as a board, or one month as a grid; late entries, printing, 结账."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.meals import slot_label
from happyhome.gui.dialogs.reason import LateEntry
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.chips import Chips, Pill
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.month_picker import MonthPicker
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages import meals_closing
from happyhome.gui.pages.meals_day import DayPanel
from happyhome.gui.pages.meals_day_picker import DayPicker
from happyhome.gui.pages.meals_late import LateReasons
from happyhome.gui.pages.meals_month import MonthPanel
from happyhome.gui.pages.meals_sheet import PRESENCE
from happyhome.gui.pages.meals_slots import MAIN_SLOT, kept_slot, served_slots, slot_chips
from happyhome.gui.shell import Shell
from happyhome.services import due

DAY: Final = "day"
MONTH: Final = "month"
_SHOWN: Final = frozenset({"meals", "residents", "days", "closings", "settings", "activities", "home"})


class MealsPage(QWidget):
    """``open(day=…)`` or ``open(month=…)`` leads somewhere; the target may also be 2026-11-18 or 2026-11 as text."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._mode, self._what = shell, MONTH, MAIN_SLOT
        today = shell.today()
        self._day = today
        late = LateReasons(shell, self)
        self._late = late
        self.months = MonthPicker(Month.of(today))
        self.days = DayPicker(today, latest=today)
        self.whats, self.modes = Chips(), Chips(((DAY, "当日"), (MONTH, "月表")))
        self.modes.setContentsMargins(12, 0, 0, 0)
        self.modes.set_current(MONTH)
        self.closed = Pill("", "stone", edged=True)
        self.late_entry = button("补录…", self._late_entry)
        self.print = button("打印签字表", self._print)
        self.close_month = button("", self._close, kind="primary")
        self.reopen = button("", self._reopen)
        self.day_panel = DayPanel(shell, today, self._what, late)
        self.month_panel = MonthPanel(shell, late)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = pad(QVBoxLayout(self), gap=12)
        acts = (self.closed, self.late_entry, self.print, self.close_month, self.reopen)
        column.addWidget(Wrap(self.months, self.days, self.whats, self.modes, right=acts))
        # Not a QStackedWidget: the month's grid must not be held open by the board's height.
        column.addWidget(self.day_panel, 1)
        column.addWidget(self.month_panel, 1)

    def _connect(self) -> None:
        self.months.changed.connect(lambda _month: self._turned())
        self.days.changed.connect(self._turned)
        self.modes.chosen.connect(self._choose_mode)
        self.whats.chosen.connect(self._choose_what)
        self.month_panel.day_asked.connect(self.show_day)

    # Where it leads

    def open(
        self,
        target: str = "",
        day: date | None = None,
        month: Month | None = None,
        slot: str = "",
        **_more: Any,
    ) -> None:
        """Show a day's board or a month's grid."""
        if target:
            day, month = _read(target)
        if slot:
            self._what = slot
        if day is not None:
            self.show_day(day)
        elif month is not None:
            self._mode = MONTH
            self.months.set_month(month)
            self._show()

    def show_day(self, day: date) -> None:
        """The board of a day."""
        self._mode, self._day = DAY, min(day, self._shell.today())
        self._show()

    def refresh(self, changed: frozenset[str]) -> None:
        """Everything in sight, unless it is the grid's own tick, which it has shown already."""
        if changed and not changed & _SHOWN:
            return
        if self._mode == MONTH and changed == {"meals"} and self.month_panel.acts.writing:
            return
        self._show(reload=True)

    def _show(self, reload: bool = False) -> None:
        slots = served_slots(self._shell)
        in_month = self._mode == MONTH
        if self._what != PRESENCE or not in_month:
            self._what = kept_slot(self._what, slots)
        chips = slot_chips(slots) or [(slots[0], slot_label(slots[0]))]
        self.whats.set_options([*chips, (PRESENCE, "到院")] if in_month else chips)
        self.whats.setVisible(in_month or len(chips) > 1)
        self.whats.set_current(self._what)
        self.modes.set_current(self._mode)
        self.months.setVisible(in_month)
        self.days.setVisible(not in_month)
        self._bring_up(self.panel())
        if in_month:
            self._show_month(reload)
        else:
            self.days.set_day(self._day, self._shell.today())
            self.day_panel.show_day(self._day, self._what, (), "")
        self._show_closing()

    def _bring_up(self, panel: QWidget) -> None:
        """Show one panel and hide the other; the keyboard goes along, never to the search field."""
        self.setFocusProxy(panel)
        if panel.isHidden() or not (self.day_panel.isHidden() or self.month_panel.isHidden()):
            panel.show()
            if self.isVisible():
                panel.setFocus()
            for other in (self.day_panel, self.month_panel):
                other.setVisible(other is panel)

    def _show_month(self, reload: bool) -> None:
        month = self.months.month()
        self.months.set_month(month, "到院" if self._what == PRESENCE else slot_label(self._what))
        self.month_panel.show_month(month, self._what, anew=reload)

    def _show_closing(self) -> None:
        month = self._month()
        code = meals_closing.code_of(self._shell, month)
        self.closed.set_text(f"已结账 {code}" if code else "")
        self.closed.setVisible(bool(code))
        self.close_month.setText(f"结账 {month.number} 月")
        self.reopen.setText(f"重开 {month.number} 月…")
        self.close_month.setVisible(not code)
        self.reopen.setVisible(bool(code))

    def panel(self) -> QWidget:
        """What is in sight below the head."""
        return self.month_panel if self._mode == MONTH else self.day_panel

    def _month(self) -> Month:
        return self.months.month() if self._mode == MONTH else Month.of(self._day)

    # What is asked

    def _turned(self, day: date | None = None) -> None:
        self._day = day or self._day
        self._show()
        self.panel().setFocus()

    def _choose_mode(self, mode: str) -> None:
        self._mode = mode
        if mode == MONTH:
            self.months.set_month(Month.of(self._day))
        elif Month.of(self._day) != self.months.month():
            self._day = min(self.months.month().last, self._shell.today())
        self._show()
        self.panel().setFocus()

    def _choose_what(self, what: str) -> None:
        self._what = what
        self._show()
        self.panel().setFocus()

    def _late_entry(self) -> None:
        today = self._shell.today()
        forgotten = self._shell.ask(
            due.unrecorded_days, today=today, slot=kept_slot(self._what, served_slots(self._shell))
        )
        day = forgotten[-1] if forgotten else today - timedelta(days=1)
        if self._mode == DAY and self._day < today:
            day = self._day
        box = LateEntry(today, day, self.window())
        if box.exec():
            self._late.remember(box.day.isoformat(), box.reason)
            self.show_day(box.day)
            self.day_panel.setFocus()

    def _print(self) -> None:
        paper = "presence_attendance" if self._what == PRESENCE else "meal_attendance"
        self._shell.open_page("reports", paper=paper, month=self._month())

    def _close(self) -> None:
        meals_closing.close_month(self._shell, self, self._month())

    def _reopen(self) -> None:
        meals_closing.reopen_month(self._shell, self, self._month())


def _read(target: str) -> tuple[date | None, Month | None]:
    """A day or a month written as text; raises ValueError for anything else."""
    return (date.fromisoformat(target), None) if target.count("-") == 2 else (None, Month.parse(target))
