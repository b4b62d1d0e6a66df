"""Plain registers: add, correct, take away and list, from the descriptor alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from happyhome.domain.dates import long_day
from happyhome.domain.fields import Field, Kind, Record
from happyhome.domain.hidden import without_hidden
from happyhome.domain.names import clean_name, name_fault
from happyhome.domain.problems import refuse
from happyhome.domain.registers import REGISTERS, Register, register_named, register_of
from happyhome.domain.residents import Resident
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.references import used_by
from happyhome.store.work import Work


@operation("登记")
def put_record(work: Work, *, record: Record) -> Record:
    """Add a row of a plain register, or correct it; every field is held against its descriptor."""
    register = register_of(type(record))
    kept = checked(work, record)
    _check_single(work, register, kept)
    work.label = f"登记{register.title}" if not record.id else f"修改{register.title}"
    return work.put(kept)


def _check_single(work: Work, register: Register, kept: Record) -> None:
    """Refuse a second row where the descriptor says that there is only one."""
    for names in register.unique:
        equals = {name: getattr(kept, name) or (work.home_id if name == "home" else "") for name in names}
        if any(other.id != kept.id for other in work.find(register.record, **equals)):
            said = "、".join(field.label for field in register.fields if field.name in names)
            raise refuse("already_there", f"已有一条{said}相同的{register.title}，请修改那一条。", names[-1])


def checked(work: Work, record: Record) -> Record:
    """The record as it may be kept; refuses what its descriptors do not allow."""
    return replace(
        record,
        **{
            field.name: _checked(work, field, getattr(record, field.name))
            for field in register_of(type(record)).fields
        },
    )


@operation("删除登记")
def remove_record(work: Work, *, table: str, row: str) -> None:
    """Take a row recorded by mistake away; the audit keeps it."""
    register = register_named(table)
    found = work.get(register.record, row)
    if found is None:
        raise refuse("row_missing", f"这条{register.title}已经不在了，请刷新后再试。")
    user = used_by(work, register, row)
    if user is not None:
        raise refuse("still_used", f"还有{user.title}记录在用这条{register.title}，不能删除。")
    work.label = f"删除{register.title}"
    work.delete(found)


def _checked(work: Work, field: Field, value: Any) -> Any:
    if isinstance(value, str):
        value = clean_name(value) if field.kind is Kind.NAME else without_hidden(value).strip()
    if field.required and value in ("", None):
        raise refuse("field_missing", f"请填写“{field.label}”。", field.name)
    if field.kind is Kind.NAME and value and name_fault(value):
        raise refuse("name_refused", f"“{field.label}”{name_fault(value)}。", field.name)
    if field.kind is Kind.CHOICE and value and value not in {choice.key for choice in field.choices}:
        known = "、".join(choice.label for choice in field.choices)
        raise refuse("value_unknown", f"“{field.label}”可选：{known}。", field.name)
    if field.kind is Kind.DAY and value is not None and value > work.today:
        raise refuse("day_future", f"“{field.label}”{long_day(value)} 还没到。", field.name)
    if field.refers_to and not value:
        return None
    if field.refers_to and work.get(register_named(field.refers_to).record, value) is None:
        raise refuse("reference_missing", f"“{field.label}”指向的记录不在了，请重新选择。", field.name)
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
