"""Every write of the month grid: ticks, fills, pastes, absences, days, guests. Gives back what now stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from happyhome.domain.dates import Month
from happyhome.domain.outcomes import Outcome
from happyhome.gui.beside import run_beside
from happyhome.gui.dialogs.guests import GuestsDialog
from happyhome.gui.dialogs.reason import CLOSED_REASONS, ReasonDialog
from happyhome.gui.kit import theme
from happyhome.gui.pages.meals_late import LateReasons
from happyhome.gui.pages.meals_sheet import PRESENCE, MonthView
from happyhome.gui.shell import Shell
from happyhome.gui.text import short_day
from happyhome.services import absences, days, meals, presence

MOST_AT_ONCE: Final = 300
"""Cells written on the window's thread (some 20 ms); more go beside it."""

Cells = Mapping[tuple[str, int], str]
Written = Callable[[Cells, frozenset[int]], None]
"""Told the cells that were written and which of the days were late."""


class MonthActs:
    """Acts on one month and slot. ``view`` is what is shown; ``written`` hears of own writes."""

    def __init__(self, shell: Shell, parent: QWidget, late: LateReasons, written: Written) -> None:
        self._shell, self._parent, self._late, self._written = shell, parent, late, written
        self.view: MonthView | None = None
        self.writing = False

    @property
    def month(self) -> Month:
        """The month shown."""
        assert self.view is not None
        return self.view.grid.month

    @property
    def late_key(self) -> str:
        """Under which a reason for this month is remembered."""
        return str(self.month)

    def day(self, number: int) -> date:
        """The date of a day number."""
        return date(self.month.year, self.month.number, number)

    def locked(self) -> bool:
        """Whether the month is closed; says so."""
        closed = self.view is not None and self.view.grid.is_locked
        if closed:
            self._shell.say(f"{self.month.label}已经结账，不能再改。要更正，请点右上角“重开”并写明原因。")
        return closed

    # Marks

    def mark(self, cells: Iterable[tuple[str, int]], mode: str) -> None:
        """One mode for all cells; an empty one clears, or takes absences away where there is no meal."""
        chosen = dict.fromkeys(cells, mode)
        if not mode and self._only_absences(chosen):
            self.back(chosen)
        else:
            self.put(chosen)

    def put(self, cells: Cells) -> None:
        """Write these marks as one operation, leaving out what stands so already or follows from a meal."""
        assert self.view is not None
        due = {cell: mark for cell, mark in cells.items() if self._changes(cell, mark)}
        if not due or self.locked():
            return
        ahead = [day for _, day in due if self.day(day) > self._shell.today()]
        if ahead:
            self._shell.say(f"{short_day(self.day(min(ahead)))}还没到，不能提前记录。")
            return
        late_days = [self.day(day) for _, day in due]
        reason = self._late.ask(self.late_key, late_days)
        if reason is None:
            return
        late = frozenset(day.day for day in late_days if day < self._shell.today())
        verb, arguments = self._verb(due)
        self._run(verb, due, late, late_reason=reason, **arguments)

    def _changes(self, cell: tuple[str, int], mark: str) -> bool:
        assert self.view is not None
        now = self.looks(cell)
        if self.view.is_presence:
            return now != theme.DERIVED and bool(mark) != (now == theme.PRESENT)
        standing = "" if now in (theme.AWAY, theme.HOSPITAL) else now
        return mark != standing

    def looks(self, cell: tuple[str, int]) -> str:
        """The look of a cell now."""
        assert self.view is not None
        row = next(row for row in self.view.sheet.rows if row.id == cell[0])
        return row.marks[cell[1] - 1]

    def _verb(self, due: Cells) -> tuple[Callable[..., Any], dict[str, Any]]:
        assert self.view is not None
        if self.view.is_presence:
            flags = {(who, self.day(day)): bool(mark) for (who, day), mark in due.items()}
            return presence.mark_presence, {"marks": flags}
        marks = {(who, self.day(day)): mark or None for (who, day), mark in due.items()}
        return meals.mark_meals, {"marks": marks, "slot": self.view.grid.slot}

    def _run(self, verb: Callable[..., Any], due: Cells, late: frozenset[int], **arguments: Any) -> None:
        assert self.view is not None
        if self.view.is_presence:
            due = {cell: theme.PRESENT if mark else "" for cell, mark in due.items()}

        def done(outcome: Outcome) -> None:
            if outcome.operation is not None:
                self._written(due, late)

        if len(due) > MOST_AT_ONCE:
            run_beside(self._shell, f"记录 {len(due)} 格", verb, lambda _outcome: None, **arguments)
            return
        self.writing = True
        try:
            done(self._shell.run(verb, **arguments))
        finally:
            self.writing = False

    # Absences

    def _only_absences(self, cells: Cells) -> bool:
        looks = {self.looks(cell) for cell in cells}
        return bool(looks & {theme.AWAY, theme.HOSPITAL}) and not looks & {
            theme.DINE_IN, theme.DELIVERY, theme.TAKEAWAY, theme.PRESENT,
        }  # fmt: skip

    def absence(self, people: Sequence[str], numbers: range, kind: str) -> None:
        """外出 or 住院 on the selected days, the coming ones too."""
        if people and not self.locked():
            first, last = self.day(numbers.start), self.day(numbers.stop - 1)
            self._shell.run(absences.record_absence, residents=people, value=kind, since=first, until=last)

    def back(self, cells: Iterable[tuple[str, int]]) -> None:
        """No longer away on these days."""
        chosen = list(cells)
        numbers = [day for _, day in chosen]
        if not self.locked():
            self._shell.run(
                absences.end_absence,
                residents=list(dict.fromkeys(who for who, _ in chosen)),
                since=self.day(min(numbers)),
                until=self.day(max(numbers)),
            )

    # Days and guests

    def close_day(self, number: int) -> None:
        """不开放…: with a reason."""
        if self.locked():
            return
        day = self.day(number)
        ReasonDialog(
            f"{short_day(day)}不开放",
            "记为不开放后，这天不算漏记，报表里会写明原因。",
            CLOSED_REASONS,
            "记为不开放",
            self._parent.window(),
            keep=lambda reason: self._shell.run(days.set_days, days=[day], is_open=False, reason=reason),
        ).exec()

    def open_day(self, number: int) -> None:
        """记为开放."""
        if not self.locked():
            self._shell.run(days.set_days, days=[self.day(number)], is_open=True)

    def forget_day(self, number: int) -> None:
        """Take back what was recorded about a day."""
        if not self.locked():
            self._shell.run(days.forget_day, day=self.day(number))

    def guests(self, number: int) -> None:
        """来客 of a day as a number."""
        assert self.view is not None
        day = self.day(number)
        if self.view.grid.slot == PRESENCE or self.locked():
            return
        if day > self._shell.today():
            self._shell.say(f"{short_day(day)}还没到，不能提前记录。")
            return
        late = self._late.ask(self.late_key, [day])
        if late is not None:
            count = self.view.grid.guests.get(number, 0)
            GuestsDialog(self._shell, day, self.view.grid.slot, count, late, self._parent.window()).exec()
