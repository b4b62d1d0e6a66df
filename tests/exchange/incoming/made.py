"""Sheets made by hand for the tests, all persons made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from happyhome.domain.idcard import check_digit
from happyhome.domain.people import Person
from happyhome.exchange.incoming.roster import read_roster
from happyhome.exchange.incoming.roster_plan import RosterPlan, plan
from happyhome.exchange.incoming.roster_row import RosterReading
from happyhome.exchange.incoming.sheets import Area, Cell, Sheet

TODAY = date(2026, 11, 21)


def number(birthday: str, serial: int = 1, region: str = "620321") -> str:
    """A sound ID number: birthday as YYYYMMDD; an odd serial is a man."""
    body = f"{region}{birthday}{serial:03d}"
    return body + check_digit(body)


def sheet(*rows: Sequence[Cell], merged: Sequence[Area] = (), name: str = "Sheet1") -> Sheet:
    """A sheet with these rows from row 1."""
    return Sheet(name, tuple(tuple(row) for row in rows), tuple(merged))


def read(*sheets: Sheet) -> RosterReading:
    """The roster in these sheets, read today."""
    return read_roster(sheets, TODAY)


def planned(*sheets: Sheet, people: Sequence[Person] = ()) -> RosterPlan:
    """What importing these sheets today would do."""
    return plan(read(*sheets), people, TODAY, TODAY)


def codes(result: RosterPlan, row: int) -> set[str]:
    """The codes told on one row."""
    return {problem.code for problem in result.problems if problem.row == row}
