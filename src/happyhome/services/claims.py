"""待追回 and 退款: what was paid too much and is still out, and what comes back from the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month, long_day
from happyhome.domain.money import yuan
from happyhome.domain.problems import refuse
from happyhome.domain.rolls import Refund
from happyhome.policy.rules import Scheme
from happyhome.services.roll_drafting import count_act
from happyhome.services.roll_ledger import Account, accounts, reaches_back, rules_for
from happyhome.services.roll_lines import line_order
from happyhome.services.roll_notes import months_said
from happyhome.services.schemes import scheme_named
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.rolls import ledger_of
from happyhome.store.work import Work


@dataclass(frozen=True, slots=True)
class Claim:
    """What one elder, or the family, still has to give back of one scheme.

    ``months`` with the 分 of each, ascending; ``fen`` their sum. ``is_dead``: only the family can
    give it back; else the next rolls take it off by themselves. ``since`` is the day of death.
    """

    resident: str
    name: str
    group: str
    scheme: str
    months: tuple[tuple[Month, int], ...]
    fen: int
    is_dead: bool
    since: date | None
    text: str


def outstanding(reading: Reading, scheme: str, today: date) -> tuple[Claim, ...]:
    """Every open claim of a scheme (key or title) by today's knowledge, in village order.

    What was paid too much before the rule's recovery limit is not asked for.
    """
    found = scheme_named(reading, scheme)
    return tuple(
        claim for one in _of_all(reading, found, today) if (claim := _claim(found, one, today)) is not None
    )


def _of_all(reading: Reading, scheme: Scheme, today: date, resident: str = "") -> list[Account]:
    """The accounts of those who ever had something, up to the last month that anything was paid for."""
    had = ledger_of(reading, scheme.key)
    who = {one for one, _ in had if resident in ("", one)}
    if not who:
        return []
    last = max(month for one, month in had if one in who)
    found = accounts(reading, scheme, last, today, sorted(who)).values()
    return sorted(found, key=lambda one: line_order(one.facts.person))


def _claim(scheme: Scheme, account: Account, today: date) -> Claim | None:
    month = Month.of(today)
    limit = rules_for(scheme, month).recovery
    earliest = reaches_back(limit, month)
    over = tuple(
        (one, -gap) for one, gap in account.open.items() if gap < 0 and (earliest is None or one >= earliest)
    )
    if not over:
        return None
    fen, person = sum(gap for _, gap in over), account.facts.person
    count = f" {len(over)} 个月共" if len(over) > 2 else ""
    said = f"{months_said([one for one, _ in over], today.year)}多发{count} {yuan(fen)} 元"
    died = person.died_on
    head = f"{died.isoformat()} 死亡，" if died is not None else ""
    return Claim(
        person.id,
        person.resident.name,
        person.resident.group,
        scheme.key,
        over,
        fen,
        account.is_dead,
        died,
        f"{head}{said}，{_asked(account)}。",
    )


def _asked(account: Account) -> str:
    if account.is_dead:
        return "应由家属退回"
    return "应由本人退回" if account.facts.person.gone else "以后各期扣回，也可由本人退回"


@operation("退款")
def refund(
    work: Work, *, resident: str, scheme: str, day: date, amount: int, note: str = ""
) -> tuple[Refund, ...]:
    """Record money that came back: it settles the oldest open months first.

    Refuses more than is open (refund_too_much), a day to come, and an amount that is not above 0.
    """
    found = scheme_named(work, scheme)
    if amount <= 0:
        raise refuse("amount_wrong", "退款金额要大于 0。", "amount")
    if day > work.today:
        raise refuse("day_future", f"退款日期 {long_day(day)}还没到。", "day")
    own = _of_all(work, found, work.today, resident)
    over = {month: -gap for one in own for month, gap in one.open.items() if gap < 0}
    if amount > sum(over.values()):
        text = f"“{found.title}”还没有退回的多发金额是 {yuan(sum(over.values()))} 元，退款不能超过它。"
        raise refuse("refund_too_much", text, "amount")
    name = own[0].facts.person.resident.name
    work.label = f"退款：{name} {found.title} {yuan(amount)} 元"
    rows = []
    for month, fen in sorted(over.items()):
        part, amount = min(fen, amount), amount - min(fen, amount)
        if part:
            rows.append(
                Refund(
                    resident=resident,
                    scheme=found.key,
                    month=str(month),
                    day=day,
                    amount=part,
                    note=note.strip(),
                )
            )
    kept = tuple(work.insert_many(rows))
    count_act(work, found.key)
    return kept
