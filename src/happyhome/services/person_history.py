"""What allowances brought to one elder, for their 经历: applied, approved, certified, paid, changed, stopped.

Apart from the rest of the page, since it may have to read the rules first, which takes a moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from happyhome.domain.applications import DECISIONS, Application
from happyhome.domain.certifications import CERTIFIED_BY, Certification
from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.domain.rolls import COUNTED_STATES, Refund, Roll, RollLine
from happyhome.services.profile import Happening, in_order
from happyhome.services.schemes import policy_book
from happyhome.store.reading import Reading

_WAYS = {choice.key: choice.label for choice in CERTIFIED_BY}
_DECIDED = {choice.key: choice.label for choice in DECISIONS}


def allowance_history(reading: Reading, resident: str) -> tuple[Happening, ...]:
    """Newest first. ``kind`` is application, certification, roll or refund; months without news are left out."""
    titles = {key: scheme.title for key, scheme in policy_book(reading).schemes.items()}
    found = [
        *_applications(reading, resident, titles),
        *_certifications(reading, resident, titles),
        *_rolls(reading, resident, titles),
        *_refunds(reading, resident, titles),
    ]
    return in_order(found)


def _applications(reading: Reading, resident: str, titles: Mapping[str, str]) -> Iterator[Happening]:
    for row in reading.find(Application, resident=resident):
        title = titles.get(row.scheme, row.scheme)
        asked, answered = row.applied_on, row.county_on or row.township_on
        if row.settled_month and asked is None:
            taken = row.recorded_at.date() if row.recorded_at else None
            if taken is not None:
                until = Month.parse(row.settled_month).label
                yield Happening(taken, f"{title}：接续旧册，旧册发到{until}", "application", row.id)
            continue
        if asked is not None:
            yield Happening(asked, f"{title}：申请", "application", row.id)
        if row.decision != "pending" and (day := answered or asked) is not None:
            yield Happening(day, f"{title}：{_decision(row)}", "application", row.id)


def _decision(row: Application) -> str:
    word = (
        f"审批{_DECIDED[row.decision]}" if row.decision in ("approved", "refused") else _DECIDED[row.decision]
    )
    start = f"，自{Month.parse(row.start_month).label}起发" if row.start_month else ""
    why = f"（{row.reason}）" if row.reason else ""
    return f"{word}{start}{why}"


def _certifications(reading: Reading, resident: str, titles: Mapping[str, str]) -> Iterator[Happening]:
    for row in reading.find(Certification, resident=resident):
        what = f"（{titles.get(row.scheme, row.scheme)}）" if row.scheme else ""
        who = f"，{row.certifier}" if row.certifier else ""
        yield Happening(
            row.day, f"生存认证：{_WAYS.get(row.way, row.way)}{who}{what}", "certification", row.id
        )


def _rolls(reading: Reading, resident: str, titles: Mapping[str, str]) -> Iterator[Happening]:
    """The first payment of each scheme, then only the months in which something was another than before."""
    rolls = {row.id: row for row in reading.find(Roll) if row.state in COUNTED_STATES}
    begun: set[str] = set()
    for line in sorted(reading.find(RollLine, resident=resident), key=lambda one: one.roll):
        roll = rolls.get(line.roll)
        if roll is None or (day := roll.paid_on or roll.locked_on) is None:
            continue
        first = roll.scheme not in begun and line.net > 0
        if first:
            begun.add(roll.scheme)
        said = _said(roll, line, first=first)
        if said:
            title = titles.get(roll.scheme, roll.title)
            yield Happening(day, f"{title}：{said}", "roll", line.id, line.change == "left")


def _said(roll: Roll, line: RollLine, *, first: bool) -> str:
    if line.state == "failed":
        return f"{roll.period}的 {yuan(line.net)} 元被银行退回（{line.failure or '没有写原因'}）"
    paid = f"，本册发 {yuan(line.net)} 元" if line.net else ""
    if first or line.change == "joined":
        rate = f"每月 {yuan(line.standard)} 元" if line.standard else ""
        return "，".join(part for part in (f"{roll.period}起在本院名册领", rate) if part)
    note = line.note.rstrip("。")
    return f"{note}{paid}" if note else ""


def _refunds(reading: Reading, resident: str, titles: Mapping[str, str]) -> Iterator[Happening]:
    by_day: dict[tuple[date, str], list[Refund]] = {}
    for row in reading.find(Refund, resident=resident):
        by_day.setdefault((row.day, row.scheme), []).append(row)
    for (day, scheme), rows in by_day.items():
        fen = sum(row.amount for row in rows)
        yield Happening(day, f"{titles.get(scheme, scheme)}：退回 {yuan(fen)} 元", "refund", rows[0].id)
