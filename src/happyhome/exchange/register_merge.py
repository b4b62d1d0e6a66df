"""Rows of one register from another computer, merged by their ids, never by what they look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from happyhome.domain.fields import Field, Kind, Record
from happyhome.domain.problems import Level, Problem, Refusal
from happyhome.domain.registers import Register, register_named
from happyhome.exchange.register_columns import shown_fields
from happyhome.exchange.register_json import from_json, to_json
from happyhome.store.audit import Change
from happyhome.store.moments import last_typed
from happyhome.store.reading import Reading
from happyhome.store.rows import image, to_row
from happyhome.store.work import Work

VERB = "merge_register"


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the rows. ``replaced`` are stored rows that gave way to a later one, ``passed``
    rows that gave way to what is stored; a problem of level info tells of each and of what was refused.
    """

    added: tuple[Record, ...] = ()
    replaced: tuple[Record, ...] = ()
    passed: tuple[Record, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()


def rows_as_json(reading: Reading, table: str) -> list[dict[str, Any]]:
    """All rows of a register by id, each with its id, its home and the moment its content was typed."""
    return [to_json(row, row.recorded_at) for row in _stored(reading, register_named(table)).values()]


def merge_rows(work: Work, table: str, rows: Sequence[Mapping[str, Any]]) -> Merged:
    """Take rows over by id: a new one is added, of two different ones the later typed stays.

    A row that cannot be read, or that points at nobody known here, is left out with a sentence.
    Deletions do not travel. Raises Refusal for a closed month.
    """
    register = register_named(table)
    merge = _Merge(register, work)
    for row in rows:
        try:
            merge.take(from_json(register, row))
        except Refusal as refusal:
            merge.problems += [replace(one, level=Level.INFO) for one in refusal.problems]
    merge.write(work)
    return merge.outcome()


def _stored(reading: Reading, register: Register) -> dict[str, Any]:
    """All rows by id; ``recorded_at`` moved to when they were last typed, which a merge is not."""
    typed = last_typed(reading, register.table, but_by=VERB)
    found: dict[str, Any] = {}
    for row in reading.find(register.record):
        assert row.recorded_at is not None
        found[row.id] = replace(row, recorded_at=max(row.recorded_at, typed.get(row.id, row.recorded_at)))
    return found


class _Merge:
    """The rows of a register while others are taken over."""

    def __init__(self, register: Register, reading: Reading) -> None:
        self.register = register
        self.before: dict[str, Any] = _stored(reading, register)
        self.now = dict(self.before)
        self.known = {
            field.refers_to: {row.id for row in reading.find(register_named(field.refers_to).record)}
            for field in register.references
        }
        self.keys = {key: row.id for row in self.before.values() for key in self._keys(row)}
        self.unchanged = 0
        self.passed: list[Record] = []
        self.problems: list[Problem] = []

    def take(self, row: Record) -> None:
        """One row from elsewhere."""
        wrong = self._dangling(row) or self._taken(row)
        if wrong is not None:
            self.problems.append(wrong)
            return
        here = self.now.get(row.id)
        if here is not None and _content(here) == _content(row):
            self.unchanged += 1
            return
        if here is not None:
            later, earlier = (row, here) if _rank(row) > _rank(here) else (here, row)
            self.problems.append(self._told(later, earlier))
            if later is here:
                self.passed.append(row)
                return
        self.now[row.id] = row
        self.keys.update(dict.fromkeys(self._keys(row), row.id))

    def write(self, work: Work) -> None:
        """Keep what is new, ids, homes and moments included."""
        raw = {row.id: row for row in work.find_among(self.register.record, "id", self._changed())}
        changes = [
            Change(self.register.table, one, _image(raw.get(one)), _image(self.now[one]))
            for one in self._changed()
        ]
        for some in ([one for one in changes if one.before is None], [one for one in changes if one.before]):
            if some:
                work.restore(self.register, some)

    def outcome(self) -> Merged:
        """What became of it all."""
        changed = self._changed()
        return Merged(
            added=tuple(self.now[one] for one in changed if one not in self.before),
            replaced=tuple(self.before[one] for one in changed if one in self.before),
            passed=tuple(self.passed),
            unchanged=self.unchanged,
            problems=tuple(self.problems),
        )

    def _changed(self) -> list[str]:
        return [one for one, row in self.now.items() if row is not self.before.get(one)]

    def _keys(self, row: Record) -> list[tuple[Any, ...]]:
        return [(names, *(getattr(row, name) for name in names)) for names in self.register.unique]

    def _dangling(self, row: Record) -> Problem | None:
        for field in self.register.references:
            wanted = getattr(row, field.name)
            if wanted and wanted not in self.known[field.refers_to]:
                title = register_named(field.refers_to).title
                text = (
                    f"有一条{self.register.title}记录（{self._summary(row)}）的“{field.label}”"
                    f"在这里的{title}里找不到，没有合并。请先合并{title}，再合并一次。"
                )
                return Problem("reference_missing", text, Level.INFO, field.name)
        return None

    def _taken(self, row: Record) -> Problem | None:
        if all(self.keys.get(key, row.id) == row.id for key in self._keys(row)):
            return None
        text = (
            f"{self.register.title}记录（{self._summary(row)}）这里已经另有一条，没有合并。请核对留哪一条。"
        )
        return Problem("duplicate_conflict", text, Level.INFO)

    def _told(self, later: Record, earlier: Record) -> Problem:
        assert later.recorded_at is not None
        assert earlier.recorded_at is not None
        differing = [
            f"{field.label}：{_words(field, later)}（没有用的：{_words(field, earlier)}）"
            for field in shown_fields(self.register)
            if getattr(later, field.name) != getattr(earlier, field.name)
        ]
        text = (
            f"{self.register.title}记录（{self._summary(later)}）两边不一样，"
            f"留下较晚的（{later.recorded_at:%Y-%m-%d %H:%M}），"
            f"没有用 {earlier.recorded_at:%Y-%m-%d %H:%M} 的。{'；'.join(differing)}"
        )
        return Problem("row_differs", text, Level.INFO)

    def _summary(self, row: Record) -> str:
        fields = [field for field in shown_fields(self.register) if field.kind is not Kind.REFERENCE]
        return " ".join(_words(field, row) for field in fields[:2])


def _content(row: Record) -> Record:
    return replace(row, recorded_at=None)


def _rank(row: Record) -> tuple[Any, str]:
    """Later first; of two typed in one second the same one stays on every computer."""
    return (row.recorded_at, image(to_row(row)))


def _image(row: Record | None) -> str | None:
    return None if row is None else image(to_row(row))


def _words(field: Field, row: Record) -> str:
    value = getattr(row, field.name)
    if value is None or value == "":
        return "空"
    if field.secret or field.kind is Kind.REFERENCE:
        return "（不在这里显示）" if field.secret else "另一位"
    if field.kind is Kind.FLAG:
        return "是" if value else "否"
    return field.choice_label(value) if field.kind is Kind.CHOICE else str(value)
