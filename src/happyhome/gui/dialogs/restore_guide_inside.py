"""The second step: what is in the copy, beside the records of now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from happyhome.gui import text as words
from happyhome.gui.backup_words import moment, reason_word
from happyhome.gui.kit.card import Card, label, line, scrolling
from happyhome.gui.kit.scaled import pad
from happyhome.services import handover
from happyhome.services.backup_previews import Preview

Counts = tuple[tuple[str, int], ...]
COUNTED: Final = (
    ("resident", "老人"), ("status", "身份状态"), ("meal", "用餐"), ("activity", "活动"), ("operation", "操作"),
)  # fmt: skip
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def head_words(found: Preview) -> str:
    """2026年11月20日 10:32 · 自动 · 1.8 MB."""
    when = moment(found.made_at) if found.made_at is not None else ""
    parts = (when, reason_word(found.reason), handover.size_words(found.size))
    return " · ".join(part for part in parts if part)


def last_words(day: date | None, label_: str, at: datetime | None) -> str:
    """最后一步 11月20日 10:31“记午餐”，记到 11月20日."""
    told = []
    if at is not None:
        told.append(f"最后一步是 {moment(at)} 的“{label_}”")
    if day is not None:
        told.append(f"记到 {words.day_said(day)}")
    return "，".join(told)


def warnings(found: Preview) -> tuple[str, ...]:
    """What must be known before it is restored, gravest first."""
    told = []
    if found.is_same_home is False:
        told.append(f"注意：这是“{found.home}”的备份，不是现在这个幸福院的。")
    if found.beyond and found.is_same_home is not None:  # an empty new computer has nothing to miss
        told.append(
            f"注意：里面有 {found.beyond:,} 步操作，现在的数据里没有，是另一台电脑上记的，或恢复以前记的。"
        )
    return tuple(told)


def missing_words(found: Preview) -> str:
    """How much of the records of now it does not hold; "" where there is nothing to compare with."""
    if found.missing is None or found.is_same_home is None:
        return ""
    if not found.missing:
        return "现在记下的，这份备份里都有，恢复后一步也不少。"
    since = f"（{moment(found.missing_since)} 起记的）" if found.missing_since is not None else ""
    return f"这份备份以后又记了 {found.missing:,} 步{since}，恢复后看不到这些。"


def lock_words(found: Preview) -> str:
    """Whether and how it is sealed."""
    if not found.is_sealed:
        return "这份备份没有加锁，谁拿到都能看。"
    return "加了锁，现在的密码就能打开。" if found.is_same_ring else "加了锁，是另一把钥匙锁的。"


class InsideStep(QWidget):
    """``show_preview`` fills it; what must not be overlooked stands on top in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.home, self.head = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.warned, self.missing = label("", "warned", wrap=True), label("", "strong", wrap=True)
        self.more = label("", "muted", wrap=True)
        self._rows: list[tuple[str, ...]] = []
        self._table = QWidget()
        self._table.setProperty("role", "bare")
        self._grid = pad(QGridLayout(self._table), 0, 4, 0, 4, gap=9)
        self._grid.setColumnStretch(3, 1)
        card = Card()
        for widget in (
            self.home,
            self.head,
            self.warned,
            line(),
            self._table,
            line(),
            self.missing,
            self.more,
        ):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        inside = QWidget()
        pad(QVBoxLayout(inside)).addWidget(card)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))

    def show_preview(self, found: Preview, present: Counts) -> None:
        """Tell what is in it."""
        self.home.setText(found.home or "里面还没有写幸福院的名称")
        self.head.setText(head_words(found))
        told = warnings(found)
        self.warned.setText("\n".join(told))
        self.warned.setVisible(bool(told))
        nothing = "这台电脑上还没有记过什么，恢复后从这份备份接着记。"
        closed = "现在的数据打不开，没法对照。"
        self.missing.setText(missing_words(found) or (nothing if present else closed))
        beside = present if found.is_same_home is not None else ()
        old = f"这是旧版程序（{found.version}）做的备份，恢复时会自动升级。" if found.is_older else ""
        more = (last_words(found.last_day, found.last_label, found.last_at), lock_words(found), old)
        self.more.setText("\n".join(part for part in more if part))
        self._compare(dict(found.counts), dict(beside))

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table's cells, row by row."""
        return tuple(self._rows)

    def _compare(self, inside: dict[str, int], present: dict[str, int]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows.clear()
        self._row(0, ("", "这份备份", "现在的数据" if present else "", ""), "small")
        for number, (key, word) in enumerate(COUNTED, 1):
            if key not in inside and key not in present:
                continue
            there, now = inside.get(key), present.get(key)
            self._row(number, (word, _count(there), _count(now), _difference(there, now)), "")

    def _row(self, number: int, cells: tuple[str, ...], role: str) -> None:
        self._rows.append(cells)
        for column, text in enumerate(cells):
            made = label(text, role or ("muted" if column in (0, 3) else "strong"))
            if column in (1, 2):
                made.setAlignment(_RIGHT)
                made.setMinimumWidth(self.fontMetrics().horizontalAdvance("现在的数据") + 24)
            self._grid.addWidget(made, number, column)


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _difference(there: int | None, now: int | None) -> str:
    if there is None or now is None:
        return ""
    if there == now:
        return "一样"
    return f"备份少 {now - there:,}" if there < now else f"备份多 {there - now:,}"
