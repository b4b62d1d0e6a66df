"""登记老人, 改资料: the descriptors' fields in two columns; the ID number fills sex and birthday as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.axes import AID, LIVING, SERVICE
from happyhome.domain.dates import age_on
from happyhome.domain.fields import Field, Kind
from happyhome.domain.idcard import birthday_in, read_id, sex_in
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Problem
from happyhome.domain.registers import register_of
from happyhome.domain.residents import Resident, Status
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import fields
from happyhome.gui.kit.card import label
from happyhome.gui.kit.described import editor_for, record_values
from happyhome.gui.kit.folding import Folding
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.scaled import pad
from happyhome.gui.shell import Shell
from happyhome.services import residents

_LEFT = ("name", "id_number", "id_override", "sex", "birthday", "lunar_birthday", "ethnicity", "group", "phone",
         "address", "registered_address")  # fmt: skip
_WHOLE_ID = (15, 18)


class ResidentForm(FormDialog):
    """``made`` is the resident once saved. Without ``resident`` a new one is registered, with first statuses."""

    def __init__(self, shell: Shell, resident: Resident | None = None, parent: QWidget | None = None) -> None:
        self._shell, self._resident = shell, resident
        self.made: Resident | None = None
        described = [field for field in register_of(Resident).fields if not field.hidden]
        self._described: Sequence[Field] = described
        left = [self._editor(field) for field in described if field.name in _LEFT]
        right = [self._editor(field) for field in described if field.name not in _LEFT]
        super().__init__(
            f"改资料：{resident.name}" if resident else "登记老人", left, self._keep, parent, width=980
        )
        self.other = Form(self._first_statuses() + right if resident is None else right)
        self.forms.append(self.other)
        self._lay_out()
        self.form.edited.connect(self._edited)
        self._fill(resident or Resident(name=""))

    def _lay_out(self) -> None:
        """Both forms side by side, below each other where the screen is narrow."""
        self.body.removeWidget(self.form)
        both = Folding(fold_below=760, gap=28)
        for one in (self.form, self.other):
            holder = QWidget()
            holder.setProperty("role", "bare")
            column = pad(QVBoxLayout(holder), gap=0)
            column.addWidget(one)
            column.addStretch(1)
            both.add(holder)
        self.body.addWidget(both)
        self.body.addWidget(
            label("Enter 到下一格，Ctrl Enter 保存。带 * 的必须填，其余可以以后再补。", "hint")
        )
        self.form.submitted.disconnect()
        self.form.submitted.connect(lambda: self.other.field(self._first_of_other()).setFocus())
        self.other.submitted.connect(self.submit)

    def _first_of_other(self) -> str:
        return "service" if self._resident is None else "bank_name"

    def _editor(self, field: Field) -> fields.FieldEdit:
        if field.kind is Kind.ID_NUMBER:
            return fields.IdNumberField(field.name, field.label, self._say_id)
        if field.name == "id_override":
            return fields.TextField(
                field.name, field.label, hint="性别、生日与身份证不符时，写明原因后可以单独改"
            )
        return editor_for(field, self._shell.today)

    def _first_statuses(self) -> list[fields.FieldEdit]:
        made: list[fields.FieldEdit] = []
        for axis in (SERVICE, LIVING, AID):
            options = [(choice.key, choice.label) for choice in axis.values]
            made.append(fields.ChoiceField(axis.key, axis.label, options, blank=True))
        made.insert(1, fields.DayField("since", "从哪天起", self._shell.today))
        return made

    def _fill(self, resident: Resident) -> None:
        values = {field.name: getattr(resident, field.name) for field in self._described}
        self.form.set_values(values)
        self.other.set_values(values)
        if self._resident is None:
            self.other.set_values({"service": "meals", "since": self._shell.today()})
        self._lock()

    # The ID number

    def _say_id(self, number: str) -> tuple[str, bool]:
        """What stands below the number while it is typed, and whether it is wrong."""
        if len(number) not in _WHOLE_ID:
            return f"已输入 {len(number)} 位", len(number) > max(_WHOLE_ID)
        today = self._shell.today()
        known = self._resident.id if self._resident else ""
        problem: Problem | None = self._shell.ask(
            residents.id_hint, number=number, today=today, resident=known
        )
        if problem is not None:
            return problem.text, True
        seen = read_id(number, today).number
        born = birthday_in(seen)
        if born is None:
            return "", False
        sex = "男" if sex_in(seen) == "male" else "女"
        old = "（旧 15 位，保存时转成 18 位）" if len(number) == min(_WHOLE_ID) else ""
        return f"✓ {sex}，{born.isoformat()} 出生，{age_on(born, today)} 岁{old}", False

    def _edited(self, key: str) -> None:
        if key in ("id_number", "id_override"):
            self._lock()

    def _lock(self) -> None:
        """Sex and birthday come from a sound number, unless a reason is given why they differ."""
        number = self.form.field("id_number").value()
        seen = read_id(number, self._shell.today()) if number else None
        reason = self.form.field("id_override").value()
        follows = seen is not None and seen.sound and not reason
        if follows and seen is not None:
            self.form.set_values({"sex": sex_in(seen.number), "birthday": birthday_in(seen.number)})
        for key in ("sex", "birthday"):
            self.form.field(key).setEnabled(not follows)
        self.form.set_shown("id_override", bool(number))

    # Saving

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        more = self.other.values()
        if more is None:
            return None
        everything = record_values(self._described, values | more)
        everything["id_number"] = everything.get("id_number") or None
        resident = replace(self._resident or Resident(name=""), **everything)
        if self._resident is not None:
            outcome = self._shell.run(residents.edit_resident, inline=self.show_problems, resident=resident)
        else:
            outcome = self._shell.run(
                residents.add_resident,
                inline=self.show_problems,
                resident=resident,
                statuses=_statuses(more),
            )
        self.made = outcome.value
        return outcome


def _statuses(values: dict[str, Any]) -> tuple[Status, ...]:
    since: date | None = values.get("since")
    found = []
    if values.get("service"):
        found.append(Status(resident="", axis="service", value=values["service"], since=since))
    # How somebody lives and what aid they have was so before they came: since when is not known here.
    found += [
        Status(resident="", axis=axis, value=values[axis], since=None)
        for axis in ("living", "aid")
        if values.get(axis)
    ]
    return tuple(found)


def register_resident(shell: Shell, parent: QWidget | None, then: Callable[[str], object]) -> None:
    """Ask for a new elder; ``then`` gets the id."""
    dialog = ResidentForm(shell, parent=parent)
    if dialog.exec() and dialog.made is not None:
        then(dialog.made.id)
