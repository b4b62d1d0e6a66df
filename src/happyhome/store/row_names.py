"""Saying which row of a register is meant, and how two images of it differ, in the clerk's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from happyhome.domain.axes import AXES
from happyhome.domain.dates import Month, long_day
from happyhome.domain.fields import Field, Kind
from happyhome.domain.masking import mask_card, mask_id, mask_phone
from happyhome.domain.registers import Register, register_named
from happyhome.store.reading import Reading

Image = Mapping[str, Any]
"""A row as the audit keeps it: column to text, number or None."""

_TELLING = (Kind.DAY, Kind.MONTH, Kind.CHOICE)
"""What tells one row of a person from another: the day, the month, which meal."""
_MASKS = {Kind.ID_NUMBER: mask_id, Kind.CARD: mask_card, Kind.PHONE: mask_phone}
_MOST = 24
"""Characters of a value that a sentence shows."""


def row_name(reading: Reading, register: Register, row: Image) -> str:
    """“用餐”王秀兰 2026年10月9日 午餐: the register and what a clerk would look the row up by."""
    parts = [_target(reading, field, row) for field in register.references]
    first = next((field for field in register.fields if field.kind in (Kind.TEXT, Kind.NAME)), None)
    if first is not None and not any(parts):
        parts.append(_value(register, first, row))
    parts += [_value(register, field, row) for field in register.fields if field.kind in _TELLING][:2]
    return f"“{register.title}”" + " ".join(part for part in parts if part)


def differences(register: Register, audited: Image, present: Image) -> str:
    """方式现在是“送餐”，记录里是“堂食”；…: every field whose value is not the one that was kept."""
    return "；".join(_difference(register, audited, present))


def _difference(register: Register, audited: Image, present: Image) -> Iterator[str]:
    for field in register.fields:
        if field.name in audited and audited[field.name] != present.get(field.name):
            now, then = _value(register, field, present), _value(register, field, audited)
            if field.kind is Kind.REFERENCE or now == then:  # ids, or parts that masking hides
                yield f"“{field.label}”被改过"
            else:
                yield f"“{field.label}”现在是“{now or '空'}”，记录里是“{then or '空'}”"
    for name, label in (("recorded_at", "录入时间"), ("home", "所属幸福院")):
        if name in audited and audited[name] != present.get(name):
            yield f"“{label}”被改过"


def _target(reading: Reading, field: Field, row: Image) -> str:
    """The name of what a row points at, as the audit last wrote it: the row itself may have been altered."""
    target = register_named(field.refers_to)
    found = reading.scalars(
        'SELECT c.after FROM "change" AS c JOIN operation AS o ON o.id = c.operation'
        " WHERE c.register = ? AND c.row_id = ? AND c.after IS NOT NULL ORDER BY o.sequence DESC LIMIT 1",
        target.table,
        row.get(field.name),
    )
    if not found:
        return ""
    named = next((one for one in target.fields if one.kind in (Kind.NAME, Kind.TEXT)), None)
    return "" if named is None else _value(target, named, json.loads(found[0]))


def _value(register: Register, field: Field, row: Image) -> str:
    value = row.get(field.name)
    if value is None or value == "":
        return ""
    if field.kind is Kind.FLAG:
        return "是" if value else "否"
    if field.kind is Kind.MONEY:
        return f"{int(value) / 100:.2f} 元"
    text = str(value)
    if field.kind in _MASKS:
        return _MASKS[field.kind](text)
    if field.kind is Kind.DAY:
        return _day(text)
    if field.kind is Kind.MONTH:
        return _month(text)
    if field.choices:
        return field.choice_label(text)
    if register.table == "status" and field.name == "value":
        return _axis_value(row, text)
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def _day(text: str) -> str:
    try:
        return long_day(date.fromisoformat(text))
    except ValueError:  # altered behind the program's back: shown as it stands
        return text[:_MOST]


def _month(text: str) -> str:
    try:
        return Month.parse(text).label
    except ValueError:
        return text[:_MOST]


def _axis_value(row: Image, text: str) -> str:
    axis = next((one for one in AXES if one.key == row.get("axis")), None)
    return text[:_MOST] if axis is None else axis.label_of(text)
