"""How each column of a roster is read into a draft: one small function per kind of target."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from happyhome.domain.axes import axis_named
from happyhome.domain.fields import Field, Kind, fields_of
from happyhome.domain.names import clean_name
from happyhome.domain.problems import Level
from happyhome.domain.residents import ROLES, Resident
from happyhome.exchange.incoming.axis_cells import values_in
from happyhome.exchange.incoming.cells import (
    card_number,
    folded,
    is_nothing,
    long_number,
    phone_number,
    rounded_card,
    text_of,
    yes_or_no,
)
from happyhome.exchange.incoming.contact_cells import split_contact
from happyhome.exchange.incoming.day_cells import read_day
from happyhome.exchange.incoming.kept_text import clean_text, keep, keep_unknown
from happyhome.exchange.incoming.personal_columns import SPECIAL, propose
from happyhome.exchange.incoming.remarks import Proposal, proposal_in
from happyhome.exchange.incoming.roster_row import RowDraft
from happyhome.exchange.incoming.sheets import Cell

CellReader: TypeAlias = Callable[[RowDraft, Cell], None]
_SEVERAL_THINGS = re.compile(r"[\d/、，,;；()（）]")
# 低保类别 二类: the class is kept in the note, no axis has it.
_CLASS = re.compile(r"(?:农村|城市)?(?:低保)?(?:[一二三四五A-Ea-e][类档级]?|\d[类档级])")
_SAYS_SOMETHING_BY_NOTHING = frozenset({"illness", "diet"})
_STILL_HERE = frozenset(
    {"在院", "正常", "健在", "在", "在世", "在册", "在村", "活", "存活", "正常享受", "在享"}
)


def reader_of(target: str, heading: str, today: date) -> CellReader | None:
    """The function that reads a cell under ``heading``; None where its content is not taken in."""
    head, _, rest = target.partition(".")
    if head == "axis":
        return _leaving(heading, today) if rest == "leaving" else _axis(rest, heading)
    if head == "flag":
        axis, _, value = rest.partition(".")
        return _flag(axis, value, heading)
    if rest:
        return _contact(head, rest)
    special = SPECIAL.get(target)
    if special is not None:
        return lambda draft, value: special(draft, value, heading, today)
    field = next((item for item in fields_of(Resident) if item.name == target), None)
    return _field(field, heading, today) if field is not None else None


def _field(field: Field, heading: str, today: date) -> CellReader | None:
    if field.kind is Kind.CARD:
        return _card(field.name, heading)
    if field.kind is Kind.PHONE:
        return _phone(field.name, heading)
    if field.kind is Kind.DAY:
        return _day(field, heading, today)
    if field.kind is Kind.CHOICE:
        return _choice(field, heading)
    if field.kind is Kind.FLAG:
        return _yes(field, heading)
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS, Kind.HEALTH):
        return _text(field.name)
    return None


def _text(name: str) -> CellReader:
    keeps_nothing = name in _SAYS_SOMETHING_BY_NOTHING

    def read(draft: RowDraft, value: Cell) -> None:
        text = value.strip() if isinstance(value, str) else text_of(value)
        if text and (keeps_nothing or not is_nothing(text)):
            draft.fields[name] = clean_text(text)

    return read


def _card(name: str, heading: str) -> CellReader:
    def read(draft: RowDraft, value: Cell) -> None:
        number = long_number(value)
        card = card_number(number.text)
        if number.rounded or rounded_card(card):
            text = f"{heading}是按数字存的（{number.text}），后几位已经丢了，没有记入。请照存折或卡面补填。"
            draft.tell(heading, "card_rounded", Level.WARNING, text)
        elif any(ch.isdigit() for ch in card):
            draft.fields[name] = card
        elif not is_nothing(card):
            keep(draft, heading, heading, card)

    return read


def _phone(name: str, heading: str) -> CellReader:
    def read(draft: RowDraft, value: Cell) -> None:
        number = long_number(value)
        if not number.rounded and any(ch.isdigit() for ch in number.text):
            draft.fields[name] = phone_number(number.text)
        elif number.text and not is_nothing(number.text):
            keep(draft, heading, heading, number.text)

    return read


def _day(field: Field, heading: str, today: date) -> CellReader:
    def read(draft: RowDraft, value: Cell) -> None:
        reading = read_day(value, today)
        if reading.day is not None:
            draft.fields[field.name] = reading.day
        elif not is_nothing(reading.typed):
            keep(draft, heading, field.label, reading.typed)

    return read


def _choice(field: Field, heading: str) -> CellReader:
    known = {
        word: choice.key for choice in field.choices for word in (choice.key, choice.label, *choice.synonyms)
    }

    def read(draft: RowDraft, value: Cell) -> None:
        text = text_of(value)
        key = known.get(folded(text))
        if key:
            draft.fields[field.name] = key
        elif not is_nothing(text):
            keep(draft, heading, field.label, text)

    return read


def _yes(field: Field, heading: str) -> CellReader:
    def read(draft: RowDraft, value: Cell) -> None:
        text = text_of(value)
        said = {"农历": True, "阴历": True, "公历": False, "阳历": False}.get(text, yes_or_no(text))
        if said is None:
            keep(draft, heading, field.label, text)
        else:
            draft.fields[field.name] = said

    return read


def _axis(key: str, heading: str) -> CellReader:
    label = axis_named(key).label

    def read(draft: RowDraft, value: Cell) -> None:
        text = value.strip() if isinstance(value, str) else text_of(value)
        if not text:
            return
        if key == "disability":
            draft.disability.insert(0, (text, heading))
            return
        values, unknown = values_in(key, text)
        if key == "whereabouts" and values:
            values, unknown = (), text  # a sheet says neither from when nor until when
        draft.statuses += [(key, item) for item in values]
        if unknown:
            keep_unknown(draft, heading, key, label, unknown)

    return read


def _leaving(heading: str, today: date) -> CellReader:
    def read(draft: RowDraft, value: Cell) -> None:
        text = text_of(value)
        values, unknown = values_in("leaving", text)
        found = proposal_in(text, today)
        said = yes_or_no(text) if heading.startswith("是否") else None
        if said is not None:  # 是否健在 否, 是否去世 是
            gone = said == any(word in heading for word in ("死亡", "去世", "已故"))
            found, unknown = (Proposal("died", None, text) if gone else None), ""
        elif found is None and values:
            found = Proposal(values[0], None, text)
        if found is not None:
            propose(draft, heading, found)
        elif unknown and folded(text) not in _STILL_HERE:
            keep(draft, heading, heading, text)

    return read


def _flag(axis: str, value: str, heading: str) -> CellReader:
    def read(draft: RowDraft, cell: Cell) -> None:
        text = text_of(cell)
        said = yes_or_no(text)
        if said is None and _CLASS.fullmatch(folded(text)):
            draft.notes.append(f"{heading}：{clean_text(text)}")
            said = True
        if said is None:
            values, unknown = values_in(axis, text)
            draft.statuses += [(axis, item) for item in values]
            if unknown:
                keep_unknown(draft, heading, axis, heading, unknown)
        elif said:
            draft.statuses.append((axis, value))

    return read


def _contact(role: str, part: str) -> CellReader:
    label = next(choice.label for choice in ROLES if choice.key == role)

    def read(draft: RowDraft, value: Cell) -> None:
        text = text_of(value)
        if not text or is_nothing(text):
            return
        person = draft.contacts.setdefault(role, {})
        if part == "phone":
            person["phone"] = phone_number(long_number(value).text)
        elif part == "name" and not _SEVERAL_THINGS.search(text):
            person["name"] = text if text.isalpha() else clean_name(text)
        elif part in ("all", "name"):
            for key, found in split_contact(text, label).items():
                person.setdefault(key, found)
        else:
            person[part] = clean_text(text)

    return read
