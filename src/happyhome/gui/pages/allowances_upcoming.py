"""补贴 · 临近: what comes next in three months and what it needs, and who is entitled and does not draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services.upcoming import Coming, upcoming

MONTHS: Final = 3
_KINDS: Final = {
    "all": "全部",
    "age": "满周岁",
    "money": "金额",
    "certify": "认证",
    "expiry": "到期",
    "posting": "公示",
    "application": "申请",
}
_TONES: Final = {"age": "blue", "money": "green", "certify": "amber", "expiry": "amber"}
_UNCLAIMED: Final = "unclaimed"
_TOUCHED: Final = frozenset(
    {"residents", "applications", "certifications", "schemes", "rolls", "settings", "service_records"}
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One row: something to come, or many people's certification up to one day (``count``)."""

    id: str
    coming: Coming
    count: int = 1


class UpcomingPane(QWidget):
    """A tab of the allowances page. Keys: ↑ ↓ walk, Enter goes where it is settled."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader, self._read = shell, Reader(shell, "看临近的事"), False
        self._all: tuple[_Shown, ...] = ()
        self.kinds = Chips(list(_KINDS.items()))
        self.kinds.chosen.connect(lambda _key: self._show())
        self.coming = _List("三个月内", lambda: self._settle(self.coming))
        self.unclaimed = _List("符合条件没有领", lambda: self._settle(self.unclaimed))
        self.coming.more.insertWidget(0, self.kinds)
        panes = Panes(
            (Pane(self.coming, stacked_height=420), Pane(self.unclaimed, 420, 340, 380)),
            narrow_below=980,
            fold_below=760,
        )
        pad(QVBoxLayout(self)).addWidget(scrolling(panes))
        self.setFocusProxy(self.coming.list)

    def open(self, target: str = "") -> None:
        """A kind of things to come, or ``unclaimed``."""
        if target in _KINDS:
            self.kinds.set_current(target)
            self._show()
        if target == _UNCLAIMED:
            self.unclaimed.list.setFocus()

    def refresh(self, changed: frozenset[str]) -> None:
        """Look ahead anew, beside the window."""
        if self._read and changed and not changed & _TOUCHED:
            return
        today = self._shell.today()
        self._reader.read(
            lambda services: services.ask(upcoming, today=today, months=MONTHS),
            lambda found: self._take(found),
        )

    def primary_action(self) -> None:
        """去申请 for the one in sight who does not draw."""
        self._settle(self.unclaimed)

    def _take(self, found: Sequence[Coming]) -> None:
        self._all, self._read = tuple(_gathered(found)), True
        self._show()

    def _show(self) -> None:
        ahead = [one for one in self._all if one.coming.kind != _UNCLAIMED]
        counts = {key: sum(key in ("all", one.coming.kind) for one in ahead) for key in _KINDS}
        offered = [
            (key, f"{word} {counts[key]}") for key, word in _KINDS.items() if counts[key] or key == "all"
        ]
        self.kinds.set_options(offered)
        kind = self.kinds.current()
        shown = [one for one in ahead if kind in ("all", one.coming.kind)]
        self.coming.show_rows(shown, "今后三个月没有要准备的事。")
        entitled = [one for one in self._all if one.coming.kind == _UNCLAIMED]
        self.unclaimed.heading.setText(
            f"符合条件没有领　{len(entitled)} 人次" if entitled else "符合条件没有领"
        )
        self.unclaimed.show_rows(entitled, "按现在的记录，该领的都在领或者已经申请。")

    def _settle(self, of: _List) -> None:
        found = of.current()
        if found is None:
            return
        one = found.coming
        if one.kind == _UNCLAIMED:
            self._apply(one)
        elif one.kind == "certify":
            self._shell.open_page("allowances", target=f"certify:{one.scheme}")
        elif one.kind == "posting" and not one.resident:
            self._shell.open_page("allowances", target=f"rolls:{one.scheme}")
        elif one.kind in ("application", "posting"):
            self._shell.open_page("allowances", target=f"applications:{one.row}")
        else:
            self._shell.open_page("residents", target=one.resident)

    def _apply(self, one: Coming) -> None:
        from happyhome.gui.dialogs.application import NewApplication

        NewApplication(self._shell, self.window(), resident=one.resident, scheme=one.scheme).exec()


class _List(Card):
    """A list with the whole story of its current row below, and the one act for it."""

    def __init__(self, heading: str, settle: Callable[[], object]) -> None:
        super().__init__(heading)
        pad(self.body, 14, 14, 14, 12, gap=8)
        self._shown: tuple[_Shown, ...] = ()
        self.more = pad(QVBoxLayout(), gap=8)
        self.list = RowList(heading, empty="正在看…")
        self.list.chosen.connect(lambda _row: self._tell())
        self.list.opened.connect(lambda _row: settle())
        self._text, self._detail = label("", "strong", wrap=True), label("", "small", wrap=True)
        self.act = button("", settle, kind="primary")
        self._foot = QWidget()
        self._foot.setProperty("role", "bare")
        foot = pad(QHBoxLayout(self._foot), gap=12)
        foot.addWidget(self._text, 1)
        foot.addWidget(self.act, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self.more)
        self.body.addWidget(self.list, 1)
        for widget in (self._foot, self._detail):
            self.body.addWidget(widget)
        self._tell()

    def show_rows(self, rows: Sequence[_Shown], empty: str) -> None:
        """Show these."""
        self._shown = tuple(rows)
        self.list.set_empty(empty)
        self.list.set_rows([_row(one) for one in rows])
        if not self.list.current_id() and rows:
            self.list.select(rows[0].id)
        self._tell()

    def current(self) -> _Shown | None:
        """What is in sight below."""
        return next((one for one in self._shown if one.id == self.list.current_id()), None)

    def _tell(self) -> None:
        found = self.current()
        for widget in (self._foot, self._detail):
            widget.setVisible(found is not None)
        if found is None:
            return
        one = found.coming
        papers = f"需要：{'、'.join(one.papers)}" if one.papers else ""
        money = f"{one.month} 起变动" if one.month is not None and one.month != one.day else ""
        self._text.setText(one.text)
        self._detail.setText("\n".join(part for part in (one.detail, papers or money) if part))
        self._detail.setVisible(bool(self._detail.text()))
        self.act.setText(_act(one))


def _act(one: Coming) -> str:
    words = {
        _UNCLAIMED: "去申请…",
        "certify": "认证名单",
        "application": "看申请",
        "posting": "看申请" if one.resident else "看名册",
    }
    return words.get(one.kind, "看老人")


def _row(found: _Shown) -> Row:
    one = found.coming
    papers = f"需{'、'.join(one.papers)}" if one.papers else ""
    note = " · ".join(part for part in (one.group, one.detail, papers) if part)
    if one.kind == _UNCLAIMED:
        return Row(found.id, one.text.removesuffix("，还没有申请"), note, tip=f"{one.text}\n{note}")
    tone = "red" if one.is_late else _TONES.get(one.kind, "stone")
    pill = f"满 {one.age}" if one.kind == "age" else _KINDS.get(one.kind, "")
    return Row(found.id, one.text, note, _when(one.day), pill, tone, tip=f"{one.text}\n{note}")


def _when(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _gathered(found: Iterable[Coming]) -> list[_Shown]:
    """Everybody who is to be certified by one day is one row; who is late stays a row of their own."""
    made: list[_Shown] = []
    places: dict[tuple[str, date], int] = {}
    for number, one in enumerate(found):
        key = (one.scheme, one.day)
        if one.kind != "certify" or one.is_late:
            made.append(_Shown(f"{number}:{one.kind}:{one.resident}:{one.row}", one))
        elif key in places:
            before = made[places[key]]
            made[places[key]] = replace(before, count=before.count + 1)
        else:
            places[key] = len(made)
            made.append(_Shown(f"certify:{one.scheme}:{one.day}", one))
    return [_as_many(one) if one.coming.kind == "certify" and one.count > 1 else one for one in made]


def _as_many(found: _Shown) -> _Shown:
    one = found.coming
    text = one.text.replace(one.name, f"{one.name}等 {found.count} 人", 1)
    return replace(
        found, coming=replace(one, text=text, detail="到期以前要当面、电话或视频认证", resident="", group="")
    )
