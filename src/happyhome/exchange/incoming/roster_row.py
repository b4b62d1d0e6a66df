"""What one row of a roster says about one person, before it is compared with the store."""

from __future__ import annotations

from dataclasses import dataclass

from happyhome.domain.problems import Level
from happyhome.domain.residents import Contact, Resident
from happyhome.exchange.incoming.findings import SheetProblem
from happyhome.exchange.incoming.mapping import ColumnMapping
from happyhome.exchange.incoming.remarks import Proposal
from happyhome.exchange.incoming.sheets import Cell


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as a sheet has them.

    ``resident`` is unsaved and carries only what the sheet says (``given`` names the fields; a
    blank cell says nothing), besides sex and birthday from a sound ID number. ``statuses`` are
    (axis, value). A row that is ``refused`` has a problem of level refused.
    """

    sheet: str
    row: int
    resident: Resident
    given: frozenset[str]
    statuses: tuple[tuple[str, str], ...] = ()
    contacts: tuple[Contact, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    refused: bool = False


class RowDraft:
    """A row while its cells are being read; one object for speed, thrown away at its end."""

    __slots__ = (
        "age",
        "birthday",
        "contacts",
        "disability",
        "earlier_contacts",
        "fields",
        "id_cell",
        "name_cell",
        "notes",
        "problems",
        "proposals",
        "row",
        "sex",
        "sheet",
        "statuses",
    )

    def __init__(self, sheet: str, row: int) -> None:
        self.sheet = sheet
        self.row = row
        self.name_cell: tuple[Cell, str] = ("", "姓名")
        self.id_cell: tuple[Cell, str] = ("", "身份证号")
        self.sex: tuple[str, str] = ("", "性别")
        self.birthday: tuple[Cell, str] = ("", "出生日期")
        self.age: tuple[int | None, str] = (None, "年龄")
        self.disability: list[tuple[str, str]] = []
        self.fields: dict[str, object] = {}
        self.statuses: list[tuple[str, str]] = []
        self.contacts: dict[str, dict[str, str]] = {}
        self.earlier_contacts: list[dict[str, dict[str, str]]] = []
        self.proposals: list[Proposal] = []
        self.notes: list[str] = []
        self.problems: list[SheetProblem] = []

    def tell(self, column: str, code: str, level: Level, text: str) -> None:
        """Note a finding beside a column of this row."""
        self.problems.append(SheetProblem(self.sheet, self.row, column, code, level, text))


@dataclass(frozen=True, slots=True)
class RosterReading:
    """All persons of a file. ``problems`` are about sheets and columns; a row carries its own.

    ``mappings`` holds (sheet, mapping) of each table, to be shown, put right and remembered.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[SheetProblem, ...] = ()
    mappings: tuple[tuple[str, ColumnMapping], ...] = ()
