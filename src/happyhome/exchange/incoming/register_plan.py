"""What an import into a plain register would do, said before anything is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from happyhome.domain.fields import Field, Record
from happyhome.domain.problems import Level
from happyhome.domain.registers import Register, register_named
from happyhome.exchange.incoming.findings import SheetProblem, counted
from happyhome.exchange.incoming.matching import name_key
from happyhome.exchange.incoming.register_cells import blank_of
from happyhome.exchange.incoming.register_rows import Named, RegisterReading, RegisterRow
from happyhome.exchange.register_columns import Referent, shown_fields


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """One row and what becomes of it: new (``record`` is to be inserted), unchanged, skipped or refused."""

    row: RegisterRow
    outcome: str
    record: Record | None = None
    problems: tuple[SheetProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """Every row of a file in its order; ``problems`` adds those of sheets and columns."""

    rows: tuple[PlannedRecord, ...]
    problems: tuple[SheetProblem, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """What is to be inserted."""
        return tuple(row.record for row in self.rows if row.record is not None and row.outcome == "new")

    def counts(self) -> dict[str, int]:
        """rows, new, changed (always 0), unchanged, skipped, refused."""
        return counted(row.outcome for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """The same form as an import of residents."""
        return {**self.counts(), "problems": [problem.as_json() for problem in self.problems]}


def plan_register(
    reading: RegisterReading, referents: Mapping[str, Sequence[Referent]], existing: Sequence[Record]
) -> RegisterPlan:
    """Match whom the rows speak of, and compare with the ``existing`` rows of the home.

    Two rows are the same where all columns that the sheet has say the same (blanks in texts do not
    count), so that a sheet taken in twice changes nothing, also after a row was added to since.
    """
    planner = _Planner(register_named(reading.table), referents, existing)
    rows = tuple(planner.planned(row) for row in reading.rows)
    return RegisterPlan(rows, (*reading.problems, *(problem for row in rows for problem in row.problems)))


class _Planner:
    """What is known while rows are planned one after the other."""

    def __init__(
        self, register: Register, referents: Mapping[str, Sequence[Referent]], existing: Sequence[Record]
    ) -> None:
        self.register, self.existing = register, existing
        self.people = {table: _Known(several) for table, several in referents.items()}
        self.stored: dict[tuple[str, ...], set[tuple[Any, ...]]] = {}
        self.from_sheet: dict[tuple[Any, ...], RegisterRow] = {}
        self.keys = {_key(names, row) for names in register.unique for row in existing}

    def planned(self, row: RegisterRow) -> PlannedRecord:
        """One row, after those before it."""
        problems = list(row.problems)
        values = dict(row.values)
        for field in self.register.references:
            if field.name in row.named:
                found, told = self._whose(row, field, row.named[field.name])
                values[field.name] = found
                problems += told
        if any(problem.level is Level.REFUSED for problem in problems):
            return PlannedRecord(row, "refused", None, tuple(problems))
        return self._compared(row, values, problems)

    def _compared(
        self, row: RegisterRow, values: dict[str, Any], problems: list[SheetProblem]
    ) -> PlannedRecord:
        record = self._record(values)
        names = tuple(sorted(values))
        said = _content(names, record)
        if names not in self.stored:
            self.stored[names] = {_content(names, one) for one in self.existing}
        if said in self.stored[names]:
            return PlannedRecord(row, "unchanged", record, tuple(problems))
        first = self.from_sheet.setdefault((names, said), row)
        if first is not row:
            where = f"第 {first.row} 行" if first.sheet == row.sheet else f"“{first.sheet}”第 {first.row} 行"
            told = row.problem("", "duplicate_same", Level.INFO, f"与{where}完全相同，这一行跳过。")
            return PlannedRecord(row, "skipped", record, (*problems, told))
        for unique in self.register.unique:
            if _key(unique, record) in self.keys:
                return PlannedRecord(row, "refused", None, (*problems, self._taken(row, unique)))
            self.keys.add(_key(unique, record))
        return PlannedRecord(row, "new", record, tuple(problems))

    def _record(self, values: Mapping[str, Any]) -> Record:
        """Nobody said what stands in no column: it stays blank, also where a form would propose something."""
        blanks = {
            field.name: blank_of(self.register.record, field)
            for field in shown_fields(self.register)
            if not field.required
        }
        return self.register.record(**{**blanks, **values})

    def _taken(self, row: RegisterRow, unique: tuple[str, ...]) -> SheetProblem:
        labels = "、".join(field.label for field in self.register.fields if field.name in unique)
        text = (
            f"已有一条{labels}相同、内容不同的{self.register.title}记录，没有导入。要改请在程序里改那一条。"
        )
        return row.problem("", "duplicate_conflict", Level.REFUSED, text)

    def _whose(self, row: RegisterRow, field: Field, said: Named) -> tuple[Any, list[SheetProblem]]:
        """The id a row points at and what to say about it; None where that would be a guess."""
        target = register_named(field.refers_to).title
        known = self.people[field.refers_to]
        same = known.by_name.get(name_key(said.name), ()) if said.name else ()
        by_number = known.by_number.get(said.number)
        if by_number is not None:
            return by_number.id, _name_beside(row, field, said, by_number, bool(same))
        if not said.name and not said.typed:
            if not field.required:
                return None, []
            text = f"“{field.label}”空着，没有导入。请补填。"
            return None, [row.problem(field.name, "field_missing", Level.REFUSED, text)]
        if len(same) > 1:
            text = f"{target}库里有 {len(same)} 位“{said.name}”，看不出是哪一位，没有导入。请在表里补上身份证号再导入。"
            return None, [row.problem(field.name, "name_ambiguous", Level.REFUSED, text)]
        if not same:
            text = f"{target}库里没有“{said.name or said.typed}”，没有导入。请先登记，或改正姓名再导入。"
            return None, [row.problem(field.name, "name_unknown", Level.REFUSED, text)]
        if said.typed and same[0].number:
            text = (
                f"表里“{said.name}”的身份证号是 {said.typed}，{target}库里是 {same[0].number}，"
                "库里只有这一位同名的，已按姓名导入。请核对哪个号对、是不是同一人。"
            )
            return same[0].id, [row.problem(field.name, "id_differs", Level.WARNING, text)]
        return same[0].id, []


class _Known:
    """The rows that a reference may point at, by number and by name."""

    def __init__(self, referents: Sequence[Referent]) -> None:
        self.by_number = {one.number: one for one in referents if one.number}
        self.by_name: dict[str, list[Referent]] = {}
        for one in referents:
            self.by_name.setdefault(name_key(one.name), []).append(one)


def _name_beside(
    row: RegisterRow, field: Field, said: Named, found: Referent, is_another: bool
) -> list[SheetProblem]:
    """A number decides, unless the name beside it is another person's."""
    if not said.name or name_key(said.name) == name_key(found.name):
        return []
    if is_another:
        text = f"这一行写的是“{said.name}”，身份证号却是“{found.name}”的，没有导入。请照证件核对。"
        return [row.problem(field.name, "duplicate_conflict", Level.REFUSED, text)]
    text = f"这一行写的是“{said.name}”，身份证号是“{found.name}”的，已按身份证号导入。请核对姓名。"
    return [row.problem(field.name, "name_differs", Level.WARNING, text)]


def _content(names: Sequence[str], record: Record) -> tuple[Any, ...]:
    return tuple(_folded(getattr(record, name)) for name in names)


def _key(unique: Sequence[str], record: Record) -> tuple[Any, ...]:
    """All rows compared are of one home, which need not be said."""
    return (unique, *(_folded(getattr(record, name)) for name in unique if name != "home"))


def _folded(value: Any) -> Any:
    """Text without blanks and without what no sheet can hold; None and "" are both nothing."""
    if isinstance(value, str):
        return "".join(char for char in value if char.isprintable() and not char.isspace()) or None
    return value
