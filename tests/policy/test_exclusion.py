"""Schemes that exclude each other: the first, the higher, or never together."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.service_records import ServiceRecord
from happyhome.policy.book import PolicyBook
from happyhome.policy.conditions import FactIs
from happyhome.policy.decisions import Stretch, Verdict
from happyhome.policy.exclusion import entitlements
from happyhome.policy.facts import Facts
from happyhome.policy.headers import Combine, Kind
from happyhome.policy.rules import AllowanceVersion, Certify, Exclusion, Exclusivity, Group, Scheme
from tests.policy.builders import TODAY, band, by_age, certified, facts, header, scheme, status

BORN = date(1940, 4, 10)


def flat(key: str, fen: int, axis: str = "", value: str = "", certify: Certify | None = None) -> Scheme:
    condition = FactIs(axis, frozenset({value})) if axis else None
    return scheme(
        AllowanceVersion(
            header(), Group(Combine.HIGHEST, (band("补贴", fen),)), condition=condition, certify=certify
        ),
        key=key,
    )


def month(schemes: list[Scheme], way: Exclusivity, known: Facts, text: str) -> dict[str, Stretch]:
    book = PolicyBook(
        {one.key: one for one in schemes},
        (Exclusion("只享一项", tuple(one.key for one in schemes), way, header(date(2024, 7, 1))),),
    )
    at = Month.parse(text)
    found = entitlements(book, tuple(book.schemes), known, at.plus(-3), at, TODAY)
    return {key: rows[-1] for key, rows in found.items()}


@pytest.mark.parametrize(
    ("way", "winner"),
    [(Exclusivity.ONE, "small"), (Exclusivity.HIGHER, "large"), (Exclusivity.NEVER, "small")],
)
def test_one_of_two_is_paid_and_the_other_says_why_not(way: Exclusivity, winner: str) -> None:
    found = month([flat("small", 5_000), flat("large", 8_000)], way, facts(BORN), "2025-01")
    loser = next(key for key in found if key != winner)
    assert found[winner].verdict is Verdict.GRANTED
    assert (found[loser].verdict, found[loser].fen) == (Verdict.EXCLUDED, 0)
    assert "只享一项" in found[loser].reasons[-1].text


def test_what_gives_way_to_a_years_amount_is_told_the_whole_of_it() -> None:
    yearly = AllowanceVersion(header(), Group(Combine.HIGHEST, (band("补贴", 10_000),)), per=12, whole=True)
    known = month([scheme(yearly, key="year"), flat("month", 800)], Exclusivity.ONE, facts(BORN), "2025-03")
    assert "（每年 100.00 元，一次发给）" in known["month"].reasons[-1].text


def test_before_the_group_counts_both_are_paid() -> None:
    found = month([flat("small", 5_000), flat("large", 8_000)], Exclusivity.ONE, facts(BORN), "2024-06")
    assert [one.verdict for one in found.values()] == [Verdict.GRANTED, Verdict.GRANTED]


def test_the_second_is_paid_where_the_first_is_not_due() -> None:
    first = flat("first", 5_000, "aid", "destitute")
    known = facts(BORN, status("aid", "destitute", date(2020, 1, 1), date(2024, 10, 31)))
    assert month([first, flat("second", 3_000)], Exclusivity.ONE, known, "2024-10")["second"].fen == 0
    assert month([first, flat("second", 3_000)], Exclusivity.ONE, known, "2024-11")["second"].fen == 3_000


def test_a_suspended_first_lets_the_second_through_unless_they_are_never_together() -> None:
    first = flat("first", 5_000, certify=Certify(((6, 30),)))
    known = facts(BORN, certifications=certified(date(2023, 6, 1)))
    let = month([first, flat("second", 3_000)], Exclusivity.ONE, known, "2024-09")
    never = month([first, flat("second", 3_000)], Exclusivity.NEVER, known, "2024-09")
    assert (let["first"].verdict, let["second"].verdict) == (Verdict.SUSPENDED, Verdict.GRANTED)
    assert (never["first"].verdict, never["second"].verdict) == (Verdict.SUSPENDED, Verdict.EXCLUDED)


def test_the_higher_one_may_change_with_age() -> None:
    growing = scheme(AllowanceVersion(header(), by_age((80, 84, 5_000), (85, None, 9_000))), key="growing")
    book = PolicyBook(
        {"growing": growing, "flat": flat("flat", 7_000)},
        (Exclusion("就高", ("growing", "flat"), Exclusivity.HIGHER, header()),),
    )
    found = entitlements(book, ("growing", "flat"), facts(BORN), Month(2025, 1), Month(2025, 12), TODAY)
    paid = {
        key: [str(one.first) for one in rows if one.verdict is Verdict.GRANTED] for key, rows in found.items()
    }
    assert paid == {"growing": ["2025-04"], "flat": ["2025-01"]}


def test_a_yearly_payment_at_once_is_due_in_the_first_month_that_nothing_excludes() -> None:
    poor = flat("monthly", 5_000, "aid", "low_income")
    yearly = scheme(
        AllowanceVersion(header(), Group(Combine.HIGHEST, (band("年金", 48_000),)), per=12, whole=True),
        key="yearly",
    )
    group = Exclusion("就高", ("monthly", "yearly"), Exclusivity.HIGHER, header())
    book = PolicyBook({"monthly": poor, "yearly": yearly}, (group,))
    known = facts(BORN, status("aid", "low_income", date(2020, 1, 1), date(2025, 6, 30)))
    found = entitlements(book, ("monthly", "yearly"), known, Month(2025, 5), Month(2025, 12), TODAY)
    paid = {
        key: [str(at) for one in rows for at in one.first.through(one.last) if one.amount(at)]
        for key, rows in found.items()
    }
    assert paid == {"monthly": ["2025-05", "2025-06"], "yearly": ["2025-07"]}


def test_services_are_weighed_by_what_each_month_came_to() -> None:
    hours = scheme(
        AllowanceVersion(header(), Group(Combine.HIGHEST, (band("送时", 1_000),)), unit="小时"),
        key="hours",
        kind=Kind.SERVICE,
    )
    given = tuple(
        ServiceRecord(resident="r", scheme="hours", day=day, minutes=60 * count)
        for day, count in ((date(2025, 1, 5), 9), (date(2025, 2, 5), 2))
    )
    group = Exclusion("就高", ("hours", "cash"), Exclusivity.HIGHER, header())
    book = PolicyBook({"hours": hours, "cash": flat("cash", 5_000)}, (group,))
    found = entitlements(
        book, ("hours", "cash"), facts(BORN, services=given), Month(2025, 1), Month(2025, 2), TODAY
    )
    amounts = {key: [one.amount(one.first) for one in rows] for key, rows in found.items()}
    assert amounts == {"hours": [9_000, 0], "cash": [0, 5_000]}


def test_a_group_that_ends_within_a_month_leaves_that_month_alone() -> None:
    group = Exclusion(
        "只享一项", ("a", "b"), Exclusivity.ONE, header(date(2024, 1, 1), until=date(2025, 6, 19))
    )
    book = PolicyBook({"a": flat("a", 5_000), "b": flat("b", 8_000)}, (group,))
    found = entitlements(book, ("a", "b"), facts(BORN), Month(2025, 4), Month(2025, 7), TODAY)
    paid = [str(at) for one in found["b"] for at in one.first.through(one.last) if one.amount(at)]
    assert paid == ["2025-06", "2025-07"]
