"""设置 · 餐价: what a meal costs here, from which day on, and every price there was."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.dates import long_day
from happyhome.domain.meal_prices import DINERS, MealPrice
from happyhome.domain.meals import SLOTS, slot_label
from happyhome.domain.money import yuan
from happyhome.gui.kit import theme
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.fields import ChoiceField, DayField, MoneyField, TextField
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.scaled import pad
from happyhome.gui.kit.table import Column, Table
from happyhome.gui.shell import Shell
from happyhome.services import meal_prices, settings

_INTRO: Final = (
    "考勤表上的“个人应付”是餐价减去补贴。涨价、降价时加一条新的，不要改旧的：以前的月份还按那时的价算。"
)
_WHO: Final = {choice.key: choice.label for choice in DINERS}


class PriceSettings(QWidget):
    """A form for the next price at the left, the prices there were at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._current: frozenset[str] = frozenset()
        self.form = Form(
            (
                DayField("since", "从哪天起", shell.today, required=True),
                ChoiceField("slot", "哪一餐", [(slot.key, slot.label) for slot in SLOTS]),
                ChoiceField("diner", "谁", [(one.key, one.label) for one in DINERS]),
                MoneyField("price", "每餐价格", required=True, hint="补贴以前的价；不收钱填 0"),
                MoneyField("delivery_fee", "送餐费", hint="由老人出的，每送一餐多少；不填按政策"),
                TextField("note", "备注", most=60),
            )
        )
        self.form.submitted.connect(self.keep)
        self.keep_button = button("保存餐价", self.keep, kind="primary")
        columns = (
            Column("从哪天起", lambda row: row.since.isoformat(), 6.5, tone=self._tone),
            Column("餐次", lambda row: slot_label(row.slot), 3.5, tone=self._tone),
            Column("谁", lambda row: _WHO[row.diner], 3, tone=self._tone),
            Column("每餐（元）", lambda row: yuan(row.price), 5, align="right", tone=self._tone),
            Column(
                "送餐费（元）",
                lambda row: yuan(row.delivery_fee) if row.delivery_fee else "",
                6,
                align="right",
                tone=self._tone,
            ),
            Column("", self._state, 4, tone=self._tone),
            Column("备注", lambda row: row.note, 6, stretch=True, tone=self._tone),
        )
        self.table = Table(
            columns, empty="还没有设餐价。没有设的，按助餐政策里的餐价；政策里也没有的，个人应付留空手填。"
        )
        self.table.picked.connect(lambda _row: self._offer())
        self.remove_button = button("删除这一条", self.remove)
        self._lay_out()

    def _lay_out(self) -> None:
        left, right = Card("新的餐价"), Card("历次餐价")
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=10)
        column.addWidget(label(_INTRO, "hint", wrap=True))
        column.addWidget(self.form)
        column.addWidget(Wrap(right=(self.keep_button,)))
        column.addStretch(1)
        left.body.addWidget(scrolling(inside), 1)
        right.body.addWidget(self.table, 1)
        right.body.addWidget(Wrap(label("灰色的已经被后来的价格代替。", "hint"), right=(self.remove_button,)))
        panes = Panes((Pane(left, 420, 340, 620), Pane(right)), narrow_below=900, fold_below=760)
        pad(QVBoxLayout(self)).addWidget(panes)

    def refresh(self) -> None:
        """The prices there are; the form starts from today and the first slot served."""
        rows = self._shell.ask(meal_prices.meal_prices)
        today, seen = self._shell.today(), set[tuple[str, str]]()
        current = set()
        for row in rows:
            if row.since <= today and (row.slot, row.diner) not in seen:
                seen.add((row.slot, row.diner))
                current.add(row.id)
        self._current = frozenset(current)
        self.table.set_rows(rows)
        self._offer()
        slots = self._shell.ask(settings.setting, key="slots")
        self.form.set_values(
            {
                "since": today,
                "slot": "lunch" if "lunch" in slots else slots[0],
                "diner": "resident",
                "price": None,
                "delivery_fee": None,
                "note": "",
            }
        )

    def _state(self, row: MealPrice) -> str:
        if row.since > self._shell.today():
            return "还没到"
        return "现行" if row.id in self._current else ""

    def _tone(self, row: MealPrice) -> str:
        return "" if self._state(row) else theme.MUTED

    def _offer(self) -> None:
        self.remove_button.setEnabled(self.table.current() is not None)

    def keep(self) -> None:
        """Keep what stands in the form."""
        values = self.form.values()
        if values is not None:
            self._shell.run(meal_prices.set_meal_price, inline=self.form.show_problems, **values)

    def remove(self) -> None:
        """Take the chosen price away, after saying what that means."""
        row = self.table.current()
        if row is None:
            return
        what = f"{long_day(row.since)}起，{slot_label(row.slot)} {yuan(row.price)} 元（{_WHO[row.diner]}）"
        lines = [what, "只有记错了才删；涨价、降价请加一条新的。删了可以撤销。"]
        if Ask.ask(self, "删除这条餐价？", lines, "删除", "不删", danger=True):
            self._shell.run(meal_prices.remove_meal_price, row=row.id)
