"""今日: the board of the meal that is being served, what is due, the week."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.meals import slot_label
from happyhome.domain.money import yuan
from happyhome.gui.kit.flow import Columns
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.meals_day import DayPanel
from happyhome.gui.pages.meals_late import LateReasons
from happyhome.gui.pages.meals_slots import MAIN_SLOT, kept_slot, served_slots, slot_chips
from happyhome.gui.pages.today_side import DueCard, WeekCard
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell

if TYPE_CHECKING:
    from happyhome.services.meal_money import DayMoney
    from happyhome.services.session import Services

SETTLE_MS: Final = 600
"""Ticking goes on quickly; what is due is read anew when the hand rests."""

_BOARD: Final = frozenset(
    {"schemes", "meal_prices", "meals", "residents", "days", "closings", "settings", "activities"}
)


class TodayPage(QWidget):
    """Where the program opens, and where a clerk is most of the day."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._slot = shell, MAIN_SLOT
        columns = Columns()
        pad(QVBoxLayout(self)).addWidget(columns)
        self.panel = DayPanel(shell, shell.today(), self._slot, LateReasons(shell, self))
        self.due, self.week = DueCard(shell), WeekCard(shell)
        columns.main.addWidget(self.panel, 1)
        columns.side.addWidget(self.due, 1)
        columns.side.addWidget(self.week)
        self.setFocusProxy(self.panel)
        self._money = Reader(shell, "今天补贴")
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._show_side)
        self.panel.slot_chosen.connect(self._choose_slot)
        self.due.day_asked.connect(self._to_day)

    def refresh(self, changed: frozenset[str]) -> None:
        """The board at once; the side too unless only meals were ticked."""
        if changed and not changed & _BOARD:
            self._settle.start()
            return
        slots = served_slots(self._shell)
        self._slot = kept_slot(self._slot, slots)
        self.panel.show_day(self._shell.today(), self._slot, slot_chips(slots), slot_label(self._slot))
        self.week.show_week(self._shell.today(), self._slot)
        if changed == {"meals"}:
            self._settle.start()
        elif self.isVisible():
            self._show_side()
        else:  # it is being opened: the board is painted first, the side reads when it stands
            QTimer.singleShot(0, self, self._show_side)

    def _show_side(self) -> None:
        self._settle.stop()
        self.due.show_due(self._shell.today(), self._slot)
        day = self._shell.today()

        def work(services: Services) -> DayMoney | None:
            from happyhome.services.meal_money import day_money  # with it the rules

            return services.ask(day_money, day=day)

        self._money.read(work, self._show_money)

    def _show_money(self, found: DayMoney | None) -> None:
        """今天补贴, where a meal scheme is in use."""
        if found is None:
            self.panel.figures.show_money(None)
            return
        own = f"，个人应付 {yuan(found.own)} 元" if found.own is not None else "；设了餐价就能算个人应付"
        self.panel.figures.show_money(
            found.subsidy, f"今天 {found.meals} 餐，补贴 {yuan(found.subsidy)} 元{own}。"
        )

    def _choose_slot(self, slot: str) -> None:
        self._slot = slot
        self.refresh(frozenset())
        self.panel.setFocus()

    def _to_day(self, day: date) -> None:
        self._shell.open_page("meals", day=day, slot=self._slot)
