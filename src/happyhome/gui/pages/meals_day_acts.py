"""What can be done to one slot of one day: every write of the day's board goes through here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.meals import MODE_CHOICES
from happyhome.gui.kit.search_box import Hit
from happyhome.gui.pages.meals_late import LateReasons
from happyhome.gui.persons import hit_of
from happyhome.gui.shell import Shell
from happyhome.gui.text import short_day
from happyhome.services import absences, boards, days, meals, presence, residents

_SATURDAY: Final = 5


class DayActs:
    """Acts on ``day`` and ``slot``; asks for the reason of a late entry, says kindly that a month is closed."""

    def __init__(self, shell: Shell, parent: QWidget, day: date, slot: str, late: LateReasons) -> None:
        self._shell, self._parent, self._late = shell, parent, late
        self.day, self.slot, self.locked = day, slot, False

    @property
    def late_key(self) -> str:
        """Under which a reason for this day is remembered."""
        return self.day.isoformat()

    def _reason(self) -> str | None:
        """None: nothing may be written now, and the clerk knows why."""
        if self.locked:
            self._shell.say(f"{Month.of(self.day).label}已经结账，不能再改。要更正，请在“用餐”页点“重开”。")
            return None
        if self.day > self._shell.today():
            self._shell.say(f"{short_day(self.day)}还没到，不能提前记录。")
            return None
        return self._late.ask(self.late_key, [self.day])

    def mark(self, marks: dict[str, str | None]) -> None:
        """Set or clear (None) the mode of these elders, as one operation."""
        late = self._reason() if marks else None
        if late is not None:
            cells = {(who, self.day): mode for who, mode in marks.items()}
            self._shell.run(meals.mark_meals, slot=self.slot, marks=cells, late_reason=late)

    def toggle(self, tile: boards.Tile) -> None:
        """What Space means: the usual mode, or nothing recorded."""
        self.mark({tile.resident: None if tile.state else tile.usual_mode})

    def rest_came(self, board: boards.DayBoard, aside: Collection[str]) -> None:
        """其余都来了: all who are expected, not recorded and not set aside, each in the usual mode."""
        rest: dict[str, str | None] = {
            tile.resident: tile.usual_mode for tile in board.missing if tile.resident not in aside
        }
        if rest:
            self.mark(rest)
        else:
            self._shell.say("名单上的人都记过了")

    def same_as_before(self, aside: Collection[str]) -> None:
        """同昨日: those of the last day on which anything was served, in the same modes."""
        found = self._shell.ask(meals.same_as_before, day=self.day, slot=self.slot)
        before: dict[str, str | None] = {who: mode for who, mode in found.items() if who not in aside}
        if before:
            self.mark(before)
        else:
            self._shell.say("上一次用餐的人都已经记过了，或最近 14 天没有记录")

    def toggle_presence(self, tile: boards.Tile) -> None:
        """Mark or clear 到院; what a meal or an activity says already is only told."""
        if tile.state in ("meal", "activity"):
            what = "用餐" if tile.state == "meal" else "参加活动"
            self._shell.say(f"{tile.name}这天已{what}，自动算到院，不用再记")
            return
        late = self._reason()
        if late is not None:
            marks = {(tile.resident, self.day): not tile.state}
            said = f"已{'取消' if tile.state else '记'}到院：{tile.name}"
            self._shell.run(presence.mark_presence, said=said, marks=marks, late_reason=late)

    def guests(self, count: int) -> None:
        """来客 as a number."""
        from happyhome.gui.dialogs.guests import (
            GuestsDialog,  # as all dialogs: when it is wanted, not at the start
        )

        late = self._reason()
        if late is not None:
            GuestsDialog(self._shell, self.day, self.slot, count, late, self._parent.window()).exec()

    def absence(self, tile: boards.Tile, kind: str) -> None:
        """外出 or 住院 from this day on."""
        from happyhome.gui.dialogs.absence import AbsenceDialog

        AbsenceDialog(self._shell, [tile.resident], tile.name, kind, self.day, self._parent.window()).exec()

    def back(self, tile: boards.Tile) -> None:
        """The elder is back from this day on."""
        self._shell.run(absences.end_absence, residents=[tile.resident], since=self.day)

    def add(self, board: boards.DayBoard) -> str:
        """Somebody who is not on the board comes: recorded in the usual mode. Gives back who, "" for nobody."""
        from happyhome.gui.dialogs.pick_person import PickPerson

        present = {tile.resident for tile in board.tiles}
        here = {
            one.id: one.resident
            for one in self._shell.ask(residents.people_on, day=self.day)
            if one.id not in present
        }

        def find(text: str) -> Sequence[Hit]:
            found = self._shell.ask(residents.search, text=text) if text else here.values()
            return [hit_of(here[one.id], self.day) for one in found if one.id in here]

        box = PickPerson(
            "添加名单外的人", find, "记上", "登记过的老人都已经在名单上了。", self._parent.window()
        )
        if box.exec() and box.person:
            self.mark({box.person: here[box.person].usual_mode})
        return box.person

    def close_day(self) -> None:
        """不开放…: with a reason."""
        from happyhome.gui.dialogs.reason import CLOSED_REASONS, ReasonDialog

        ReasonDialog(
            f"{short_day(self.day)}不开放",
            "记为不开放后，这天不算漏记，报表里会写明原因。",
            CLOSED_REASONS,
            "记为不开放",
            self._parent.window(),
            preset=self.day.weekday() >= _SATURDAY,
            keep=lambda reason: self._shell.run(days.set_days, days=[self.day], is_open=False, reason=reason),
        ).exec()

    def forget_day(self) -> None:
        """Take 不开放 (or 开放) back."""
        self._shell.run(days.forget_day, day=self.day)

    def menu(self, tile: boards.Tile, place: QPoint | None = None) -> None:
        """All that keys can do to one elder, for the mouse."""
        made = QMenu(self._parent)
        for number, mode in enumerate(MODE_CHOICES, 1):
            made.addAction(f"{mode.label}\t{number}", lambda mode=mode: self.mark({tile.resident: mode.key}))
        if tile.state:
            made.addAction("清除\t0", lambda: self.mark({tile.resident: None}))
        made.addSeparator()
        if tile.away:
            made.addAction("回来了\t0", lambda: self.back(tile))
        made.addAction("外出…\t4", lambda: self.absence(tile, "away"))
        made.addAction("住院…\t5", lambda: self.absence(tile, "hospital"))
        made.addSeparator()
        made.addAction(f"看{tile.name}的资料", lambda: open_person(self._shell, tile.resident))
        made.exec(place or QCursor.pos())


def open_person(shell: Shell, resident: str) -> None:
    """Lead to one elder's page."""
    shell.open_page("residents", target=resident)
