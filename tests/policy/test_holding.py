"""Certification missed, elders out of reach: held back, resumed, made up for or not."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.certifications import Certification
from happyhome.domain.dates import Month
from happyhome.policy.conditions import FactIs
from happyhome.policy.decisions import Verdict
from happyhome.policy.holding import window
from happyhome.policy.rules import AllowanceVersion, Certify, Scheme, Suspension
from tests.policy.builders import (
    OLD_AGE,
    applied,
    certified,
    facts,
    header,
    paid,
    scheme,
    status,
    texts,
    verdict,
)

BORN = date(1940, 4, 10)
TWICE_A_YEAR = ((6, 30), (12, 30))
LOST = FactIs("reach", frozenset({"lost"}))


def certifying(*, back_pay: bool = True, opens: int = 0) -> Scheme:
    return scheme(AllowanceVersion(header(), OLD_AGE, certify=Certify(TWICE_A_YEAR, opens, back_pay)))


def months(rule: Scheme, known: object, year: int, today: date) -> list[int]:
    return sorted(int(month[5:]) for month in paid(rule, known, f"{year}-01", f"{year}-12", today))  # type: ignore[arg-type]


def test_who_certified_in_time_is_paid_on() -> None:
    known = facts(BORN, certifications=certified(date(2023, 12, 1), date(2024, 6, 30), date(2024, 12, 1)))
    assert months(certifying(), known, 2024, date(2024, 12, 31)) == [*range(1, 13)]


def test_a_missed_date_holds_back_from_the_month_after_until_one_is_seen_again() -> None:
    seen = certified(date(2023, 12, 1), date(2024, 9, 5), date(2024, 12, 1))
    known = facts(BORN, certifications=seen)
    assert months(certifying(back_pay=False), known, 2024, date(2024, 12, 31)) == [
        1,
        2,
        3,
        4,
        5,
        6,
        9,
        10,
        11,
        12,
    ]
    assert months(certifying(), known, 2024, date(2024, 12, 31)) == [*range(1, 13)]
    assert "2024-09-05 当面认证，恢复，暂停的月份补发" in texts(certifying(), known, "2024-08")


def test_while_nobody_was_seen_the_months_stay_held_back_and_say_since_when() -> None:
    known = facts(BORN, certifications=certified(date(2023, 12, 1)))
    assert months(certifying(), known, 2024, date(2024, 10, 1)) == [1, 2, 3, 4, 5, 6]
    assert verdict(certifying(), known, "2024-08", date(2024, 10, 1)) is Verdict.SUSPENDED
    assert "2024-06-30 前没有认证，自 2024-07 起暂停" in texts(
        certifying(), known, "2024-08", date(2024, 10, 1)
    )


def test_a_date_that_has_not_passed_is_held_against_nobody() -> None:
    known = facts(BORN, certifications=certified(date(2023, 12, 1)))
    assert months(certifying(), known, 2024, date(2024, 6, 30)) == [*range(1, 13)]


def test_the_date_in_the_month_of_the_first_payment_does_not_count() -> None:
    known = facts(date(1944, 6, 3))
    assert months(certifying(), known, 2024, date(2024, 12, 1)) == [*range(6, 13)]
    assert months(certifying(), known, 2025, date(2025, 2, 1)) == []


def test_acceptance_and_approval_count_as_having_been_seen() -> None:
    seen = applied(applied_on=date(2024, 1, 5), accepted_on=date(2024, 1, 8), county_on=date(2024, 2, 1))
    known = facts(BORN, certifications=certified(date(2023, 12, 1)), applications=(seen,))
    assert months(certifying(), known, 2024, date(2024, 10, 1)) == [*range(1, 13)]


def test_an_early_certification_counts_only_within_the_window_where_there_is_one() -> None:
    known = facts(BORN, certifications=certified(date(2023, 12, 1), date(2024, 1, 20)))
    assert months(certifying(opens=2), known, 2024, date(2024, 10, 1)) == [1, 2, 3, 4, 5, 6]


def test_a_certification_for_another_scheme_does_not_count() -> None:
    other = (Certification(resident="r", day=date(2024, 6, 1), scheme="another"),)
    known = facts(BORN, certifications=(*certified(date(2023, 12, 1)), *other))
    assert months(certifying(), known, 2024, date(2024, 10, 1)) == [1, 2, 3, 4, 5, 6]


def test_dates_before_the_home_took_the_scheme_over_are_held_against_nobody() -> None:
    known = facts(BORN, adopted=(("old_age", Month(2024, 7)),))
    assert months(certifying(), known, 2024, date(2024, 12, 1)) == [*range(1, 13)]


@pytest.mark.parametrize(
    ("back_pay", "expected"), [(True, [*range(1, 13)]), (False, [1, 2, 3, 4, 8, 9, 10, 11, 12])]
)
def test_who_could_not_be_reached_for_a_month_is_held_back_until_found(
    back_pay: bool, expected: list[int]
) -> None:
    rule = Suspension("失联", LOST, after_months=1, back_pay=back_pay)
    made = scheme(AllowanceVersion(header(), OLD_AGE, suspensions=(rule,)))
    known = facts(BORN, status("reach", "lost", date(2024, 3, 20), date(2024, 8, 2)))
    assert months(made, known, 2024, date(2024, 12, 1)) == expected
    open_end = facts(BORN, status("reach", "lost", date(2024, 3, 20)))
    assert months(made, open_end, 2024, date(2024, 12, 1)) == [1, 2, 3, 4]


def test_who_was_out_of_reach_for_less_than_that_is_not_held_back() -> None:
    made = scheme(
        AllowanceVersion(header(), OLD_AGE, suspensions=(Suspension("失联", LOST, after_months=1),))
    )
    known = facts(BORN, status("reach", "lost", date(2024, 3, 20), date(2024, 4, 18)))
    assert months(made, known, 2024, date(2024, 12, 1)) == [*range(1, 13)]


def test_a_month_held_back_for_two_reasons_stays_back_until_both_are_gone() -> None:
    made = scheme(
        AllowanceVersion(
            header(),
            OLD_AGE,
            certify=Certify(TWICE_A_YEAR),
            suspensions=(Suspension("失联", LOST, back_pay=False),),
        )
    )
    known = facts(
        BORN,
        status("reach", "lost", date(2024, 5, 20), date(2024, 8, 2)),
        certifications=certified(date(2023, 12, 1), date(2024, 9, 5)),
    )
    assert months(made, known, 2024, date(2024, 12, 1)) == [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]


def test_a_date_from_before_the_rule_asked_for_it_is_held_against_nobody() -> None:
    asks = Certify(TWICE_A_YEAR)
    made = scheme(
        AllowanceVersion(header(until=date(2023, 12, 31)), OLD_AGE),
        AllowanceVersion(header(date(2024, 1, 1), date(2024, 12, 31)), OLD_AGE, certify=asks),
        AllowanceVersion(header(date(2025, 1, 1)), OLD_AGE, certify=asks),
    )
    assert months(made, facts(BORN), 2024, date(2024, 6, 30)) == [*range(1, 13)]
    assert months(made, facts(BORN), 2024, date(2024, 10, 1)) == [1, 2, 3, 4, 5, 6]
    seen = facts(BORN, certifications=certified(date(2024, 5, 1)))
    assert months(made, seen, 2025, date(2025, 2, 1)) == []


@pytest.mark.parametrize(("seen", "counts"), [(date(2024, 10, 31), False), (date(2024, 11, 1), True)])
def test_one_month_before_the_end_of_november_is_november(seen: date, counts: bool) -> None:
    rule = scheme(AllowanceVersion(header(), OLD_AGE, certify=Certify(((11, 30),), 1)))
    known = facts(BORN, certifications=certified(date(2023, 11, 15), seen))
    assert (12 in months(rule, known, 2024, date(2024, 12, 31))) is counts


@pytest.mark.parametrize(
    ("opens", "today", "expected"),
    [
        (0, date(2026, 6, 30), (date(2025, 12, 30), date(2026, 6, 30))),
        (0, date(2026, 7, 1), (date(2026, 6, 30), date(2026, 12, 30))),
        (3, date(2026, 2, 1), (date(2026, 3, 31), date(2026, 6, 30))),
    ],
)
def test_the_next_window_is_the_one_by_which_months_are_held_back(
    opens: int, today: date, expected: tuple[date, date]
) -> None:
    assert window(Certify(TWICE_A_YEAR, opens), today) == expected
