"""补贴 · 本月: a card for each scheme in use, the year in bars, who could draw and does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.rolls import Roll
from happyhome.gui.beside import run_beside
from happyhome.gui.kit.bars import Bar, Bars
from happyhome.gui.kit.card import Card, bare, label, scrolling
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.folding import Folding
from happyhome.gui.kit.panes import Parts
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.pages.allowances_card import SchemeCard
from happyhome.gui.pages.allowances_start import StartPane
from happyhome.gui.pages.allowances_words import money, scheme_title
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services import rolls
from happyhome.services.allowance_glance import SchemeGlance, glances
from happyhome.services.claims import Claim
from happyhome.services.entitlements import NotDrawing

_TOUCHED: Final = frozenset(
    {"rolls", "schemes", "applications", "certifications", "residents", "service_records", "home"}
)
_MOST_CLAIMS, _MOST_NAMED = 4, 5
FEN_A_YUAN: Final = 100


class MonthPane(QWidget):
    """``lead(target)`` brings another tab of the page into sight."""

    def __init__(self, shell: Shell, lead: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._lead = shell, lead
        self._reader = Reader(shell, "读补贴")
        self.cards: list[SchemeCard] = []
        self.start = StartPane(shell)
        self._told = label("正在读…", "muted")
        main, self._main = bare(gap=14)
        side, self._side = bare(gap=14)
        self._holder = pad(QVBoxLayout(), gap=14)
        self._main.addWidget(self._told)
        self._main.addLayout(self._holder)
        columns = Folding(fold_below=900)
        columns.add(main)
        columns.add(side, width=372)
        self._columns = scrolling(columns)
        self._make_side()
        self._parts = Parts()
        self._parts.addWidget(self._columns)
        self._parts.addWidget(self.start)
        pad(QVBoxLayout(self)).addWidget(self._parts)

    def _make_side(self) -> None:
        self._year = Card("今年发放", gap=6)
        self.bars = least(Bars(), 0, 150)
        self._sum = label("", "small", wrap=True)
        self._year.body.addWidget(self.bars)
        self._year.body.addWidget(self._sum)
        self._year.hide()
        self._main.addWidget(self._year)
        self._main.addStretch(1)
        self._owing, self._waiting = Card("待追回", gap=8), Card("符合条件，还没有领", gap=8)
        self.claims, self.waiting = Entries(), Entries()
        for card, entries in ((self._owing, self.claims), (self._waiting, self.waiting)):
            card.body.addWidget(entries)
            card.hide()
            self._side.addWidget(card)
        self._side.addStretch(1)

    def refresh(self, changed: frozenset[str]) -> None:
        """Read anew beside the window; what stood there stays until the answer comes."""
        if changed and not changed & _TOUCHED:
            return
        today = self._shell.today()
        self._reader.read(lambda services: services.ask(glances, today), self._show)

    def primary_action(self) -> None:
        """What waits first."""
        waiting = next((card.primary for card in self.cards if card.primary is not None), None)
        if self._parts.currentWidget() is self.start:
            self.start.primary_action()
        elif waiting is not None:
            waiting.click()

    def _show(self, found: Sequence[SchemeGlance]) -> None:
        self._told.hide()
        self._parts.setCurrentWidget(self._columns if found else self.start)
        self._parts.updateGeometry()
        if not found:
            self.start.refresh()
        focused = next((number for number, card in enumerate(self.cards) if _has_focus(card)), None)
        for card in self.cards:
            card.hide()
            self._holder.removeWidget(card)
            card.deleteLater()
        self.cards = [SchemeCard(one, self.draft, self._show_roll, self._take_over) for one in found]
        for card in self.cards:
            self._holder.addWidget(card)
        if focused is not None and focused < len(self.cards):
            (self.cards[focused].primary or self.cards[focused]).setFocus()
        self._show_year(found)
        self._show_claims(found)
        self._show_waiting(found)

    def _show_year(self, found: Sequence[SchemeGlance]) -> None:
        paying = [one for one in found if one.pays_out]
        self._year.setVisible(bool(paying))
        if not paying:
            return
        months = list(zip(*(one.year for one in paying), strict=True))
        self.bars.set_bars(
            tuple(
                Bar(
                    str(each[0].month.number),
                    sum(one.fen for one in each) // FEN_A_YUAN,
                    soft=not all(one.is_final for one in each),
                )
                for each in months
            )
        )
        total = sum(one.fen for each in months for one in each if one.is_final)
        what = f" {len(paying)} 项合计" if len(paying) > 1 else "合计"
        self._sum.setText(f"按月，单位：元。已锁定的{what} {money(total)} 元；浅色的还没有锁定。")

    def _show_claims(self, found: Sequence[SchemeGlance]) -> None:
        owing = [(one, claim) for one in found for claim in one.claims]
        self._owing.setVisible(bool(owing))
        self.claims.set_entries([self._claim(*one) for one in owing[:_MOST_CLAIMS]])
        fen = sum(claim.fen for _, claim in owing)
        self._owing.heading.setText(f"待追回　{len(owing)} 人 {money(fen)} 元")

    def _claim(self, glance: SchemeGlance, claim: Claim) -> Entry:
        pill, tone = ("已故", "stone") if claim.is_dead else ("多发", "amber")
        text = f"{claim.name}　{money(claim.fen)} 元"
        title = scheme_title(glance.scheme, glance.use.scheme)
        return Entry(pill, tone, text, f"{title}：{claim.text}", "记退款", lambda: self._refund(claim))

    def _show_waiting(self, found: Sequence[SchemeGlance]) -> None:
        named = [one for glance in found for one in glance.waiting]
        self._waiting.setVisible(bool(named))
        self._waiting.heading.setText(f"符合条件，还没有申请　{len(named)} 人")
        entries = [self._not_drawing(one) for one in named[:_MOST_NAMED]]
        if len(named) > _MOST_NAMED:
            more = f"还有 {len(named) - _MOST_NAMED} 人"
            entries.append(Entry("", "stone", more, act="全部名单", do=lambda: self._lead("upcoming")))
        self.waiting.set_entries(entries)

    def _not_drawing(self, one: NotDrawing) -> Entry:
        person = one.person.resident
        text = "　".join(part for part in (person.name, person.group) if part)
        same_year = one.since.year == self._shell.today().year
        since = f"{one.since.number}月起" if same_year else f"{one.since.label}起"
        more = f"{one.scheme.title}：{one.pays}，{since}"
        return Entry("", "stone", text, more, "登记申请", lambda: self._apply(one))

    # What the clerk does

    def draft(self, glance: SchemeGlance) -> None:
        """Draw the roll up (anew), and show it."""
        if glance.period is None:
            return
        first, last = glance.period
        run_beside(
            self._shell, "造册", rolls.draft_roll, lambda outcome: self._drawn(outcome.value),
            scheme=glance.use.scheme, first=first, last=last,
        )  # fmt: skip

    def _drawn(self, roll: Roll) -> None:
        self._lead(f"rolls:{roll.id}")

    def _show_roll(self, glance: SchemeGlance) -> None:
        if glance.roll is not None:
            self._lead(f"rolls:{glance.roll.id}")

    def _apply(self, one: NotDrawing) -> None:
        from happyhome.gui.dialogs.application import NewApplication

        NewApplication(self._shell, self.window(), resident=one.person.id, scheme=one.scheme.key).exec()

    def _take_over(self) -> None:
        from happyhome.gui.dialogs.application_takeover import TakeOver

        TakeOver(self._shell, self.window()).exec()

    def _refund(self, claim: Claim) -> None:
        from happyhome.gui.dialogs.refund import RefundDialog

        RefundDialog(self._shell, claim, self.window()).exec()


def _has_focus(card: QWidget) -> bool:
    return card.isAncestorOf(card.window().focusWidget())
