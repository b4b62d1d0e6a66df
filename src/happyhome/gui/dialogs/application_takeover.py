"""接续登记: everybody who draws a scheme already, entered at once on the day a home begins with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.domain.outcomes import Outcome
from happyhome.domain.people import Person
from happyhome.gui.dialogs.application import schemes_applied_for
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import fields
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.month_field import MonthField
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.table import Column
from happyhome.gui.kit.tick_table import TickTable
from happyhome.gui.persons import age_word, is_gone
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services import applications, residents
from happyhome.services.entitlements import NotDrawing, entitled_not_drawing
from happyhome.services.order import village_order
from happyhome.services.session import Services

_FILTERS: Final = {"entitled": "符合条件的", "all": "全部老人", "ticked": "已选"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    person: Person
    entitled: NotDrawing | None


class TakeOver(FormDialog):
    """Whoever the records say is entitled is ticked; who does not draw is unticked by hand."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell, self._reader = shell, Reader(shell, "找符合条件的老人")
        self._people: tuple[_Candidate, ...] = ()
        options = [(one.key, one.title) for one in schemes_applied_for(shell)]
        super().__init__(
            "接续登记：已经在领的",
            (
                fields.ChoiceField("scheme", "项目", options, required=True),
                MonthField(
                    "settled",
                    "旧册已发至",
                    shell.today,
                    required=True,
                    hint="以前的名册发到哪个月；从下一个月起由本程序造册",
                ),
                MonthField("start", "从哪个月起领", shell.today, hint="大家一样而且知道才填；不知道就空着"),
            ),
            self._keep,
            parent,
            yes="登记",
            intro="刚启用时用一次：把早就在领的老人一次记成“已批准”，不用补写申请。名单里没领的请去掉勾。",
            width=720,
        )
        self.filter = Chips(list(_FILTERS.items()))
        self.filter.chosen.connect(lambda _key: self._show())
        self.list = TickTable(_columns(shell.today()), empty="正在找…")
        self.list.ticked_changed.connect(self._ticked_by_hand)
        self._ticked: set[str] = set()
        self.none = button("全不选", self._untick)
        self._said = label("", "refusal", wrap=True)
        card = Card()
        pad(card.body, 14, 12, 14, 12, gap=8)
        card.body.addWidget(Wrap(self.filter, right=(self.none,)))
        card.body.addWidget(least(self.list, 0, 220), 1)
        self.body.addWidget(card, 1)
        self.body.addWidget(self._said)
        self.form.edited.connect(lambda key: self._read() if key == "scheme" else None)
        self.form.set_values({"settled": Month.of(shell.today()).plus(-1)})
        self._read()
        self.form.field("scheme").setFocus()

    def _read(self) -> None:
        scheme, today = self.form.field("scheme").value(), self._shell.today()
        if not scheme:
            self.list.set_empty("还没有启用能申请的补贴项目。请先到“补贴”页的“政策”里启用。")
            return

        def work(services: Services) -> tuple[_Candidate, ...]:
            entitled = {
                one.person.id: one for one in services.ask(entitled_not_drawing, scheme=scheme, today=today)
            }
            here = [one for one in services.ask(residents.people) if not is_gone(one)]
            return tuple(_Candidate(one, entitled.get(one.id)) for one in sorted(here, key=village_order))

        self._reader.read(work, self._take)

    def _take(self, found: tuple[_Candidate, ...]) -> None:
        self._people = found
        self._ticked = {one.person.id for one in found if one.entitled is not None}
        self.list.set_empty("按现在的记录，没有符合条件又没有登记的老人。要登记别人，点“全部老人”。")
        self._show()

    def _of(self, key: str) -> Sequence[_Candidate]:
        if key == "ticked":
            return [one for one in self._people if one.person.id in self._ticked]
        return self._people if key == "all" else [one for one in self._people if one.entitled is not None]

    def _show(self) -> None:
        self.filter.set_options([(key, f"{word} {len(self._of(key))}") for key, word in _FILTERS.items()])
        self.list.set_rows(self._of(self.filter.current()))
        self.list.set_ticked(self._ticked)
        self.yes.setText(f"登记 {len(self._ticked)} 人")
        self.yes.updateGeometry()

    def _ticked_by_hand(self) -> None:
        shown = {one.person.id for one in self.list.rows()}
        self._ticked = (self._ticked - shown) | {one.person.id for one in self.list.ticked()}
        self.filter.set_options([(key, f"{word} {len(self._of(key))}") for key, word in _FILTERS.items()])
        self.yes.setText(f"登记 {len(self._ticked)} 人")

    def _untick(self) -> None:
        self._ticked = set()
        self._show()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        if not self._ticked:
            self._said.setText("还没有选人。在名单里打勾，再登记。")
            return None
        ordered = [one.person.id for one in self._people if one.person.id in self._ticked]
        self.keep_beside(
            self._shell, "接续登记", applications.take_over, self._told, residents=ordered, **values
        )
        return None

    def _told(self, outcome: Outcome) -> None:
        if outcome.value.skipped:
            from happyhome.gui.kit.ask import Ask

            Ask.tell(self.parentWidget(), "有些人没有登记", outcome.value.skipped[:12])

    def done(self, result: int) -> None:
        """Wait for no list any more."""
        self._reader.forget()
        super().done(result)


def _columns(today: date) -> tuple[Column, ...]:
    def money(one: _Candidate) -> str:
        if one.entitled is None:
            return "按记录不符合，请核对"
        fen = f"{yuan(one.entitled.fen)} 元" if one.entitled.fen else ""
        return " ".join(part for part in (one.entitled.band, fen) if part)

    return (
        Column("姓名", lambda one: one.person.resident.name, 6, bold=True),
        Column("年龄", lambda one: age_word(one.person.resident, today), 3.5, align="right"),
        Column("小组", lambda one: one.person.resident.group, 4),
        Column("按记录每月", money, 10, stretch=True),
    )
