"""Rules in plain Chinese: what the window reads out of a rule file."""

from __future__ import annotations

from happyhome.policy.loading import load
from happyhome.policy.rule_words import band_rows, clauses
from happyhome.policy.rules import Scheme
from happyhome.resources import resource

RULES = """
格式: 1
名称: 某县高龄津贴
地区: 某省某县
依据:
  办法: {机关: 某县民政局, 文号: 某民发〔2024〕1号, 标题: 高龄津贴办法, 日期: 2024-01-01}
项目:
  - 编号: mouxian_gaoling
    名称: 高龄津贴
    类别: 现金
    版本:
      - 自: 2024-01-01
        依据: 办法
        条款: 第五条
        状态: 确认
        核对: 2026-11-20
        对象:
          全部:
            - {年龄: 80以上}
            - 任一: [{户籍: 本村}, {常住: 本村常住, 满: 2年}]
          非: {居住状况: 机构}
        起发: {方式: 受理, 推迟月: 1, 截止日: 15, 迟报补发: 24个月}
        停发: {死亡: 15日后照发, 迁出: 当月不发, 其他: 当月照发}
        认证: {截止: [06-30, 12-30], 恢复后: 不补发}
        扣回期限: 本年
        每期最多扣回: 50%
        发放: {周期: 季, 报送日: 10, 公示天数: 7}
        单位: 元/年
        取整: {到: 元, 方式: 进位}
        档次:
          - {名称: 八十到八十九, 年龄: 80-89, 金额: 600}
          - {名称: 九十以上, 年龄: 90以上, 金额: {县级: 700, 镇级: 500}}
        材料: [户口本, 身份证]
"""


def scheme(text: str = RULES, source: str = "某县.yaml") -> Scheme:
    read = load(text, source)
    assert read.is_sound, read.faults
    return read.schemes[0]


def said(text: str = RULES) -> dict[str, str]:
    rule = scheme(text)
    return {one.caption: one.text for one in clauses(rule, rule.versions[0])}


def test_whom_it_is_for_is_told_with_its_or_and_its_exception() -> None:
    assert said()["发给谁"] == (
        "80 周岁以上，并且（户籍是本村，或者常住是本村常住，满 2 年），不包括居住状况是机构的"
    )


def test_each_band_says_for_whom_how_much_and_who_pays() -> None:
    rule = scheme()
    rows = [(one.title, one.who, one.amount) for one in band_rows(rule, rule.versions[0])]
    assert rows == [
        ("八十到八十九", "80—89 周岁", "每年 600.00 元"),
        ("九十以上", "90 周岁以上", "每年 1200.00 元（县级 700.00、镇级 500.00）"),
    ]


def test_beginning_ending_and_certifying_are_whole_sentences() -> None:
    told = said()
    assert told["起发"] == "受理次月起发，15 日以后的再晚一个月；申请晚了的，以前的月份最多往前 2 年"
    assert told["停发"].startswith("去世：15 日以后的当月照发，以前的当月就停；户口迁出：当月就停")
    assert told["认证"].startswith("每年 6 月 30 日、12 月 30 日以前认证")
    assert told["认证"].endswith("停的月份不补发")


def test_days_in_the_year_that_payment_begins_at_are_told_with_their_delay() -> None:
    told = said(RULES.replace("截止日: 15", "截止日期: [06-30, 12-31]"))
    assert told["起发"].startswith("受理以后的截止日期次月起发；截止日期是 6 月 30 日、12 月 31 日；")


def test_limits_rounding_and_cycle_are_told() -> None:
    told = said()
    assert told["扣回"] == "早先多发的：只到本年 1 月，一期最多扣 50%，其余分期扣"
    assert told["怎么算"] == "符合几档的，按最高的一档发；摊到每个月发；算到元，进位"
    assert told["发放"] == "按季发一次，10 日以前报送，发放以前公示 7 天"
    assert told["依据"] == "某县民政局《高龄津贴办法》（某民发〔2024〕1号）第五条"


def test_every_shipped_rule_can_be_read_out() -> None:
    for path in sorted(resource("policies").glob("*.yaml")):
        for one in load(path.read_text("utf-8"), path.name).schemes:
            for version in one.versions:
                told = clauses(one, version)
                assert {"执行", "依据", "核对"} <= {clause.caption for clause in told}, one.key
                assert all(clause.text and "None" not in clause.text for clause in told)
                assert all(row.amount and row.who for row in band_rows(one, version)), one.key
