"""Beside today's board: what is due, days that nobody recorded, and the week's bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from happyhome.domain.dates import WEEKDAYS
from happyhome.domain.meals import slot_label
from happyhome.gui.kit.bars import Bar, Bars
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.gui.text import short_day
from happyhome.services import activities, boards

if TYPE_CHECKING:
    from happyhome.services import due
    from happyhome.services.session import Services

_TONES = {
    "unseen": "red",
    "return": "amber",
    "certify": "amber",
    "application": "amber",
    "milestone": "blue",
    "birthday": "green",
    "activity": "stone",
}
_MOST_DAYS = 4
_MOST_DETAIL = 60
"""Characters of a second line: who turns eighty under three rules would fill the list; their page tells all."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is due, what was held today, and the days nobody recorded."""

    due: Sequence[due.Due]
    held: Sequence[activities.Listed]
    forgotten: Sequence[date]


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_DETAIL else text[: _MOST_DETAIL - 1] + "…"


class DueCard(Card):
    """要办的事: each entry leads to where it is settled. Below, quietly, the days nobody recorded."""

    day_asked = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__("要办的事")
        self._shell, self._reader = shell, Reader(shell, "看要办的事")
        self.entries = Entries()
        inside = QWidget()
        column = pad(QVBoxLayout(inside), 0, 0, 10, 0, gap=0)
        column.addWidget(self.entries)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        self._forgotten = Wrap(gap=10)
        self._forgotten_key: tuple[date, ...] = ()
        self.body.addWidget(self._forgotten)

    def show_due(self, today: date, slot: str) -> None:
        """Read everything that is due beside the window: rules may have to be asked of everybody."""

        def work(services: Services) -> _Found:
            from happyhome.services import due  # with it the rules, which the window need not wait for

            return _Found(
                services.ask(due.due_list, today=today),
                services.ask(activities.activities_between, first=today, last=today),
                services.ask(due.unrecorded_days, today=today, slot=slot),
            )

        self._reader.read(work, self._show)

    def _show(self, found: _Found) -> None:
        self.entries.set_empty("今天没有要办的事。")
        held = [self._held(one) for one in found.held]
        self.entries.set_entries([*(self._entry(one) for one in found.due), *held])
        self._show_forgotten(found.forgotten)

    def _entry(self, one: due.Due) -> Entry:
        tone = "red" if one.urgent else _TONES.get(one.kind, "stone")
        return Entry(
            one.tag,
            tone,
            one.text,
            _shortened(one.detail),
            one.action if one.page else "",
            lambda: self._shell.open_page(one.page, target=one.target),
        )

    def _held(self, one: activities.Listed) -> Entry:
        act = one.activity
        return Entry(
            "活动",
            "stone",
            f"{act.start} {act.title}".strip(),
            f"已记，参加 {len(one.residents)} 人",
            "查看",
            lambda: self._shell.open_page("activities", activity=act.id),
        )

    def _show_forgotten(self, days: Sequence[date]) -> None:
        shown = tuple(days[-_MOST_DAYS:])
        if shown == self._forgotten_key:
            return
        self._forgotten_key = shown
        old, self._forgotten = self._forgotten, Wrap(*self._forgotten_links(shown), gap=10)
        self.body.replaceWidget(old, self._forgotten)
        old.hide()
        old.deleteLater()

    def _forgotten_links(self, days: Sequence[date]) -> list[QWidget]:
        if not days:
            return []
        links = [button(short_day(day), partial(self.day_asked.emit, day), kind="link") for day in days]
        return [label("没有记录的日子：", "small"), *links]


class WeekCard(Card):
    """本周用餐人数; today's bar is soft, for it is not final."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("本周用餐人数")
        self._shell, self.bars = shell, Bars()
        self.body.addWidget(self.bars)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_week(self, today: date, slot: str) -> None:
        """Read and show the week."""
        self.heading.setText(f"本周{slot_label(slot)}人数" if slot != "lunch" else "本周用餐人数")
        week = self._shell.ask(boards.week, day=today, slot=slot)
        self.bars.set_bars(
            tuple(
                Bar(WEEKDAYS[day.weekday()], count, day == today)
                for day, count in zip(week.days, week.counts, strict=True)
            )
        )
