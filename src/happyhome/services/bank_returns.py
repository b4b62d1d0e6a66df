"""银行发放结果: read the bank's list, and mark the lines of a roll paid or sent back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome.domain.money import yuan
from happyhome.domain.problems import Level, refuse
from happyhome.domain.rolls import COUNTED_STATES, Roll, RollLine
from happyhome.services.roll_drafting import count_act
from happyhome.services.roll_sheet import roll_by_id
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.rolls import lines_of, rolls_of, settled_since
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.exchange.incoming.bank_list import BankList, BankRow
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
    """A bank's list held against a roll: what is known of which line, and the rows that were not taken.

    ``untold`` are the paid lines of which the list says nothing. ``reading`` is what ``apply_bank`` takes.
    """

    reading: BankList
    roll: Roll
    marks: tuple[BankMark, ...]
    problems: tuple[SheetProblem, ...]
    untold: tuple[RollLine, ...] = ()

    @property
    def paid(self) -> tuple[BankMark, ...]:
        """The marks of payments that arrived."""
        return tuple(one for one in self.marks if one.state == "paid")

    @property
    def failed(self) -> tuple[BankMark, ...]:
        """The marks of payments that were sent back."""
        return tuple(one for one in self.marks if one.state == "failed")


def preview_bank(reading: Reading, path: Path, today: date, *, roll: str = "") -> BankPreview:
    """Read a list and say what applying it would do; ``roll`` "" finds the locked or paid one that fits best.

    Refuses a file that cannot be read or is no such list, and one that fits no roll (bank_no_roll).
    """
    from happyhome.exchange.incoming.bank_list import read_bank_list
    from happyhome.exchange.incoming.sheets import read_workbook

    found = read_bank_list(read_workbook(path))
    return _against(reading, found, roll)


def _against(reading: Reading, found: BankList, roll: str) -> BankPreview:
    if roll:
        chosen = roll_by_id(reading, roll)
        if chosen.state not in COUNTED_STATES:
            raise refuse("roll_not_locked", f"{chosen.period}的名册还没有锁定，不能登记发放结果。")
        return _preview(reading, found, chosen)
    # Newest first, so that of two that fit as well the newer is meant.
    rolls = [one for one in rolls_of(reading) if one.state in COUNTED_STATES]
    previews = [_preview(reading, found, one) for one in rolls]
    best = max((one for one in previews if one.marks), key=_fit, default=None)
    if best is None:
        raise refuse(
            "bank_no_roll", "这份清单和已锁定的名册都对不上。请检查是不是选错了文件，或名册还没有锁定。"
        )
    return best


def _fit(preview: BankPreview) -> int:
    """How well a list is that of a roll: who is on both, less who is on one alone.

    A list of failures alone says nothing of the others, so that they do not speak against it.
    """
    missing = len(preview.untold) if preview.paid else 0
    return len(preview.marks) - len(preview.problems) - missing


def _preview(reading: Reading, found: BankList, roll: Roll) -> BankPreview:
    lines = [line for line in lines_of(reading, roll.id) if line.net > 0]
    problems = list(found.problems)
    told: dict[str, BankMark] = {}
    contradicted: set[str] = set()
    finder = _Finder(lines)
    for row in found.rows:
        line, problem = finder.find(row)
        if line is None:
            problems += [problem] if problem else []
            continue
        problem = _hindrance(reading, roll, row, line, told.get(line.id))
        if problem is None:
            failure = row.failure if row.state == "failed" else ""
            changes = (line.state, line.failure) != (row.state, failure)
            told.setdefault(line.id, BankMark(row.row, line, row.state, failure, changes))
        else:
            problems.append(problem)
            contradicted |= {line.id} if problem.code == "row_conflict" else set()
    marks = tuple(mark for line, mark in told.items() if line not in contradicted)
    untold = tuple(line for line in lines if line.id not in told and line.id not in contradicted)
    return BankPreview(found, roll, marks, tuple(problems), untold)


def _hindrance(
    reading: Reading, roll: Roll, row: BankRow, line: RollLine, earlier: BankMark | None
) -> SheetProblem | None:
    """Why a row that speaks of a line is not taken, None where it is."""
    if row.name and row.name != line.name:
        text = f"号码是{line.name}的，姓名写的是{row.name}，没有登记，请核对。"
        return row.problem("name_differs", text)
    if row.amount is not None and row.amount != line.net:
        text = (
            f"{line.name}清单上是 {yuan(row.amount)} 元，名册上实发 {yuan(line.net)} 元，没有登记，请核对。"
        )
        return row.problem("amount_differs", text)
    if earlier is not None and earlier.state != row.state:
        text = f"{line.name}在第 {earlier.row} 行和第 {row.row} 行结果不一样，都没有登记，请核对。"
        return row.problem("row_conflict", text)
    if line.state == "failed" and row.state == "paid" and settled_since(reading, roll.scheme, line):
        text = f"{line.name}这一笔退回以后已由别的名册重新发过，不能再改成已到账，请与银行核对。"
        return row.problem("paid_again", text)
    return None


class _Finder:
    """Whose payment a row tells of: by ID number, else by card, else by a name and amount that one only has."""

    def __init__(self, lines: Sequence[RollLine]) -> None:
        self._lines = lines
        self._by_id = _by(lines, lambda line: line.id_number)
        self._by_card = _by(lines, lambda line: line.bank_card)
        self._by_name = _by(lines, lambda line: line.name)

    def find(self, row: BankRow) -> tuple[RollLine | None, SheetProblem | None]:
        """The line, or why there is none for sure."""
        for typed, known, name in (
            (row.id_number, self._by_id, "id_number"),
            (row.card, self._by_card, "bank_card"),
        ):
            found = self._numbered(typed, known, name, row.name)
            if len(found) > 1:
                found = [line for line in found if line.name == row.name]
            if len(found) == 1:
                return found[0], None
        named = self._by_name.get(row.name, [])
        if row.id_number and "*" not in row.id_number:
            # A number that is nobody's here does not become somebody's of the same name.
            named = [line for line in named if not line.id_number]
        fitting = [line for line in named if row.amount is None or line.net == row.amount]
        if len(fitting) == 1:
            return fitting[0], None
        who = row.name or "这一行"
        if len(fitting) > 1:
            return None, row.problem("name_ambiguous", f"{who}在名册上有几个人，没有登记，请补上身份证号。")
        if named:
            text = f"{who}的金额和名册不一样（名册实发 {yuan(named[0].net)} 元），没有登记，请核对。"
            return None, row.problem("amount_differs", text)
        return None, row.problem("name_unknown", f"{who}不在这本名册的发放人员里，没有登记。")

    def _numbered(
        self, typed: str, known: dict[str, list[RollLine]], field: str, name: str
    ) -> list[RollLine]:
        if not typed:
            return []
        if "*" not in typed:
            return known.get(typed, [])
        # Banks hide the middle of a number: then it counts only together with the name.
        return [line for line in self._by_name.get(name, []) if _fits(typed, getattr(line, field))]


def _by(lines: Iterable[RollLine], key: Callable[[RollLine], str]) -> dict[str, list[RollLine]]:
    found: dict[str, list[RollLine]] = {}
    for line in lines:
        if key(line):
            found.setdefault(key(line), []).append(line)
    return found


def _fits(masked: str, number: str) -> bool:
    head, tail = masked[: masked.index("*")], masked[masked.rindex("*") + 1 :]
    return bool(head or tail) and number.startswith(head) and number.endswith(tail)


@operation("导入发放结果", backup="before-import")
def apply_bank(work: Work, *, reading: BankList, roll: str, source: str = "") -> BankPreview:
    """Mark all lines that the list tells of, as one operation; the same list again changes nothing."""
    found = _against(work, reading, roll)
    changed = [mark for mark in found.marks if mark.changes]
    for mark in changed:
        work.update(replace(mark.line, state=mark.state, failure=mark.failure))
    if changed:
        count_act(work, found.roll.scheme)
    failed = sum(mark.state == "failed" for mark in changed)
    where = f"（{source}）" if source else ""
    work.label = f"导入发放结果{where}：{found.roll.period} 登记 {len(changed)} 笔，其中退回 {failed} 笔"
    if any(one.level is Level.REFUSED for one in found.problems):
        work.label += f"，{sum(one.level is Level.REFUSED for one in found.problems)} 行没有登记"
    return found
