"""身份与状态: what holds now on every axis, since when and by what paper; and the people around somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton

from happyhome.domain.axes import AXES, axis_named
from happyhome.domain.masking import mask_phone
from happyhome.domain.people import Person
from happyhome.domain.residents import ROLES, Contact, Status
from happyhome.gui.dialogs.contact import ContactForm
from happyhome.gui.dialogs.status import EndForm, StatusForm, remove_mistake
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.secret_field import SecretField
from happyhome.gui.shell import Shell
from happyhome.gui.showing import asker, may_show
from happyhome.services import residents

Acts = dict[str, Callable[[], object]]


def acts_button(acts: Acts, about: str) -> QPushButton:
    """改动 ▾: a small menu of what can be done with one row."""
    made = button("改动", kind="link")
    made.setAccessibleName(f"改动{about}")
    menu = QMenu(made)
    for word, act in acts.items():
        menu.addAction(word).triggered.connect(lambda _on=False, act=act: act())
    made.clicked.connect(lambda: menu.exec(made.mapToGlobal(made.rect().bottomLeft())))
    return made


def emptied(grid: QGridLayout) -> QGridLayout:
    """The grid without what was in it."""
    while (item := grid.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()  # said outright: a layout's own show, still on its way, would make a window of it
            old.setParent(None)
            old.deleteLater()
    return grid


class StatusesCard(Card):
    """One line for each fact that holds today or is planned; what nobody recorded is named at the end."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("身份与状态")
        self._shell = shell
        self._person: Person | None = None
        self._grid = pad(QGridLayout(), gap=4)
        self._grid.setColumnStretch(3, 1)
        self._missing = label("", "small", wrap=True)
        self.add = button("改状态…", lambda: self.change(""))
        self.head.addWidget(self.add)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._missing)

    def show_person(self, one: Person, today: date) -> None:
        """Show somebody's facts."""
        self._person = one
        emptied(self._grid)
        shown = [row for row in one.statuses if _matters(row, today)]
        order = [axis.key for axis in AXES]
        for number, row in enumerate(sorted(shown, key=lambda row: order.index(row.axis))):
            self._line(number, row, today)
        known = {row.axis for row in shown}
        # 去向 and 离开 are no gaps: most people are here.
        common = [axis for axis in AXES if not axis.rare and axis.key not in ("whereabouts", "leaving")]
        gaps = [axis.label for axis in common if axis.key not in known]
        self._missing.setText("还没有记：" + "、".join(gaps) if gaps else "")
        self._missing.setVisible(bool(gaps))

    def _line(self, number: int, row: Status, today: date) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(least(label(axis_named(row.axis).label, "muted"), 84), number, 0, top)
        self._grid.addWidget(least(label(row.label, "strong"), 100), number, 1, top)
        self._grid.addWidget(least(label(_spell(row, today)), 124), number, 2, top)
        told = "；".join(part for part in (row.source, row.note) if part)
        self._grid.addWidget(label(told, "muted", wrap=True), number, 3)
        self._grid.addWidget(acts_button(self._acts(row), row.label), number, 4, top)

    def _acts(self, row: Status) -> Acts:
        acts: Acts = {}
        if row.axis not in ("leaving", "whereabouts"):
            acts["改为别的…"] = lambda: self.change(row.axis)
        if row.axis != "leaving":
            word = "已经回来…" if row.axis == "whereabouts" else "到哪天为止…"
            acts[word] = lambda: self._end(row)
        acts["删除误记…"] = lambda: remove_mistake(self._shell, row, self.window())
        return acts

    def change(self, axis: str) -> None:
        """Ask for a new fact, on an axis where one is given."""
        if self._person is not None:
            StatusForm(self._shell, self._person, axis, self.window()).exec()

    def _end(self, row: Status) -> None:
        if self._person is not None:
            EndForm(self._shell, self._person, row, self.window()).exec()


def _matters(row: Status, today: date) -> bool:
    return row.until is None or row.until >= today


def _spell(row: Status, today: date) -> str:
    since = f"自 {row.since.isoformat()}" if row.since else "一直如此"
    until = f" 至 {row.until.isoformat()}" if row.until else ""
    planned = "（还没到）" if row.since and row.since > today else ""
    return since + until + planned


def named(contact: Contact) -> str:
    """朱海霞（儿媳）."""
    return contact.name + (f"（{contact.relation}）" if contact.relation else "")


class ContactsCard(Card):
    """Who supports, who is called, who collects."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("联系人")
        self._shell = shell
        self._person: Person | None = None
        self._grid = pad(QGridLayout(), gap=4)
        self._grid.setColumnStretch(0, 1)
        self.add = button("添加联系人…", lambda: self._edit(Contact(resident=self._id(), name="")))
        self.head.addWidget(self.add)
        self._none = label("还没有联系人。生病、走失时要找得到人，至少记一位。", "small", wrap=True)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._none)

    def show_person(self, one: Person) -> None:
        """Show somebody's contacts, phones masked."""
        self._person = one
        emptied(self._grid)
        roles = {choice.key: choice.label for choice in ROLES}
        for number, contact in enumerate(one.contacts):
            more = (roles.get(contact.role, ""), contact.workplace)
            name = label(named(contact), "strong", wrap=True)
            acts = acts_button(self._acts(contact), contact.name)
            self._grid.addWidget(name, 2 * number, 0)
            self._grid.addWidget(acts, 2 * number, 1, Qt.AlignmentFlag.AlignTop)
            told = " · ".join(part for part in more if part)
            ask = asker(self._shell, one.id, f"联系人{contact.name}的电话")
            phone = SecretField(
                "电话", contact.phone, mask_phone(contact.phone), ask, before=told, role="muted"
            )
            self._grid.addWidget(phone, 2 * number + 1, 0, 1, 2)
        self._none.setVisible(not one.contacts)

    def _id(self) -> str:
        return self._person.id if self._person else ""

    def _acts(self, contact: Contact) -> Acts:
        def remove() -> None:
            self._shell.run(residents.remove_contact, contact=contact.id)

        return {"改联系人…": lambda: self._edit(contact), "删除": remove}

    def _edit(self, contact: Contact) -> None:
        if self._person is None:
            return
        about = f"改联系人：{contact.name}的电话"
        if not (contact.id and contact.phone) or may_show(self._shell, self._person.id, about):
            ContactForm(self._shell, self._person.resident.name, contact, self.window()).exec()
