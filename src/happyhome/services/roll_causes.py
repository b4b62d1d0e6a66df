"""增减变动: who is new on a roll, who is gone, whose amount is another, and because of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month, birthday_of, day_after
from happyhome.domain.money import yuan
from happyhome.domain.rolls import RollLine
from happyhome.policy.decisions import Reason, Stretch, Verdict
from happyhome.policy.rules import AllowanceVersion
from happyhome.services.roll_grounds import (
    axes_asked,
    axes_held,
    begun_said,
    birthday_reached,
    fact_begun,
    fact_ended,
    returned,
)
from happyhome.services.roll_ledger import Account
from happyhome.services.roll_settling import Period

_HOLDS = ("suspension", "certification")
_PLACES = ("household", "residence")
_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Happening:
    """How a line differs from the roll before (key of CHANGES, "": not), why, on which day, from which month."""

    change: str = ""
    cause: str = ""
    day: date | None = None
    month: Month | None = None
    text: str = ""


def what_happened(
    account: Account, period: Period, before: RollLine | None, until: Month | None
) -> Happening:
    """Hold an elder's standing at the end of a period against the roll before.

    ``before`` is the line there, None for none, and ``until`` that roll's last month; where there is
    no roll before (None), the month before the period counts by today's knowledge.
    """
    if period.version.unit:
        return Happening()  # by the hour or piece every month is another
    now, earlier = account.draws(period.last), period.first.plus(-1)
    was = account.draws(earlier) if until is None else _drew(account, before, until)
    if now and not was:
        return _joined(account, period)
    if was and not now:
        return _left(account, period)
    if now and was:
        then = (before.band, before.standard) if before is not None else _standing(account, until or earlier)
        return _changed(account, period, then)
    within = any(account.draws(month) for month in period.first.through(period.last))
    return _left(account, period) if within else Happening()


def _drew(account: Account, line: RollLine | None, until: Month) -> bool:
    """Whether somebody still drew at the end of the roll before.

    Who draws but was not due anything is on no line: the year's amount was paid at once, in January.
    """
    if line is not None:
        return line.change != "left" and line.standard > 0
    settled = bool(account.had) and not any(month <= until for month in account.open)
    return settled and account.draws(until)


def _standing(account: Account, month: Month) -> tuple[str, int]:
    stretch = account.stretch(month)
    return (stretch.band, stretch.fen) if stretch is not None else ("", 0)


def _run(account: Account, month: Month, *, granted: bool) -> list[Stretch]:
    """The stretches up to the one of a month that are all granted, or all not, oldest first."""
    run: list[Stretch] = []
    for one in account.stretches:
        if one.first > month:
            break
        run = [*run, one] if (one.verdict is Verdict.GRANTED) is granted else []
    return run


def _joined(account: Account, period: Period) -> Happening:
    run = _run(account, period.last, granted=True)
    start = run[0].first
    held = [one for one in run if any(reason.kind in _HOLDS for reason in one.reasons)]
    at = account.stretches.index(run[0])
    before = account.stretches[at - 1] if at else None
    if held or (before is not None and before.verdict is Verdict.SUSPENDED):
        return _resumed(account, held[-1] if held else before, held[-1].last.plus(1) if held else start)
    if account.settled is not None and start <= account.settled:
        if account.settled >= period.last:
            return Happening()  # older lists still pay
        month = account.settled.plus(1)
        text = f"旧册已发至 {account.settled}，自 {month} 起在本册发放"
        return Happening("joined", "接续", None, month, text)
    text = f"自 {start} 起发"
    if before is None:
        # Entitled since before anything here begins: only the record of it is new.
        start = min((month for month in account.open if month >= start), default=period.first)
        text = f"自 {start} 起发"
    years = birthday_reached(account, start, run[0].version, back=_A_YEAR if before is None else 0)
    if years is not None:
        born = account.facts.person.resident.birthday
        assert born is not None
        day = birthday_of(born, years)
        said = f"{born.isoformat()} 出生，{Month.of(day)} 年满 {years} 周岁，{text}"
        return Happening("joined", f"年满{years}", day, start, said)
    if before is None:
        return Happening("joined", "其他", None, start, f"新列入名册，{text}")
    if before.verdict is Verdict.EXCLUDED:
        return Happening("joined", "其他", start.first, start, f"不再领不可兼得的项目，{text}")
    return _by_record(account, run[0], start, text)


def _by_record(account: Account, stretch: Stretch, start: Month, text: str) -> Happening:
    version = stretch.version
    asked = axes_asked(version)
    back = returned(account, start, version)
    if back is not None:
        return Happening("joined", "迁入", back, start, f"{back.isoformat()} 迁回，{text}")
    moved = fact_begun(account, start, asked.intersection(_PLACES))
    if moved is not None:
        return Happening("joined", "迁入", moved.since or start.first, start, f"{begun_said(moved)}，{text}")
    application = account.facts.application(account.scheme)
    if application is not None and application.decision == "approved" and _asks(version):
        day = application.county_on or application.township_on or application.accepted_on or start.first
        return Happening("joined", "新批准", day, start, f"{day.isoformat()} 批准，{text}")
    fact = fact_begun(account, start, asked)
    if fact is not None:
        return Happening("joined", "其他", fact.since or start.first, start, f"{begun_said(fact)}，{text}")
    return Happening("joined", "其他", start.first, start, f"符合条件，{text}")


def _asks(version: AllowanceVersion | None) -> bool:
    return version is not None and version.asks_application


def _resumed(account: Account, stretch: Stretch | None, start: Month) -> Happening:
    """``stretch`` is the one that was held back, whether it is paid since or not."""
    held = _hold(stretch) if stretch is not None else None
    if held is None or held.kind == "certification":
        days = [one.day for one in account.facts.certifications if one.scheme in ("", account.scheme)]
        seen = [day for day in days if Month.of(day) <= start]
        if seen:
            return Happening("joined", "恢复", seen[-1], start, f"{seen[-1].isoformat()} 认证，恢复发放")
    axes = axes_held(stretch.version) if stretch is not None else frozenset()
    begun, ended = fact_begun(account, start, axes), fact_ended(account, start, axes)
    if begun is not None and begun.since is not None:
        return Happening("joined", "恢复", begun.since, start, f"{begun_said(begun)}，恢复发放")
    if ended is not None and ended.until is not None:
        text = f"“{ended.label}”到 {ended.until.isoformat()} 为止，恢复发放"
        return Happening("joined", "恢复", day_after(ended.until), start, text)
    return Happening("joined", "恢复", start.first, start, f"{start} 起恢复发放")


def _hold(stretch: Stretch) -> Reason | None:
    """What held a stretch back."""
    return next((one for one in reversed(stretch.reasons) if one.kind in _HOLDS), None)


def _left(account: Account, period: Period) -> Happening:
    run = _run(account, period.last, granted=False)
    stretch = run[-1]
    if stretch.verdict is Verdict.SUSPENDED:
        return _suspended(run)
    stop = run[0].first
    stopped = f"停发自 {stop} 起"
    gone = account.facts.person.gone
    if gone is not None:
        words = "死亡" if gone.value == "died" else "迁出"
        day = gone.since
        return Happening(
            "left", words, day, stop, f"{day.isoformat() if day else ''} {words}，{stopped}".strip()
        )
    if run[0] is account.stretches[0]:
        return _put_right(account, period, stretch)
    if stretch.verdict is Verdict.DENIED:
        return _no_longer(account, stretch, stop)
    why = {Verdict.UNKNOWN: "资料不全，待核实", Verdict.NOT_APPLIED: "没有批准的申请"}
    said = why.get(stretch.verdict) or _why_not(stretch) or "不再符合条件"
    return Happening("left", "其他", stop.first, stop, f"{said}，{stopped}")


def _no_longer(account: Account, stretch: Stretch, stop: Month) -> Happening:
    asked, stopped = axes_asked(stretch.version), f"停发自 {stop} 起"
    moved = fact_begun(account, stop, asked.intersection(_PLACES))
    if moved is not None and moved.label in _why_not(stretch):
        return Happening("left", "迁出", moved.since or stop.first, stop, f"{begun_said(moved)}，{stopped}")
    fact = fact_begun(account, stop, asked)
    if fact is not None and fact.label in _why_not(stretch):
        return Happening("left", "不再符合", fact.since or stop.first, stop, f"{begun_said(fact)}，{stopped}")
    ended = fact_ended(account, stop, asked)
    if ended is not None and ended.until is not None:
        day = day_after(ended.until)
        return Happening("left", "不再符合", day, stop, f"{day.isoformat()} 起不再是{ended.label}，{stopped}")
    said = _why_not(stretch) or "不再符合条件"
    return Happening("left", "不再符合", stop.first, stop, f"{said}，{stopped}")


def _put_right(account: Account, period: Period, stretch: Stretch) -> Happening:
    """Nothing was ever due by what is known now: a record was corrected, and payment ends where it had begun."""
    stop = min((month for month, gap in account.open.items() if gap < 0), default=period.first)
    said = _why_not(stretch)
    text = f"按更正后的资料{f'，{said}' if said else '不符合条件'}，停发自 {stop} 起"
    return Happening("left", "不再符合", None, stop, text)


def _why_not(stretch: Stretch) -> str:
    """户籍是“外地”，要求是本村、本镇外村: what stands against it, in the rule's words."""
    kinds = ("age", "fact", "application", "exclusion")
    told = [one.text for one in stretch.reasons if one.kind in kinds]
    return told[-1] if stretch.verdict is Verdict.EXCLUDED and told else "；".join(told)


def _suspended(run: Sequence[Stretch]) -> Happening:
    """``run`` ends with what is held back now."""
    first = run[-1]
    for one in reversed(run):
        if one.verdict is not Verdict.SUSPENDED:
            break
        first = one
    held, stop = _hold(first), first.first
    if held is None:
        return Happening("left", "其他", stop.first, stop, f"暂停，停发自 {stop} 起")
    cause = "未认证" if held.kind == "certification" else "失联" if "失联" in held.text else "其他"
    return Happening("left", cause, stop.first, stop, held.text)


def _changed(account: Account, period: Period, then: tuple[str, int]) -> Happening:
    now = account.stretch(period.last)
    if now is None or now.version is None:
        return Happening()
    if (now.band, now.fen) == then:
        return Happening()
    at = account.stretches.index(now)
    while at and account.stretches[at - 1].band == now.band and account.stretches[at - 1].fen == now.fen:
        at -= 1
    begun, earlier = account.stretches[at], account.stretches[at - 1] if at else None
    # What was so before anything here begins is only known better now: it shows from the first difference on.
    month = begun.first if earlier is not None else min(account.open, default=period.first)
    text = f"月标准由 {yuan(then[1])} 元改为 {yuan(now.fen)} 元，自 {month} 起"
    years = birthday_reached(account, month, now.version)
    born = account.facts.person.resident.birthday
    if now.band != then[0] and years is not None and born is not None:
        day = birthday_of(born, years)
        said = f"{born.isoformat()} 出生，{Month.of(day)} 年满 {years} 周岁，{text}"
        return Happening("changed", f"年满{years}", day, month, said)
    if earlier is not None and (earlier.version != now.version or now.band == then[0]):
        raised = now.version.header.since
        since = raised if earlier.version != now.version else max(raised, month.first)
        return Happening("changed", "标准调整", since, month, f"标准调整，{text}")
    if earlier is None:
        return Happening("changed", "其他", None, month, f"按更正后的资料，{text}")
    fact = fact_begun(account, month, axes_asked(now.version))
    if fact is not None:
        return Happening("changed", "其他", fact.since or month.first, month, f"{begun_said(fact)}，{text}")
    return Happening("changed", "其他", month.first, month, text)
