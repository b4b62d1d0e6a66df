"""Between a frozen dataclass and a row: days and moments are ISO text, flags 0 and 1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from happyhome.domain.fields import Kind, Record
from happyhome.domain.hidden import has_hidden, without_hidden
from happyhome.domain.registers import register_named, register_of

R = TypeVar("R", bound=Record)

Row = dict[str, Any]


def columns_of(record: type[Record]) -> tuple[str, ...]:
    """The column names of a record class, in table order."""
    return table_columns(register_of(record).table)


@cache
def table_columns(table: str) -> tuple[str, ...]:
    """The same by the name of a register's table."""
    return ("id", "home", "recorded_at", *(field.name for field in register_named(table).fields))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


@cache
def _readers(table: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    readers: list[tuple[str, Callable[[Any], Any]]] = [("recorded_at", datetime.fromisoformat)]
    for field in register_named(table).fields:
        if field.kind is Kind.DAY:
            readers.append((field.name, _day))
        elif field.kind is Kind.FLAG:
            readers.append((field.name, bool))
    return tuple(readers)


def from_rows(record: type[R], rows: Iterable[Sequence[Any]]) -> list[R]:
    """The dataclasses of many rows: looked up once, and filled as ``copied`` copies, for a village has thousands."""
    names, readers = columns_of(record), _readers(register_of(record).table)
    return [_filled(record, dict(zip(names, values, strict=True)), readers) for values in rows]


def _filled(record: type[R], row: Row, readers: Sequence[tuple[str, Callable[[Any], Any]]]) -> R:
    for name, read in readers:
        row[name] = read(row[name])
    made = object.__new__(record)
    vars(made).update(row)
    return made


def seen_texts(one: Record) -> Row:
    """The texts of a row that hold what nobody sees, without it; whatever way they came, they are not kept so."""
    values = vars(one)
    # Hardly any has: all of a row is looked at in one go.
    if not has_hidden("\n".join([value for value in values.values() if isinstance(value, str)])):
        return {}
    return {
        name: without_hidden(value)
        for name, value in values.items()
        if isinstance(value, str) and has_hidden(value)
    }


def to_row(one: Record) -> Row:
    """The stored values of a dataclass, by column."""
    row: Row = dict(vars(one))
    for name, write in _writers(register_of(type(one)).table):
        row[name] = write(row[name])
    return row


@cache
def _writers(table: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """How the columns that are no plain text or number are written."""
    writers: list[tuple[str, Callable[[Any], Any]]] = [("recorded_at", _iso)]
    for field in register_named(table).fields:
        if field.kind is Kind.DAY:
            writers.append((field.name, _iso))
        elif field.kind is Kind.FLAG:
            writers.append((field.name, int))
    return tuple(writers)


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def copied(one: R, **values: Any) -> R:
    """A copy with other values, as dataclasses.replace, for what an import does tens of thousands of times."""
    made = object.__new__(type(one))
    vars(made).update(vars(one), **values)
    return made


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def image(row: Mapping[str, Any]) -> str:
    """A row as audit text: stable, so that it can be hashed and compared."""
    return _ENCODER.encode(row)
