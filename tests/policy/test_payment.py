"""What a band comes to in a month."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from happyhome.domain.dates import Month
from happyhome.domain.service_records import ServiceRecord
from happyhome.policy.conditions import AgeIs
from happyhome.policy.headers import Combine, Kind
from happyhome.policy.rules import AllowanceVersion, Amount, Band, Group, Parameter, Rounding, Scheme
from tests.policy.builders import (
    answer,
    band,
    facts,
    header,
    paid,
    scheme,
    texts,
)

BORN = date(1944, 4, 10)


def test_a_yearly_amount_by_month_adds_up_to_the_year() -> None:
    made = scheme(AllowanceVersion(header(), Group(Combine.HIGHEST, (band("供养", 601_400),)), per=12))
    months = paid(made, facts(BORN), "2025-01", "2025-12")
    assert sum(months.values()) == 601_400
    assert set(months.values()) <= {50_116, 50_117}


def test_a_whole_amount_is_due_once_a_year_in_the_first_month() -> None:
    made = scheme(
        AllowanceVersion(
            header(), Group(Combine.HIGHEST, (band("代缴", 38_000, AgeIs(80, None)),)), per=12, whole=True
        )
    )
    assert paid(made, facts(BORN), "2024-01", "2026-12") == {
        "2024-04": 38_000,
        "2025-01": 38_000,
        "2026-01": 38_000,
    }
    assert paid(made, facts(BORN), "2024-06", "2024-12") == {}


def test_amounts_are_rounded_capped_and_shared_as_the_rule_says() -> None:
    wage = Parameter("最低工资", ((header(), 202_000),))
    quarter = Band("全护理", None, Amount(parameter="最低工资", ratio=Fraction(1, 3)))
    made = Scheme(
        "old_age",
        "护理",
        Kind.CASH,
        "某县",
        (
            AllowanceVersion(
                header(),
                Group(Combine.HIGHEST, (quarter,)),
                rounding=Rounding(100, "up"),
                payers=(("省级", 50), ("市级", 20), ("县级", 30)),
            ),
        ),
        {"最低工资": wage},
    )
    one = answer(made, facts(BORN), "2025-01", "2025-01")[0]
    assert one.fen == 67_400
    assert one.shares == (("省级", 33_700), ("市级", 13_480), ("县级", 20_220))
    capped = scheme(
        AllowanceVersion(header(), Group(Combine.HIGHEST, (band("补贴", 90_000),)), month_cap=80_000)
    )
    assert paid(capped, facts(BORN), "2025-01", "2025-01") == {"2025-01": 80_000}
    assert "超过每月最多 800.00 元" in texts(capped, facts(BORN), "2025-01")


def test_hours_on_record_are_paid_at_their_price_up_to_the_cap() -> None:
    made = scheme(
        AllowanceVersion(header(), Group(Combine.HIGHEST, (band("送时", 400),)), unit="小时", most_units=3),
        kind=Kind.SERVICE,
    )
    given_hours = tuple(
        ServiceRecord(resident="r", day=date(2025, month, day), scheme="old_age", minutes=minutes)
        for month, day, minutes in ((1, 3, 90), (1, 20, 60), (2, 3, 240))
    )
    assert paid(made, facts(BORN, services=given_hours), "2025-01", "2025-03") == {
        "2025-01": 1_000,
        "2025-02": 1_200,
    }


def test_goods_by_the_day_are_counted_by_the_month() -> None:
    milk = Band("送奶", None, None, quantity=1)
    made = scheme(
        AllowanceVersion(header(), Group(Combine.HIGHEST, (milk,)), unit="袋", each="日"), kind=Kind.GOODS
    )
    one = answer(made, facts(BORN), "2025-02", "2025-03")[0]
    assert [one.units(Month(2025, 2)), one.units(Month(2025, 3))] == [28, 31]


def at_once(fen: int, **more: object) -> Scheme:
    bands = Group(Combine.HIGHEST, (band("慰问金", fen, AgeIs(80, None)),))
    return scheme(AllowanceVersion(header(), bands, whole=True, **more))  # type: ignore[arg-type]


def test_what_is_paid_in_one_month_of_the_year_goes_to_who_is_entitled_in_it() -> None:
    october = at_once(20_000, per=12, whole_month=10)
    assert paid(october, facts(BORN), "2023-01", "2025-12") == {"2024-10": 20_000, "2025-10": 20_000}
    assert paid(october, facts(date(1944, 11, 1)), "2024-01", "2024-12") == {}
    assert "10 月一次发给" in texts(october, facts(BORN), "2024-10")


def test_what_is_paid_once_is_paid_once_in_a_life() -> None:
    once = at_once(1_000_000, once=True)
    assert paid(once, facts(BORN), "2019-01", "2026-12") == {"2024-04": 1_000_000}
    assert paid(once, facts(BORN), "2024-05", "2026-12") == {}
    assert paid(once, facts(date(1930, 1, 1)), "2019-01", "2026-12") == {"2019-01": 1_000_000}
    assert "一次性 10000.00 元" in texts(once, facts(BORN), "2024-04")
