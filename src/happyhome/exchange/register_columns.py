"""The columns of any register's sheet, from its descriptor: the same on the way out and in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from happyhome.domain.fields import Field, Kind
from happyhome.domain.registers import Register, register_named
from happyhome.exchange.incoming.vocabulary import heading_key
from happyhome.store.reading import Reading

BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]$")
DAY_WORDS = ("日期", "时间", "年月日")


@dataclass(frozen=True, slots=True)
class Referent:
    """A row that others point at, as people know it: a name, and a number where it has one."""

    id: str
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: a field's value, or (``numbered``) the ID number of the row a reference points at."""

    field: Field
    heading: str
    numbered: bool = False


def day_field(register: Register) -> Field | None:
    """The day by which a register's rows are sorted and asked for: what a month locks, else its first."""
    days = [field for field in register.fields if field.kind is Kind.DAY]
    return next((field for field in days if field.name == register.locked_by), days[0] if days else None)


def shown_fields(register: Register) -> tuple[Field, ...]:
    """The fields that a clerk sees."""
    return tuple(field for field in register.fields if not field.hidden)


def sheet_columns(register: Register) -> tuple[SheetColumn, ...]:
    """All columns in order; beside a reference stands the number that makes it unmistakable."""
    labels = {field.label for field in shown_fields(register)}
    several = len([field for field in shown_fields(register) if field.kind is Kind.REFERENCE]) > 1
    columns: list[SheetColumn] = []
    for field in shown_fields(register):
        columns.append(SheetColumn(field, field.label))
        number = _number_field(field) if field.kind is Kind.REFERENCE else None
        if number is not None:
            own = several or number.label in labels
            columns.append(SheetColumn(field, field.label + number.label if own else number.label, True))
    return tuple(columns)


def words_for(register: Register) -> Mapping[str, SheetColumn]:
    """Every heading word by which a column is known; the surer word goes first where two claim it."""
    found: dict[str, SheetColumn] = {}
    columns = sheet_columns(register)
    for words in (_own_words, _derived_words, _borrowed_words):
        for column in columns:
            for word in words(register, column):
                found.setdefault(heading_key(word), column)
    return found


def _own_words(_register: Register, column: SheetColumn) -> Iterator[str]:
    yield column.heading
    if not column.numbered:
        yield from column.field.synonyms


def _derived_words(register: Register, column: SheetColumn) -> Iterator[str]:
    """探访方式 for 方式, 日期 for 探访日期, 处置 for 处置/转介, 留样量 for 留样量(克)."""
    label = column.field.label
    if column.numbered:
        number = _number_field(column.field)
        yield from (label + word for word in ((number.label, *number.synonyms) if number else ()))
        return
    for word in (label, *column.field.synonyms):
        yield register.title + word
        if len(word) > len(register.title) + 1:
            yield word.removeprefix(register.title)
    yield BRACKETS.sub("", label)
    if "/" in label:
        yield from label.split("/")
    if column.field.kind is Kind.DAY and column.field == day_field(register):
        yield from DAY_WORDS
        yield from (register.title + word for word in DAY_WORDS)


def _borrowed_words(_register: Register, column: SheetColumn) -> Iterator[str]:
    """姓名 and 身份证号 of whom a reference points at."""
    if column.field.kind is not Kind.REFERENCE:
        return
    target = register_named(column.field.refers_to)
    borrowed = _number_field(column.field) if column.numbered else name_field(target)
    if borrowed is not None:
        yield from (borrowed.label, *borrowed.synonyms)
        if not column.numbered:
            yield target.title


def name_field(register: Register) -> Field:
    """The field that names a row to people: its first name, else its first required text."""
    fields = shown_fields(register)
    named = [field for field in fields if field.kind is Kind.NAME]
    return (named or [field for field in fields if field.required and field.kind is Kind.TEXT] or [*fields])[
        0
    ]


def _number_field(reference: Field) -> Field | None:
    target = register_named(reference.refers_to)
    return next((field for field in target.fields if field.kind is Kind.ID_NUMBER), None)


def referents_of(reading: Reading, register: Register) -> dict[str, tuple[Referent, ...]]:
    """All rows that a register's references may point at, by table."""
    found = {}
    for field in register.references:
        target = register_named(field.refers_to)
        name, number = name_field(target).name, _number_field(field)
        found[field.refers_to] = tuple(
            Referent(row.id, getattr(row, name), (getattr(row, number.name) or "") if number else "")
            for row in reading.find(target.record)
        )
    return found
