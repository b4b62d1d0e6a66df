"""Meal money from the records: months, days, prices, and the papers they stand on."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.meal_prices import MealPrice
from happyhome.services import audit, closings, meal_money, meal_prices, papers, schemes
from tests.services.village import Village

NOVEMBER = Month(2026, 11)


def _wuhu(village: Village, since: Month = NOVEMBER) -> None:
    village.do(schemes.use_scheme, scheme="wuhu_zhucan", since=since)


def _price(village: Village, fen: int, since: date = date(2026, 1, 1), **more: object) -> MealPrice:
    made: MealPrice = village.do(meal_prices.set_meal_price, since=since, price=fen, **more)
    return made


def _month(village: Village, month: Month = NOVEMBER) -> meal_money.MonthMoney:
    made: meal_money.MonthMoney = village.ask(meal_money.month_money, month=month)
    return made


def test_a_months_meals_come_to_subsidy_and_own_share_by_class_and_scheme(village: Village) -> None:
    _wuhu(village)
    _price(village, 1200)
    old = village.elder(birthday=date(1944, 3, 1))
    poor = village.elder("李四", birthday=date(1962, 1, 1))
    village.status(poor, "aid", "low_income", date(2026, 11, 11))
    for day in (9, 10, 11):
        village.lunch(old, poor, day=date(2026, 11, day))
    made = _month(village)
    assert [meal.subsidy for meal in made.money.people[poor].meals] == [300, 300, 500]
    found = made.money.of(old)
    assert found is not None
    assert (found.meals, found.subsidy, found.own, found.per_meal) == (3, 1500, 2100, 500)
    assert {key: one.subsidy for key, one in made.by_class.items()} == {
        "aged_80": 1500,
        "ordinary": 600,
        "low_income": 500,
    }
    assert {layer.ground.scheme.title for meal in made.money.meals() for layer in meal.layers} == {
        "芜湖市老年助餐"
    }
    assert made.money.total().subsidy == 2600
    assert sum(one.meals for one in made.by_class.values()) == 6
    alone = village.ask(meal_money.month_money, month=NOVEMBER, resident=old).money
    assert alone.people == {old: made.money.people[old]}


def test_every_meal_says_why(village: Village) -> None:
    _wuhu(village)
    who = village.elder(birthday=date(1944, 3, 1))
    village.lunch(who)
    (meal,) = _month(village).money.people[who].meals
    assert meal.text.startswith(
        "王秀兰 2026-11-21 午餐：年满 82 周岁，80周岁以上档，每餐补 5.00 元，依据 芜湖市民政局"
    )


def test_a_third_meal_of_the_day_is_not_subsidised_and_the_month_says_so(village: Village) -> None:
    september = Month(2026, 9)
    village.do(schemes.use_scheme, scheme="dandong_zhucan", since=september)
    who = village.elder(birthday=date(1940, 1, 1))
    village.status(who, "aid", "low_income", None)
    for slot in ("breakfast", "lunch", "supper"):
        village.lunch(who, day=date(2026, 9, 9), slot=slot)
    made = _month(village, september)
    assert [meal.subsidy for meal in made.money.people[who].meals] == [500, 500, 0]
    assert made.notes == (
        "王秀兰：丹东市老年助餐每日最多补 2 餐，2026年9月从 9月9日起有 1 餐超出，少补 5.00 元。",
    )


def test_without_a_scheme_only_the_price_counts_and_without_either_papers_are_left_to_the_hand(
    village: Village,
) -> None:
    who = village.elder(birthday=date(1944, 3, 1))
    village.lunch(who)
    assert _month(village).known is None
    assert village.ask(meal_money.day_money, day=village.clock.day) is None
    _price(village, 800)
    known = _month(village).known
    assert known is not None
    assert (known.total().subsidy, known.total().own) == (0, 800)


def test_months_before_a_scheme_was_taken_up_are_not_subsidised(village: Village) -> None:
    _wuhu(village)
    who = village.elder(birthday=date(1944, 3, 1))
    village.lunch(who, day=date(2026, 10, 9))
    assert _month(village, Month(2026, 10)).schemes == ()


def test_a_days_money_is_that_of_all_its_meals(village: Village) -> None:
    _wuhu(village)
    _price(village, 1000)
    one, two = village.elder(birthday=date(1944, 3, 1)), village.elder("李四", birthday=date(1962, 1, 1))
    village.lunch(one, two)
    village.lunch(one, day=date(2026, 11, 20))
    made = village.ask(meal_money.day_money, day=village.clock.day)
    assert (made.meals, made.subsidy, made.own) == (2, 800, 1200)


def test_the_attendance_sheet_carries_the_money_and_marks_a_rule_not_yet_checked(village: Village) -> None:
    _wuhu(village)
    _price(village, 1200)
    village.lunch(village.elder(birthday=date(1944, 3, 1)))
    paper = village.ask(papers.build_paper, "meal_attendance", NOVEMBER, village.clock.day)
    (section,) = paper.document.sections
    (table,) = section.blocks
    assert table.rows[0].cells[-4:] == (500, 500, 700, "")
    assert "样例" in section.mark


def test_a_price_counts_from_its_day_until_the_next_and_the_same_day_is_corrected(village: Village) -> None:
    _price(village, 1000, date(2026, 11, 1))
    _price(village, 1100, date(2026, 11, 1), delivery_fee=200)
    later = _price(village, 1300, date(2026, 12, 1), note="菜价涨了")
    rows = village.ask(meal_prices.meal_prices)
    assert [(row.since, row.price, row.delivery_fee) for row in rows] == [
        (date(2026, 12, 1), 1300, 0),
        (date(2026, 11, 1), 1100, 200),
    ]
    village.do(meal_prices.remove_meal_price, row=later.id)
    assert len(village.ask(meal_prices.meal_prices)) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"since": None, "price": 100}, "field_missing"),
        ({"since": date(2026, 1, 1), "price": None}, "field_missing"),
        ({"since": date(2026, 1, 1), "price": 200_000}, "price_range"),
        ({"since": date(2026, 1, 1), "price": 100, "slot": "tea"}, "value_unknown"),
    ],
)
def test_a_price_that_cannot_be_is_refused(village: Village, given: dict[str, object], code: str) -> None:
    assert village.codes(meal_prices.set_meal_price, **given) == [code]


def test_a_price_that_reaches_into_closed_months_is_asked_about(village: Village) -> None:
    village.lunch(village.elder(), day=date(2026, 10, 9))
    village.services.run(closings.close_month, month=Month(2026, 10), confirmed=True)
    given = {"since": date(2026, 10, 1), "price": 900}
    assert village.codes(meal_prices.set_meal_price, **given) == ["closed_month_price"]
    assert village.services.run(meal_prices.set_meal_price, confirmed=True, **given).operation


def test_a_price_can_be_undone(village: Village) -> None:
    before = village.content()
    _price(village, 900)
    village.do(audit.undo)
    assert village.content() == before
