"""What an import would do, line by line: new, changed (old → new) and same cells, and what should be looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from happyhome.domain.problems import Level
from happyhome.gui.kit import theme
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.secret_field import HIDE, SHOW
from happyhome.gui.kit.table import Column, Table
from happyhome.services.import_lines import Line, Lines

WORDS: Final = {
    "new": "新增", "changed": "变更", "unchanged": "不变", "skipped": "跳过", "refused": "不收", "note": "说明",
}  # fmt: skip
_BACKGROUND: Final = int(Qt.ItemDataRole.BackgroundRole)
_INKS: Final = {"new": theme.GREEN, "changed": theme.AMBER, "refused": theme.DANGER}
_GROUNDS: Final = {"new": theme.GREEN_PALE, "changed": theme.AMBER_PALE}
_PILLS: Final = {
    Level.INFO: ("说明", "stone"),
    Level.WARNING: ("要看", "amber"),
    Level.REFUSED: ("不收", "red"),
}
_WIDE: Final = {"户籍地址": 12.0, "现居住地": 12.0, "社保卡号": 11.0, "联系电话": 7.0, "备注": 10.0}


class _Grounds(QStyledItemDelegate):
    """Fills a cell's ground itself: under a style sheet Qt leaves the model's background out."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = index.data(_BACKGROUND)
        if ground is not None and not option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class ImportPreview(QWidget):
    """Shows ``Lines``; the buttons tell what the clerk wants next."""

    back = Signal()
    columns_asked = Signal()
    problems_asked = Signal()
    import_asked = Signal()

    def __init__(self, may_show: Callable[[], bool] = lambda: True) -> None:
        """``may_show`` writes down that the numbers of a file are looked at in full."""
        super().__init__()
        self._may_show, self._plain = may_show, False
        self.setProperty("role", "bare")
        self._lines: Lines | None = None
        self.title, self.sub = label("", "title"), label("", "muted", wrap=True)
        self.chips = Chips()
        self.chips.chosen.connect(lambda _key: self._narrow())
        self.to_choice = KeyButton("‹ 换一个文件", "Esc", self.back.emit, shortcut=False)
        self.columns = button("栏目对不对…", self.columns_asked.emit)
        self.problems = button("导出问题表…", self.problems_asked.emit)
        self.show_button = KeyButton(SHOW, "F6", self.toggle)
        self.go = KeyButton("导入", "Ctrl Enter", self.import_asked.emit, kind="primary", shortcut=False)
        column = pad(QVBoxLayout(self), gap=10)
        column.addWidget(
            Wrap(self.to_choice, self.title, right=(self.show_button, self.columns, self.problems, self.go))
        )
        self.extra = pad(QVBoxLayout(), gap=0)
        column.addLayout(self.extra)
        column.addWidget(self.sub)
        column.addWidget(self.chips)
        self._table_card = Card()
        pad(self._table_card.body, 8, 6, 8, 8, gap=0)
        self.table: Table | None = None
        column.addWidget(self._table_card, 3)
        self._detail = Card()
        pad(self._detail.body, 16, 10, 16, 10, gap=8)
        self._where, self._entries = label("", "strong"), Entries(empty="这一行没有要说明的。")
        inside = QWidget()
        inner = pad(QVBoxLayout(inside), gap=6)
        inner.addWidget(self._where)
        inner.addWidget(self._entries)
        inner.addStretch(1)
        self._detail.body.addWidget(scrolling(inside))
        least(self._detail, 0, 118)
        column.addWidget(self._detail, 1)

    def show_lines(self, lines: Lines, title: str, sub: str, go: str) -> None:
        """Show these anew; the filter starts at what should be looked at where there is anything."""
        self._lines = lines
        self._set_plain(False)
        self.title.setText(title)
        self.sub.setText(sub)
        self.go.setText(go)
        self.go.setEnabled(lines.writes > 0)
        asks = sum(line.asks for line in lines.lines)
        self.problems.setEnabled(any(line.problems for line in lines.lines))
        options = [("all", f"全部 {len(lines.lines)}"), ("asks", f"要看 {asks}")]
        options += [(key, f"{WORDS[key]} {lines.counts[key]}") for key in WORDS if lines.counts.get(key)]
        self.chips.set_options(options)
        self.chips.set_current("all")
        self._make_table(lines.labels)
        self._narrow()

    def toggle(self) -> None:
        """看全号 for the file in sight, written down first; or 遮住."""
        if self._plain or self._may_show():
            self._set_plain(not self._plain)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight is masked."""
        super().hideEvent(event)
        self._set_plain(False)

    def _set_plain(self, plain: bool) -> None:
        self._plain = plain
        self.show_button.setText(HIDE if plain else SHOW)
        if self.table is not None:
            self.table.rows_model.show_plain(plain)
            if self.table.current() is not None:
                self._tell(self.table.current())

    def shown(self) -> tuple[Line, ...]:
        """The lines that stand there."""
        return self.table.rows() if self.table is not None else ()

    def _make_table(self, labels: tuple[str, ...]) -> None:
        if self.table is not None:
            self._table_card.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = Table(_columns(labels), empty="没有这样的行。")
        self.table.setItemDelegate(_Grounds(self.table))
        self.table.picked.connect(self._tell)
        least(self.table, 0, 160)
        self._table_card.body.addWidget(self.table)
        self.setFocusProxy(self.table)

    def _narrow(self) -> None:
        if self._lines is None or self.table is None:
            return
        key = self.chips.current()
        fits: Callable[[Line], bool] = {"all": lambda _line: True, "asks": lambda line: line.asks}.get(
            key, lambda line: line.outcome == key
        )
        found = [line for line in self._lines.lines if fits(line)]
        self.table.set_rows(found)
        if found:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
            self._tell(self.table.current())
        else:
            self._where.setText("")
            self._entries.set_entries(())

    def _tell(self, line: Line) -> None:
        name = f"：{line.name}" if line.name else ""
        self._where.setText(f"“{line.sheet}”第 {line.row} 行{name}")
        self._entries.set_entries(
            [Entry(*_PILLS[problem.level], problem.text, problem.column) for problem in line.problems],
            plain=self._plain,
        )


def _columns(labels: tuple[str, ...]) -> list[Column]:
    fixed = [
        Column("行", lambda line: str(line.row), 2.4, align="right", sort=lambda line: line.row),
        Column("结果", lambda line: WORDS[line.outcome], 3, tone=lambda line: _INKS.get(line.outcome, theme.MUTED)),
        Column("姓名", lambda line: line.name, 6, bold=True),
        Column("要看的", _first_problem, 12, tone=lambda line: theme.DANGER if line.asks else theme.MUTED),
        Column("身份证号", _number, 10.5,
               tone=lambda line: "" if line.id_number else theme.DANGER, ground=_number_ground),
    ]  # fmt: skip
    return [*fixed, *(_cell_column(text, last=text == labels[-1]) for text in labels)]


def _number(line: Line) -> str:
    """A roster's row without a sound number waits for one; a month grid need not have any."""
    return line.id_number or ("待补" if "姓名" in line.cells else "")


def _number_ground(line: Line) -> str:
    cell = line.cells.get("身份证号")
    return _GROUNDS.get(cell.kind, "") if cell else ""


def _first_problem(line: Line) -> str:
    ordered = sorted(line.problems, key=lambda problem: problem.level is Level.INFO)
    return ordered[0].text if ordered else ""


def _cell_column(text: str, *, last: bool) -> Column:
    def said(line: Line) -> str:
        cell = line.cells.get(text)
        if cell is None:
            return ""
        return f"{cell.old} → {cell.text}" if cell.kind == "changed" and cell.old else cell.text

    def ground(line: Line) -> str:
        cell = line.cells.get(text)
        return _GROUNDS.get(cell.kind, "") if cell else ""

    return Column(text, said, _WIDE.get(text, max(5.0, len(text))), stretch=last, ground=ground)
