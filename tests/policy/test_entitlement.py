"""From dated facts to paid months: starting, stopping, bands, versions, amounts."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.policy.conditions import AgeIs, FactIs, Not
from happyhome.policy.decisions import Verdict
from happyhome.policy.headers import Combine
from happyhome.policy.rules import AllowanceVersion, Group, Limit, Scheme, Start, Stop, Trigger, Unit
from tests.policy.builders import (
    OLD_AGE,
    applied,
    band,
    by_age,
    facts,
    header,
    paid,
    scheme,
    status,
    texts,
    verdict,
)

BORN = date(1944, 4, 10)
EIGHTY = "2024-04"


def test_the_month_of_the_birthday_is_the_first_one_paid() -> None:
    assert paid(scheme(), facts(BORN), "2024-03", "2024-05") == {"2024-04": 5_000, "2024-05": 5_000}


def test_who_was_born_on_the_29th_of_february_is_older_on_the_first_of_march() -> None:
    assert list(paid(scheme(), facts(date(1944, 2, 29)), "2024-01", "2024-03")) == ["2024-02", "2024-03"]
    assert list(paid(scheme(), facts(date(1944, 2, 29)), "2034-01", "2034-03").values()) == [
        5_000,
        5_000,
        10_000,
    ]


def test_the_month_of_death_is_paid_and_none_after_it() -> None:
    known = facts(BORN, status("leaving", "died", date(2025, 8, 10)))
    assert max(paid(scheme(), known, "2025-06", "2025-12")) == "2025-08"
    assert "2025-08-10 死亡" in texts(scheme(), known, "2025-10")


@pytest.mark.parametrize(
    ("rule", "day", "last"),
    [
        (0, date(2025, 8, 10), "2025-07"),
        (0, date(2025, 8, 31), "2025-07"),
        (15, date(2025, 8, 15), "2025-07"),
        (15, date(2025, 8, 16), "2025-08"),
        (None, date(2025, 8, 1), "2025-08"),
    ],
)
def test_the_rule_says_whether_the_month_of_death_is_paid(rule: int | None, day: date, last: str) -> None:
    made = scheme(AllowanceVersion(header(), OLD_AGE, stop=Stop(died=rule)))
    assert max(paid(made, facts(BORN, status("leaving", "died", day)), "2025-01", "2025-12")) == last


@pytest.mark.parametrize(
    ("rule", "until", "last"),
    [
        (None, date(2025, 6, 30), "2025-06"),
        (0, date(2025, 6, 30), "2025-06"),
        (0, date(2025, 6, 29), "2025-05"),
        (None, date(2025, 6, 1), "2025-06"),
        (15, date(2025, 6, 14), "2025-05"),
        (15, date(2025, 6, 15), "2025-06"),
    ],
)
def test_a_fact_that_ends_ends_the_payment_by_its_own_rule(rule: int | None, until: date, last: str) -> None:
    poor = FactIs("aid", frozenset({"low_income"}))
    made = scheme(AllowanceVersion(header(), OLD_AGE, condition=poor, stop=Stop(otherwise=rule)))
    known = facts(BORN, status("aid", "low_income", date(2020, 1, 1), until))
    assert max(paid(made, known, "2025-01", "2025-12")) == last


def test_leaving_the_home_ends_no_allowance_but_moving_away_does_until_one_is_back() -> None:
    stayed = facts(BORN, status("leaving", "withdrew", date(2025, 3, 3)))
    moved = facts(BORN, status("leaving", "moved_out", date(2025, 3, 3), date(2025, 6, 9)))
    assert len(paid(scheme(), stayed, "2025-01", "2025-12")) == 12
    assert sorted(set(paid(scheme(), moved, "2025-01", "2025-08"))) == [
        "2025-01",
        "2025-02",
        "2025-03",
        "2025-06",
        "2025-07",
        "2025-08",
    ]


def test_the_band_rises_by_itself_in_the_month_of_the_birthday() -> None:
    known = facts(date(1935, 7, 31))
    assert paid(scheme(), known, "2025-06", "2025-08") == {
        "2025-06": 5_000,
        "2025-07": 10_000,
        "2025-08": 10_000,
    }


def test_a_start_in_the_next_month_delays_a_rise_as_well() -> None:
    made = scheme(AllowanceVersion(header(), OLD_AGE, start=Start(delay=1)))
    assert min(paid(made, facts(BORN), "2024-01", "2024-12")) == "2024-05"
    assert paid(made, facts(date(1935, 7, 31)), "2025-07", "2025-08") == {"2025-07": 5_000, "2025-08": 10_000}


@pytest.mark.parametrize(("day", "first"), [(15, "2024-04"), (9, "2024-05")])
def test_a_birthday_after_the_cut_off_day_counts_a_month_later(day: int, first: str) -> None:
    made = scheme(AllowanceVersion(header(), OLD_AGE, start=Start(cutoff_day=day)))
    assert min(paid(made, facts(BORN), "2024-01", "2024-12")) == first


def test_cut_off_dates_gather_starts() -> None:
    made = scheme(AllowanceVersion(header(), OLD_AGE, start=Start(cutoff_dates=((6, 30), (12, 31)))))
    assert min(paid(made, facts(BORN), "2024-01", "2024-12")) == "2024-06"
    assert min(paid(made, facts(date(1944, 7, 1)), "2024-01", "2025-12")) == "2024-12"


NOT_AT_ALL = Limit(Unit.NONE)


def version(trigger: Trigger, late: Limit = NOT_AT_ALL, delay: int = 0) -> Scheme:
    return scheme(
        AllowanceVersion(
            header(), OLD_AGE, needs_application=True, start=Start(trigger=trigger, delay=delay, late=late)
        )
    )


STAGES = {
    "applied_on": date(2024, 6, 20),
    "accepted_on": date(2024, 7, 2),
    "county_on": date(2024, 8, 15),
}


@pytest.mark.parametrize(
    ("trigger", "delay", "first"),
    [
        (Trigger.QUALIFIED, 0, "2024-04"),
        (Trigger.APPLIED, 0, "2024-06"),
        (Trigger.APPLIED, 1, "2024-07"),
        (Trigger.ACCEPTED, 0, "2024-07"),
        (Trigger.APPROVED, 0, "2024-08"),
        (Trigger.APPROVED, 1, "2024-09"),
    ],
)
def test_the_first_month_counts_from_what_the_rule_names(trigger: Trigger, delay: int, first: str) -> None:
    made = version(trigger, delay=delay)
    assert min(paid(made, facts(BORN, applications=(applied(**STAGES),)), "2024-01", "2025-12")) == first


def test_who_applies_before_the_birthday_is_paid_from_the_birthday() -> None:
    early = applied(applied_on=date(2024, 1, 3), accepted_on=date(2024, 1, 4), county_on=date(2024, 2, 2))
    assert (
        min(paid(version(Trigger.ACCEPTED), facts(BORN, applications=(early,)), "2024-01", "2024-12"))
        == EIGHTY
    )


@pytest.mark.parametrize(
    ("late", "first", "words"),
    [
        (Limit(Unit.NONE), "2025-03", ""),
        (Limit(Unit.THIS_YEAR), "2025-01", "；申请晚了，从前的最远补到申请那年 1 月"),
        (Limit(Unit.MONTHS, 6), "2024-09", "；申请晚了，从前的最远补到 6 个月以前"),
        (Limit(Unit.MONTHS, 24), "2024-04", "；申请晚了，从前的最远补到 24 个月以前"),
        (Limit(Unit.UNLIMITED), "2024-04", "；申请晚了，从前的最远补到符合条件时"),
    ],
)
def test_a_late_application_is_made_up_for_as_far_as_the_rule_goes(
    late: Limit, first: str, words: str
) -> None:
    late_one = applied(applied_on=date(2025, 3, 9), county_on=date(2025, 4, 1))
    made = version(Trigger.APPLIED, late)
    known = facts(BORN, applications=(late_one,))
    assert min(paid(made, known, "2023-01", "2025-12")) == first
    assert f"自 {first} 起发（申请当月起发{words}）" in texts(made, known, "2025-06")


def test_the_month_named_by_the_approval_stands_before_the_rule() -> None:
    named = applied(**STAGES, start_month="2024-05")
    assert (
        min(paid(version(Trigger.APPROVED), facts(BORN, applications=(named,)), "2024-01", "2024-12"))
        == "2024-05"
    )


def test_without_an_approval_nothing_is_paid_and_the_answer_says_where_it_stands() -> None:
    made = version(Trigger.APPLIED)
    waiting = facts(BORN, applications=(applied(applied_on=date(2024, 6, 20), decision="pending"),))
    refused = facts(BORN, applications=(applied(**STAGES, decision="refused", reason="不在本县"),))
    assert verdict(made, facts(BORN), "2024-09") is Verdict.NOT_APPLIED
    assert "还没有申请" in texts(made, facts(BORN), "2024-09")
    assert verdict(made, waiting, "2024-09") is Verdict.NOT_APPLIED
    assert "在办（申请）" in texts(made, waiting, "2024-09")
    assert verdict(made, refused, "2024-09") is Verdict.DENIED
    assert "不同意：不在本县" in texts(made, refused, "2024-09")


def test_too_young_is_answered_with_the_day_on_which_it_changes() -> None:
    assert "2024-04-10 才满 80 周岁" in texts(scheme(), facts(BORN), "2024-01")
    assert "90 周岁" not in texts(scheme(), facts(BORN), "2024-01")


def test_an_unknown_birthday_is_no_answer_yet() -> None:
    assert verdict(scheme(), facts(None), "2024-09") is Verdict.UNKNOWN
    assert "出生日期没有登记" in texts(scheme(), facts(None), "2024-09")


def test_a_fact_nobody_recorded_is_not_a_no() -> None:
    poor = FactIs("aid", frozenset({"low_income"}))
    made = scheme(AllowanceVersion(header(), OLD_AGE, condition=poor))
    assert verdict(made, facts(BORN), "2024-09") is Verdict.UNKNOWN
    assert "救助身份没有登记" in texts(made, facts(BORN), "2024-09")
    assert verdict(made, facts(BORN, status("aid", "ordinary")), "2024-09") is Verdict.DENIED


def test_what_is_recorded_from_a_later_day_on_says_nothing_of_the_time_before_it() -> None:
    ours = FactIs("household", frozenset({"local"}), assumed=True)
    made = scheme(AllowanceVersion(header(), OLD_AGE, condition=ours))
    moved = facts(BORN, status("household", "outside", date(2024, 9, 10)))
    assert max(paid(made, moved, "2024-04", "2024-12")) == "2024-09"
    assert "2024-09-10 以前的户籍没有登记，暂按符合处理，请核实" in texts(made, moved, "2024-08")
    ended = facts(BORN, status("household", "local", date(2024, 1, 1), date(2024, 6, 30)))
    assert max(paid(made, ended, "2024-04", "2024-12")) == "2024-06"


def test_an_exclusion_does_not_bite_where_nothing_is_recorded_and_says_so() -> None:
    not_inside = Not(FactIs("living", frozenset({"institution"})))
    made = scheme(AllowanceVersion(header(), OLD_AGE, condition=not_inside))
    assert verdict(made, facts(BORN), "2024-09") is Verdict.GRANTED
    assert "居住状况没有登记，按没有这种情形处理，请核对" in texts(made, facts(BORN), "2024-09")
    inside = facts(BORN, status("living", "institution"))
    assert verdict(made, inside, "2024-09") is Verdict.DENIED
    assert "属于排除的情形" in texts(made, inside, "2024-09")


def test_residence_must_have_lasted_without_a_break() -> None:
    two_years = FactIs("residence", frozenset({"village"}), months=24)
    made = scheme(AllowanceVersion(header(), OLD_AGE, condition=two_years))
    known = facts(
        BORN,
        status("residence", "village", date(2023, 3, 5), date(2024, 3, 4)),
        status("residence", "elsewhere", date(2024, 3, 5), date(2024, 4, 30)),
        status("residence", "village", date(2024, 5, 1)),
    )
    unbroken = facts(
        BORN,
        status("residence", "village", date(2023, 3, 5), date(2024, 3, 4)),
        status("residence", "village", date(2024, 3, 5)),
    )
    assert min(paid(made, known, "2024-01", "2027-12")) == "2026-05"
    assert min(paid(made, unbroken, "2024-01", "2027-12")) == "2025-03"


def test_bands_by_age_and_by_category_take_the_higher_or_the_sum() -> None:
    poor = FactIs("aid", frozenset({"low_income", "destitute"}))
    parts = (by_age((60, 64, 100), (65, 79, 200), (80, None, 300)), band("困难", 200, poor))
    needy = facts(BORN, status("aid", "low_income", date(2020, 1, 1)))
    for combine, expected in ((Combine.SUM, 500), (Combine.HIGHEST, 300)):
        made = scheme(AllowanceVersion(header(), Group(combine, parts)))
        assert paid(made, needy, "2025-01", "2025-01") == {"2025-01": expected}


def test_the_first_band_that_holds_is_taken_where_the_rule_says_so() -> None:
    group = Group(Combine.FIRST, (band("甲", 100, AgeIs(60, None)), band("乙", 900, AgeIs(70, None))))
    assert paid(scheme(AllowanceVersion(header(), group)), facts(BORN), "2025-01", "2025-01") == {
        "2025-01": 100
    }


def test_a_new_version_counts_for_the_month_whose_last_day_it_covers() -> None:
    made = scheme(
        AllowanceVersion(header(until=date(2024, 6, 19)), OLD_AGE),
        AllowanceVersion(header(date(2024, 6, 20)), by_age((80, None, 6_000))),
    )
    assert paid(made, facts(BORN), "2024-05", "2024-07") == {
        "2024-05": 5_000,
        "2024-06": 6_000,
        "2024-07": 6_000,
    }


def test_a_version_may_have_another_structure_and_the_run_goes_on() -> None:
    made = scheme(
        AllowanceVersion(header(until=date(2024, 12, 31)), OLD_AGE, start=Start(delay=1)),
        AllowanceVersion(
            header(date(2025, 1, 1)),
            Group(
                Combine.SUM,
                (band("人人", 1_000), band("困难", 500, FactIs("aid", frozenset({"low_income"})))),
            ),
            condition=AgeIs(70, None),
        ),
    )
    needy = facts(BORN, status("aid", "low_income", date(2020, 1, 1)))
    assert paid(made, needy, "2024-04", "2025-02") == {
        **{f"2024-{number:02d}": 5_000 for number in range(5, 13)},
        "2025-01": 1_500,
        "2025-02": 1_500,
    }


def test_an_ended_scheme_and_a_month_before_the_first_version_say_so() -> None:
    made = scheme(
        AllowanceVersion(header(until=date(2024, 12, 31)), OLD_AGE),
        AllowanceVersion(header(date(2025, 1, 1)), Group(Combine.HIGHEST, ()), is_ended=True),
    )
    assert "停办" in texts(made, facts(BORN), "2025-03")
    assert "自 2019-01-01 起执行" in texts(made, facts(BORN), "2018-03")


def test_a_rule_that_newly_asks_for_applications_stops_nobody_who_draws() -> None:
    made = scheme(
        AllowanceVersion(header(until=date(2024, 12, 31)), OLD_AGE),
        AllowanceVersion(header(date(2025, 1, 1)), OLD_AGE, start=Start(trigger=Trigger.APPLIED)),
    )
    assert len(paid(made, facts(BORN), "2025-01", "2025-12")) == 12
    assert paid(made, facts(date(1945, 2, 1)), "2025-01", "2025-12") == {}
    back = facts(BORN, status("leaving", "moved_out", date(2025, 3, 3), date(2025, 6, 9)))
    assert max(paid(made, back, "2025-01", "2025-12")) == "2025-03"


def test_somebody_past_the_last_band_is_told_its_end() -> None:
    made = scheme(AllowanceVersion(header(), by_age((80, 89, 5_000), (90, 94, 10_000))))
    assert "已满 95 周岁（2024-05-01）" in texts(made, facts(date(1929, 5, 1)), "2025-01")
    assert "已满 90 周岁" not in texts(made, facts(date(1929, 5, 1)), "2025-01")


def test_who_came_back_and_applied_again_keeps_what_the_first_application_paid() -> None:
    made = scheme(AllowanceVersion(header(), OLD_AGE, start=Start(Trigger.APPLIED), needs_application=True))
    away = status("leaving", "moved_out", date(2025, 3, 3), date(2025, 6, 9))
    twice = (applied(applied_on=date(2025, 1, 5)), applied(applied_on=date(2025, 8, 20)))
    assert list(paid(made, facts(BORN, away, applications=twice), "2024-12", "2025-09")) == [
        "2025-01",
        "2025-02",
        "2025-03",
        "2025-08",
        "2025-09",
    ]


def test_a_further_application_while_one_draws_moves_nothing() -> None:
    made = scheme(AllowanceVersion(header(), OLD_AGE, start=Start(Trigger.APPLIED), needs_application=True))
    twice = (applied(applied_on=date(2025, 1, 5)), applied(applied_on=date(2025, 8, 20)))
    assert min(paid(made, facts(BORN, applications=twice), "2024-12", "2025-09")) == "2025-01"


def test_a_refusal_takes_nothing_back_that_was_paid_without_an_application() -> None:
    plain = AllowanceVersion(header(until=date(2025, 6, 30)), OLD_AGE)
    asking = AllowanceVersion(
        header(date(2025, 7, 1)), OLD_AGE, start=Start(Trigger.APPLIED), needs_application=True
    )
    refused = applied(applied_on=date(2025, 8, 20), county_on=date(2025, 9, 2), decision="refused")
    known = facts(BORN, applications=(refused,))
    assert list(paid(scheme(plain, asking), known, "2025-05", "2025-12")) == [
        "2025-05",
        "2025-06",
        "2025-07",
        "2025-08",
    ]


def test_a_refusal_before_the_birthday_says_nothing_of_the_time_after_it() -> None:
    refused = applied(applied_on=date(2024, 1, 20), decision="refused")
    assert min(paid(scheme(), facts(BORN, applications=(refused,)), "2024-01", "2024-12")) == EIGHTY
