"""Cases as the guide has them: made into the rows that the registers would hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from happyhome.domain.dates import Month
from happyhome.policy.casebook import Expected, ExpectedMeals, HomeCase, MealCase, PersonCase
from tests.policy.rule_texts import HEAD, PLAIN, changed, file_of, read, told
from tests.policy.test_loading_homes import RATING

_ELDER = "老人: {出生: 1944-04-10, 事实: [{户籍: 本村}]}"
_EXPECTED = "      - {月: 2024-04至2024-06, 金额: 50}\n"


def _person(elder: str, *more: tuple[str, str]) -> PersonCase:
    loaded = read(changed((_ELDER, f"老人: {{{elder}}}"), *more))
    assert loaded.faults == ()
    case = loaded.cases[0]
    assert isinstance(case, PersonCase)
    return case


def test_an_elder_has_dated_facts_applications_and_certifications() -> None:
    facts = _person(
        "出生: 1940-03-12, 性别: 女, 婚姻: 丧偶, "
        "事实: [{户籍: 本村, 自: 2000-01-01}, {残疾: [肢体二级, 视力一级]}, {救助身份: 低保, 自: 2020-01-01, 至: 2025-06-30}], "
        "申请: {申请: 2024-03-20, 受理: 2024-03-25, 审批: 2024-04-10, 起发月: 2024-05}, 认证: [2024-12-20, 2024-06-12]"
    ).facts
    rows = {(row.axis, row.value): (row.since, row.until) for row in facts.person.statuses}
    assert rows == {
        ("household", "local"): (date(2000, 1, 1), None),
        ("disability", "physical_2"): (None, None),
        ("disability", "visual_1"): (None, None),
        ("aid", "low_income"): (date(2020, 1, 1), date(2025, 6, 30)),
    }
    assert (facts.person.resident.sex, facts.person.resident.marital) == ("female", "widowed")
    application = facts.applications[0]
    assert (application.scheme, application.decision, application.start_month) == (
        "mouxian_gaoling", "approved", "2024-05",
    )  # fmt: skip
    assert [one.day for one in facts.certifications] == [date(2024, 6, 12), date(2024, 12, 20)]


@pytest.mark.parametrize(("word", "value"), [("死亡", "died"), ("迁出", "moved_out")])
def test_who_dies_or_moves_away_has_nothing_else_from_the_next_day_on(word: str, value: str) -> None:
    facts = _person(
        f"出生: 1940-03-12, {word}: 2024-05-10, "
        "事实: [{户籍: 本村}, {救助身份: 低保, 自: 2024-06-01}, {常住: 县外, 至: 2024-02-01}]"
    ).facts
    rows = {(row.axis, row.value): (row.since, row.until) for row in facts.person.statuses}
    assert rows == {
        ("household", "local"): (None, date(2024, 5, 10)),
        ("residence", "elsewhere"): (None, date(2024, 2, 1)),
        ("leaving", value): (date(2024, 5, 10), None),
    }


def test_what_must_come_out_may_be_asked_by_amount_and_by_reason() -> None:
    case = _person(
        "出生: 1944-04-10", (_EXPECTED, "      - {月: 2024-04, 金额: 50.5, 理由: [年满 80, 高龄]}\n")
    )
    assert case.expected[1] == Expected(
        29, "mouxian_gaoling", Month(2024, 4), Month(2024, 4), 5050, words=("年满 80", "高龄")
    )


def test_hours_of_service_are_kept_as_minutes() -> None:
    text = file_of(
        f"    类别: 服务\n    版本:\n      - {{自: 2024-01-01, {HEAD}, 单位: 小时, 档次: [{{名称: 送时, 金额: 4}}]}}\n",
        "  - 名称: 两次\n    出处: 第五条\n    项目: ours\n"
        "    老人: {出生: 1940-01-01, 服务: [{日期: 2024-05-03, 小时: 1.5}, {日期: 2024-05-01至2024-05-02, 小时: 2}]}\n"
        "    应发: [{月: 2024-05, 金额: 22}]\n",
    )
    case = read(text).cases[0]
    assert isinstance(case, PersonCase)
    assert [(one.day.day, one.minutes, one.scheme) for one in case.facts.services] == [
        (1, 120, "ours"), (2, 120, "ours"), (3, 90, "ours"),
    ]  # fmt: skip


def test_meals_of_days_in_a_row_are_each_a_meal() -> None:
    text = file_of(
        f"    类别: 助餐\n    版本:\n      - {{自: 2023-01-01, {HEAD}, 档次: [{{名称: 人人, 金额: 3}}]}}\n",
        "  - 名称: 三天\n    出处: 第四条\n    项目: ours\n    老人: {出生: 1950-01-01}\n"
        "    用餐: [{日期: 2023-05-01至2023-05-03}, {日期: 2023-05-03, 餐次: 晚餐, 方式: 送餐}]\n    餐价: 12\n"
        "    应发: [{日期: 2023-05-03, 补贴: 6, 个人: 18}, {月: 2023-05, 补贴: 12}]\n",
    )
    loaded = read(text)
    assert loaded.faults == ()
    case = loaded.cases[0]
    assert isinstance(case, MealCase)
    assert [(meal.day.day, meal.slot, meal.mode) for meal in case.meals] == [
        (1, "lunch", "dine_in"), (2, "lunch", "dine_in"), (3, "lunch", "dine_in"), (3, "supper", "delivery"),
    ]  # fmt: skip
    assert case.price == 1200
    assert [(one.since, one.until, one.subsidy, one.own) for one in case.expected] == [
        (date(2023, 5, 3), date(2023, 5, 3), 600, 1800),
        (date(2023, 5, 1), date(2023, 5, 31), 1200, None),
    ]
    assert isinstance(case.expected[0], ExpectedMeals)


_HOME = (
    "  - 名称: 评星\n    出处: 附件\n    项目: ours\n    日期: 2025-12-31\n    指标: {开放天数: 245, 建筑面积: 320}\n"
    "    有: [厨房]\n    得分: {制度: 8.5}\n    应得: {得分: 82, 星级: 4, 理由: 电视}\n"
)


def test_a_home_has_figures_things_and_points_given_by_hand() -> None:
    loaded = read(file_of(RATING, _HOME))
    assert loaded.faults == ()
    case = loaded.cases[0]
    assert isinstance(case, HomeCase)
    assert case.metrics == {"开放天数": 245, "建筑面积": 320}
    assert (case.things, case.points) == (frozenset({"厨房"}), {"制度": Fraction(17, 2)})
    assert (case.expected.points, case.expected.stars, case.expected.words) == (82, 4, ("电视",))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("开放天数: 245", "开门天数: 245", "没有“开门天数”"),
        ("有: [厨房]", "有: [厨房, 泳池]", "没有“泳池”"),
        ("制度: 8.5", "设备: 8.5", "没有“设备”"),
        ("日期: 2025-12-31", "日期: 去年", "2024-02-21"),
        ("应得: {得分: 82, ", "应得: {金额: 82, ", "没有“金额”"),
    ],
)
def test_a_home_names_only_what_the_rule_has(old: str, new: str, words: str) -> None:
    faults = told(changed((old, new), text=file_of(RATING, _HOME)))
    assert any(words in text for _, _, text in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[{户籍: 本村}]", "[{户籍: 本村, 救助身份: 低保}]", "只写一项事实"),
        ("[{户籍: 本村}]", "[{户籍: [本村, 外地]}]", "只有一种"),
        ("[{户籍: 本村}]", "[{户籍: 本县}]", "本村、本镇外村、外地"),
        ("[{户籍: 本村}]", "[{籍贯: 甘肃}]", "没有“籍贯”这项事实"),
        ("[{户籍: 本村}]", "[{户籍: 本村, 自: 2024-02-01, 至: 2024-01-01}]", "早于"),
        ("    出处: 县办法第五条\n", "", "缺少“出处”"),
        ("金额: 50}\n", "}\n", "没有写应发什么"),
        ("月: 2024-03,", "月: 三月,", "应写月份"),
        ("    至: 2024-06\n", "    至: 2024-06\n    用餐: []\n", "没有“用餐”这一项"),
    ],
)
def test_a_case_that_cannot_be_is_refused(old: str, new: str, words: str) -> None:
    start = PLAIN.index("案例:")
    text = PLAIN[:start] + changed((old, new), text=PLAIN[start:])
    faults = told(text)
    assert any(words in fault for _, _, fault in faults), faults


def test_a_case_of_several_schemes_may_name_one_of_another_file() -> None:
    text = changed(
        ("项目: mouxian_gaoling\n    老", "项目: [mouxian_gaoling, elsewhere_one]\n    老"),
        ("月: 2024-03,", "月: 2024-03, 项目: mouxian_gaoling,"),
        ("月: 2024-04至2024-06,", "月: 2024-04至2024-06, 项目: elsewhere_one,"),
    )
    loaded = read(text)
    assert [("elsewhere_one" in one.text, one.is_error) for one in loaded.faults] == [(True, False)]
    case = loaded.cases[0]
    assert isinstance(case, PersonCase)
    assert [one.scheme for one in case.expected] == ["mouxian_gaoling", "elsewhere_one"]


def test_who_moved_away_may_be_back_with_what_is_recorded_since() -> None:
    facts = _person(
        "出生: 1940-03-12, 迁出: 2024-05-10, 迁回: 2025-02-01, "
        "事实: [{户籍: 本村}, {救助身份: 低保, 自: 2024-06-01}, {常住: 本村常住, 自: 2025-02-01}]"
    ).facts
    rows = {(row.axis, row.value): (row.since, row.until) for row in facts.person.statuses}
    assert rows == {
        ("household", "local"): (None, date(2024, 5, 10)),
        ("residence", "village"): (date(2025, 2, 1), None),
        ("leaving", "moved_out"): (date(2024, 5, 10), date(2025, 1, 31)),
    }


def test_services_by_the_piece_are_counted() -> None:
    text = file_of(
        f"    类别: 服务\n    版本:\n      - {{自: 2024-01-01, {HEAD}, 单位: 次, 档次: [{{名称: 助浴, 金额: 60}}]}}\n",
        "  - 名称: 三次\n    出处: 第五条\n    项目: ours\n"
        "    老人: {出生: 1940-01-01, 服务: [{日期: 2024-05-03, 次: 3}]}\n"
        "    应发: [{月: 2024-05, 金额: 180}]\n",
    )
    case = read(text).cases[0]
    assert isinstance(case, PersonCase)
    assert [one.pieces for one in case.facts.services] == [3]
