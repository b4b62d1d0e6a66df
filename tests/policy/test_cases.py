"""Cases are worked out, and one that fails says what was expected, what came, and why."""

from __future__ import annotations

from happyhome.policy.book import PolicyBook, book_of
from happyhome.policy.casebook import CaseResult
from happyhome.policy.cases import run_cases
from tests.policy.rule_texts import HEAD, PLAIN, changed, file_of, read
from tests.policy.test_loading_homes import OPERATING, RATING


def _run(text: str) -> CaseResult:
    loaded = read(text)
    assert [fault.sentence for fault in loaded.errors] == []
    return run_cases(loaded, book_of([loaded]))[0]


def test_a_case_that_comes_out_is_passed() -> None:
    assert _run(PLAIN) == CaseResult("三月满八十", 22, True)


def test_months_that_fail_alike_are_told_together_with_the_reasons() -> None:
    result = _run(changed(("2024-06, 金额: 50", "2024-06, 金额: 60")))
    assert not result.ok
    assert len(result.messages) == 1
    message = result.messages[0]
    assert message.startswith("第 29 行 2024-04至2024-06：应发 60.00 元，算出 50.00 元。")
    assert "年满 80 周岁" in message


def test_a_reason_that_is_not_given_fails_the_case() -> None:
    right = changed(("金额: 0}", "金额: 0, 理由: 不享受}"))
    assert _run(right).ok
    assert "说明里应有“死亡”" in _run(changed(("金额: 0}", "金额: 0, 理由: 死亡}"))).messages[0]


def test_the_dead_get_nothing_and_the_reason_says_so() -> None:
    text = changed(
        ("事实: [{户籍: 本村}]}", "事实: [{户籍: 本村}], 死亡: 2024-05-10}"),
        ("      - {月: 2024-04至2024-06, 金额: 50}", "      - {月: 2024-04至2024-05, 金额: 50}\n      - {月: 2024-06, 金额: 0, 理由: 死亡}"),
    )  # fmt: skip
    assert _run(text) == CaseResult("三月满八十", 22, True)


def test_a_scheme_that_is_nowhere_fails_the_case() -> None:
    loaded = read(PLAIN)
    assert run_cases(loaded, PolicyBook())[0].messages == ("没有编号是“mouxian_gaoling”的项目，算不了。",)


def test_goods_by_the_day_are_counted_by_the_month() -> None:
    scheme = (
        f"    类别: 实物\n    版本:\n      - {{自: 2020-01-01, {HEAD}, 单位: 袋, 每: 日, "
        "对象: {年龄: 90以上}, 档次: [{名称: 奶, 数量: 1}]}\n"
    )
    case = (
        "  - {名称: 闰年, 出处: 第五条, 项目: ours, 老人: {出生: 1930-01-01}, "
        "应发: [{月: 2020-02, 数量: 29}, {月: 2020-04, 数量: 31}]}\n"
    )
    assert _run(file_of(scheme, case)).messages[0].startswith("第 13 行 2020-04：应发数量 31，算出 30。")


def test_meals_are_summed_and_the_own_share_is_told() -> None:
    scheme = (
        f"    类别: 助餐\n    版本:\n      - {{自: 2020-01-01, {HEAD}, 档次: [{{名称: 人人, 金额: 3}}]}}\n"
    )
    case = (
        "  - {名称: 两餐, 出处: 第五条, 项目: ours, 老人: {出生: 1930-01-01}, 餐价: 12, "
        "用餐: [{日期: 2024-05-01至2024-05-02}], 应发: [{月: 2024-05, 补贴: 6, 个人: 17}]}\n"
    )
    assert (
        _run(file_of(scheme, case))
        .messages[0]
        .startswith("第 13 行 2024-05-01至2024-05-31：个人应付 17.00 元，算出 18.00 元。")
    )
    assert "不知道餐价" in _run(file_of(scheme, case.replace("餐价: 12, ", ""))).messages[0]


def test_an_operating_subsidy_is_held_against_its_amount() -> None:
    case = (
        "  - {名称: 三星, 出处: 第三条, 项目: ours, 日期: 2025-12-31, "
        "指标: {星级: 3, 开放月数: 11, 就餐人次: 1000, 安全事故: 无}, 应发: {金额: 30000, 理由: 星}}\n"
    )
    assert _run(file_of(OPERATING, case)).ok
    assert "算出 0.00 元" in _run(file_of(OPERATING, case.replace("月数: 11", "月数: 9"))).messages[0]


def test_a_rating_is_held_against_points_and_stars() -> None:
    case = (
        "  - {名称: 评, 出处: 附件, 项目: ours, 日期: 2025-12-31, 指标: {开放天数: 245, 国家级表彰: 0}, "
        "有: [厨房], 得分: {制度: 8.5}, 应得: {得分: 20, 星级: 0}}\n"
    )
    assert _run(file_of(RATING, case)).ok
    wrong = _run(file_of(RATING, case.replace("得分: 20, 星级: 0", "得分: 21, 星级: 4"))).messages[0]
    assert "应得 21 分，算出 20 分；应评 4 星，算出 0 星" in wrong


def test_a_home_before_its_rules_cannot_be_worked_out() -> None:
    case = "  - {名称: 早, 出处: 附件, 项目: ours, 日期: 2020-12-31, 应得: {得分: 20}}\n"
    assert "没有在执行的版本" in _run(file_of(RATING, case)).messages[0]
