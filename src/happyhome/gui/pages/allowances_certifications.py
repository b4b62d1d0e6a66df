"""补贴 · 认证: by which day everybody who draws must have been seen, and who is still to be seen."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.certifications import CERTIFIED_BY
from happyhome.gui.dialogs.certify import CertifyForm
from happyhome.gui.kit import keys, theme
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, Figures, label, scrolling
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.table import Column
from happyhome.gui.kit.tick_table import TickTable
from happyhome.gui.persons import age_word
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.gui.text import day_said, short_day
from happyhome.services import certifications
from happyhome.services.certifications import Certifying, Round, rounds

_STATES: Final = {"open": "待办", "overdue": "逾期", "done": "已认证", "all": "全部"}
_WORDS: Final = {"done": "已认证", "due": "待认证", "overdue": "逾期"}
_TONES: Final = {"done": theme.GREEN, "due": theme.INK, "overdue": theme.DANGER}
_WAYS: Final = {choice.key: choice.label for choice in CERTIFIED_BY}
_KEYS: Final = {"1": "in_person", "2": "phone", "3": "video"}
_TOUCHED: Final = frozenset(
    {"certifications", "applications", "residents", "schemes", "meals", "activities", "visits"}
)
_LEAST: Final = 190
"""Height of the list where the window is low: the pane then scrolls as a whole."""
_FIGURES: Final = ("认证截止", "已认证", "待认证", "逾期")


class _People(TickTable):
    """Digits certify: 1 当面, 2 电话, 3 视频."""

    way_asked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell the way; everything else as in any table."""
        way = _KEYS.get(keys.typed(event))
        if way is not None:
            self.way_asked.emit(way)
        else:
            super().keyPressEvent(event)


class CertificationsPane(QWidget):
    """A tab of the allowances page; ``open(target)`` chooses a scheme (its key).

    Keys: ↑ ↓ walk, Space ticks, 1 当面 2 电话 3 视频 for those ticked, or for the one in sight.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader = shell, Reader(shell, "算认证")
        self._rounds: dict[str, Round] = {}
        self._wanted, self._read = "", False
        self.schemes = Chips()
        self.schemes.chosen.connect(lambda _key: self._show())
        self.figures = Figures(_FIGURES)
        self.filter = Chips(list(_STATES.items()))
        self.filter.chosen.connect(lambda _key: self._show())
        self.list = _People(_columns(shell), empty="正在算…")
        self.list.ticked_changed.connect(self._say_ticked)
        self.list.picked.connect(lambda _one: self._say_ticked())
        self.list.opened.connect(lambda one: self._shell.open_page("residents", target=one.person.id))
        self.list.way_asked.connect(self.certify)
        self.buttons = {
            way: KeyButton(_WAYS[way], key, partial(self.certify, way), shortcut=False)
            for key, way in _KEYS.items()
        }
        self.remove = button("删除误记…", self.remove_mistake, kind="link")
        self._said = label("", "muted")
        self._nobody = label("启用的补贴里没有要生存认证的，这里不用办什么。", "empty", wrap=True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        card = Card()
        pad(card.body, 14, 12, 14, 12, gap=10)
        card.body.addWidget(Wrap(self.filter, right=(self.remove, self._said, *self.buttons.values())))
        card.body.addWidget(least(self.list, 0, _LEAST), 1)
        card.body.addWidget(
            label(
                "空格 选上 · 1 当面 2 电话 3 视频 · 回车 看老人。“最近见到”只作参考，吃过饭、探访过都不算认证。",
                "hint",
                wrap=True,
            )
        )
        self._whole = QWidget()
        self._whole.setProperty("role", "bare")
        inside = pad(QVBoxLayout(self._whole), gap=12)
        inside.addWidget(self.figures)
        inside.addWidget(card, 1)
        outside = QWidget()
        column = pad(QVBoxLayout(outside), gap=12)
        column.addWidget(self.schemes)
        column.addWidget(self._nobody, 1)
        column.addWidget(self._whole, 1)
        column.addStretch(0)
        self._nobody.hide()
        pad(QVBoxLayout(self)).addWidget(scrolling(outside))

    # What is shown

    def open(self, target: str = "") -> None:
        """Choose a scheme."""
        self._wanted = target
        if self._read:
            self._show()

    def refresh(self, changed: frozenset[str]) -> None:
        """Work the rounds out anew, beside the window."""
        if self._read and changed and not changed & _TOUCHED:
            return
        today = self._shell.today()
        self._reader.read(lambda services: services.ask(rounds, today=today), self._take)

    def primary_action(self) -> None:
        """当面, the usual way."""
        self.certify("in_person")

    def round(self) -> Round | None:
        """The round in sight."""
        return self._rounds.get(self.schemes.current())

    def _take(self, found: tuple[Round, ...]) -> None:
        self._rounds, self._read = {one.scheme.key: one for one in found}, True
        self.schemes.set_options([(one.scheme.key, _round_words(one)) for one in found])
        self._show()

    def _show(self) -> None:
        if self._wanted in self._rounds:
            self.schemes.set_current(self._wanted)
            self._wanted = ""
        one = self.round()
        self._whole.setVisible(one is not None)
        self._nobody.setVisible(one is None)
        if one is None:
            return
        today = self._shell.today()
        left = (one.deadline - today).days
        self.figures.show_figure(
            "认证截止", short_day(one.deadline), f"还有 {left} 天" if left else "就是今天"
        )
        for caption, state in (("已认证", "done"), ("待认证", "due"), ("逾期", "overdue")):
            self.figures.show_figure(caption, str(len(one.of(state))), "人")
        counts = {key: len(self._of(one, key)) for key in _STATES}
        self.filter.set_options([(key, f"{word} {counts[key]}") for key, word in _STATES.items()])
        self.list.set_empty(self._empty(one))
        self.list.set_rows(self._of(one, self.filter.current()))
        if self.list.current() is None and self.list.rows():
            self.list.setCurrentIndex(self.list.rows_model.index(0, 1))
        self._say_ticked()

    @staticmethod
    def _of(one: Round, key: str) -> tuple[Certifying, ...]:
        return one.people if key == "all" else one.open if key == "open" else one.of(key)

    def _empty(self, one: Round) -> str:
        if not one.people:
            return f"“{one.scheme.title}”现在没有人在领，不用认证。"
        if self.filter.current() == "open":
            return f"这一轮都认证过了。{day_said(one.deadline)}前不用再办。"
        return "没有这样的人。"

    def _say_ticked(self) -> None:
        count = len(self.list.ticked())
        self._said.setText(f"已选 {count} 人，怎么认证的：" if count else "给这一位认证：")
        current = self.list.current()
        self.remove.setVisible(not count and current is not None and current.certified is not None)
        for one in self.buttons.values():
            one.setEnabled(bool(count) or current is not None)

    # What can be done

    def certify(self, way: str) -> None:
        """Ask for day and certifier, for those ticked, or for the one in sight."""
        one, current = self.round(), self.list.current()
        chosen = self.list.ticked() or ((current,) if current is not None else ())
        if one is None or not chosen:
            return
        people = [each.person for each in chosen]
        if CertifyForm(self._shell, people, one.scheme.key, self.window(), way=way).exec():
            self.list.set_ticked(())
            self._say_ticked()

    def remove_mistake(self) -> None:
        """Ask, then take away the certification of the one in sight that was never made."""
        one = self.list.current()
        if one is None or one.certified is None:
            return
        row, name = one.certified, one.person.resident.name
        lines = [f"{name} {day_said(row.day)}的认证会去掉，像从来没有记过。随时可以撤销。"]
        if Ask.ask(self, "删除误记", lines, "删除误记", danger=True):
            self._shell.run(certifications.remove_certification, certification=row.id)


def _round_words(one: Round) -> str:
    return f"{one.scheme.title} {len(one.open)}" if one.open else one.scheme.title


def _columns(shell: Shell) -> tuple[Column, ...]:
    def state(one: Certifying) -> str:
        if one.certified is not None and one.state == "done":
            row = one.certified
            return f"{short_day(row.day)}{_WAYS.get(row.way, '')} {row.certifier}".strip()
        if one.suspended_from is not None:
            return f"{one.suspended_from} 起暂停"
        return _WORDS[one.state]

    return (
        Column("姓名", lambda one: one.person.resident.name, 5.5, bold=True),
        Column("年龄", lambda one: age_word(one.person.resident, shell.today()), 3, align="right"),
        Column("小组", lambda one: one.person.resident.group, 3),
        Column("认证", state, 9, tone=lambda one: _TONES[one.state]),
        Column("期限", _left, 5.5, sort=lambda one: one.days_left),
        Column("最近见到（参考）", lambda one: one.seen or "没有记录", 11, stretch=True),
    )


def _left(one: Certifying) -> str:
    if one.state == "done":
        return ""
    return f"还有 {one.days_left} 天" if one.days_left >= 0 else f"过了 {-one.days_left} 天"
