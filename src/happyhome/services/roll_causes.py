"""增减变动: who is new on a roll, who is gone, whose amount is another, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month, birthday_of, day_after
from happyhome.domain.money import yuan
from happyhome.domain.rolls import RollLine
from happyhome.policy.decisions import Stretch, Verdict
from happyhome.services.roll_grounds import birthday_reached, fact_begun, fact_ended
from happyhome.services.roll_ledger import Account
from happyhome.services.roll_settling import Period

_HOLDS = ("suspension", "certification")
_PLACES = ("hukou", "residence")
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
        return _resumed(account, held[-1].last.plus(1) if held else start)
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
    return _by_record(account, run[0], start, text)


def _by_record(account: Account, stretch: Stretch, start: Month, text: str) -> Happening:
    moved = fact_begun(account, start, _PLACES)
    if moved is not None:
        day = moved.since or start.first
        return Happening("joined", "迁入", day, start, f"{day.isoformat()} {moved.label}，{text}")
    application = next(
        (one for one in reversed(account.facts.applications) if one.decision == "approved"), None
    )
    version = stretch.version
    if application is not None and version is not None and version.needs_application:
        day = application.county_on or application.township_on or application.accepted_on or start.first
        return Happening("joined", "新批准", day, start, f"{day.isoformat()} 批准，{text}")
    fact = fact_begun(account, start)
    if fact is not None:
        day = fact.since or start.first
        return Happening("joined", "其他", day, start, f"{day.isoformat()} 起{fact.label}，{text}")
    return Happening("joined", "其他", start.first, start, f"符合条件，{text}")


def _resumed(account: Account, start: Month) -> Happening:
    seen = [one.day for one in account.facts.certifications if Month.of(one.day) <= start.plus(1)]
    day = seen[-1] if seen else start.first
    said = f"{day.isoformat()} 认证，恢复发放" if seen else f"{start} 起恢复发放"
    return Happening("joined", "恢复", day, start, said)


def _left(account: Account, period: Period) -> Happening:
    run = _run(account, period.last, granted=False)
    stop, stretch = run[0].first, run[-1]
    stopped = f"停发自 {stop} 起"
    gone = account.facts.person.gone
    if gone is not None:
        words = "死亡" if gone.value == "died" else "迁出"
        day = gone.since
        return Happening(
            "left", words, day, stop, f"{day.isoformat() if day else ''} {words}，{stopped}".strip()
        )
    moved = fact_begun(account, stop, _PLACES)
    if moved is not None and stretch.verdict is Verdict.DENIED:
        day = moved.since or stop.first
        return Happening("left", "迁出", day, stop, f"{day.isoformat()} {moved.label}，{stopped}")
    if stretch.verdict is Verdict.SUSPENDED:
        return _suspended(run[0], stop)
    fact = fact_begun(account, stop) or fact_ended(account, stop)
    if stretch.verdict is Verdict.DENIED and fact is not None:
        ended = fact.until is not None and Month.of(fact.until) >= stop.plus(-1)
        day = day_after(fact.until) if ended and fact.until else fact.since or stop.first
        word = f"不再是{fact.label}" if ended else f"{fact.label}"
        return Happening("left", "不再符合", day, stop, f"{day.isoformat()} 起{word}，{stopped}")
    why = {
        Verdict.EXCLUDED: "已领其他不可兼得的项目",
        Verdict.UNKNOWN: "资料不全，待核实",
        Verdict.NOT_APPLIED: "没有批准的申请",
    }
    said = why.get(stretch.verdict, "不再符合条件")
    cause = "不再符合" if stretch.verdict is Verdict.DENIED else "其他"
    return Happening("left", cause, stop.first, stop, f"{said}，{stopped}")


def _suspended(stretch: Stretch, stop: Month) -> Happening:
    held = next((one for one in reversed(stretch.reasons) if one.kind in _HOLDS), None)
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
    month = begun.first
    text = f"月标准由 {yuan(then[1])} 元改为 {yuan(now.fen)} 元，自 {month} 起"
    years = birthday_reached(account, month, now.version)
    born = account.facts.person.resident.birthday
    if now.band != then[0] and years is not None and born is not None:
        day = birthday_of(born, years)
        said = f"{born.isoformat()} 出生，{Month.of(day)} 年满 {years} 周岁，{text}"
        return Happening("changed", f"年满{years}", day, month, said)
    if earlier is not None and earlier.version != now.version:
        return Happening("changed", "标准调整", now.version.header.since, month, f"标准调整，{text}")
    fact = fact_begun(account, month)
    if fact is not None:
        day = fact.since or month.first
        return Happening("changed", "其他", day, month, f"{day.isoformat()} 起{fact.label}，{text}")
    return Happening("changed", "其他", month.first, month, text)
