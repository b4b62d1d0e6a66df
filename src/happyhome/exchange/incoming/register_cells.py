"""One cell of a plain register's sheet, by the kind of its field. A blank says nothing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from happyhome.domain.dates import Month, long_day
from happyhome.domain.fields import Field, Kind, Record
from happyhome.domain.idcard import read_id
from happyhome.domain.money import read_yuan
from happyhome.domain.names import clean_name, name_fault
from happyhome.domain.problems import refuse
from happyhome.exchange.incoming.cells import (
    card_number,
    folded,
    long_number,
    phone_number,
    text_of,
    yes_or_no,
)
from happyhome.exchange.incoming.day_cells import read_day
from happyhome.exchange.incoming.kept_text import clean_text
from happyhome.exchange.incoming.sheets import Cell

_WHOLE = re.compile(r"(-?\d[\d,]*)(?:\.0+)?[^\d\s.,]{0,2}")
_CLOCK = re.compile(r"(\d{1,2})[:：时点](\d{1,2})分?(?::\d{2})?")
_FAR = date(2199, 12, 31)
_MOST_DIGITS = 12
_SHOWN = 40

CellReader = Callable[[Field, Cell, date], Any]


def read_cell(record: type[Record], field: Field, value: Cell, today: date) -> Any:
    """The value of a field as it is kept, blanks included.

    Raises Refusal with one problem (field_missing, value_unknown, day_unknown, day_future,
    number_unknown, id_refused, name_refused) where the cell cannot be taken in.
    """
    if isinstance(value, str) and not value.strip():
        if field.required:
            raise refuse("field_missing", f"“{field.label}”空着，没有导入。请补填。", field.name)
        return blank_of(record, field)
    return _READERS[field.kind](field, value, today)


def blank_of(record: type[Record], field: Field) -> Any:
    """What a blank stands for: flags and numbers cannot be blank and take their default."""
    default = next(item.default for item in dataclasses.fields(record) if item.name == field.name)
    if field.kind in (Kind.FLAG, Kind.NUMBER, Kind.MONEY) or default is None:
        return default
    return ""


def _unknown(field: Field, value: Cell, code: str, how: str) -> Exception:
    said = text_of(value)
    shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}……"
    return refuse(code, f"“{field.label}”写的是“{shown}”，{how}，没有导入。请改正。", field.name)


def _text(_field: Field, value: Cell, _today: date) -> str:
    return clean_text(text_of(value))


def _lines(_field: Field, value: Cell, _today: date) -> str:
    return "\n".join(clean_text(line) for line in text_of(value).splitlines())


def _name(field: Field, value: Cell, _today: date) -> str:
    name = clean_name(text_of(value))
    if name_fault(name):
        raise refuse("name_refused", f"“{field.label}”{name_fault(name)}，没有导入。请改正。", field.name)
    return name


def _id_number(field: Field, value: Cell, today: date) -> str:
    typed = long_number(value)
    reading = read_id(typed.text, today)
    if typed.rounded or not reading.sound:
        why = "后几位已经丢了" if typed.rounded else "不是正确的身份证号"
        raise _unknown(field, value, "id_refused", why)
    return reading.number


def _card(field: Field, value: Cell, _today: date) -> str:
    typed = long_number(value)
    if typed.rounded:
        raise _unknown(field, value, "card_rounded", "是按数字存的，后几位已经丢了")
    return card_number(typed.text)


def _phone(_field: Field, value: Cell, _today: date) -> str:
    return phone_number(long_number(value).text)


def _day(field: Field, value: Cell, today: date) -> date:
    day = read_day(value, today).day or read_day(value, _FAR).day
    if day is None:
        raise _unknown(field, value, "day_unknown", "看不出是哪年哪月哪日（可写成 2026-11-05）")
    if day > today:
        raise refuse("day_future", f"“{field.label}”{long_day(day)} 还没到，没有导入。请改正。", field.name)
    return day


def _clock(field: Field, value: Cell, _today: date) -> str:
    if isinstance(value, datetime | time):
        return value.strftime("%H:%M")
    found = _CLOCK.fullmatch(folded(text_of(value)))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise _unknown(field, value, "value_unknown", "看不出是几点（可写成 14:30）")
    return f"{int(found[1]):02d}:{int(found[2]):02d}"


def _month(field: Field, value: Cell, today: date) -> str:
    reading = read_day(value, _FAR)
    if reading.day is not None:
        return str(Month.of(reading.day))
    if reading.month is None:
        raise _unknown(field, value, "value_unknown", "看不出是哪年哪月（可写成 2026-11）")
    return str(Month(*reading.month))


def _number(field: Field, value: Cell, _today: date) -> int:
    found = _WHOLE.fullmatch(folded(text_of(value)))
    if not found or len(found[1]) > _MOST_DIGITS:
        raise _unknown(field, value, "number_unknown", "不是整数" if not found else "数字太大")
    return int(found[1].replace(",", ""))


def _money(field: Field, value: Cell, _today: date) -> int:
    # Sums in a sheet carry the dust of binary fractions: 12.1 * 3.
    text = (
        f"{value:.2f}" if isinstance(value, float) and abs(value * 100 - round(value * 100)) < 1e-6 else None
    )
    try:
        return read_yuan(text or folded(text_of(value)).removeprefix("¥"))
    except ValueError as error:
        raise _unknown(field, value, "number_unknown", "不是金额（元，最多两位小数）") from error


def _flag(field: Field, value: Cell, _today: date) -> bool:
    said = yes_or_no(text_of(value))
    if said is None:
        raise _unknown(field, value, "value_unknown", "只能填“是”或“否”")
    return said


def _choice(field: Field, value: Cell, _today: date) -> str:
    word = folded(text_of(value))
    for choice in field.choices:
        if word in map(folded, (choice.label, *choice.synonyms, choice.key)):
            return choice.key
    known = "、".join(choice.label for choice in field.choices)
    raise _unknown(field, value, "value_unknown", f"可选：{known}")


_READERS: dict[Kind, CellReader] = {
    **dict.fromkeys((Kind.TEXT, Kind.ADDRESS, Kind.HEALTH, Kind.MOMENT), _text),
    Kind.LONG_TEXT: _lines,
    Kind.NAME: _name,
    Kind.ID_NUMBER: _id_number,
    Kind.CARD: _card,
    Kind.PHONE: _phone,
    Kind.DAY: _day,
    Kind.CLOCK: _clock,
    Kind.MONTH: _month,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
}
