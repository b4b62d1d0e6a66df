"""The unit of work: one operation is one transaction, one audit group, one undo."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from happyhome.domain.dates import Month
from happyhome.domain.fields import Record
from happyhome.domain.problems import Problem, refuse
from happyhome.domain.registers import Register, register_named, register_of
from happyhome.store.audit import Change, append
from happyhome.store.closings import is_closed
from happyhome.store.ids import new_id
from happyhome.store.reading import Reading, stored
from happyhome.store.rows import copied, image, seen_texts, table_columns, to_row

if TYPE_CHECKING:
    from sqlalchemy import Connection

R = TypeVar("R", bound=Record)


@cache
def _insert_sql(table: str) -> str:
    names = _quoted(table_columns(table))
    return f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'


@cache
def _update_sql(table: str) -> str:
    names = _quoted(name for name in table_columns(table) if name != "id")
    return f'UPDATE "{table}" SET {", ".join(f"{name} = ?" for name in names)} WHERE id = ?'


@cache
def _delete_sql(table: str) -> str:
    return f'DELETE FROM "{table}" WHERE id = ?'


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


class Work(Reading):
    """What an operation writes with. Everything it puts is kept together, or not at all.

    ``today`` and ``now`` are the day and moment of the operation; ``label`` says in the clerk's
    words what was done and may be made more exact by the operation itself.
    """

    def __init__(
        self, connection: Connection, *, label: str, verb: str, operator: str, now: datetime
    ) -> None:
        super().__init__(connection.connection.driver_connection)
        self.label = label
        self.verb = verb
        self.operator = operator
        self.now = now
        self._moment = now.replace(microsecond=0)
        self.warnings: list[Problem] = []
        self.notes: list[Problem] = []
        self.undoes: str | None = None
        self._changes: list[Change] = []
        self._closed: dict[Month, bool] = {}
        self._home_id: str | None = None

    @property
    def today(self) -> date:
        """The day of the operation."""
        return self.now.date()

    @property
    def changes(self) -> Sequence[Change]:
        """What was written so far."""
        return self._changes

    @property
    def changed_subjects(self) -> frozenset[str]:
        """The subjects that were touched."""
        return frozenset(register_named(one.register).subject for one in self._changes)

    def warn(self, problem: Problem) -> None:
        """Something the clerk must agree to before this is kept."""
        self.warnings.append(problem)

    def insert(self, one: R) -> R:
        """Add a row; its id, home and entry time are given here."""
        return self.insert_many([one])[0]

    def insert_many(self, many: Sequence[R]) -> list[R]:
        """Add rows of one register."""
        if not many:
            return []
        register = register_of(type(many[0]))
        made = [self._stamp(one, register) for one in many]
        rows = [to_row(one) for one in made]
        if register.locked_by:
            for row in rows:
                self._check_lock(register, row)
        names = table_columns(register.table)
        sql = _insert_sql(register.table)
        self.write_many(sql, (tuple(map(row.__getitem__, names)) for row in rows))
        self._changes.extend(Change(register.table, row["id"], None, image(row)) for row in rows)
        return made

    def update(self, one: R) -> R:
        """Replace the row with this id; its entry time stays as it was."""
        register = register_of(type(one))
        before = self.get(type(one), one.id)
        if before is None:
            raise refuse("row_missing", f"要修改的{register.title}已经不在了，请刷新后再试。")
        kept = replace(one, **{**seen_texts(one), "home": before.home, "recorded_at": before.recorded_at})
        if kept == before:
            return before
        old, new = to_row(before), to_row(kept)
        self._check_lock(register, old)
        self._check_lock(register, new)
        self._write(register.table, new)
        self._changes.append(Change(register.table, one.id, image(old), image(new)))
        return kept

    def put(self, one: R) -> R:
        """Insert where it has no id yet, else update."""
        return self.update(one) if one.id else self.insert(one)

    def delete(self, one: Record) -> None:
        """Take a row away (the audit keeps it)."""
        register = register_of(type(one))
        row = to_row(one)
        self._check_lock(register, row)
        self.write(_delete_sql(register.table), (one.id,))
        self._changes.append(Change(register.table, one.id, image(row), None))

    def restore(self, register: Register, changes: Sequence[Change]) -> None:
        """Bring rows of one register from ``before`` to ``after``, all in one way; used by undo alone."""
        befores = [_whole(register, one.before) for one in changes]
        afters = [_whole(register, one.after) for one in changes]
        for row in (*befores, *afters):
            if row is not None:
                self._check_lock(register, row)
        names = table_columns(register.table)
        kept = [row for row in afters if row is not None]
        if not kept:
            self.write_many(_delete_sql(register.table), [(one.row_id,) for one in changes])
        elif befores[0] is None:
            self.write_many(_insert_sql(register.table), [tuple(map(row.__getitem__, names)) for row in kept])
        else:
            for row in kept:
                self._write(register.table, row)
        self._changes.extend(changes)

    def write(self, sql: str, values: Sequence[Any]) -> None:
        """One plain statement; registers are written by the verbs above, which keep the audit."""
        self._raw.execute(sql, values)

    def write_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """The same for many rows."""
        self._raw.executemany(sql, values)

    def commit_audit(self) -> str | None:
        """Append this operation to the audit; its id, or None where nothing was changed."""
        if not self._changes:
            return None
        return append(self, self._changes)

    def _stamp(self, one: R, register: Register) -> R:
        row_id = one.id or new_id()
        home = row_id if register.table == "home" else one.home or self.home_id
        return copied(one, id=row_id, home=home, recorded_at=self._moment, **seen_texts(one))

    @property
    def home_id(self) -> str:
        """The home's id, looked up once."""
        if self._home_id is None:
            self._home_id = super().home_id
        return self._home_id

    def _write(self, table: str, row: dict[str, Any]) -> None:
        names = [name for name in table_columns(table) if name != "id"]
        self.write(_update_sql(table), (*(row[name] for name in names), row["id"]))

    def _check_lock(self, register: Register, row: dict[str, Any]) -> None:
        """A closed month is locked: nothing dated in it is written until it is reopened."""
        if not register.locked_by:
            return
        month = Month.parse(row[register.locked_by][:7])
        if month not in self._closed:
            self._closed[month] = is_closed(self, month)
        if self._closed[month]:
            raise refuse(
                "month_closed",
                f"{month.label}已经结账，不能再改{register.title}记录。确要更正，请先在“用餐”页重开该月并写明原因。",
                register.locked_by,
            )


def _whole(register: Register, text: str | None) -> dict[str, Any] | None:
    """The row of an audit image; columns that a later version added get their default."""
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    if len(row) == len(table_columns(register.table)):
        return row
    empty = {item.name: stored(item.default) for item in dataclass_fields(register.record)}
    return {name: row.get(name, empty[name]) for name in empty}
