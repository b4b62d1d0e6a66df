"""Form fields and table columns made from field descriptors: what a new register gets for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from happyhome.domain.fields import Field, Kind
from happyhome.domain.masking import mask_card, mask_id, mask_phone
from happyhome.domain.money import yuan
from happyhome.gui.kit import fields
from happyhome.gui.kit.card import label
from happyhome.gui.kit.search_box import Hit, SearchBox
from happyhome.gui.kit.table import Column


@dataclass(frozen=True, slots=True)
class Referred:
    """How rows of another register are named and found, for fields that point at them."""

    name: Callable[[str], str]
    search: Callable[[str], Sequence[Hit]]


class ReferenceField(fields.FieldEdit):
    """Somebody picked by name, pinyin or ID tail; the value is the row's id."""

    def __init__(self, key: str, caption: str, referred: Referred, *, required: bool = False) -> None:
        self.box = SearchBox(referred.search, "输入姓名、拼音首字母或身份证后四位")
        super().__init__(key, caption, self.box, required=required)
        self._referred, self._id = referred, ""
        self._name = label("", "strong")
        self.line.insertWidget(0, self._name)
        self.box.chosen.connect(self._chose)

    def _chose(self, row: str) -> None:
        self.set_value(row)
        self.show_refusal("")
        self.edited.emit()
        self.finished.emit()

    def value(self) -> str:
        """The id of who was picked, "" for nobody."""
        return self._id

    def set_value(self, value: Any) -> None:
        """Show who has this id."""
        self._id = value or ""
        self._name.setText(self._referred.name(self._id) if self._id else "")
        self._name.setVisible(bool(self._id))
        self.box.setPlaceholderText("换一位…" if self._id else "输入姓名、拼音首字母或身份证后四位")

    def enter_moves_on(self) -> bool:
        """Enter takes the hit in the list, where there is one being typed for."""
        return not self.box.text()


def editor_for(field: Field, today: Callable[[], date], referred: Referred | None = None) -> fields.FieldEdit:
    """The editor that fits a descriptor; ``referred`` is needed for references only."""
    named: dict[str, Any] = {"required": field.required}
    if field.kind is Kind.REFERENCE and referred is not None:
        return ReferenceField(field.name, field.label, referred, **named)
    if field.kind is Kind.CHOICE:
        options = [(choice.key, choice.label) for choice in field.choices]
        return fields.ChoiceField(field.name, field.label, options, blank=not field.required, hint=field.help)
    if field.kind is Kind.FLAG:
        return fields.FlagField(field.name, field.label, hint=field.help)
    if field.kind is Kind.DAY:
        return fields.DayField(field.name, field.label, today, hint=field.help, **named)
    if field.kind is Kind.NUMBER:
        return fields.NumberField(field.name, field.label, hint=field.help, **named)
    if field.kind is Kind.MONEY:
        return fields.MoneyField(field.name, field.label, hint=field.help, **named)
    if field.kind is Kind.LONG_TEXT:
        return fields.LongTextField(field.name, field.label, hint=field.help, rows=2, **named)
    return fields.TextField(field.name, field.label, hint=field.help, **named)


def shown(field: Field, value: Any, name_of: Callable[[str], str] | None = None) -> str:
    """A value as a table shows it: words for keys, 元 for 分, secrets masked."""
    if value in (None, ""):
        return ""
    if field.kind is Kind.REFERENCE:
        return name_of(value) if name_of else str(value)
    if field.kind is Kind.CHOICE:
        return field.choice_label(value)
    if field.kind is Kind.FLAG:
        return "是" if value else ""
    if field.kind is Kind.MONEY:
        return yuan(value)
    masks = {Kind.ID_NUMBER: mask_id, Kind.CARD: mask_card, Kind.PHONE: mask_phone}
    return masks[field.kind](value) if field.kind in masks else str(value)


def column_for(field: Field, name_of: Callable[[str], str] | None = None, *, stretch: bool = False) -> Column:
    """The table column of a descriptor."""

    def text(record: Any) -> str:
        return shown(field, getattr(record, field.name), name_of)

    numeric = field.kind in (Kind.NUMBER, Kind.MONEY)
    widths = {Kind.DAY: 6.0, Kind.FLAG: 3.0, Kind.CHOICE: 4.0, Kind.REFERENCE: 6.0, Kind.LONG_TEXT: 13.0}
    width = widths.get(field.kind, min(field.width, 7.0))
    return Column(
        field.label,
        text,
        max(width, len(field.label)),
        align="right" if numeric else "left",
        stretch=stretch,
        bold=field.kind is Kind.REFERENCE,
        sort=(lambda record: getattr(record, field.name) or 0) if numeric else None,
    )


def blank_value(field: Field) -> Any:
    """What an empty field of this kind stands for in a record."""
    return {Kind.DAY: None, Kind.NUMBER: 0, Kind.MONEY: 0, Kind.FLAG: False}.get(field.kind, "")


def record_values(record_fields: Sequence[Field], values: dict[str, Any]) -> dict[str, Any]:
    """Values of a form made fit for the record: an empty number is 0, an empty text "", an empty day None."""
    return {
        field.name: blank_value(field) if values[field.name] is None else values[field.name]
        for field in record_fields
        if field.name in values
    }
