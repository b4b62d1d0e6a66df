"""Star ratings: points, stars, and what is missing for the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.policy.assessments import RatingResult
from happyhome.policy.headers import Header, Kind, Reference
from happyhome.policy.home_rules import Criterion, Demand, RatingVersion, Star, Step
from happyhome.policy.rating import rate
from happyhome.policy.rules import Scheme

F = Fraction
HEADER = Header(date(2024, 1, 1), None, Reference("某镇", title="评分表"), True, date(2026, 11, 1))
DAYS = Criterion(
    "全年运营时长",
    "功能设施",
    F(6),
    "开放天数",
    (
        Step(None, F(180), F(0)),
        Step(F(180), F(240), F(6), F(-10), F(-3, 2), F(240)),
        Step(F(240), None, F(6), F(10), F(3, 2)),
    ),
)
THINGS = Criterion("设备", "功能设施", F(6), things=("厨房", "餐厅", "电视", "健身器材"), off_each=F(1, 2))
RULES = Criterion("管理制度", "内部管理", F(9), by_hand=True)
PRIZES = Criterion("表彰", "加分", F(3), "国家级表彰", (Step(F(1), None, F(3), F(1), F(3)),))
VERSION = RatingVersion(
    HEADER,
    (DAYS, THINGS, RULES),
    (Star(5, "五星", F(20), (Demand("建筑面积", F(300)),)), Star(4, "四星", F(18)), Star(3, "三星", F(12))),
    bonus=(PRIZES,),
    bonus_most=F(5),
    vetoes=(Demand("安全事故", equals="有", title="两年内有安全事故"),),
)
KNOWN: dict[str, Fraction | str] = {
    "开放天数": F(220),
    "厨房": "有",
    "餐厅": "有",
    "电视": "无",
    "健身器材": "无",
    "管理制度": F(8),
    "国家级表彰": F(0),
    "建筑面积": F(200),
    "安全事故": "无",
}


def stars(version: RatingVersion = VERSION, **metrics: Fraction | str) -> RatingResult:
    scheme = Scheme("xingji", "星级评定", Kind.RATING, "", (version,))
    return rate(scheme, version, KNOWN | metrics)


@pytest.mark.parametrize(
    ("days", "points"),
    [(179, "0"), (180, "0"), (200, "0"), (209, "0"), (219, "1.5"), (220, "3"), (239, "4.5"), (240, "6"), (249, "6"), (250, "7.5")],
)  # fmt: skip
def test_opening_days_count_begun_tens_below_and_whole_tens_above(days: int, points: str) -> None:
    assert stars(开放天数=F(days)).scores[0].points == F(points)


def test_each_thing_missing_takes_points_off_and_is_named() -> None:
    score = stars().scores[1]
    assert (score.points, score.lacks) == (F(5), ("电视", "健身器材"))


def test_the_gap_to_the_next_star_is_said_concretely() -> None:
    made = stars()
    assert (made.total, made.stars, made.next_title) == (F(16), 3, "四星")
    assert made.gaps == (
        "离四星（18 分）还差 2 分",
        "开放天数再多 20 天可加 3 分",
        "缺 电视、健身器材，补齐可加 1 分",
        "管理制度现打 8 分，最多可再加 1 分",
    )


def test_a_demand_not_reached_keeps_the_lower_star_and_is_said() -> None:
    made = stars(开放天数=F(270))
    assert (made.total, made.stars) == (F("23.5"), 4)
    assert made.gaps == (
        "分数已够五星（20 分），还有要求没有达到",
        "五星：建筑面积 200，要求至少 300",
    )
    assert stars(开放天数=F(270), 建筑面积=F(300)).gaps == ()


def test_a_veto_leaves_no_star() -> None:
    made = stars(开放天数=F(300), 安全事故="有")
    assert (made.stars, made.vetoed) == (0, ("两年内有安全事故",))
    assert made.gaps[0] == "两年内有安全事故，不评星"


def test_bonus_lines_are_capped_each_and_together() -> None:
    assert stars(国家级表彰=F(2)).total == F(19)
    assert stars(replace(VERSION, bonus_most=F(2)), 国家级表彰=F(1)).total == F(18)


def test_a_line_nobody_filled_in_has_no_points_and_says_what_it_could_give() -> None:
    scheme = Scheme("xingji", "星级评定", Kind.RATING, "", (VERSION,))
    made = rate(scheme, VERSION, {"开放天数": F(240)})
    assert [score.points for score in made.scores] == [F(6), None, None]
    assert (made.total, made.stars) == (F(6), 0)
    assert "管理制度还没有打分，最多可得 9 分" in made.gaps
    assert "设备还没有填，最多可得 6 分" in made.gaps
    assert made.missing == (
        "厨房",
        "餐厅",
        "电视",
        "健身器材",
        "国家级表彰",
        "管理制度",
        "安全事故",
        "建筑面积",
    )


def test_points_given_by_hand_never_exceed_the_line() -> None:
    assert stars(管理制度=F(12)).scores[2].points == F(9)


@given(st.integers(0, 366), st.integers(0, 9), st.booleans())
def test_doing_all_that_is_named_reaches_the_next_star_or_the_end_of_what_can_be_had(
    days: int, hand: int, has: bool
) -> None:
    made = stars(开放天数=F(days), 管理制度=F(hand), 电视="有" if has else "无")
    better = stars(开放天数=F(366), 管理制度=F(9), 电视="有", 健身器材="有", 建筑面积=F(300))
    assert made.stars <= better.stars
    assert made.total == sum((score.points or F(0) for score in made.scores), F(0))
    for gap in made.gaps:
        if gap.startswith("开放天数再多"):
            more, gain = gap.removeprefix("开放天数再多 ").removesuffix(" 分").split(" 天可加 ")
            assert stars(开放天数=F(days) + F(more)).scores[0].points == (made.scores[0].points or 0) + F(
                gain
            )
