"""补贴 · 政策: every rule there is, read out in plain Chinese, and one's own rule files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.allowances_policy import PolicyCard
from happyhome.gui.pages.allowances_policy_acts import CHECK_AGAIN, PolicyActs
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.policy.rules import Scheme, Version
from happyhome.services.areas import Nearness
from happyhome.services.schemes import Offer, offers

USED, NEAR, ALL, OWN = "used", "near", "all", "own"
_FILTERS: Final[dict[str, tuple[str, Callable[[Offer], bool]]]] = {
    USED: ("在用", lambda one: one.is_used),
    NEAR: ("本地", lambda one: one.nearness is Nearness.HERE),
    ALL: ("全部", lambda _one: True),
    OWN: ("自己的", lambda one: one.scheme.is_own),
}
_TOUCHED: Final = frozenset({"schemes", "home"})


@dataclass(frozen=True, slots=True)
class _Checked:
    """Whether a rule is sure, and held against its paper lately."""

    is_sample: bool
    is_stale: bool


class PoliciesPane(QWidget):
    """``open(inside)`` shows a scheme by its key."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader = shell, Reader(shell, "读政策")
        self._offers: dict[str, Offer] = {}
        self._wanted, self._begun = "", False
        acts = PolicyActs(shell, self)
        self.acts = acts
        self.filter = Chips([(key, word) for key, (word, _) in _FILTERS.items()])
        self.filter.chosen.connect(lambda _key: self._list_offers())
        self.list = RowList("政策", empty="这一类没有政策。")
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.card = PolicyCard(acts, shell.today)
        self.import_button = KeyButton(
            "导入政策文件…", "Ctrl Enter", acts.choose_import, kind="primary", shortcut=False
        )
        self.check_button = button("查错…", acts.choose_check)
        self.guide_button = button("编写说明", acts.show_guide)
        left = Card(gap=10)
        pad(left.body, 12, 12, 12, 12, gap=10)
        left.body.addWidget(self.filter)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(Wrap(self.import_button, self.check_button, self.guide_button, gap=8))
        panes = (Pane(left, 380, 330, 300), Pane(self.card, stacked_height=520))
        pad(QVBoxLayout(self)).addWidget(Panes(panes, narrow_below=1000, fold_below=780))
        self.setFocusProxy(self.list)

    def open(self, inside: str) -> None:
        """Show one scheme."""
        self._wanted = inside
        if self._offers:
            self._point()

    def refresh(self, changed: frozenset[str]) -> None:
        """Read anew beside the window."""
        if not changed or changed & _TOUCHED:
            self._reader.read(lambda services: services.ask(offers), self._show)

    def primary_action(self) -> None:
        """导入政策文件."""
        self.acts.choose_import()

    def _show(self, found: Sequence[Offer]) -> None:
        self._offers = {one.scheme.key: one for one in found}
        counts = {key: sum(map(wanted, found)) for key, (_, wanted) in _FILTERS.items()}
        self.filter.set_options([(key, f"{word} {counts[key]}") for key, (word, _) in _FILTERS.items()])
        if not self._begun:
            self._begun = True
            self.filter.set_current(USED if counts[USED] else NEAR if counts[NEAR] else ALL)
        if self._wanted:
            self._point()
        else:
            self._list_offers()

    def _point(self) -> None:
        wanted, self._wanted = self._wanted, ""
        self.filter.set_current(ALL)
        self._list_offers(wanted)

    def _list_offers(self, wanted: str = "") -> None:
        _, keep = _FILTERS[self.filter.current()]
        shown = [one for one in self._offers.values() if keep(one)]
        before = wanted or self.list.current_id()
        self.list.set_rows([_row(one, self._shell.today()) for one in shown])
        if shown and not self.list.select(before):
            self.list.select(shown[0].scheme.key)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.card.show_offer(self._offers.get(self.list.current_id()))


def version_of(scheme: Scheme, today: date) -> Version | None:
    """The version that counts today, else the last."""
    return scheme.on(today) or (scheme.versions[-1] if scheme.versions else None)


def checked(scheme: Scheme, today: date) -> _Checked:
    """How sure the rule of today is."""
    version = version_of(scheme, today)
    if version is None:
        return _Checked(is_sample=False, is_stale=False)
    return _Checked(version.header.is_sample, today - version.header.checked_on > CHECK_AGAIN)


def _row(one: Offer, today: date) -> Row:
    scheme, state = one.scheme, checked(one.scheme, today)
    pill, tone = ("样例", "amber") if state.is_sample else ("确认", "green")
    if state.is_stale:
        pill, tone = "请核对", "red"
    used = f"{one.since}起在用" if one.since and one.is_used else ""
    own = "自己的　" if scheme.is_own else ""
    return Row(
        scheme.key, scheme.title, f"{own}{scheme.kind.value}　{scheme.area}", used, pill, tone, scheme.help
    )
