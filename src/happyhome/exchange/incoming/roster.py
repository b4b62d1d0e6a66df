"""Read rosters and allowance lists: which sheets are lists of persons, and who is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from happyhome.domain.problems import Level, refuse
from happyhome.exchange.incoming.columns import CellReader, reader_of
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.headings import Heading, find_heading, has_name_word, heading_at
from happyhome.exchange.incoming.judging import finish
from happyhome.exchange.incoming.mapping import ColumnMapping
from happyhome.exchange.incoming.roster_row import RosterReading, RosterRow, RowDraft
from happyhome.exchange.incoming.row_kinds import Places, goes_on, group_in, group_named, is_person
from happyhome.exchange.incoming.sheets import Cell, Sheet
from happyhome.exchange.incoming.side_by_side import lists_in

_Readers: TypeAlias = list[tuple[int, CellReader]]
_NO_MAPPINGS: Mapping[str, ColumnMapping] = MappingProxyType({})
_STRONG = ("id_number", "bank_card", "phone", "birthday")
# As they are mostly written, to be found in a row without looking at each cell.
_NAME_WORDS = frozenset({"姓名", "姓 名", "姓  名", "姓   名", "姓\n名", "老人姓名", "老年人姓名"})
_PEOPLE = ("supporter.", "emergency.", "collector.")
_AS_ABOVE = frozenset({"同上", "〃", "″", "同前"})
_NOT_COUNTED = ("", "name", "serial", "group", *_STRONG)


def read_roster(
    sheets: Sequence[Sheet], today: date, mappings: Mapping[str, ColumnMapping] = _NO_MAPPINGS
) -> RosterReading:
    """All persons in all sheets that have a column of names.

    ``mappings`` are those remembered by signature; they go before the guess. Raises Refusal
    ``no_roster`` where no sheet has a list of persons.
    """
    rows: list[RosterRow] = []
    problems: list[SheetProblem] = []
    used: list[tuple[str, ColumnMapping]] = []
    for sheet in sheets:
        problems += sheet.told if sheet.visible else ()
        heading = find_heading(sheet) if sheet.visible else None
        if heading is None:
            problems += _passed_over(sheet)
            continue
        for part, head in lists_in(sheet, heading):
            table = _Table(part, today, mappings)
            rows += table.rows(head)
            problems += table.problems
            used += [(sheet.name, mapping) for mapping in table.mappings]
    if not used:
        raise refuse(
            "no_roster",
            "没有找到人员名单：表里要有一行栏目名，其中有“姓名”，还有身份证号、性别、电话等任一栏。"
            "请检查是不是选错了文件。",
        )
    return RosterReading(tuple(rows), tuple(problems), tuple(used))


def _passed_over(sheet: Sheet) -> list[SheetProblem]:
    if not any(any(row) for row in sheet.rows):
        return []
    why = "没有“姓名”一栏，不是名单" if sheet.visible else "是隐藏的"
    text = f"工作表“{sheet.name}”{why}，没有导入。"
    return [SheetProblem(sheet.name, 1, "", "sheet_ignored", Level.INFO, text)]


class _Table:
    """One sheet while it is being read, head after head, row after row."""

    def __init__(self, sheet: Sheet, today: date, mappings: Mapping[str, ColumnMapping]) -> None:
        self.sheet = sheet
        self.today = today
        self.remembered = mappings
        self.problems: list[SheetProblem] = []
        self.mappings: list[ColumnMapping] = []
        self.group = group_named(sheet.name)
        self.name_heading, self.id_heading = "姓名", "身份证号"
        self.above: dict[int, Cell] = {}
        self.spread = _spread_down(sheet)
        self.head_words: frozenset[Cell] = frozenset()

    def rows(self, heading: Heading) -> Iterator[RosterRow]:
        """Every person from the first head to the sheet's end."""
        following: Heading | None = heading
        while following is not None:
            heading, following = following, None
            readers, places = self._prepared(heading)
            self.head_words |= _words_over_names(self.sheet, heading, places.name)
            for index in range(heading.last + 1, len(self.sheet.rows)):
                row = self.sheet.rows[index]
                if not any(row):
                    continue
                name = row[places.name] if places.name < len(row) else ""
                unlike_a_name = (
                    name == "" or name in self.head_words or (isinstance(name, str) and len(name) > 4)
                )
                if unlike_a_name or not _NAME_WORDS.isdisjoint(row):
                    following = self._head_again(index)
                    if following is not None:
                        break
                if unlike_a_name and goes_on(row, places):
                    continue
                if is_person(row, places):
                    yield self._person(index, row, readers, places)
                else:
                    self.group = group_in(row) or self.group

    def _head_again(self, index: int) -> Heading | None:
        """The head printed once more in the middle, or that of another table below."""
        for row in (index, index + 1):
            if row < len(self.sheet.rows) and has_name_word(self.sheet, row):
                found = heading_at(self.sheet, row)
                if found is not None and found.first <= index <= found.last:
                    return found
        return None

    def _prepared(self, heading: Heading) -> tuple[_Readers, Places]:
        guessed = heading.mapping
        mapping = self.remembered.get(guessed.signature, guessed)
        if mapping not in self.mappings:
            self.mappings.append(mapping)
            self._tell_columns(heading, mapping)
        readers = []
        for column in mapping.columns:
            heading_text = own_words(column.heading)
            if column.target == "name":
                self.name_heading = heading_text
            elif column.target == "id_number":
                self.id_heading = heading_text
            reader = reader_of(column.target, heading_text, self.today)
            if reader is not None:
                readers.append((column.index, reader))
        return readers, _places(mapping)

    def _tell_columns(self, heading: Heading, mapping: ColumnMapping) -> None:
        lost = {column.index: column.target for column in heading.lost}
        for column in mapping.unmapped:
            if column.index in lost:
                code, text = "column_twice", f"“{column.heading}”一栏与另一栏意思相同，没有导入。"
            else:
                code, text = "column_unknown", f"“{column.heading}”一栏没有对应的项目，没有导入。"
            self.problems.append(
                SheetProblem(self.sheet.name, heading.last + 1, column.heading, code, Level.INFO, text)
            )

    def _person(self, index: int, row: tuple[Cell, ...], readers: _Readers, places: Places) -> RosterRow:
        draft = RowDraft(self.sheet.name, index + 1)
        draft.name_cell, draft.id_cell = ("", self.name_heading), ("", self.id_heading)
        spread = self.spread.get(index)
        self._fill(draft, row if spread is None else _with(row, spread), readers)
        if places.people:
            for number in range(index + 1, len(self.sheet.rows)):
                below = self.sheet.rows[number]
                if not goes_on(below, places):
                    break
                draft.earlier_contacts.append(draft.contacts)
                draft.contacts = {}
                self._fill(draft, below, readers)
        if self.group and "group" not in draft.fields:
            draft.fields["group"] = self.group
        return finish(draft, self.today)

    def _fill(self, draft: RowDraft, row: tuple[Cell, ...], readers: _Readers) -> None:
        width = len(row)
        for column, reader in readers:
            if column < width:
                value = row[column]
                if value in _AS_ABOVE:
                    value = self.above.get(column, "")
                if value != "":
                    reader(draft, value)
                    self.above[column] = value


def _spread_down(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """What cells merged over several rows of one column say in each row below their first."""
    found: dict[int, dict[int, Cell]] = {}
    for area in sheet.merged:
        if area.left == area.right and area.top < len(sheet.rows) and area.left < len(sheet.rows[area.top]):
            value = sheet.rows[area.top][area.left]
            for row in range(area.top + 1, area.bottom + 1):
                found.setdefault(row, {})[area.left] = value
    return found


def _words_over_names(sheet: Sheet, heading: Heading, column: int) -> frozenset[Cell]:
    """What stands in a head over the names; where it stands again, the head is printed again."""
    rows = sheet.rows[heading.first : heading.last + 1]
    return frozenset(row[column] for row in rows if column < len(row))


def _with(row: tuple[Cell, ...], spread: dict[int, Cell]) -> tuple[Cell, ...]:
    return tuple(spread.get(column, "") if value == "" else value for column, value in enumerate(row))


def own_words(heading: str) -> str:
    """The lowest part of a heading of several levels, without blanks inside Chinese words."""
    text = heading.rpartition(" / ")[2]
    return text if text.isascii() else "".join(text.split())


def _places(mapping: ColumnMapping) -> Places:
    by_target = {column.target: column.index for column in mapping.columns}
    weak = tuple(column.index for column in mapping.columns if column.target not in _NOT_COUNTED)
    strong = tuple(by_target[target] for target in _STRONG if target in by_target)
    people = frozenset(column.index for column in mapping.columns if column.target.startswith(_PEOPLE))
    return Places(by_target.get("name", -1), by_target.get("serial", -1), strong, weak, people)
