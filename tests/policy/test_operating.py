"""Operating subsidies: gates, vetoes, parts, and the sentences of the computation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from happyhome.policy.assessments import OperatingResult
from happyhome.policy.headers import Combine, Header, Kind, Reference
from happyhome.policy.home_rules import Demand, Formula, OperatingVersion, Step
from happyhome.policy.operating import work_out
from happyhome.policy.rules import Scheme

HEADER = Header(
    date(2025, 1, 1), None, Reference("莲都区民政局", "莲民发〔2023〕145号"), True, date(2026, 11, 1)
)
F = Fraction
STARS = Formula(
    "照料中心",
    "星级",
    (
        Step(F(1), F(2), F(700000)),
        Step(F(2), F(3), F(1500000)),
        Step(F(3), None, F(3000000)),
    ),
)
CANTEEN = Formula("老年食堂", "就餐人次", rate=100, most=3000000, gates=(Demand("日均就餐人数", F(10)),))
VERSION = OperatingVersion(
    HEADER,
    (STARS, CANTEEN),
    gates=(Demand("开放月数", F(10)),),
    vetoes=(Demand("安全事故", equals="有", title="两年内有安全事故"),),
)
KNOWN: dict[str, Fraction | str] = {
    "星级": F(2),
    "就餐人次": F(5310),
    "日均就餐人数": F(21),
    "开放月数": F(11),
    "安全事故": "无",
}


def amount(version: OperatingVersion = VERSION, **metrics: Fraction | str) -> OperatingResult:
    scheme = Scheme("liandu", "运营补贴", Kind.OPERATING, "浙江省丽水市莲都区", (version,))
    return work_out(scheme, version, KNOWN | metrics)


def test_parts_add_up_and_each_says_how_it_was_found() -> None:
    made = amount()
    assert made.fen == 1500000 + 531000
    assert [part.text for part in made.parts] == [
        "照料中心：全年星级 2 星，在“至少 2 星、低于 3 星”一段，计 15,000.00 元",
        "老年食堂：全年就餐 5,310 人次，每人次 1.00 元，计 5,310.00 元",
    ]
    assert "合计 20,310.00 元" in made.reasons
    assert made.reasons[-1] == "依据 莲都区民政局莲民发〔2023〕145号"


def test_of_the_higher_one_only_counts_and_the_other_says_why_not() -> None:
    made = amount(replace(VERSION, combine=Combine.HIGHEST))
    assert made.fen == 1500000
    assert [part.counts for part in made.parts] == [True, False]
    assert "就高，不另计" in made.parts[1].text


def test_a_gate_not_reached_stops_everything_and_says_the_figure() -> None:
    made = amount(开放月数=F(9))
    assert made.fen == 0
    assert made.blocks == ("开放 9 个月，要求至少 10 个月",)


def test_a_veto_stops_everything() -> None:
    assert amount(安全事故="有").blocks == ("安全事故：有（两年内有安全事故）",)


def test_a_part_whose_own_gate_is_not_reached_is_left_out() -> None:
    made = amount(日均就餐人数=F(19, 2))
    assert made.fen == 1500000
    assert made.parts[1].text == "老年食堂：日均就餐 9.5 人，要求至少 10 人，不计"


def test_only_what_is_above_is_paid_and_no_more_than_the_most() -> None:
    above = replace(CANTEEN, rate_above=F(600), gates=())
    made = amount(replace(VERSION, parts=(above,)), 就餐人次=F(1000))
    assert made.fen == 40000
    assert "超过 600 人次的有 400 人次" in made.parts[0].text
    most = amount(replace(VERSION, parts=(above,)), 就餐人次=F(99999))
    assert most.fen == 3000000
    assert "最多 30,000.00 元" in most.parts[0].text


def test_the_sum_is_capped_and_says_so() -> None:
    made = amount(replace(VERSION, cap=1800000))
    assert made.fen == 1800000
    assert "合计 20,310.00 元，封顶 18,000.00 元" in made.reasons


def test_what_nobody_filled_in_is_named_and_an_unknown_gate_is_not_reached() -> None:
    known = {key: value for key, value in KNOWN.items() if key not in ("开放月数", "安全事故")}
    scheme = Scheme("liandu", "运营补贴", Kind.OPERATING, "", (VERSION,))
    made = work_out(scheme, VERSION, known)
    assert (made.fen, made.missing) == (0, ("开放月数", "安全事故"))
    assert made.blocks == ("开放月数没有填，要求至少 10 个月",)
    assert work_out(scheme, VERSION, known | {"开放月数": F(10)}).fen == 2031000


def test_a_fixed_part_and_fractions_of_a_fen_are_rounded_half_up() -> None:
    fixed, rate = Formula("定额", fixed=200000), Formula("按人数", "日均就餐人数", rate=1)
    assert amount(replace(VERSION, parts=(fixed, rate)), 日均就餐人数=F(21, 2)).fen == 200011
