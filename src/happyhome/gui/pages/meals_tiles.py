"""The tiles of a day's board: who stands there in which look, and the keys that only meals have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from happyhome.gui.kit import keys, theme
from happyhome.gui.kit.board import Board
from happyhome.gui.kit.tiles import Tile
from happyhome.services import boards

ALL: Final = "all"
OPEN: Final = "open"
AWAY: Final = "away"
HERE: Final = "here"
ABSENCES: Final = {"4": "away", "5": "hospital"}
NOT_COMING: Final = "没来"
_DERIVED_WORDS: Final = {"meal": "用餐", "activity": "活动"}

Wanted = Callable[[boards.Tile], bool]


def away_look(word: str) -> str:
    """The look of 外出 or 住院; "" for somebody who is here."""
    return "" if not word else theme.HOSPITAL if "住院" in word else theme.AWAY


def filters(board: boards.DayBoard, aside: Collection[str], here: int) -> list[tuple[str, str]]:
    """The chips above the board with their counts."""
    missing = sum(tile.resident not in aside for tile in board.missing)
    away = sum(bool(tile.away) and not tile.state for tile in board.tiles)
    return [
        (ALL, f"全部 {len(board.tiles)}"),
        (OPEN, f"未记 {missing}"),
        (AWAY, f"外出 {away}"),
        (HERE, f"到院 {here}"),
    ]


def wanted(chosen: str) -> Wanted:
    """Which tiles a chip leaves on the board."""
    if chosen == OPEN:
        return lambda tile: not tile.state and not tile.away
    if chosen == AWAY:
        return lambda tile: bool(tile.away) and not tile.state
    return lambda _tile: True


def meal_tiles(tiles: Iterable[boards.Tile], aside: Collection[str], chosen: str) -> list[Tile]:
    """Tiles as they are painted; those set aside (没来) are not among the ones still to record."""
    keep = wanted(chosen)
    return [
        _tile(tile, tile.state or away_look(tile.away), _meal_badge(tile, aside))
        for tile in tiles
        if keep(tile) and not (chosen == OPEN and tile.resident in aside)
    ]


def _meal_badge(tile: boards.Tile, aside: Collection[str]) -> str:
    if tile.state:
        return f"{theme.LOOKS[tile.state].sign}补" if tile.late else ""
    return NOT_COMING if tile.resident in aside and not tile.away else ""


def presence_tiles(tiles: Iterable[boards.Tile]) -> list[Tile]:
    """Tiles of 到院: marked ones, and greyed those whom a meal or an activity says to be there already."""
    return [_tile(tile, _presence_look(tile), _DERIVED_WORDS.get(tile.state, "")) for tile in tiles]


def _presence_look(tile: boards.Tile) -> str:
    if tile.state in _DERIVED_WORDS:
        return theme.DERIVED
    return theme.PRESENT if tile.state else away_look(tile.away)


def _tile(tile: boards.Tile, look: str, badge: str) -> Tile:
    return Tile(tile.resident, tile.name, tile.subtitle, look, tile.initials, badge)


class DayTiles(Board):
    """``toggled(id)`` is Space or a click: the page knows how somebody usually eats. 4 and 5 are absences."""

    toggled = Signal(str)
    absence_asked = Signal(str, str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """4 外出, 5 住院 before all else."""
        kind = ABSENCES.get(keys.typed(event))
        if kind and self.current_id():
            self.absence_asked.emit(self.current_id(), kind)
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        if self.current_id():
            self.toggled.emit(self.current_id())
