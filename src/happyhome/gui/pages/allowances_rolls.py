"""补贴 · 名册: the rolls there are, the one in sight with its lines, and one line with its reasons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import COUNTED_STATES, Roll, RollLine
from happyhome.gui.kit.card import Card, row
from happyhome.gui.kit.empty import Empty
from happyhome.gui.kit.folding import NO_LIMIT
from happyhome.gui.kit.panes import Parts
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad, px
from happyhome.gui.kit.steady import ChoiceBox
from happyhome.gui.pages.allowances_line import LineCard
from happyhome.gui.pages.allowances_roll import RollView
from happyhome.gui.pages.allowances_roll_acts import RollActs
from happyhome.gui.pages.allowances_words import STATE_TONES, STATE_WORDS, money
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services import rolls

_TOUCHED: Final = frozenset({"rolls", "schemes", "home"})
_LEFT, _FOLD_BELOW = 244, 840
_HOW: Final = "名册、增减变动表和公示都从这里打印。先在“本月”里点“造册”。"


class RollsPane(QWidget):
    """``open(inside)`` shows a roll by its id, or the newest of a scheme by its key."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader = shell, Reader(shell, "读名册")
        self._rolls: tuple[Roll, ...] = ()
        self._book: RollBook | None = None
        self.scheme = ChoiceBox()
        self.scheme.setAccessibleName("补贴项目")
        self.scheme.activated.connect(lambda _index: self._list_scheme())
        self.list = RowList("名册")
        self.list.chosen.connect(lambda _roll: self._chosen())
        self.pick = ChoiceBox()
        self.pick.setAccessibleName("哪一期名册")
        self.pick.activated.connect(lambda _index: self._picked())
        acts = RollActs(shell, self)
        self.acts = acts
        self.view = RollView(acts)
        self.view.lines.table.picked.connect(self._show_line)
        self.view.lines.table.opened.connect(lambda line: self._open(line.resident))
        self.line = LineCard(self._open, lambda line: acts.refund(self._scheme(), line), acts.mark)
        self._listed = Card(gap=8)
        pad(self._listed.body, 12, 12, 12, 12, gap=8)
        choices = row(gap=8)
        choices.addWidget(self.scheme, 1)
        choices.addWidget(self.pick, 1)
        self._listed.body.addLayout(choices)
        self._listed.body.addWidget(self.list, 1)
        self.empty = Empty(
            "paper",
            "还没有名册",
            "到“本月”造册",
            lambda: shell.open_page("allowances", target="month"),
            more=_HOW,
        )
        whole = QWidget()
        whole.setProperty("role", "bare")
        self._parts = Parts()
        for part in (whole, self.empty):
            self._parts.addWidget(part)
        pad(QVBoxLayout(self)).addWidget(self._parts)
        self._whole, self._grid = whole, pad(QGridLayout(whole), gap=14)
        self._grid.setColumnStretch(1, 1)
        self._arrange()

    def _arrange(self) -> None:
        """List and line at the left of the roll; in a narrow or zoomed window a drop-down above, the line below."""
        narrow = self.width() < px(_FOLD_BELOW)
        self.list.setVisible(not narrow)
        self.pick.setVisible(narrow)
        self.setFocusProxy(self.pick if narrow else self.list)
        self._grid.addWidget(self._listed, 0, 0, 1, 2 if narrow else 1)
        self._grid.addWidget(
            self.view, 1 if narrow else 0, 0 if narrow else 1, 1 if narrow else 2, 2 if narrow else 1
        )
        self._grid.addWidget(self.line, 2 if narrow else 1, 0, 1, 2 if narrow else 1)
        for widget, tall in ((self._listed, 0), (self.view, 430), (self.line, 240)):
            widget.setMinimumHeight(px(tall) if narrow else 0)
        for widget in (self._listed, self.line):
            widget.setMinimumWidth(0 if narrow else px(_LEFT))
            widget.setMaximumWidth(NO_LIMIT if narrow else px(_LEFT))
        for number, (narrow_share, share) in enumerate(((0, 2), (1, 3), (0, 0))):
            self._grid.setRowStretch(number, narrow_share if narrow else share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    # What others ask

    def open(self, inside: str) -> None:
        """Show a roll, or the newest of a scheme."""
        self._look()
        wanted = next((one for one in self._rolls if inside in (one.id, one.scheme)), None)
        if wanted is not None:
            self.scheme.setCurrentIndex(max(0, self.scheme.findData(wanted.scheme)))
            self._list_scheme(wanted.id)

    def refresh(self, changed: frozenset[str]) -> None:
        """The list now, the lines beside the window."""
        if not changed or changed & _TOUCHED:
            self._look()
            self._list_scheme(self.list.current_id())

    def primary_action(self) -> None:
        """The roll's next step."""
        if self.view.next_button.isVisible() and self.view.next_button.isEnabled():
            self.view.next_button.click()

    @property
    def book(self) -> RollBook | None:
        """The roll in sight, once it is read."""
        return self._book

    def _scheme(self) -> str:
        return str(self.scheme.currentData() or "")

    # The list

    def _look(self) -> None:
        self._rolls = self._shell.ask(rolls.rolls_of)
        titles: dict[str, str] = {}
        for one in reversed(self._rolls):  # in the order in which they were begun
            titles.setdefault(one.scheme, one.title.removesuffix("发放名册").removesuffix("补发名册"))
        known = [self.scheme.itemData(number) for number in range(self.scheme.count())]
        if known != list(titles):
            before = self.scheme.currentData()
            self.scheme.clear()
            for key, title in titles.items():
                self.scheme.addItem(title, key)
            self.scheme.setCurrentIndex(max(0, self.scheme.findData(before)))
        self.scheme.setVisible(len(titles) > 1)
        self._parts.setCurrentWidget(self._whole if self._rolls else self.empty)
        self._parts.updateGeometry()

    def _list_scheme(self, wanted: str = "") -> None:
        own = [one for one in self._rolls if one.scheme == self._scheme()]
        rows = [_row(one) for one in own]
        self.list.set_rows(rows)
        self.pick.clear()
        for one in rows:
            self.pick.addItem(f"{one.title}　{one.note}　{one.pill}", one.id)
        if own and not self.list.select(wanted):
            self.list.select(own[0].id)
        self._chosen()

    def _chosen(self) -> None:
        """From the list; the drop-down says the same."""
        self.pick.setCurrentIndex(self.pick.findData(self.list.current_id()))
        self._read()

    def _picked(self) -> None:
        """From the drop-down."""
        self.list.select(str(self.pick.currentData()))
        self._read()

    def _read(self) -> None:
        roll = self.list.current_id()
        if not roll:
            self._show(None)
            return
        if self._book is not None and self._book.roll.id != roll:
            self.view.show_busy()
        self._reader.read(lambda services: services.ask(rolls.roll_book, roll), self._show)

    def _show(self, book: RollBook | None) -> None:
        same = self._book is not None and book is not None and self._book.roll.id == book.roll.id
        self._book = book
        self.view.show_book(book, same=same)
        current = self.view.lines.table.current()
        if current is None:
            self.line.show_line(None, ())
        else:
            self._show_line(current)

    def _show_line(self, line: RollLine) -> None:
        if self._book is not None:
            items = self._book.items.get(line.id, ())
            is_counted = self._book.roll.state in COUNTED_STATES
            self.line.show_line(line, items, is_counted=is_counted, owing=line.claim > 0)

    def _open(self, resident: str) -> None:
        self._shell.open_page("residents", target=resident)


def _row(roll: Roll) -> Row:
    kind = "（补发册）" if roll.title.endswith("补发名册") else ""
    note = f"{roll.people} 人　{money(roll.total)} 元"
    return Row(
        roll.id, f"{roll.period}{kind}", note, pill=STATE_WORDS[roll.state], tone=STATE_TONES[roll.state]
    )
