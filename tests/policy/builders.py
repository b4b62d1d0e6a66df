"""Short ways to write a rule and a person for the engine's tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from happyhome.domain.applications import Application
from happyhome.domain.certifications import Certification
from happyhome.domain.dates import Month
from happyhome.domain.people import Person, gather
from happyhome.domain.residents import Resident, Status
from happyhome.policy.conditions import AgeIs, Condition
from happyhome.policy.decisions import Stretch, Verdict
from happyhome.policy.entitlement import entitlement
from happyhome.policy.facts import Facts
from happyhome.policy.headers import Combine, Header, Kind, Reference
from happyhome.policy.rules import AllowanceVersion, Amount, Band, Group, Scheme

TODAY = date(2026, 11, 21)
REFERENCE = Reference("某县民政局", "某民发〔2024〕12号", "高龄津贴发放办法", "第五条", date(2024, 2, 21))


def header(since: date = date(2019, 1, 1), until: date | None = None) -> Header:
    """A version's head."""
    return Header(since, until, REFERENCE, is_sample=False, checked_on=date(2026, 11, 1))


def band(title: str, fen: int, condition: Condition | None = None) -> Band:
    """A band of so many 分."""
    return Band(title, condition, Amount(fen))


def by_age(*bands: tuple[int, int | None, int]) -> Group:
    """Bands (from, to, 分)."""
    return Group(
        Combine.HIGHEST,
        tuple(band(f"{low}—{high or ''}周岁", fen, AgeIs(low, high)) for low, high, fen in bands),
    )


OLD_AGE = by_age((80, 89, 5_000), (90, 99, 10_000), (100, None, 30_000))


def scheme(*versions: AllowanceVersion, key: str = "old_age", kind: Kind = Kind.CASH) -> Scheme:
    """A scheme of these versions, or of one plain 高龄津贴."""
    return Scheme(key, "高龄津贴", kind, "某县", versions or (AllowanceVersion(header(), OLD_AGE),))


def status(axis: str, value: str, since: date | None = None, until: date | None = None) -> Status:
    """A dated fact."""
    return Status(id=f"{axis}{since}{value}", resident="r", axis=axis, value=value, since=since, until=until)


def person(born: date | None, *statuses: Status, **fields: Any) -> Person:
    """Somebody born then, with these facts."""
    return gather([Resident(id="r", name="王秀兰", birthday=born, **fields)], statuses)[0]


def facts(born: date | None, *statuses: Status, **more: Any) -> Facts:
    """What is known of them."""
    return Facts(person(born, *statuses), **more)


def applied(**days: Any) -> Application:
    """An approved application for old_age."""
    return Application(resident="r", scheme="old_age", **{"decision": "approved", **days})


def certified(*days: date) -> tuple[Certification, ...]:
    """Certifications in person."""
    return tuple(Certification(resident="r", day=day) for day in days)


def answer(rule: Scheme, known: Facts, first: str, last: str, today: date = TODAY) -> tuple[Stretch, ...]:
    """The stretches of some months."""
    return entitlement(rule, known, Month.parse(first), Month.parse(last), today)


def paid(rule: Scheme, known: Facts, first: str, last: str, today: date = TODAY) -> dict[str, int]:
    """分 by month, only of months in which something is paid."""
    found: dict[str, int] = {}
    for one in answer(rule, known, first, last, today):
        month = one.first
        while month <= one.last:
            if one.verdict is Verdict.GRANTED and one.amount(month):
                found[str(month)] = one.amount(month)
            month = month.plus(1)
    return found


def texts(rule: Scheme, known: Facts, month: str, today: date = TODAY) -> str:
    """The reasons of one month."""
    return "\n".join(reason.text for reason in answer(rule, known, month, month, today)[0].reasons)


def verdict(rule: Scheme, known: Facts, month: str, today: date = TODAY) -> Verdict:
    """The answer of one month."""
    return answer(rule, known, month, month, today)[0].verdict
