"""The tables as of today, made from the register descriptors.

The files on disk are made by the migrations alone; a test holds the two against each other.
"""

from __future__ import annotations

import dataclasses

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from happyhome.domain.fields import Field, Kind
from happyhome.domain.registers import REGISTERS, Register

metadata = MetaData()

_WHOLE = {Kind.NUMBER, Kind.MONEY, Kind.FLAG}
_INDEXED = {
    "meal": ("day", "resident"),
    "presence": ("day",),
    "participation": ("day",),
    "activity": ("day",),
    "visit": ("day",),
    "attachment": ("owner",),
    "certification": ("day",),
    "roll": ("scheme", "first"),
    "service_record": ("day",),
}


def _column(register: Register, field: Field) -> Column[object]:
    default = next(item.default for item in dataclasses.fields(register.record) if item.name == field.name)
    kind = Integer() if field.kind in _WHOLE else Text()
    nullable = default is None and not field.required
    if field.refers_to:
        # Deferred, so that undo may put parents and children back in any order.
        target = ForeignKey(f"{field.refers_to}.id", deferrable=True, initially="DEFERRED")
        return Column(field.name, kind, target, nullable=nullable)
    return Column(field.name, kind, nullable=nullable)


def _table(register: Register) -> Table:
    made = Table(
        register.table,
        metadata,
        Column("id", Text(), primary_key=True, nullable=False),
        Column("home", Text(), nullable=False),
        Column("recorded_at", Text(), nullable=False),
        *(_column(register, field) for field in register.fields),
        *(UniqueConstraint(*names) for names in register.unique),
    )
    for field in register.references:
        if not any(names[0] == field.name for names in register.unique):
            Index(f"ix_{register.table}_{field.name}", made.c[field.name])
    if register.table in _INDEXED:
        names = _INDEXED[register.table]
        Index(f"ix_{register.table}_{'_'.join(names)}", *(made.c[name] for name in names))
    return made


TABLES: dict[str, Table] = {register.table: _table(register) for register in REGISTERS}

operation = Table(
    "operation",
    metadata,
    Column("id", Text(), primary_key=True, nullable=False),
    Column("home", Text(), nullable=False),
    Column("sequence", Integer(), nullable=False, unique=True),
    Column("verb", Text(), nullable=False),
    Column("label", Text(), nullable=False),
    Column("at", Text(), nullable=False),
    Column("operator", Text(), nullable=False),
    Column("undoes", Text(), nullable=True, unique=True),
    Column("previous", Text(), nullable=False),
    Column("hash", Text(), nullable=False),
)

change = Table(
    "change",
    metadata,
    Column(
        "operation",
        Text(),
        ForeignKey("operation.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        nullable=False,
    ),
    Column("number", Integer(), primary_key=True, nullable=False),
    Column("register", Text(), nullable=False),
    Column("row_id", Text(), nullable=False),
    Column("before", Text(), nullable=True),
    Column("after", Text(), nullable=True),
    Index("ix_change_row_id", "row_id"),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text(), primary_key=True, nullable=False),
    Column("content", LargeBinary(), nullable=False),
)

instance = Table(
    "instance",
    metadata,
    Column("number", Integer(), primary_key=True, nullable=False),
    Column("id", Text(), nullable=False, unique=True),
    Column("since", Text(), nullable=False),
    Column("reason", Text(), nullable=False),
)
