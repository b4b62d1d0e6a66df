"""Who somebody is: portrait, name, pills, and the facts with what is private masked until asked for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from happyhome.domain.masking import mask_card, mask_id, mask_phone
from happyhome.domain.people import Person
from happyhome.domain.registers import register_of
from happyhome.domain.residents import Contact, Resident
from happyhome.gui import text as words
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import pad
from happyhome.gui.kit.secret_field import SecretField
from happyhome.gui.pages.person_photo import PhotoBox
from happyhome.gui.pages.person_statuses import named
from happyhome.gui.persons import age_word, pills_of, sex_word
from happyhome.gui.shell import Shell
from happyhome.gui.showing import asker

_ROLES = {"supporter": "赡养人", "emergency": "紧急联系", "collector": "代领人"}
_REST = ("ethnicity", "marital", "illness", "diet", "doctor", "checkup_day", "visitor", "note")


class IdentityCard(Card):
    """Numbers are masked; 看全号 beside each shows it for half a minute and is written down."""

    def __init__(self, shell: Shell, photo: PhotoBox) -> None:
        super().__init__()
        self._shell = shell
        self._today = date.min
        self.secrets: dict[str, SecretField] = {}
        self.name, self._sub = label("", "name", select=True), label("", "muted", wrap=True)
        self._pills = pad(WrapLayout(), gap=8)
        self._facts = pad(QGridLayout(), gap=7)
        self._facts.setColumnStretch(1, 1)
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
        """Show somebody, masked."""
        self._today = today
        self.name.setText(one.resident.name)
        self._sub.setText(_subtitle(one.resident, today))
        _empty(self._pills)
        for text, tone in pills_of(one, today):
            self._pills.addWidget(Pill(text, tone, edged=True))
        self._show_facts(one)

    @property
    def is_plain(self) -> bool:
        """Whether a number is shown in full just now."""
        return any(field.is_plain for field in self.secrets.values())

    def conceal(self) -> None:
        """Hide every number again."""
        for field in self.secrets.values():
            field.conceal()

    def _show_facts(self, one: Person) -> None:
        self.conceal()
        _empty(self._facts)
        self.secrets = self._secret_fields(one)
        for number, (caption, text) in enumerate(self._lines(one)):
            self._facts.addWidget(label(caption, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            secret = self.secrets.get(caption)
            self._facts.addWidget(secret or label(text, "", wrap=True, select=True), number, 1)

    def _secret_fields(self, one: Person) -> dict[str, SecretField]:
        who = one.resident
        number = who.id_number or ""
        named = {
            "身份证号": (
                number,
                words.group_id_number(mask_id(number)),
                words.group_id_number(number),
                "",
                "F6",
            ),
            "社保卡号": (who.bank_card, mask_card(who.bank_card), "", who.bank_name, ""),
            "电话": (who.phone, mask_phone(who.phone), "", "", ""),
        }
        return {
            caption: SecretField(
                caption, full, masked, asker(self._shell, one.id, caption), in_full=set_out, before=before, key=key
            )
            for caption, (full, masked, set_out, before, key) in named.items()
            if full
        }  # fmt: skip

    def _lines(self, one: Person) -> list[tuple[str, str]]:
        """Captions with their texts; what has a field of its own stands here masked."""
        resident = one.resident
        registered = resident.registered_address
        lines = [
            ("身份证号", mask_id(resident.id_number) if resident.id_number else "待补"),
            ("社保卡号", mask_card(resident.bank_card) or resident.bank_name),
            ("村民小组", resident.group),
            ("现居住地", resident.address),
            ("户籍地址", "" if registered == resident.address else registered),
            ("电话", mask_phone(resident.phone)),
            *((_ROLES[item.role], _contact(item)) for item in one.contacts[:2]),
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


def _contact(item: Contact) -> str:
    """Masked: the contacts' own card shows a number in full."""
    return " ".join(part for part in (named(item), mask_phone(item.phone)) if part)


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
