"""Figures of a year, what the home fills in, operating subsidies and star ratings from the records."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from happyhome.domain.dates import Month
from happyhome.services import assessment, home_facts, meals, metrics, months, schemes
from tests.services.village import TODAY, Village

YEAR = 2026


def _figures(village: Village, today: date = TODAY) -> dict[str, Any]:
    found: dict[str, Any] = village.ask(metrics.metrics, year=YEAR, today=today)
    return found


def _use(village: Village, *keys: str) -> None:
    for key in keys:
        village.do(schemes.use_scheme, scheme=key, since=Month(YEAR, 1))


def test_figures_of_a_year_are_counted_up_to_today(village: Village) -> None:
    poor, old = village.elder(birthday=date(1960, 1, 1)), village.elder("李四", birthday=date(1946, 11, 20))
    village.status(poor, "aid", "low_income", date(2026, 11, 20))
    for day in (date(2025, 12, 31), date(2026, 10, 8), date(2026, 11, 19), date(2026, 11, 20)):
        village.lunch(poor, old, day=day)
    village.lunch(old, day=date(2026, 11, 20), slot="supper", mode="delivery")
    village.do(meals.set_guests, day=TODAY, slot="lunch", count=4)
    found = _figures(village)
    expected = {
        "开放天数": 4, "开放月数": 2, "就餐人次": 7, "堂食人次": 6, "送餐人次": 1, "来客人次": 4,
        "食堂开放月数": 2, "服务老人": 2, "在册老人": 2, "特困人次": 0, "低保人次": 1, "高龄人次": 2,
        "核定人数": 30, "活动场次": 0, "探访人次": 0,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected
    assert found["日均就餐人数"] == Fraction(7, 4)
    assert found["月均就餐人次"] == Fraction(7, 2)
    assert "星级" not in found
    assert _figures(village, date(2026, 10, 31))["就餐人次"] == 2


def test_they_agree_with_the_months_books(village: Village) -> None:
    who = village.elder(birthday=date(1946, 11, 10))
    for day in (9, 10, 11):
        village.lunch(who, day=date(2026, 11, day))
    book = village.ask(months.month_book, month=Month(2026, 11), today=TODAY)
    found = _figures(village)
    assert found["开放天数"] == len(book.open_days)
    assert found["高龄人次"] == book.by_class()["aged_80"] == 2
    assert found["在册老人"] == len(book.staying)


def test_nothing_recorded_is_nothing_counted_and_no_division_fails(village: Village) -> None:
    found = _figures(village)
    assert (found["开放天数"], found["日均就餐人数"]) == (0, 0)


def test_what_the_schemes_in_use_ask_is_listed_with_its_answer(village: Village) -> None:
    assert village.ask(home_facts.asked, today=TODAY) == ()
    _use(village, "xingji_huzhu")
    village.do(home_facts.put_home_fact, name="电视", value="有")
    village.do(home_facts.put_home_fact, name="标识", value="1.5")
    asked = {one.name: one for one in village.ask(home_facts.asked, today=TODAY)}
    assert (asked["电视"].kind, asked["电视"].answer.value) == ("有无", "有")
    assert (asked["标识"].kind, asked["标识"].most) == ("得分", 2)
    assert asked["厨房"].answer is None
    assert "设备" in asked["厨房"].chapter


def test_answers_that_cannot_be_are_refused(village: Village) -> None:
    _use(village, "xingji_huzhu")
    put = home_facts.put_home_fact
    assert village.codes(put, name="电视", value="2 台") == ["value_unknown"]
    assert village.codes(put, name="标识", value="好") == ["not_a_number"]
    assert village.codes(put, name="标识", value="3") == ["out_of_range"]
    assert village.codes(put, name="电视", value="有", day=date(2027, 1, 1)) == ["day_future"]


def test_the_latest_answer_counts_and_an_empty_one_takes_it_away(village: Village) -> None:
    put = home_facts.put_home_fact
    village.do(put, name="建筑面积", value="200", day=date(2026, 3, 1))
    village.do(put, name="建筑面积", value="320", day=date(2026, 9, 1))
    assert _figures(village)["建筑面积"] == 320
    assert _figures(village, date(2026, 8, 31))["建筑面积"] == 200
    assert _figures(village, date(2026, 1, 31))["建筑面积"] == 200
    village.do(put, name="建筑面积", value="", day=date(2026, 9, 1))
    assert _figures(village)["建筑面积"] == 200


def test_several_answers_are_one_operation_and_the_same_again_is_none(village: Village) -> None:
    values = {"电视": "有", "取暖": "无"}
    assert village.try_to(home_facts.put_home_facts, values=values).operation
    assert village.try_to(home_facts.put_home_facts, values=values).operation is None


def _open_all(village: Village, number: int) -> None:
    who = village.elder(birthday=date(1950, 1, 1))
    for count in range(number):
        village.lunch(who, day=date.fromordinal(date(2026, 1, 5).toordinal() + count))


def test_a_rating_is_worked_out_from_the_records_and_says_what_is_missing(village: Village) -> None:
    _use(village, "xingji_huzhu")
    _open_all(village, 220)
    for thing in ("厨房", "餐厅", "炊具餐具", "日间休息室", "休息床", "娱乐室", "图书室", "取暖"):
        village.do(home_facts.put_home_fact, name=thing, value="有")
    points = {"标识": "2", "管理员、炊事员等": "13", "其余各项（原表未见）": "40"}
    village.do(home_facts.put_home_facts, values=points)
    (made,) = village.ask(assessment.rating, year=YEAR, today=TODAY)
    assert (made.total, made.stars, made.next_title) == (63, 3, "四星")
    assert made.period == "2026年（截至11月21日）"
    assert made.gaps[0] == "离四星（80 分）还差 17 分"
    assert "开放天数再多 20 天可加 3 分" in made.gaps
    assert "缺 电视、健身器材，补齐可加 1 分" in made.gaps


def test_the_operating_subsidy_takes_the_filled_in_star_before_the_rated_one(village: Village) -> None:
    _use(village, "liandu_yunying", "xingji_huzhu")
    village.do(home_facts.put_home_fact, name="星级", value="2")
    (made, *_) = village.ask(assessment.operating, year=YEAR, today=TODAY)
    assert made.metrics["星级"] == 2
    village.do(home_facts.put_home_fact, name="星级", value="")
    (made, *_) = village.ask(assessment.operating, year=YEAR, today=TODAY)
    assert made.metrics["星级"] == 0
    assert made.fen == 0


def test_a_home_without_schemes_has_no_assessment(village: Village) -> None:
    assert village.ask(assessment.operating, year=YEAR, today=TODAY) == ()
    assert village.ask(assessment.rating_for, month=Month(2026, 11), today=TODAY) is None


_HALF_YEARLY = """格式: 1
名称: 试办运营补贴
地区: 甘肃省
依据:
  办法: {机关: 试办县民政局, 文号: 民发〔2026〕1号, 标题: 运营补贴办法, 日期: 2020-01-01}
项目:
  - 编号: yunying
    名称: 运营补贴
    类别: 运营
    版本:
      - 自: 2020-01-01
        依据: 办法
        条款: 第三条
        状态: 确认
        核对: 2026-11-20
        周期: 半年
        计算:
          - {名称: 老年食堂, 指标: 就餐人次, 单价: 1}
"""


def test_a_half_years_subsidy_counts_the_half_year_and_a_running_one_says_until_when(
    village: Village,
) -> None:
    from happyhome.services.rule_previews import import_rules

    village.do(import_rules, name="试办.yaml", content=_HALF_YEARLY)
    _use(village, "yunying")
    _open_all(village, 200)
    first, second = village.ask(assessment.operating, year=YEAR, today=TODAY)
    assert (first.period, first.fen) == ("2026年上半年", 17700)
    assert (second.period, second.fen) == ("2026年下半年（截至11月21日）", 2300)
    assert first.parts[0].text == "老年食堂：2026年上半年就餐 177 人次，每人次 1.00 元，计 177.00 元"
    chosen = village.ask(assessment.operating_for, month=Month(2026, 5), today=TODAY)
    assert chosen.period == "2026年上半年"
