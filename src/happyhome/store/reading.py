"""Asking the store: rows by id, rows by equal fields. Subjects add their own questions beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.sql import Select

from happyhome.domain.fields import Record
from happyhome.domain.homes import Home
from happyhome.domain.problems import refuse
from happyhome.domain.registers import register_named, register_of
from happyhome.store.rows import columns_of, from_row
from happyhome.store.tables import TABLES

R = TypeVar("R", bound=Record)


@cache
def _select(name_of_table: str, by: tuple[str, ...]) -> Select[Any]:
    table = TABLES[name_of_table]
    chosen = chosen_columns(register_named(name_of_table).record)
    for name in by:
        chosen = chosen.where(table.c[name] == bindparam(name))
    return chosen.order_by(table.c.id)


def stored(value: Any) -> Any:
    """A Python value as it stands in a column."""
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


class Reading:
    """One consistent look at the store."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, record: type[R], row_id: str) -> R | None:
        """The row with this id, or None."""
        found = self.find(record, id=row_id)
        return found[0] if found else None

    def find(self, record: type[R], **equals: Any) -> list[R]:
        """All rows whose fields equal the given values (None matches nothing), oldest first."""
        values = {name: stored(value) for name, value in equals.items()}
        rows = self.connection.execute(_select(register_of(record).table, tuple(equals)), values)
        return [from_row(record, row) for row in rows]

    def query(self, record: type[R], chosen: Select[Any]) -> list[R]:
        """Rows of one register from a select over ``chosen_columns(record)``."""
        return [from_row(record, row) for row in self.connection.execute(chosen)]

    def scalars(self, sql: str, *values: Any) -> Sequence[Any]:
        """The first column of a plain SQL question."""
        return [row[0] for row in self.connection.exec_driver_sql(sql, values)]

    def tuples(self, sql: str, *values: Any) -> Iterable[tuple[Any, ...]]:
        """Plain rows of a plain SQL question, for grids that need no records."""
        return self.connection.exec_driver_sql(sql, values).cursor.fetchall()

    @property
    def home(self) -> Home:
        """The home this file belongs to; refuses where none is set up yet."""
        found = self.find(Home)
        if not found:
            raise refuse(
                "home_missing", "还没有设置幸福院名称。请先在「设置」里填写，或用命令 home set --name 设置。"
            )
        return found[0]

    @property
    def home_or_none(self) -> Home | None:
        """The home, or None before it was set up."""
        found = self.find(Home)
        return found[0] if found else None


def chosen_columns(record: type[Record]) -> Select[Any]:
    """A select of a register's columns in table order, for a subject's own conditions."""
    table = TABLES[register_of(record).table]
    return select(*(table.c[name] for name in columns_of(record)))
