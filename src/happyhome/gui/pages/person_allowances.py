"""正在享受: what somebody draws and why, what is held up, and what could be applied for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from happyhome.domain.money import yuan
from happyhome.domain.people import Person
from happyhome.domain.rare_axes import REACH
from happyhome.gui.decisions import amount_words, detail_words, short_reason, told
from happyhome.gui.dialogs.person_paper import SLIP, PersonPaper
from happyhome.gui.dialogs.status import StatusForm
from happyhome.gui.dialogs.why import WhyDialog
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, line
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.gui.text import short_day
from happyhome.policy.decisions import Decision, Verdict
from happyhome.services.person_standing import Due, PersonStanding, person_standing

_LOST, _REACHED = "lost", "reached"
_NEAR: Final = 31
"""Days before a certification's deadline from which on it is said in amber."""


class AllowancesCard(Card):
    """One line for each scheme drawn; below it what wants doing; the rest on request."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("正在享受")
        self._shell, self._reader = shell, Reader(shell, "算补贴")
        self._person: Person | None = None
        self._found: PersonStanding | None = None
        self.slip = button("打印明白条…", self.print_slip)
        self.head.addWidget(self.slip)
        self._said = label("", "muted", wrap=True)
        self._rows = QVBoxLayout()
        pad(self._rows, gap=9)
        self.todo, self.others = Entries(), Entries()
        self._rule = line()
        self.why_not = button("", self._toggle, kind="link")
        self.body.addWidget(self._said)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._rule)
        self.body.addWidget(self.todo)
        self.body.addWidget(self.why_not, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.others)
        self._clear("")

    # What is shown

    def show_person(self, one: Person, today: date) -> None:
        """Ask for somebody's allowances; what was shown of the same person stays until the answer comes."""
        if self._person is None or self._person.id != one.id:
            self.others.hide()
            self._clear("正在算…")
        self._person = one
        self._reader.read(
            lambda services: services.ask(person_standing, resident=one.id, today=today),
            lambda found: self._show(found, today),
        )

    def forget(self) -> None:
        """Nobody is in sight any more."""
        self._reader.forget()
        self._person = None

    @property
    def standing(self) -> PersonStanding | None:
        """What is shown; None until it is worked out."""
        return self._found

    def _clear(self, text: str) -> None:
        self._found = None
        self._say(text)
        self._empty_rows()
        self.todo.set_entries(())
        for widget in (self._rule, self.todo, self.why_not, self.others):
            widget.hide()
        self.slip.setEnabled(False)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _empty_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _show(self, found: PersonStanding, today: date) -> None:
        self._found = found
        granted = found.of(Verdict.GRANTED)
        self._empty_rows()
        rows = [self._drawn(one, found.certify.get(one.scheme.key), today) for one in granted]
        rows += [self._meals(found)] if found.meals is not None else []
        for number, row in enumerate(rows):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(row)
        if not found.decisions and not rows:
            self._say("还没有启用补贴项目。到“补贴”页的“政策”里选本地的政策。")
        else:
            self._say("" if rows else "现在没有享受哪一项。")
        self.slip.setEnabled(bool(found.decisions))
        self._show_todo(found)
        self._show_others(found)

    def _drawn(self, one: Decision, due: Due | None, today: date) -> QWidget:
        parts = [detail_words(one)]
        if due is not None and due.done_on is None:
            parts.append(f"认证 {short_day(due.deadline)}到期")
        elif due is not None and due.done_on is not None:
            parts.append(f"{short_day(due.done_on)}已认证")
        if one.is_sample:
            parts.append("样例政策")
        near = due is not None and due.done_on is None and (due.deadline - today).days <= _NEAR
        act = {"去认证": lambda: self._certify(one.scheme.key)} if near else {}
        acts: dict[str, Callable[[], object]] = {**act, "为什么": lambda: self.why(one)}
        return _line(one.scheme.title, amount_words(one), " · ".join(parts), acts, told(one))

    def _meals(self, found: PersonStanding) -> QWidget:
        meals = found.meals
        assert meals is not None
        each = f"每餐 {yuan(meals.per_meal)} 元" if meals.per_meal is not None else "按餐补贴"
        own = f"，个人付 {yuan(meals.own)} 元" if meals.own is not None else ""
        detail = [f"本月 {meals.meals} 餐，补贴 {yuan(meals.subsidy)} 元{own}", *found.meal_notes]
        if any(one.is_sample for one in found.meal_decisions):
            detail.append("样例政策")
        acts: dict[str, Callable[[], object]] = {}
        for one in found.meal_decisions:
            word = "为什么" if len(found.meal_decisions) == 1 else f"为什么（{one.scheme.title}）"
            acts[word] = partial(self.why, one)
        tip = "\n".join(told(one) for one in found.meal_decisions)
        return _line(found.meal_title, each if meals.meals else "本月没有用餐", " · ".join(detail), acts, tip)

    def _show_todo(self, found: PersonStanding) -> None:
        entries = [self._held(one) for one in found.of(Verdict.SUSPENDED)]
        entries += [self._open(one, found) for one in found.of(Verdict.NOT_APPLIED)]
        entries += [
            Entry(
                "待核实",
                "amber",
                one.scheme.title,
                short_reason(one),
                "补登记",
                self._complete,
            )
            for one in found.of(Verdict.UNKNOWN)
        ]
        self.todo.set_entries(entries)
        for widget in (self._rule, self.todo):
            widget.setVisible(bool(entries))

    def _held(self, one: Decision) -> Entry:
        missed = any(reason.kind == "certification" for reason in one.reasons)
        today = self._shell.today()
        lost = self._person is not None and self._person.value(REACH.key, today) == _LOST
        title, why = one.scheme.title, short_reason(one)
        if missed:
            return Entry("暂停", "red", title, why, "去认证", partial(self._certify, one.scheme.key))
        if lost:
            return Entry("暂停", "red", title, why, "记联系上了", self._reached)
        return Entry("暂停", "red", title, why, "为什么", partial(self.why, one))

    def _reached(self) -> None:
        """Whoever could not be reached was met: what the rule has to know to pay on."""
        if self._person is not None:
            StatusForm(self._shell, self._person, REACH.key, self.window(), value=_REACHED).exec()

    def _open(self, one: Decision, found: PersonStanding) -> Entry:
        waiting = found.pending.get(one.scheme.key)
        if waiting is not None:
            said = f"{waiting.stage}，已等 {waiting.waiting} 天"
            row = waiting.application.id
            return Entry("在办", "blue", one.scheme.title, said, "看申请", lambda: self._to_application(row))
        return Entry(
            "可申请",
            "amber",
            one.scheme.title,
            short_reason(one),
            "去申请",
            lambda: self.apply(one.scheme.key),
        )

    def _show_others(self, found: PersonStanding) -> None:
        refused = found.of(Verdict.DENIED, Verdict.EXCLUDED)
        self.others.set_entries(
            [
                Entry("", "stone", one.scheme.title, short_reason(one), "为什么", partial(self.why, one))
                for one in refused
            ]
        )
        self.why_not.setVisible(bool(refused))
        self.others.setVisible(bool(refused) and not self.others.isHidden())
        self._name_toggle(len(refused))

    def _name_toggle(self, count: int) -> None:
        is_open = not self.others.isHidden()
        self.why_not.setText("收起" if is_open else f"其他项目为什么没有（{count}）")

    def _toggle(self) -> None:
        self.others.setVisible(self.others.isHidden())
        if self._found is not None:
            self._name_toggle(len(self._found.of(Verdict.DENIED, Verdict.EXCLUDED)))

    # What can be done

    def why(self, one: Decision) -> None:
        """The sentences behind an answer."""
        if self._person is not None:
            name = self._person.resident.name
            WhyDialog(self._shell, self._person.id, name, one, self.window()).exec()

    def print_slip(self) -> None:
        """明白条: everything somebody draws, on one slip."""
        if self._person is not None:
            PersonPaper(self._shell, SLIP, self._person.id, self.window()).exec()

    def apply(self, scheme: str) -> None:
        """去申请: an application with this person and scheme filled in."""
        from happyhome.gui.dialogs.application import NewApplication

        if self._person is not None:
            NewApplication(self._shell, self.window(), resident=self._person.id, scheme=scheme).exec()

    def _complete(self) -> None:
        """补登记: the fact that nobody recorded."""
        if self._person is not None:
            StatusForm(self._shell, self._person, "", self.window()).exec()

    def _certify(self, scheme: str) -> None:
        from happyhome.gui.dialogs.certify import CertifyForm

        if self._person is not None:
            CertifyForm(self._shell, (self._person,), scheme, self.window()).exec()

    def _to_application(self, row: str) -> None:
        self._shell.open_page("allowances", target=f"applications:{row}")


def _line(title: str, amount: str, detail: str, acts: dict[str, Callable[[], object]], tip: str) -> QWidget:
    """One scheme: title, amount, what is known about it, and what can be asked or done."""
    made = QWidget()
    made.setProperty("role", "bare")
    grid = pad(QGridLayout(made), gap=10)
    grid.setColumnStretch(2, 1)
    middle = Qt.AlignmentFlag.AlignVCenter
    named, money = label(title, "strong", wrap=True), label(amount)
    known = label(detail, "small", wrap=True)
    for each in (named, money, known):
        each.setToolTip(tip)
    grid.addWidget(least(named, 132, max_width=150), 0, 0, middle)
    grid.addWidget(least(money, 128), 0, 1, middle)
    grid.addWidget(known, 0, 2, middle)
    for number, (word, do) in enumerate(acts.items()):
        link = button(word, do, kind="link")
        link.setAccessibleName(f"{title}：{word}")
        grid.addWidget(link, 0, 3 + number, middle)
    return made
