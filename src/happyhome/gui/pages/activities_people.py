"""Who took part: tick by initials and Space, or take over who came the last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit import theme
from happyhome.gui.kit.board import Board
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.kit.tiles import Tile
from happyhome.services.activities import Candidate

_HINT = "打姓名首字母跳到人 · 空格或回车 选上／去掉 · 方向键走动"


class Participants(QWidget):
    """``changed`` when somebody was ticked by hand. ``last_time`` is asked by 同上次 for resident ids."""

    changed = Signal()

    def __init__(self, last_time: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._last_time = last_time
        self._people: tuple[Candidate, ...] = ()
        self._chosen: set[str] = set()
        self._locked = False
        self.filter = Chips((("all", "全部"), ("chosen", "已选")))
        self.filter.chosen.connect(lambda _key: self._show())
        self.again = KeyButton("同上次", "F8", self._take_last)
        self.none = button("全不选", lambda: self._choose(()))
        self.board = Board()
        self.board.setAccessibleName("参加的老人")
        self.board.marked.connect(self._marked)
        self.board.rest_came.connect(self._toggle_current)
        self._said = label("", "hint", wrap=True)
        column = pad(QVBoxLayout(self), gap=10)
        column.addWidget(Wrap(self.filter, right=(self.none, self.again)))
        column.addWidget(self.board, 1)
        column.addWidget(self._said)
        self._say("")
        self.setFocusProxy(self.board)

    def show_people(self, people: Sequence[Candidate]) -> None:
        """Offer these; who was ticked stays ticked."""
        self._people = tuple(people)
        self._show()

    def set_chosen(self, residents: Iterable[str]) -> None:
        """Tick exactly these, without telling anyone."""
        self._chosen = set(residents)
        self._say("")
        self._show()

    def chosen(self) -> tuple[str, ...]:
        """Who is ticked, in the order shown."""
        return tuple(one.resident for one in self._people if one.resident in self._chosen)

    def all_chosen(self) -> tuple[str, ...]:
        """Who is ticked, those included who are not among the people shown."""
        shown = self.chosen()
        return (*shown, *sorted(self._chosen - set(shown)))

    def set_locked(self, locked: bool) -> None:
        """Let nobody be ticked, for a closed month."""
        self._locked = locked
        for widget in (self.again, self.none):
            widget.setEnabled(not locked)

    def _marked(self, residents: list[str], mode: str) -> None:
        if self._locked:
            return
        for one in residents:
            self._chosen = self._chosen - {one} if mode == theme.NOT_MARKED else self._chosen | {one}
        self._after()

    def _toggle_current(self) -> None:
        who = self.board.current_id()
        if who:
            self._marked([who], theme.NOT_MARKED if who in self._chosen else theme.DINE_IN)

    def _take_last(self) -> None:
        here = {one.resident for one in self._people}
        came = [who for who in self._last_time() if who in here]
        added = set(came) - self._chosen
        if not came:
            self._say("以前没有记过同名的活动，没有可以照搬的名单。")
            return
        self._choose(self._chosen | set(came))
        self._say(f"照上次加了 {len(added)} 人。没来的请去掉，新来的请补上。")

    def _choose(self, residents: Iterable[str]) -> None:
        self._chosen = set(residents)
        self._after()

    def _after(self) -> None:
        self._say("")
        self._show()
        self.changed.emit()

    def _say(self, text: str) -> None:
        self._said.setText(text or _HINT)

    def _show(self) -> None:
        only = self.filter.current() == "chosen"
        tiles = [
            Tile(one.resident, one.name, one.subtitle, self._state(one), one.initials, one.away)
            for one in self._people
            if not only or one.resident in self._chosen
        ]
        self.filter.set_options(
            (("all", f"全部 {len(self._people)}"), ("chosen", f"已选 {len(self.chosen())}"))
        )
        empty = (
            "还没有选人。点“全部”，再一个个选上。" if only else "还没有登记老人。请先到“老人”页登记或导入。"
        )
        self.board.set_tiles(tiles, empty=empty)

    def _state(self, one: Candidate) -> str:
        if one.resident in self._chosen:
            return theme.DINE_IN
        return theme.AWAY if one.away else theme.NOT_MARKED
