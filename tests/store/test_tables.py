"""Every register has its table, and a row of it comes back as it went in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.fields import Field, Kind
from happyhome.domain.registers import REGISTERS, Register
from happyhome.store.rows import columns_of, from_rows, image, to_row
from happyhome.store.tables import TABLES

each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.table)
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
BY_KIND: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.DAY: st.dates(),
    Kind.FLAG: st.booleans(),
    Kind.NUMBER: st.integers(-(2**53), 2**53),
    Kind.MONEY: st.integers(0, 10**12),
}


def _values(register: Register, field: Field) -> st.SearchStrategy[Any]:
    default = next(item.default for item in dataclasses.fields(register.record) if item.name == field.name)
    known = BY_KIND.get(field.kind, WORDS)
    return st.none() | known if default is None and not field.required else known


def _records(register: Register) -> st.SearchStrategy[Any]:
    moments = st.builds(datetime.combine, st.dates(date(2000, 1, 1)), st.times().map(_whole_second))
    return st.builds(
        register.record,
        id=WORDS,
        home=WORDS,
        recorded_at=moments,
        **{field.name: _values(register, field) for field in register.fields},
    )


def _whole_second(at: time) -> time:
    return at.replace(microsecond=0)


@each_register
def test_the_table_has_a_column_for_every_field_and_no_other(register: Register) -> None:
    names = {"id", "home", "recorded_at"} | {field.name for field in register.fields}
    assert (
        {column.name for column in TABLES[register.table].columns}
        == names
        == set(columns_of(register.record))
    )


@each_register
@given(data=st.data())
def test_a_record_comes_back_from_its_row_and_from_its_audit_image(
    register: Register, data: st.DataObject
) -> None:
    import json

    one = data.draw(_records(register))
    row = to_row(one)
    kept = json.loads(image(row))
    names = columns_of(register.record)
    assert from_rows(register.record, [[row[name] for name in names]]) == [one]
    assert from_rows(register.record, [[kept[name] for name in names]]) == [one]
    assert all(type(value) in (str, int, type(None)) for value in row.values())


@each_register
def test_a_record_comes_back_from_the_file(register: Register, village: Any) -> None:
    """Through SQLite itself, with characters of every plane."""
    one = _sample(register)
    with village.services.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        row = to_row(one)
        names = columns_of(register.record)
        marks = ", ".join("?" * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        connection.exec_driver_sql(
            f'INSERT INTO "{register.table}" ({quoted}) VALUES ({marks})', tuple(row[name] for name in names)
        )
        from happyhome.store.reading import Reading

        assert Reading(connection.connection.driver_connection).get(register.record, one.id) == one
        connection.exec_driver_sql(f'DELETE FROM "{register.table}" WHERE id = ?', (one.id,))


def _sample(register: Register) -> Any:
    by_kind: dict[Kind, Callable[[], Any]] = {
        Kind.DAY: lambda: date(2026, 9, 1),
        Kind.FLAG: lambda: True,
        Kind.NUMBER: lambda: 7,
        Kind.MONEY: lambda: 1250,
    }
    values = {field.name: by_kind.get(field.kind, lambda: "阿卜杜·𠅤 '\"")() for field in register.fields}
    moment = datetime(2026, 9, 1, 12, 0, 5)  # noqa: DTZ001
    return register.record(id=f"row of {register.table}", home="h", recorded_at=moment, **values)


def test_ids_of_one_program_sort_in_the_order_they_were_made() -> None:
    from happyhome.store.ids import new_id

    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(one[14], one[19] in "89ab", len(one)) for one in made} == {("7", True, 36)}
