"""Meal money: bands, caps, prices and the sentence of each meal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.meal_prices import MealPrice, PriceList
from happyhome.domain.people import Person
from happyhome.domain.residents import Resident, Status
from happyhome.policy.conditions import AgeIs, FactIs
from happyhome.policy.headers import Combine, Header, Kind, Reference
from happyhome.policy.meals import Eaten, PersonMeals, meals_of
from happyhome.policy.rules import Amount, Band, Exclusion, Exclusivity, Group, MealVersion, Rounding, Scheme

PAPER = Reference("芜湖市民政局", "芜民〔2022〕1号", "老年助餐办法", "第四条")
HEADER = Header(date(2022, 1, 1), None, PAPER, False, date(2026, 11, 1))
AID = "aid"
NOV_3 = date(2026, 11, 3)


def band(title: str, fen: int, condition: Any = None, **more: Any) -> Band:
    return Band(title, condition, Amount(fen, **more))


WUHU = Group(
    Combine.HIGHEST,
    (
        band("60—69周岁", 300, AgeIs(60, 69)),
        band("70—79周岁", 400, AgeIs(70, 79)),
        band("80周岁以上", 500, AgeIs(80, None)),
        band("特困、低保", 500, FactIs(AID, frozenset({"destitute", "low_income"}), assumed=False)),
    ),
)


def scheme(bands: Group = WUHU, key: str = "wuhu", title: str = "老年助餐", **more: Any) -> Scheme:
    return Scheme(key, title, Kind.MEAL, "安徽省芜湖市", (MealVersion(HEADER, bands, **more),))


def elder(
    born: date | None = date(1944, 3, 1), *statuses: tuple[str, str, date | None, date | None]
) -> Person:
    rows = tuple(
        Status(resident="r", axis=axis, value=value, since=since, until=until)
        for axis, value, since, until in statuses
    )
    return Person(Resident(id="r", name="王秀兰", birthday=born), rows)


def price(fen: int, since: date = date(2020, 1, 1), slot: str = "lunch", fee: int = 0) -> MealPrice:
    return MealPrice(since=since, slot=slot, price=fen, delivery_fee=fee)


def count(
    *schemes: Scheme,
    who: Person | None = None,
    meals: Iterable[Eaten] = (Eaten(NOV_3),),
    prices: Iterable[MealPrice] = (),
    exclusions: tuple[Exclusion, ...] = (),
) -> PersonMeals:
    return meals_of(schemes, who or elder(), meals, PriceList(prices), exclusions)


def days(number: int, first: date = date(2026, 11, 1), slot: str = "lunch") -> list[Eaten]:
    return [Eaten(first + timedelta(days=n), slot) for n in range(number)]


def test_a_meal_says_age_band_amount_and_clause() -> None:
    (meal,) = count(scheme()).meals
    assert meal.subsidy == 500
    assert meal.text == (
        "王秀兰 2026-11-03 午餐：年满 82 周岁，80周岁以上档，每餐补 5.00 元，"
        "依据 芜湖市民政局《老年助餐办法》（芜民〔2022〕1号）第四条。"
    )


def test_age_counts_on_the_day_of_the_meal() -> None:
    who = elder(date(1956, 11, 4))
    made = count(scheme(), who=who, meals=[Eaten(NOV_3), Eaten(date(2026, 11, 4))])
    assert [meal.subsidy for meal in made.meals] == [300, 400]


def test_a_status_counts_from_its_day_to_its_last_day() -> None:
    who = elder(date(1960, 1, 1), (AID, "low_income", date(2026, 11, 2), date(2026, 11, 3)))
    made = count(scheme(), who=who, meals=days(4))
    assert [meal.subsidy for meal in made.meals] == [300, 500, 500, 300]


def test_bands_that_add_up_do_and_nested_ones_are_chosen_first() -> None:
    ages = Group(
        Combine.HIGHEST, (band("60以上", 100, AgeIs(60, None)), band("80以上", 300, AgeIs(80, None)))
    )
    hard = band("困难", 200, FactIs(AID, frozenset({"low_income"})))
    who = elder(date(1940, 1, 1), (AID, "low_income", None, None))
    (meal,) = count(scheme(Group(Combine.SUM, (ages, hard))), who=who).meals
    assert meal.subsidy == 500
    assert "80以上档、困难档相加，每餐补 5.00 元" in meal.text


def test_the_first_band_that_holds_is_taken_where_the_rule_says_so() -> None:
    bands = Group(Combine.FIRST, (band("60以上", 100, AgeIs(60, None)), band("80以上", 300, AgeIs(80, None))))
    assert count(scheme(bands)).meals[0].subsidy == 100


def test_the_own_share_is_the_price_less_the_subsidy_and_the_subsidy_never_exceeds_the_price() -> None:
    made = count(scheme(), prices=[price(1200)]).meals[0]
    assert (made.price, made.own) == (1200, 700)
    small = count(scheme(), prices=[price(350)]).meals[0]
    assert (small.subsidy, small.own) == (350, 0)
    assert "补贴不超过餐价" in small.text


def test_the_elder_pays_at_least_what_the_rule_wants() -> None:
    meal = count(scheme(own_least=200), prices=[price(600)]).meals[0]
    assert (meal.subsidy, meal.own) == (400, 200)
    assert "个人至少付 2.00 元" in meal.text


def test_the_price_of_the_day_counts_and_the_rules_own_stands_in_for_it() -> None:
    made = count(
        scheme(prices=(("一荤两素", 1100), ("两荤两素", 1300))),
        meals=days(3),
        prices=[price(1400, date(2026, 11, 3)), price(1200, date(2026, 11, 2))],
    )
    assert [meal.price for meal in made.meals] == [1100, 1200, 1400]


def test_without_a_price_the_own_share_is_unknown() -> None:
    meal = count(scheme()).meals[0]
    assert (meal.price, meal.own) == (None, None)


def test_a_ratio_of_the_price_is_rounded_as_the_rule_says_and_keeps_its_most() -> None:
    quarter = Group(
        Combine.HIGHEST, (Band("四分之一", None, Amount(None, "餐价", Fraction(1, 4), most=300)),)
    )
    offer = scheme(quarter, rounding=Rounding(10, "down"))
    assert count(offer, prices=[price(1130)]).meals[0].subsidy == 280
    assert count(offer, prices=[price(4000)]).meals[0].subsidy == 300
    assert count(offer).meals[0].subsidy == 0


def test_the_delivery_fee_is_the_elders_unless_somebody_else_pays_it() -> None:
    sent = [Eaten(NOV_3, "lunch", "delivery")]
    own = count(scheme(delivery_fee=200), meals=sent, prices=[price(1200)]).meals[0]
    assert (own.fee, own.own) == (200, 900)
    assert "含送餐费 2.00 元" in own.text
    paid = count(scheme(delivery_fee=200, delivery_payer="县级"), meals=sent, prices=[price(1200)]).meals[0]
    assert (paid.fee, paid.own) == (0, 700)
    home = count(scheme(delivery_fee=200), meals=sent, prices=[price(1200, fee=100)]).meals[0]
    assert home.fee == 100
    assert count(scheme(delivery_fee=200), prices=[price(1200)]).meals[0].fee == 0


def test_meals_of_other_slots_and_ways_are_not_subsidised_and_say_so() -> None:
    meals = [Eaten(NOV_3, "supper"), Eaten(NOV_3, "lunch", "takeaway")]
    made = count(scheme(modes=("dine_in",)), meals=meals)
    assert [meal.subsidy for meal in made.meals] == [0, 0]
    assert "自取不在补贴的方式里" in made.meals[0].text
    assert "晚餐不在补贴的餐次里" in made.meals[1].text


def test_of_a_day_the_earlier_slots_are_subsidised_first_and_the_cap_is_said() -> None:
    three = [Eaten(NOV_3, slot) for slot in ("supper", "breakfast", "lunch")]
    made = count(scheme(slots=("breakfast", "lunch", "supper"), per_day=2), meals=three)
    assert [(meal.slot, meal.subsidy) for meal in made.meals] == [
        ("breakfast", 500),
        ("lunch", 500),
        ("supper", 0),
    ]
    assert made.notes == (
        "王秀兰：老年助餐每日最多补 2 餐，2026年11月从 11月3日起有 1 餐超出，少补 5.00 元。",
    )


def test_a_meal_that_gets_nothing_does_not_use_up_the_day() -> None:
    made = count(scheme(per_day=1), meals=[Eaten(NOV_3, "breakfast"), Eaten(NOV_3, "lunch")])
    assert [meal.subsidy for meal in made.meals] == [0, 500]


def test_a_months_money_ends_within_a_meal_and_begins_anew_in_the_next_month() -> None:
    made = count(scheme(month_cap=1200), meals=days(4, date(2026, 10, 29)) + days(2, date(2026, 11, 2)))
    assert [meal.subsidy for meal in made.meals] == [500, 500, 200, 500, 500, 200]
    assert "只补余下的 2.00 元" in made.meals[2].text
    assert len(made.notes) == 2


def test_meals_of_a_month_are_counted_where_the_rule_counts_them() -> None:
    assert count(scheme(per_month=3), meals=days(5)).of().subsidy == 1500


def test_a_fact_that_nobody_recorded_gives_nothing_and_is_said() -> None:
    only_here = FactIs("residence", frozenset({"village"}))
    made = count(scheme(condition=only_here))
    assert made.meals[0].subsidy == 0
    assert "待核" in made.meals[0].text
    assert made.doubts == ("老年助餐待核：常住没有登记，暂不补",)


def test_nobody_gets_anything_without_a_birthday_and_it_is_said() -> None:
    made = count(scheme(), who=elder(None))
    assert made.of().subsidy == 0
    assert made.doubts == ("老年助餐待核：出生日期没有登记，暂不补",)


def test_a_missing_fact_is_a_doubt_only_where_it_could_give_more() -> None:
    lonely = band("独居", 400, FactIs("living", frozenset({"alone"})))
    offer = scheme(Group(Combine.HIGHEST, (*WUHU.members, lonely)))
    assert count(offer, who=elder(date(1944, 3, 1))).doubts == ()
    made = count(offer, who=elder(date(1960, 3, 1)))
    assert made.of().subsidy == 300
    assert len(made.doubts) == 1
    assert made.doubts[0].endswith("先按已知的档次补")


def test_before_the_first_version_and_after_the_end_nothing_is_given() -> None:
    first = MealVersion(HEADER, WUHU)
    over = replace(first, header=replace(HEADER, since=date(2026, 11, 4)), is_ended=True)
    ended = replace(
        scheme(), versions=(replace(first, header=replace(HEADER, until=date(2026, 11, 3))), over)
    )
    made = count(ended, meals=[Eaten(date(2021, 12, 31)), Eaten(NOV_3), Eaten(date(2026, 11, 4))])
    assert [meal.subsidy for meal in made.meals] == [0, 500, 0]


def test_two_schemes_add_up_within_the_price() -> None:
    town = scheme(Group(Combine.HIGHEST, (band("人人", 300),)), "town", "镇助餐")
    meal = count(scheme(), town, prices=[price(700)]).meals[0]
    assert [layer.fen for layer in meal.layers] == [500, 200]
    assert meal.own == 0


def _excluding(way: Exclusivity) -> tuple[Exclusion, ...]:
    return (Exclusion("助餐只享一项", ("wuhu", "town"), way, HEADER),)


def test_of_schemes_that_exclude_each_other_one_gives() -> None:
    town = scheme(Group(Combine.HIGHEST, (band("人人", 600),)), "town", "镇助餐")
    amounts = {
        way: [layer.fen for layer in count(scheme(), town, exclusions=_excluding(way)).meals[0].layers]
        for way in Exclusivity
    }
    assert amounts == {
        Exclusivity.ONE: [500, 0],
        Exclusivity.HIGHER: [0, 600],
        Exclusivity.NEVER: [500, 0],
    }
    made = count(scheme(per_day=0), town, exclusions=_excluding(Exclusivity.ONE)).meals[0]
    assert made.subsidy == 600
    never = count(scheme(per_day=0), town, exclusions=_excluding(Exclusivity.NEVER)).meals[0]
    assert never.subsidy == 0


def test_payers_share_by_percent_or_by_the_bands_own_amounts() -> None:
    by_percent = scheme(payers=(("市级", 30), ("县级", 70)))
    made = count(by_percent).meals[0]
    assert made.layers[0].shares == (("市级", 150), ("县级", 350))
    by_band = scheme(
        Group(Combine.HIGHEST, (band("人人", 1500, None, shares=(("区级", 1000), ("街道", 500))),))
    )
    assert count(by_band, prices=[price(900)]).meals[0].layers[0].shares == (("区级", 600), ("街道", 300))


_CAPS = st.fixed_dictionaries(
    {
        "per_day": st.none() | st.integers(0, 3),
        "per_month": st.none() | st.integers(0, 40),
        "month_cap": st.none() | st.integers(0, 20000),
        "own_least": st.integers(0, 600),
        "slots": st.sets(st.sampled_from(("breakfast", "lunch", "supper"))).map(tuple),
    }
)
_MEALS = st.sets(
    st.tuples(st.integers(0, 45), st.sampled_from(("breakfast", "lunch", "supper"))), max_size=60
)


@given(_CAPS, _MEALS, st.none() | st.integers(0, 1500), st.randoms())
def test_whatever_is_eaten_caps_and_prices_hold_and_the_order_of_recording_does_not_matter(
    caps: dict[str, Any], eaten: set[tuple[int, str]], cost: int | None, random: Any
) -> None:
    meals = [Eaten(date(2026, 10, 20) + timedelta(days=number), slot) for number, slot in sorted(eaten)]
    rows = [] if cost is None else [price(cost, slot=slot) for slot in ("breakfast", "lunch", "supper")]
    made = count(scheme(**caps), meals=meals, prices=rows)
    for meal in made.meals:
        assert meal.subsidy >= 0
        if cost is not None:
            assert meal.subsidy + (meal.own or 0) == cost
            assert meal.subsidy <= max(cost - caps["own_least"], 0)
    for month in (10, 11):
        paid = [meal for meal in made.meals if meal.day.month == month and meal.subsidy]
        assert caps["month_cap"] is None or sum(meal.subsidy for meal in paid) <= caps["month_cap"]
        assert caps["per_month"] is None or len(paid) <= caps["per_month"]
    shuffled = list(meals)
    random.shuffle(shuffled)
    assert count(scheme(**caps), meals=shuffled, prices=rows) == made
