"""The month grid of 用餐 with its foot, its totals and its menus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QVBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.meals import MODE_CHOICES
from happyhome.gui.kit.amounts import Amounts
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.pages import meals_sheet
from happyhome.gui.pages.meals_day_acts import open_person
from happyhome.gui.pages.meals_foot import FootRow
from happyhome.gui.pages.meals_grid import MealGrid
from happyhome.gui.pages.meals_late import LateReasons
from happyhome.gui.pages.meals_month_acts import Cells, MonthActs
from happyhome.gui.pages.meals_sheet import PRESENCE
from happyhome.gui.shell import Shell
from happyhome.gui.text import short_day
from happyhome.services import boards, presence_boards

_HINT = "空格 ✓ · 2 送 · 3 取 · 4 外出 · 5 住院 · Del 清除 · Ctrl C/V 与表格互贴"
_PRESENCE_HINT = "空格 到院/取消 · 灰点：已用餐或参加活动，自动算到院"


class MonthPanel(QWidget):
    """``day_asked(day)`` leads to the board of a day; ``shown`` after each reading (the head follows it)."""

    day_asked = Signal(object)
    shown = Signal()

    def __init__(self, shell: Shell, late: LateReasons) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._late = shell, late
        self._month, self._slot = Month.of(shell.today()), "lunch"
        self.acts = MonthActs(shell, self, late, self._written)
        self.grid, self.everyone = MealGrid(), QCheckBox("列出全部老人")
        self.totals, self.categories = Amounts(6), Amounts(8)
        self._hint = label("", "hint")
        self.reason = button("", self._change_reason, kind="link")
        card = Card()
        pad(card.body, 1, 1, 1, 1)
        least(self.grid, 0, 264)
        card.body.addWidget(self.grid)
        column = pad(QVBoxLayout(self), gap=8)
        column.addWidget(card, 1)
        column.addWidget(Wrap(*self.totals.widgets, right=(self._hint,), gap=22))
        column.addWidget(Wrap(*self.categories.widgets, right=(self.reason, self.everyone), gap=18))
        self.setFocusProxy(self.grid)
        self._connect()

    def _connect(self) -> None:
        grid = self.grid
        grid.marked.connect(self.acts.mark)
        grid.pasted.connect(lambda cells: self.acts.put({(who, day): mark for who, day, mark in cells}))
        grid.refused.connect(lambda text: self._shell.say(text))
        grid.selected.connect(self._show_hint)
        grid.day_clicked.connect(lambda day: self._day_menu(day, grid.head_place(day)))
        grid.person_opened.connect(lambda who: open_person(self._shell, who))
        grid.absence_asked.connect(
            lambda kind: self.acts.absence(grid.selected_people(), grid.selection().days, kind)
        )
        grid.guests_asked.connect(self.acts.guests)
        grid.menu_asked.connect(self._cell_menu)
        self.everyone.clicked.connect(self._list_everyone)

    # What is shown

    def show_month(self, month: Month, slot: str, *, anew: bool = False) -> None:
        """Show a month of a slot, or of PRESENCE; in another month the cursor goes to today, or to day 1."""
        fresh = anew or (month, slot) != (self._month, self._slot) or self.acts.view is None
        turned = month != self._month or self.acts.view is None
        self._month, self._slot = month, slot
        if fresh:
            self.reload()
        if turned:
            self.grid.select(0, max(1, self.grid.sheet().today))

    def reload(self) -> None:
        """Read the month anew."""
        if self._slot == PRESENCE:
            ask = presence_boards.presence_grid
            grid = self._shell.ask(ask, month=self._month, everyone=self.everyone.isChecked())
        else:
            grid = self._shell.ask(
                boards.month_grid, month=self._month, slot=self._slot, everyone=self.everyone.isChecked()
            )
        self.acts.view = meals_sheet.view_of(grid, self._shell.today())
        self._show()
        self.shown.emit()

    def _written(self, cells: Cells, late: frozenset[int]) -> None:
        """Own ticks: only their rows are made anew."""
        assert self.acts.view is not None
        self.acts.view = self.acts.view.marked(cells, late)
        self._show()

    def _show(self) -> None:
        view = self.acts.view
        assert view is not None
        counts = view.day_counts()
        foot = [FootRow("到院人数" if view.is_presence else "用餐人数", counts)]
        if not view.is_presence:
            guests = tuple(view.grid.guests.get(day, 0) for day in range(1, view.sheet.days + 1))
            foot.append(FootRow("来客（Ctrl G）", guests, editable=not view.grid.is_locked))
        self.grid.show_view(view, foot)
        self.totals.show_amounts(meals_sheet.totals(view))
        self.categories.show_amounts(meals_sheet.categories(view))
        self._show_hint(self.grid.selection().count)
        why = self._late.known(self.acts.late_key)
        self.reason.setText(f"补录原因：{why}（改）")
        self.reason.setVisible(bool(why) and not view.grid.is_locked)

    def _change_reason(self) -> None:
        past = [day for day in self._month.days() if day < self._shell.today()]
        self._late.change(self.acts.late_key, past)
        self._show()
        self.grid.setFocus()

    def _show_hint(self, count: int) -> None:
        view = self.acts.view
        keys = _PRESENCE_HINT if view is not None and view.is_presence else _HINT
        self._hint.setText(f"已选 {count} 格 · {keys}" if count > 1 else keys)

    def _list_everyone(self) -> None:
        self.reload()
        self.grid.setFocus()

    # Menus

    def _day_menu(self, number: int, place: QPoint) -> None:
        made, day = QMenu(self), self.acts.day(number)
        made.addAction(f"看{short_day(day)}的名单", lambda: self.day_asked.emit(day))
        if self._slot != PRESENCE:
            made.addAction("记来客…\tCtrl G", lambda: self.acts.guests(number))
        made.addSeparator()
        made.addAction("记为开放", lambda: self.acts.open_day(number))
        made.addAction("不开放…", lambda: self.acts.close_day(number))
        made.addAction("清除开放/不开放", lambda: self.acts.forget_day(number))
        made.exec(place)

    def _cell_menu(self, place: QPoint) -> None:
        made, meant, at = QMenu(self), self.grid.meant(), self.grid.selection()
        people = self.grid.selected_people()
        if not people:
            return
        if self._slot == PRESENCE:
            made.addAction("到院\t空格", lambda: self.acts.mark(meant, "dine_in"))
        else:
            for number, mode in enumerate(MODE_CHOICES, 1):
                made.addAction(f"{mode.label}\t{number}", lambda mode=mode: self.acts.mark(meant, mode.key))
        made.addAction("清除\tDel", lambda: self.acts.mark(meant, ""))
        made.addSeparator()
        made.addAction("外出\t4", lambda: self.acts.absence(people, at.days, "away"))
        made.addAction("住院\t5", lambda: self.acts.absence(people, at.days, "hospital"))
        made.addAction("回来了", lambda: self.acts.back((who, day) for who in people for day in at.days))
        made.addSeparator()
        made.addAction("复制\tCtrl C", self.grid.copy)
        made.addAction("粘贴\tCtrl V", self.grid.paste)
        made.addSeparator()
        name = self.grid.sheet().rows[at.row].name
        made.addAction(
            f"看{name}的资料\tEnter", lambda: open_person(self._shell, self.grid.selected_people()[0])
        )
        made.exec(place)
