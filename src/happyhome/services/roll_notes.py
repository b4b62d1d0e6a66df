"""变动说明: one sentence for each line that changed, or that pays or takes more than the period's own months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.services.roll_causes import Happening
from happyhome.services.roll_ledger import Account
from happyhome.services.roll_settling import Period, Settled


def months_said(months: Iterable[Month], year: int) -> str:
    """3月至10月, 9月、10月, 2025年11月、2026年1月: months in words, with the year where it is not ``year``."""
    runs: list[list[Month]] = []
    for month in sorted(months):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = []
    for run in runs:
        said.append(_run_said(run, year))
        year = run[-1].year  # what follows is read as of the year last named
    return "、".join(said)


def _run_said(run: list[Month], year: int) -> str:
    first, last = run[0], run[-1]
    head = f"{first.number}月" if first.year == year else first.label
    if first == last:
        return head
    tail = f"{last.number}月" if last.year == first.year else last.label
    return f"{head}、{tail}" if len(run) == 2 else f"{head}至{tail}"


def note_of(account: Account, period: Period, settled: Settled, happening: Happening) -> str:
    """The sentence, or "" where the line only pays what it paid before."""
    year = period.last.year
    paid = {**settled.arrears, **settled.due}
    back = {month: fen for month, fen in paid.items() if month in account.failed}
    rest = {month: fen for month, fen in settled.arrears.items() if month not in account.failed}
    own = [f"补发 {_sum(rest, year)}"] if rest else []
    own += _taken(settled, year, goes_on=account.draws(period.last) and not account.is_dead)
    more = [f"银行退回重发 {_sum(back, year)}"] if back else []
    if settled.barred:
        more.append(f"{_sum(settled.barred, year)}超过补发期限，不补")
    if settled.over:
        more.append(f"{_sum(settled.over, year, '多发')}超过扣回期限，不扣")
    if happening.text and not rest:
        said = [happening.text, *own, *more]
    elif own:
        said = [f"{happening.text or _behind(account, settled)}，{own[0]}", *own[1:], *more]
    else:
        said = more
    return f"{'；'.join(said)}。" if said else ""


def _behind(account: Account, settled: Settled) -> str:
    """Why a difference is there that is no news of this roll: who is gone, or what was put right since."""
    gone = account.facts.person.gone
    if gone is None or gone.since is None or not settled.claim or min(settled.claim) < Month.of(gone.since):
        return "按现有资料重新计算"
    return f"{gone.since.isoformat()} {gone.label}"


def _sum(months: Mapping[Month, int], year: int, word: str = "") -> str:
    count = f" {len(months)} 个月共" if len(months) > 2 else ""
    return f"{months_said(months, year)}{word}{count} {yuan(sum(months.values()))} 元"


def _taken(settled: Settled, year: int, *, goes_on: bool) -> list[str]:
    """What was paid too much, and what becomes of it."""
    taken, open_ = sum(settled.recovery.values()), sum(settled.claim.values())
    if not taken and not open_:
        return []
    over = {
        month: settled.recovery.get(month, 0) + settled.claim.get(month, 0)
        for month in settled.recovery.keys() | settled.claim.keys()
    }
    said = _sum(over, year, "多发")
    if not open_:
        return [f"{said}，本期扣回"]
    asked = "以后各期扣回" if goes_on else "应追回"
    if not taken:
        return [f"{said}，{asked}"]
    return [f"{said}，本期扣回 {yuan(taken)} 元，余 {yuan(open_)} 元{asked}"]
