"""The board of one slot of one day: figures are its owner's; tiles, chips, and the acts on them are here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Chips, Pill
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages import meals_tiles
from happyhome.gui.pages.meals_day_acts import DayActs
from happyhome.gui.pages.meals_figures import DayFigures
from happyhome.gui.pages.meals_late import LateReasons
from happyhome.gui.pages.meals_tiles import HERE, DayTiles
from happyhome.gui.shell import Shell
from happyhome.services import boards, days, presence, presence_boards, residents

KEYS_HINT = "空格 记/取消 · 1 堂食 2 送餐 3 自取 0 没来 · 4 外出 5 住院 · 打首字母跳到人"
AWAY_HINT = "0 回来了 · 空格照常记用餐 · 右键有更多"
HERE_HINT = "空格 记到院/取消 · 已用餐、参加活动的自动算到院 · 打首字母跳到人"


class DayPanel(QWidget):
    """Figures above, the board below. ``slot_chosen(slot)`` where the home serves more than one slot."""

    slot_chosen = Signal(str)

    def __init__(self, shell: Shell, day: date, slot: str, late: LateReasons) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._late = shell, late
        self.acts = DayActs(shell, self, day, slot, late)
        self._board: boards.DayBoard | None = None
        self._here: dict[str, boards.Tile] = {}
        self._aside: set[str] = set()
        self.add = KeyButton("添加", "F2", self._add, kind="link")
        self.add.setToolTip("名单外的人来吃饭：打名字或首字母添加（F2）")
        self.figures, self.tiles = DayFigures(self.add), DayTiles()
        self._title, self.slots, self.filters = label("", "title"), Chips(), Chips()
        self.same = KeyButton("同昨日", "F8", self._same)
        self.rest = KeyButton("其余都来了", "Enter", self._rest, kind="primary", shortcut=False)
        self.close_day = button("", self._close_or_open, kind="link")
        self._notice = Notice()
        self._hint = label(KEYS_HINT, "hint")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(Wrap(self._title, self.slots, self.filters, right=(self.same, self.rest)))
        card.body.addWidget(self._notice)
        card.body.addWidget(self.tiles, 1)
        card.body.addWidget(Wrap(self._hint, right=(self.close_day,), gap=16))
        column = pad(QVBoxLayout(self), gap=14)
        column.addWidget(self.figures)
        column.addWidget(card, 1)
        self.setFocusProxy(self.tiles)

    def _connect(self) -> None:
        self.slots.chosen.connect(self.slot_chosen)
        self.filters.chosen.connect(lambda _key: self._chose())
        self.tiles.toggled.connect(self._toggle)
        self.tiles.marked.connect(self._mark)
        self.tiles.absence_asked.connect(lambda who, kind: self.acts.absence(self._tile(who), kind))
        self.tiles.rest_came.connect(self._rest)
        self.tiles.menu_asked.connect(self._menu)
        self.figures.guests_asked.connect(self._guests)
        self._notice.asked.connect(self._change_reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is 其余都来了 also where a chip has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rest()
        else:
            super().keyPressEvent(event)

    # What is shown

    def show_day(self, day: date, slot: str, slots: Sequence[tuple[str, str]], title: str) -> None:
        """Show a slot of a day; ``slots`` are the chips (none for a single slot)."""
        if (day, slot) != (self.acts.day, self.acts.slot):
            self._aside = set()
        self.acts.day, self.acts.slot = day, slot
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.slots.set_options(slots)
        self.slots.setVisible(bool(slots))
        if slots:
            self.slots.set_current(slot)
        self.reload()

    def reload(self) -> None:
        """Read the day anew and show it."""
        day, slot = self.acts.day, self.acts.slot
        self._board = self._shell.ask(boards.day_board, day=day, slot=slot)
        self.acts.locked = self._board.is_locked
        here = len(self._shell.ask(presence.presence_on, day=day).why)
        self._aside -= {tile.resident for tile in self._board.tiles if tile.state}
        self.figures.show_day(slot, self._board.modes, self._board.expected, self._board.guests, here)
        self.filters.set_options(meals_tiles.filters(self._board, self._aside, here))
        self._show_tiles()
        self._show_state()

    def _show_tiles(self) -> None:
        assert self._board is not None
        chosen = self.filters.current()
        if chosen == HERE:
            people = self._shell.ask(presence_boards.presence_board, day=self.acts.day)
            self._here = {tile.resident: tile for tile in people}
            self.tiles.set_tiles(meals_tiles.presence_tiles(people), empty="还没有老人。请先到“老人”里登记。")
        else:
            tiles = meals_tiles.meal_tiles(self._board.tiles, self._aside, chosen)
            self.tiles.set_tiles(tiles, empty="" if tiles else self._empty(chosen))
        presence_only = chosen == HERE
        self._hint.setText({HERE: HERE_HINT, meals_tiles.AWAY: AWAY_HINT}.get(chosen, KEYS_HINT))
        for act in (self.same, self.rest, self.add):
            act.setEnabled(not presence_only and not self.acts.locked)

    def _empty(self, chosen: str) -> str:
        """What stands in place of tiles; only asked for where there are none."""
        if chosen == meals_tiles.OPEN and self._board and self._board.tiles:
            return "都记过了。"
        if chosen == meals_tiles.AWAY:
            return "没有外出或住院的人。"
        if not self._shell.ask(residents.people_on, day=self.acts.day):
            return "还没有老人。请先到“老人”里登记，或导入花名册。"
        return "名单还是空的。按 F2 添加来吃饭的人；记过几天后，常来的人会自动排在这里。"

    def _show_state(self) -> None:
        assert self._board is not None
        day, closed = self.acts.day, self._board.is_open is False
        past = day < self._shell.today()
        self.close_day.setText("改为开放" if closed else "今天不开放…" if not past else "这天不开放…")
        self.close_day.setEnabled(not self.acts.locked)
        if self.acts.locked:
            self._notice.show_note(
                "已结账", "stone", "这个月已经结账，只能看。要更正，请在“用餐”的月表里点“重开”。"
            )
        elif closed:
            state = self._shell.ask(days.day_state, day=day)
            self._notice.show_note("不开放", "amber", state.reason if state else "")
        elif past:
            why = self._late.known(self.acts.late_key)
            said = f"原因：{why}" if why else "这天已经过去，第一次记录时会问原因。"
            self._notice.show_note("补录", "amber", said, "改原因" if why else "")
        else:
            self._notice.hide()

    # What is asked

    def _tile(self, resident: str) -> boards.Tile:
        assert self._board is not None
        if self.filters.current() == HERE:
            return self._here[resident]
        return next(tile for tile in self._board.tiles if tile.resident == resident)

    def _chose(self) -> None:
        self._show_tiles()
        self.tiles.setFocus()

    def _toggle(self, resident: str) -> None:
        tile = self._tile(resident)
        if self.filters.current() == HERE:
            self.acts.toggle_presence(tile)
        else:
            self.acts.toggle(tile)

    def _mark(self, who: list[str], mode: str) -> None:
        if self.filters.current() == HERE:
            tile = self._tile(who[0])
            if bool(mode) != bool(tile.state):
                self.acts.toggle_presence(tile)
        elif not mode and not self._tile(who[0]).state:
            if self._tile(who[0]).away:
                self.acts.back(self._tile(who[0]))
            else:
                self._set_aside(who[0])
        else:
            self.acts.mark(dict.fromkeys(who, mode or None))

    def _set_aside(self, resident: str) -> None:
        """0 on somebody not recorded: 其余都来了 leaves them out. Nothing is kept of it."""
        self._aside ^= {resident}
        self.reload()

    def _menu(self, resident: str, place: QPoint) -> None:
        if self.filters.current() != HERE:
            self.acts.menu(self._tile(resident), place)

    def _rest(self) -> None:
        if self._board is not None and self.rest.isEnabled():
            self.acts.rest_came(self._board, self._aside)

    def _same(self) -> None:
        self.acts.same_as_before(self._aside)

    def _add(self) -> None:
        if self._board is not None:
            self.tiles.set_current(self.acts.add(self._board))
            self.tiles.setFocus()

    def _guests(self) -> None:
        if self._board is not None:
            self.acts.guests(self._board.guests)

    def _close_or_open(self) -> None:
        if self._board is not None and self._board.is_open is False:
            self.acts.forget_day()
        else:
            self.acts.close_day()

    def _change_reason(self) -> None:
        self._late.change(self.acts.late_key, [self.acts.day])
        self._show_state()


class Notice(QWidget):
    """A pill, a sentence, and a link where there is something to change."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._pill, self._text = Pill("", "amber"), label("", "muted", wrap=True)
        self._link = button("", self.asked.emit, kind="link")
        across = pad(QHBoxLayout(self), gap=10)
        across.addWidget(self._pill)
        across.addWidget(self._text, 1)
        across.addWidget(self._link)
        self.hide()

    def show_note(self, pill: str, tone: str, text: str, link: str = "") -> None:
        """Say this."""
        self._pill.set_text(pill, tone)
        self._text.setText(text)
        self._link.setText(link)
        self._link.setVisible(bool(link))
        self.show()

    def text(self) -> str:
        """What is said; empty while there is nothing to say."""
        return "" if self.isHidden() else f"{self._pill.accessibleName()} {self._text.text()}".strip()
