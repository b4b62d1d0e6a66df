"""银行发放结果: read the bank's list, and mark the lines of a roll paid or sent back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome.domain.rolls import Roll, RollLine
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.exchange.incoming.bank_list import BankList
    from happyhome.exchange.incoming.findings import SheetProblem


@dataclass(frozen=True, slots=True)
class BankMark:
    """One line that the bank's list tells of. ``row`` as Excel counts; ``changes``: it is not known yet."""

    row: int
    line: RollLine
    state: str
    failure: str
    changes: bool


@dataclass(frozen=True)
class BankPreview:
    """A bank's list held against a roll: what is known of which line, and the rows that were not taken."""

    reading: BankList
    roll: Roll
    marks: tuple[BankMark, ...]
    problems: tuple[SheetProblem, ...]


def preview_bank(reading: Reading, path: Path, today: date, *, roll: str = "") -> BankPreview:
    """Read a list and say what applying it would do; ``roll`` "" finds the locked or paid one that fits best."""
    raise NotImplementedError


@operation("导入发放结果")
def apply_bank(work: Work, *, reading: BankList, roll: str, source: str = "") -> BankPreview:
    """Mark all lines that the list tells of, as one operation; the same list again changes nothing."""
    raise NotImplementedError
