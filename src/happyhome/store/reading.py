"""Asking the store: rows by id, rows by equal fields. Subjects add their own questions beside it.

Plain questions go straight to the driver: a tick asks a dozen of them, and a statement object
costs more than its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

from happyhome.domain.fields import Record
from happyhome.domain.homes import Home
from happyhome.domain.problems import refuse
from happyhome.domain.registers import register_named, register_of
from happyhome.store.rows import columns_of, from_rows

R = TypeVar("R", bound=Record)

MOST_AT_ONCE = 500


def select_sql(record: type[Record]) -> str:
    """A select of a register's columns in table order, without conditions."""
    return _find_sql(register_of(record).table, None)


@cache
def _find_sql(table: str, by: tuple[str, ...] | None) -> str:
    names = ", ".join(f'"{name}"' for name in columns_of(register_named(table).record))
    chosen = f'SELECT {names} FROM "{table}"'
    if by is None:
        return chosen
    conditions = " AND ".join(f'"{name}" = ?' for name in by)
    return chosen + (f" WHERE {conditions}" if by else "") + " ORDER BY id"


def stored(value: Any) -> Any:
    """A Python value as it stands in a column."""
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


def question_marks(values: Sequence[Any]) -> str:
    """?, ?, ? for an IN list."""
    return ", ".join("?" * len(values))


class Reading:
    """One consistent look at the store."""

    def __init__(self, raw: Any) -> None:
        """``raw`` is a connection of the driver, in a transaction."""
        self._raw = raw

    def get(self, record: type[R], row_id: str) -> R | None:
        """The row with this id, or None."""
        found = self.find(record, id=row_id)
        return found[0] if found else None

    def find(self, record: type[R], **equals: Any) -> list[R]:
        """All rows whose fields equal the given values (None matches nothing), oldest first."""
        sql = _find_sql(register_of(record).table, tuple(equals))
        return from_rows(record, self._raw.execute(sql, [*map(stored, equals.values())]))

    def find_among(self, record: type[R], field: str, values: Iterable[str]) -> list[R]:
        """All rows whose ``field`` is one of the values, oldest first within some hundreds of values."""
        wanted, found = list(values), list[R]()
        for start in range(0, len(wanted), MOST_AT_ONCE):
            some = wanted[start : start + MOST_AT_ONCE]
            sql = f'{select_sql(record)} WHERE "{field}" IN ({question_marks(some)}) ORDER BY id'
            found += from_rows(record, self._raw.execute(sql, some))
        return found

    def query(self, record: type[R], conditions: str, *values: Any) -> list[R]:
        """Rows of one register; ``conditions`` is what follows its select: WHERE …, ORDER BY …, LIMIT …."""
        return from_rows(record, self._raw.execute(f"{select_sql(record)} {conditions}", values))

    def scalars(self, sql: str, *values: Any) -> Sequence[Any]:
        """The first column of a plain SQL question."""
        return [row[0] for row in self._raw.execute(sql, values)]

    def tuples(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Plain rows of a plain SQL question, for grids that need no records."""
        found: list[tuple[Any, ...]] = self._raw.execute(sql, values).fetchall()
        return found

    def stream(self, sql: str, *values: Any) -> Iterable[tuple[Any, ...]]:
        """The same one by one, for more rows than should stand in memory."""
        rows: Iterable[tuple[Any, ...]] = self._raw.execute(sql, values)
        return rows

    @property
    def home_id(self) -> str:
        """The id of the home this file belongs to; refuses where none is set up yet."""
        found = self.scalars("SELECT id FROM home ORDER BY id LIMIT 1")
        return str(found[0]) if found else self.home.id

    @property
    def home(self) -> Home:
        """The home this file belongs to; refuses where none is set up yet."""
        found = self.find(Home)
        if not found:
            raise refuse(
                "home_missing", "还没有设置幸福院名称。请先在“设置”里填写，或用命令 home set --name 设置。"
            )
        return found[0]

    @property
    def home_or_none(self) -> Home | None:
        """The home, or None before it was set up."""
        found = self.find(Home)
        return found[0] if found else None
