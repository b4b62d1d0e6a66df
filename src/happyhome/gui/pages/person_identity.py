"""Who somebody is: portrait, name, pills, and the facts with what is private masked until asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout

from happyhome.domain.masking import mask_card, mask_id, mask_phone
from happyhome.domain.people import Person
from happyhome.domain.registers import register_of
from happyhome.domain.residents import Contact, Resident
from happyhome.gui import text as words
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.person_photo import PhotoBox
from happyhome.gui.pages.person_statuses import named
from happyhome.gui.persons import age_word, pills_of, sex_word

_ROLES = {"supporter": "赡养人", "emergency": "紧急联系", "collector": "代领人"}
_REST = ("ethnicity", "marital", "illness", "diet", "doctor", "checkup_day", "visitor", "note")


class IdentityCard(Card):
    """Masked whenever it comes into sight; 显示 unmasks for as long as one stays, and ``revealed`` tells of it."""

    revealed = Signal()

    def __init__(self, photo: PhotoBox) -> None:
        super().__init__()
        self._person: Person | None = None
        self._today = date.min
        self._plain = False
        self.name, self._sub = label("", "name", select=True), label("", "muted", wrap=True)
        self._pills = pad(WrapLayout(), gap=8)
        self._facts = pad(QGridLayout(), gap=7)
        self._facts.setColumnStretch(1, 1)
        self.reveal: QPushButton = button("显示", self._toggle, kind="link")
        head = pad(QGridLayout(), gap=4)
        head.addWidget(photo, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        head.setColumnMinimumWidth(1, 12)
        side = pad(QVBoxLayout(), gap=4)
        side.addWidget(self.name)
        side.addWidget(self._sub)
        side.addLayout(self._pills)
        side.addStretch(1)
        head.addLayout(side, 0, 2)
        head.setColumnStretch(2, 1)
        self.body.addLayout(head)
        self.body.addLayout(self._facts)

    def show_person(self, one: Person, today: date) -> None:
        """Show somebody; another person is masked again."""
        if self._person is None or self._person.id != one.id:
            self._plain = False
        self._person, self._today = one, today
        self.name.setText(one.resident.name)
        self._sub.setText(_subtitle(one.resident, today))
        _empty(self._pills)
        for text, tone in pills_of(one, today):
            self._pills.addWidget(Pill(text, tone, edged=True))
        self._show_facts()

    @property
    def is_plain(self) -> bool:
        """Whether numbers are shown in full just now."""
        return self._plain

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight is masked."""
        super().hideEvent(event)
        if self._plain:
            self._toggle()

    def _toggle(self) -> None:
        self._plain = not self._plain
        self._show_facts()
        self.revealed.emit()

    def _show_facts(self) -> None:
        assert self._person is not None
        self.reveal.setText("遮住" if self._plain else "显示")
        self.reveal.hide()
        self.reveal.setParent(None)
        _empty(self._facts)
        for number, (caption, text) in enumerate(self._lines(self._person)):
            self._facts.addWidget(label(caption, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            shown = label(text, "", wrap=True, select=True)
            self._facts.addWidget(shown, number, 1)
            if caption == "身份证号" and self._secrets(self._person.resident):
                self._facts.addWidget(self.reveal, number, 2, Qt.AlignmentFlag.AlignTop)
                self.reveal.show()

    @staticmethod
    def _secrets(resident: Resident) -> bool:
        return bool(resident.id_number or resident.bank_card or resident.phone)

    def _lines(self, one: Person) -> list[tuple[str, str]]:
        resident = one.resident
        number = self._hidden(resident.id_number or "", mask_id)
        card = " ".join(
            part for part in (resident.bank_name, self._hidden(resident.bank_card, mask_card)) if part
        )
        lines = [
            ("身份证号", words.group_id_number(number) if number else "待补"),
            ("社保卡号", card),
            ("村民小组", resident.group),
            ("现居住地", resident.address),
            (
                "户籍地址",
                "" if resident.registered_address == resident.address else resident.registered_address,
            ),
            ("电话", self._hidden(resident.phone, mask_phone)),
            *((_ROLES[item.role], self._contact(item)) for item in one.contacts[:2]),
            ("服务方式", _service(one, self._today)),
        ]
        if resident.id_override:
            lines.append(("证件特例", resident.id_override))
        described = {field.name: field for field in register_of(Resident).fields}
        for name in _REST:
            field, value = described[name], getattr(resident, name)
            text = field.choice_label(value) if field.choices and value else str(value or "")
            lines.append((field.label, text))
        return [line for line in lines if line[1]]

    def _contact(self, item: Contact) -> str:
        return " ".join(part for part in (named(item), self._hidden(item.phone, mask_phone)) if part)

    def _hidden(self, text: str, mask: Callable[[str], str]) -> str:
        return text if self._plain or not text else mask(text)


def _subtitle(resident: Resident, today: date) -> str:
    born = resident.birthday
    birth = "" if born is None else f"{born.year}年{born.month}月{born.day}日（{words.lunar_day(born)}）"
    return " · ".join(part for part in (sex_word(resident), age_word(resident, today), birth) if part)


def _service(one: Person, today: date) -> str:
    rows = one.on("service", today)
    if not rows:
        return ""
    since = rows[-1].since
    usual = {"delivery": "（送餐）", "takeaway": "（自取）"}.get(one.resident.usual_mode, "")
    return f"{rows[-1].label}{usual}" + (f"，自 {since.isoformat()}" if since else "")


def _empty(layout: QGridLayout | WrapLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()  # said outright: a layout's own show, still on its way, would make a window of it
            old.setParent(None)
            old.deleteLater()
