"""Plain registers: add, correct, take away and list, from the descriptor alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from happyhome.domain.dates import long_day
from happyhome.domain.fields import Field, Kind, Record
from happyhome.domain.names import clean_name, name_fault
from happyhome.domain.problems import refuse
from happyhome.domain.registers import REGISTERS, Register, register_named, register_of
from happyhome.domain.residents import Resident
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work


@operation("登记")
def put_record(work: Work, *, record: Record) -> Record:
    """Add a row of a plain register, or correct it; every field is held against its descriptor."""
    register = register_of(type(record))
    kept = replace(
        record,
        **{field.name: _checked(work, field, getattr(record, field.name)) for field in register.fields},
    )
    work.label = f"登记{register.title}" if not record.id else f"修改{register.title}"
    return work.put(kept)


@operation("删除登记")
def remove_record(work: Work, *, table: str, row: str) -> None:
    """Take a row recorded by mistake away; the audit keeps it."""
    register = register_named(table)
    found = work.get(register.record, row)
    if found is None:
        raise refuse("row_missing", f"这条{register.title}已经不在了，请刷新后再试。")
    work.label = f"删除{register.title}"
    work.delete(found)


def _checked(work: Work, field: Field, value: Any) -> Any:
    if isinstance(value, str):
        value = clean_name(value) if field.kind is Kind.NAME else value.strip()
    if field.required and value in ("", None):
        raise refuse("field_missing", f"请填写「{field.label}」。", field.name)
    if field.kind is Kind.NAME and value and name_fault(value):
        raise refuse("name_refused", f"「{field.label}」{name_fault(value)}。", field.name)
    if field.kind is Kind.CHOICE and value and value not in {choice.key for choice in field.choices}:
        known = "、".join(choice.label for choice in field.choices)
        raise refuse("value_unknown", f"「{field.label}」可选：{known}。", field.name)
    if field.kind is Kind.DAY and value is not None and value > work.today:
        raise refuse("day_future", f"「{field.label}」{long_day(value)} 还没到。", field.name)
    if field.refers_to and work.get(register_named(field.refers_to).record, value) is None:
        raise refuse("reference_missing", f"「{field.label}」指向的记录不在了，请重新选择。", field.name)
    return value


def records(reading: Reading, table: str) -> tuple[Record, ...]:
    """All rows of a register, newest first."""
    return tuple(reversed(reading.find(register_named(table).record)))


def listed_registers() -> tuple[Register, ...]:
    """The registers that have a plain page of their own."""
    return tuple(register for register in REGISTERS if register.listed)


def names_of_residents(reading: Reading) -> dict[str, str]:
    """Names by id, for the reference columns of plain registers."""
    return {one.id: one.name for one in reading.find(Resident)}
