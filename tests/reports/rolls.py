"""Rolls to print: made up, the same every time, with late deaths, back-pay and recoveries in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from happyhome.domain.dates import Month, age_on
from happyhome.domain.month_book import MonthBook
from happyhome.domain.residents import SEXES
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import Roll, RollItem, RollLine
from tests.reports.books import OCTOBER, book, person

REFERENCE = "金昌市民政局《高龄老人生活补贴发放办法》（金民发〔2024〕12号）第五条"
SEPTEMBER = OCTOBER.plus(-1)
_BANDS = ("80—89周岁", "90—94周岁", "95—99周岁", "100周岁以上", "低保、特困80周岁以上")
_STANDARDS = (5_000, 10_000, 20_000, 50_000, 15_000)
_SEX = {choice.key: choice.label for choice in SEXES}
_LONG = "2026年9月24日在外地去世，10月12日家属报告，9月照发，10月起停发，已发的月份请家属退回"


def line(number: int) -> RollLine:
    """The n-th elder's line: mostly plain, every eighth new with 补发, some with 扣回, some dead."""
    who = person(number).resident
    assert who.birthday is not None
    at = min(3, max(0, (age_on(who.birthday, OCTOBER.last) - 85) // 5)) if number % 6 else 4
    standard = _STANDARDS[at]
    plain = RollLine(
        id=f"l{number:04d}",
        roll="roll-1",
        resident=who.id,
        number=number + 1,
        name=who.name,
        sex=_SEX[who.sex],
        id_number=who.id_number or "",
        birthday=who.birthday,
        group=who.group,
        registered_address=who.registered_address,
        band=_BANDS[at],
        standard=standard,
        months=1,
        due=standard,
        net=standard,
        bank_name=who.bank_name,
        bank_card=f"621700{number:013d}",
        collector=f"{who.name[0]}强/儿子" if number % 3 == 0 else "",
        phone=who.phone,
        why="满 80 周岁，按月发放。",
        reference=REFERENCE,
    )
    return _changed(plain, number, standard)


def _changed(plain: RollLine, number: int, standard: int) -> RollLine:
    if number % 8 == 1:
        return replace(plain, months=3, arrears=2 * standard, net=3 * standard, change="joined",
                       cause="年满80周岁", changed_on=date(2026, 8, 5), start_stop="2026-08",
                       note="8月满80周岁，9月10日受理，从8月起补发")  # fmt: skip
    if number % 8 == 3:
        return replace(plain, recovery=2_000, net=standard - 2_000, change="changed", cause="更正出生日期",
                       changed_on=date(2026, 10, 9), start_stop="2026-09", note="户口簿更正，9月多发20元，本期扣回")  # fmt: skip
    if number % 8 == 5:
        return replace(plain, months=0, due=0, net=0, standard=0, claim=2 * standard, change="left",
                       cause="死亡", changed_on=date(2026, 7, 24), start_stop="2026-08", note=_LONG)  # fmt: skip
    return plain


def items_of(one: RollLine) -> tuple[RollItem, ...]:
    """The months behind a line's amounts."""
    months = [str(OCTOBER.plus(-back)) for back in (2, 1)]
    found: list[tuple[str, str, int]] = []
    found += [(month, "arrears", one.arrears // 2) for month in months if one.arrears]
    found += [(month, "claim", -one.claim // 2) for month in months if one.claim]
    found += [(months[1], "recovery", -one.recovery)] if one.recovery else []
    found += [(str(OCTOBER), "due", one.due)] if one.due else []
    return tuple(
        RollItem(id=f"{one.id}-{at}", line=one.id, month=month, kind=kind, amount=amount)
        for at, (month, kind, amount) in enumerate(found)
    )


def roll_book(persons: int = 12, state: str = "locked", is_sample: bool = False) -> RollBook:
    """October's roll of the age allowance with that many lines."""
    lines = tuple(line(number) for number in range(persons))
    roll = Roll(
        id="roll-1",
        scheme="gaoling",
        title="高龄老人生活补贴",
        first=str(OCTOBER),
        last=str(OCTOBER),
        state=state,
        made_on=date(2026, 10, 8),
        posted_from=date(2026, 10, 9) if state != "draft" else None,
        posted_to=date(2026, 10, 15) if state != "draft" else None,
        locked_on=date(2026, 10, 16) if state in ("locked", "paid") else None,
        paid_on=date(2026, 10, 20) if state == "paid" else None,
        fingerprint="a1b2c3d4" * 8,
        total=sum(one.net for one in lines),
        people=sum(one.net > 0 for one in lines),
        is_sample=is_sample,
    )
    before = replace(roll, id="roll-0", first=str(SEPTEMBER), last=str(SEPTEMBER), people=10, total=90_000)
    return RollBook(
        roll=roll,
        lines=lines,
        items={one.id: items_of(one) for one in lines},
        bands=_BANDS,
        posting_days=7,
        reference=REFERENCE,
        previous=before if persons else None,
    )


def with_rolls(made: MonthBook, *rolls: RollBook) -> MonthBook:
    """The month with these rolls, or with one of twelve lines."""
    return replace(made, rolls=rolls or (roll_book(),))


def roll_month(persons: int = 12, **chosen: bool | str) -> MonthBook:
    """October with one roll of that many lines."""
    return with_rolls(book(3), roll_book(persons, **chosen))  # type: ignore[arg-type]


def quarter(one: RollBook) -> RollBook:
    """The same roll for three months."""
    return replace(one, roll=replace(one.roll, id="roll-2", first=str(Month(2026, 8)), title="困难老人补贴"))
