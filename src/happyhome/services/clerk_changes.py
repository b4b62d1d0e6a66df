"""交接单: when the clerk changes, everything the next one must know, gathered in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.clerk_changes import ClerkChange, Left
from happyhome.domain.money import yuan
from happyhome.domain.problems import Problem, refuse
from happyhome.domain.registers import REGISTERS
from happyhome.domain.safety_events import SafetyEvent
from happyhome.services.claims import outstanding
from happyhome.services.disclosures import Outgoing, outgoing_of
from happyhome.services.due import due_list
from happyhome.services.handover import MonthLine, month_lines
from happyhome.services.left_safety import left_backups, left_keys, next_steps
from happyhome.services.rolls import rolls_of
from happyhome.services.schemes import policy_book
from happyhome.services.session import Services, operation
from happyhome.store.audit import operations
from happyhome.store.counts import rows_of
from happyhome.store.instances import instances
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.reports.document import Document

_COUNTED = ("status", "meal", "activity", "visit", "application", "certification", "attachment")
_MONTHS_NAMED = 12
_ROLL_STATES = {
    "draft": "草稿，还没有公示",
    "posted": "公示中，还没有锁定",
    "locked": "已锁定，还没有发放",
}


def clerk_change(services: Services, leaving: str = "", taking: str = "", witness: str = "") -> ClerkChange:
    """Gather it as of today. Refuses (home_missing) before there is a home."""
    today = services.today()

    def gathered(reading: Reading) -> ClerkChange:
        last = next(iter(operations(reading, 1)), None)
        backups, is_sealed = left_backups(services), services.store.key is not None
        return ClerkChange(
            home=reading.home,
            day=today,
            leaving=leaving or services.operator,
            taking=taking,
            witness=witness or reading.home.director,
            counts=_counts(reading, today),
            matters=_matters(reading, today),
            returns=_returns(month_lines(reading, today)),
            rolls=(*_rolls(reading), *_claims(reading, today)),
            backups=backups,
            keys=left_keys(services),
            steps=next_steps(is_sealed=is_sealed),
            operations=last.sequence if last else 0,
            head=last.hash[:8].upper() if last else "",
            instance=instances(reading)[-1].id[:8].upper(),
            is_sealed=is_sealed,
        )

    return services.ask(gathered)


@dataclass(frozen=True)
class BuiltClerkChange:
    """The paper, ready to be shown, printed or saved."""

    change: ClerkChange
    document: Document
    problems: tuple[Problem, ...]

    def pdf(self) -> bytes:
        """The pages, as they are previewed and printed."""
        from happyhome.reports.pdf import render

        return render(self.document)

    @property
    def file_name(self) -> str:
        """清泉村幸福院 交接单 2026-11-22.pdf"""
        return f"{self.change.home.name} 交接单 {self.change.day.isoformat()}.pdf"


def clerk_change_paper(change: ClerkChange) -> BuiltClerkChange:
    """Set it as a paper; with the names no font can show."""
    from happyhome.reports.fonts import check
    from happyhome.reports.office_forms.clerk_change import build

    document = build(change)
    return BuiltClerkChange(change, document, tuple(check(document)))


def outgoing_clerk_change(reading: Reading, paper: BuiltClerkChange) -> Outgoing:
    """The paper about to leave: it names the elders with whom something is still to be done."""
    return outgoing_of(reading, "clerk_change", "文书工作交接单", paper.document)


@operation("工作移交")
def remember_clerk_change(work: Work, *, leaving: str, taking: str, left: int) -> SafetyEvent:
    """Write down that the work was handed over. Refuses (taking_missing) where nobody takes it."""
    if not taking.strip():
        raise refuse("taking_missing", "请写明由谁接手，再记下这次移交。", "taking")
    work.label = f"工作移交：{leaving} → {taking.strip()}"
    note = f"{leaving}移交给{taking.strip()}，没有办完的 {left} 件"
    return work.insert(SafetyEvent(event="clerk_changed", subject=taking.strip(), note=note))


def _counts(reading: Reading, today: date) -> tuple[tuple[str, str], ...]:
    known = people(reading)
    here = sum(one.left_by(today) is None for one in known)
    words = {register.table: register.title for register in REGISTERS}
    return (
        ("老人", f"登记 {len(known)} 人，现在册 {here} 人"),
        *((words[table], f"{rows_of(reading, table):,} 条") for table in _COUNTED),
    )


def _matters(reading: Reading, today: date) -> tuple[Left, ...]:
    """What today's page calls due, but for the day's own (birthdays, activities) and the month's return, said by month."""
    return tuple(
        Left(one.tag, one.text, one.detail, one.page, one.target, one.urgent)
        for one in due_list(reading, today)
        if one.kind not in ("birthday", "activity", "return")
    )


def _returns(lines: tuple[MonthLine, ...]) -> tuple[Left, ...]:
    """Months that are over and not with the township as they stand, oldest first."""
    waiting = [line for line in reversed(lines) if line.is_over and _state(line)]
    named = waiting[-_MONTHS_NAMED:]
    earlier = len(waiting) - len(named)
    head = [Left("月报", f"更早的 {earlier} 个月", "也没有结账或上交")] if earlier else []
    return (
        *head,
        *(Left("月报", line.month.label, _state(line), "handover", str(line.month)) for line in named),
    )


def _state(line: MonthLine) -> str:
    """What is still to be done with a month; "" where nothing is."""
    if not line.is_closed:
        return "没有结账" if line.latest is None else "重开后没有再结账"
    if line.latest is None:
        return "已结账，没有写盘上交"
    return "更正后没有重交" if line.redo else ""


def _rolls(reading: Reading) -> tuple[Left, ...]:
    return tuple(
        Left(
            "名册",
            f"{roll.title} {roll.period}",
            f"{_ROLL_STATES[roll.state]}，{roll.people} 人 {yuan(roll.total)} 元",
            "allowances",
            f"roll:{roll.id}",
        )
        for roll in rolls_of(reading)
        if roll.state in _ROLL_STATES
    )


def _claims(reading: Reading, today: date) -> tuple[Left, ...]:
    """多发 and still out, by scheme: how many people and how much."""
    known = policy_book(reading).schemes
    schemes = {roll.scheme: roll.title for roll in rolls_of(reading) if roll.scheme in known}
    found = []
    for scheme, title in schemes.items():
        claims = outstanding(reading, scheme, today)
        if claims:
            total = sum(one.fen for one in claims)
            names = "、".join(one.name for one in claims[:3]) + ("等" if len(claims) > 3 else "")
            found.append(
                Left("追回", f"{title} 待追回 {yuan(total)} 元", f"{len(claims)} 人：{names}", "allowances")
            )
    return tuple(found)
