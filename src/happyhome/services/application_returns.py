"""申请汇总: out to the township, and its decisions back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome.domain.applications import DECISIONS, Application
from happyhome.domain.dates import Month
from happyhome.domain.problems import Level, Refusal
from happyhome.domain.residents import Resident
from happyhome.services.application_lists import application_list
from happyhome.services.applications import put_application
from happyhome.services.schemes import policy_book
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.exchange.incoming.decision_list import DecisionLine
    from happyhome.exchange.incoming.findings import SheetProblem
    from happyhome.exchange.incoming.sheets import Sheet
    from happyhome.reports.document import Document

_DECIDED = {choice.key: choice.label for choice in DECISIONS}


@dataclass(frozen=True, slots=True)
class Decided:
    """One row of the township's file and what it would do.

    ``outcome``: changed (``application`` is how it would stand), unchanged or refused.
    """

    row: int
    name: str
    outcome: str
    sentence: str
    application: Application | None = None


@dataclass(frozen=True)
class DecisionsPreview:
    """A file of decisions held against the applications; nothing is written yet."""

    path: Path
    sheets: tuple[Sheet, ...]
    lines: tuple[DecisionLine, ...]
    decided: tuple[Decided, ...]
    problems: tuple[SheetProblem, ...]

    @property
    def changed(self) -> tuple[Decided, ...]:
        """The rows that would change an application."""
        return tuple(one for one in self.decided if one.outcome == "changed")


def application_sheet(reading: Reading, today: date) -> Document:
    """The open applications, to be written out for the township."""
    from happyhome.exchange.application_sheet import ApplicationLine, application_document

    lines = [
        ApplicationLine(one.application, one.person.resident, one.title)
        for one in application_list(reading, today)
        if one.application.is_open
    ]
    return application_document(reading.home, lines)


def preview_decisions(reading: Reading, path: Path, today: date) -> DecisionsPreview:
    """Read a file of decisions and say what taking it in would do; nothing is written.

    Refuses a file that cannot be read or holds no decisions. A person or application that is not sure is
    listed, never guessed.
    """
    from happyhome.exchange.incoming.decision_list import read_decisions
    from happyhome.exchange.incoming.sheets import read_workbook

    sheets = tuple(read_workbook(path))
    lines, passed_over = read_decisions(sheets, today)
    decided, problems = _matched(reading, lines)
    return DecisionsPreview(path, sheets, lines, decided, (*passed_over, *problems))


@operation("导入审批结果", backup="before-import")
def apply_decisions(work: Work, *, preview: DecisionsPreview) -> int:
    """Enter the decisions of a file as one operation, matched anew with the store as it is now; how many."""
    decided, _ = _matched(work, preview.lines)
    changed = [one for one in decided if one.application is not None and one.outcome == "changed"]
    for one in changed:
        if one.application is not None:
            try:
                put_application(work, application=one.application)
            except Refusal as refusal:
                told = (
                    replace(problem, text=f"第 {one.row} 行 {one.name}：{problem.text}")
                    for problem in refusal.problems
                )
                raise Refusal(*told) from refusal
    work.label = f"导入审批结果：{len(changed)} 份申请"
    return len(changed)


def _matched(
    reading: Reading, lines: Iterable[DecisionLine]
) -> tuple[tuple[Decided, ...], tuple[SheetProblem, ...]]:
    from happyhome.exchange.incoming.findings import SheetProblem

    known = _Known(reading)
    decided: list[Decided] = []
    problems: list[SheetProblem] = []
    for line in lines:
        problems += line.problems
        made = known.decided(line)
        decided.append(made)
        if made.outcome == "refused" and not any(one.level is Level.REFUSED for one in line.problems):
            problems.append(
                SheetProblem(line.sheet, line.row, "姓名", "not_matched", Level.REFUSED, made.sentence)
            )
    return tuple(decided), tuple(problems)


class _Known:
    """Elders and their applications, as rows are held against them one after the other."""

    def __init__(self, reading: Reading) -> None:
        from happyhome.exchange.incoming.matching import name_key

        self._key = name_key
        residents = reading.find(Resident)
        self.by_number = {one.id_number: one for one in residents if one.id_number}
        self.by_name: dict[str, list[Resident]] = {}
        for one in residents:
            self.by_name.setdefault(name_key(one.name), []).append(one)
        self.applications: dict[str, list[Application]] = {}
        for row in reading.find(Application):
            self.applications.setdefault(row.resident, []).append(row)
        self.titles = {key: one.title for key, one in policy_book(reading).schemes.items()}
        self.taken: dict[str, int] = {}

    def decided(self, line: DecisionLine) -> Decided:
        """What one row comes to."""
        name = line.who.name or line.who.typed
        wrong = next((one.text for one in line.problems if one.level is Level.REFUSED), "")
        if wrong:
            return Decided(line.row, name, "refused", wrong)
        if not line.values.get("decision"):
            return Decided(line.row, name, "unchanged", f"{name}：还没有结果")
        who, why = self._who(line)
        if who is None:
            return Decided(line.row, name, "refused", why)
        row, why = self._application(line, who)
        if row is None:
            return Decided(line.row, who.name, "refused", why)
        if row.id in self.taken:
            text = f"“{who.name}”的这份申请在第 {self.taken[row.id]} 行已经有结果，这一行没有记入。请核对哪一行对。"
            return Decided(line.row, who.name, "refused", text)
        self.taken[row.id] = line.row
        made = _with(row, line.values)
        title = self.titles.get(row.scheme, row.scheme)
        if made == row:
            return Decided(
                line.row, who.name, "unchanged", f"{who.name} {title}：已经是“{_DECIDED[row.decision]}”", row
            )
        return Decided(line.row, who.name, "changed", f"{who.name} {title}：{_said(made)}", made)

    def _who(self, line: DecisionLine) -> tuple[Resident | None, str]:
        named = self.by_name.get(self._key(line.who.name), []) if line.who.name else []
        found = self.by_number.get(line.who.number) if line.who.number else None
        if found is not None:
            if line.who.name and found not in named:
                return (
                    None,
                    f"这一行的身份证号是“{found.name}”的，姓名却写“{line.who.name}”，没有记入。请核对。",
                )
            return found, ""
        if len(named) > 1:
            return (
                None,
                f"老人库里有 {len(named)} 位“{line.who.name}”，看不出是哪一位，没有记入。请补上身份证号。",
            )
        if not named:
            return (
                None,
                f"老人库里没有“{line.who.name or line.who.typed}”，没有记入。请先登记这位老人，或改正姓名。",
            )
        if line.who.number and named[0].id_number:
            return None, f"“{line.who.name}”的身份证号和老人库里的不一样，没有记入。请核对是不是同一人。"
        return named[0], ""

    def _application(self, line: DecisionLine, who: Resident) -> tuple[Application | None, str]:
        said = str(line.values.get("scheme") or "")
        rows = self.applications.get(who.id, [])
        if said:
            keys = {key for key, title in self.titles.items() if said in (key, title)}
            rows = [row for row in rows if row.scheme in keys]
        open_rows = [row for row in rows if row.is_open]
        best = open_rows or [row for row in rows if _with(row, line.values) == row] or rows[-1:]
        about = f"“{said}”的" if said else ""
        if not best:
            return None, f"没有“{who.name}”{about}申请记录，没有记入。请先登记申请。"
        if len(best) > 1:
            titles = "、".join(self.titles.get(row.scheme, row.scheme) for row in best)
            return None, f"“{who.name}”有几份申请（{titles}），看不出是哪一份，没有记入。请在表里写明项目。"
        return best[0], ""


def _with(row: Application, values: Mapping[str, object]) -> Application:
    """The application with what the row says; a blank says nothing."""
    decision = str(values["decision"])
    day, start, reason = (
        values.get("day"),
        str(values.get("start_month") or ""),
        str(values.get("reason") or ""),
    )
    is_yes = decision == "approved"
    return replace(
        row,
        decision=decision,
        county_on=day if isinstance(day, date) else row.county_on,
        start_month=(start or row.start_month) if is_yes else "",
        settled_month=row.settled_month if is_yes else "",
        reason=reason or row.reason,
    )


def _said(made: Application) -> str:
    parts = [_DECIDED[made.decision]]
    if made.county_on:
        parts.append(f"{made.county_on} 审批")
    if made.start_month:
        parts.append(f"{Month.parse(made.start_month).label}起发")
    if made.reason and made.decision != "approved":
        parts.append(made.reason)
    return "，".join(parts)
