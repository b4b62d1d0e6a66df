"""Operating subsidies and ratings as the guide has them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from happyhome.policy.headers import Combine
from happyhome.policy.home_rules import (
    Criterion,
    Demand,
    Formula,
    OperatingVersion,
    RatingVersion,
    Star,
    Step,
)
from tests.policy.rule_texts import HEAD, changed, file_of, read, told

OPERATING = f"""\
    类别: 运营
    版本:
      - 自: 2025-01-01
        {HEAD.replace(", ", chr(10) + " " * 8)}
        门槛: [{{指标: 开放月数, 至少: 10}}]
        否决: [{{指标: 安全事故, 等于: 有}}]
        取: 就高
        计算:
          - {{名称: 中心, 指标: 星级, 分段: [{{至少: 1, 低于: 3, 金额: 7000}}, {{至少: 3, 金额: 30000}}]}}
          - {{名称: 食堂, 指标: 就餐人次, 单价: 1.5, 超过: 600, 最多: 20000}}
          - {{名称: 定额, 金额: 5000}}
        封顶: 50000
        自填: {{安全事故: 有无}}
"""
RATING = f"""\
    类别: 评定
    版本:
      - 自: 2024-01-01
        {HEAD.replace(", ", chr(10) + " " * 8)}
        评分:
          - 名称: 运营时长
            章节: 设施
            满分: 6
            指标: 开放天数
            分段:
              - {{低于: 180, 得分: 0}}
              - {{至少: 180, 低于: 240, 得分: 6, 每少: 10, 减: 1.5, 从: 240}}
              - {{至少: 240, 得分: 6, 每多: 10, 加: 1.5}}
          - {{名称: 设备, 章节: 设施, 满分: 6, 应有: [厨房, 电视], 每缺减: 0.5}}
          - {{名称: 制度, 章节: 管理, 满分: 9, 人工: 是}}
        加分: [{{名称: 表彰, 满分: 3, 指标: 国家级表彰, 分段: [{{至少: 1, 得分: 3}}]}}]
        星级:
          - {{星: 5, 名称: 五星, 至少: 90, 要求: [{{指标: 建筑面积, 至少: 300}}]}}
          - {{星: 4, 名称: 四星, 至少: 80}}
        自填: {{建筑面积: 数, 国家级表彰: 数}}
"""


def test_an_operating_subsidy_is_read() -> None:
    loaded = read(file_of(OPERATING))
    assert loaded.faults == ()
    version = loaded.schemes[0].versions[0]
    assert isinstance(version, OperatingVersion)
    assert version.gates == (Demand("开放月数", at_least=Fraction(10)),)
    assert version.vetoes == (Demand("安全事故", equals="有"),)
    assert version.parts == (
        Formula(
            "中心",
            "星级",
            (Step(Fraction(1), Fraction(3), Fraction(700000)), Step(Fraction(3), None, Fraction(3000000))),
        ),
        Formula("食堂", "就餐人次", rate=150, rate_above=Fraction(600), most=2000000),
        Formula("定额", fixed=500000),
    )
    assert (version.combine, version.cap, version.period_months) == (Combine.HIGHEST, 5000000, 12)


def test_a_rating_is_read() -> None:
    loaded = read(file_of(RATING))
    assert loaded.faults == ()
    version = loaded.schemes[0].versions[0]
    assert isinstance(version, RatingVersion)
    hours, things, by_hand = version.criteria
    assert hours.steps[1:] == (
        Step(Fraction(180), Fraction(240), Fraction(6), Fraction(-10), Fraction(-3, 2), Fraction(240)),
        Step(Fraction(240), None, Fraction(6), Fraction(10), Fraction(3, 2)),
    )
    assert things == Criterion("设备", "设施", Fraction(6), things=("厨房", "电视"), off_each=Fraction(1, 2))
    assert by_hand.by_hand
    assert version.stars[0] == Star(5, "五星", Fraction(90), (Demand("建筑面积", at_least=Fraction(300)),))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("指标: 开放月数", "指标: 开门月数", "是不是“开放月数”"),
        ("等于: 有", "等于: 是", "只有 有、无"),
        ("等于: 有", "至少: 1", "应写“等于”"),
        (", 至少: 10", "", "“至少”“低于”“至多”“等于”之一"),
        ("{名称: 定额, 金额: 5000}", "{名称: 定额}", "只写一样"),
        ("{名称: 定额, 金额: 5000}", "{名称: 定额, 金额: 5000, 单价: 1}", "只写一样"),
        ("低于: 3, 金额", "低于: 4, 金额", "重叠"),
        ("低于: 3, 金额", "低于: 2, 金额", "空档"),
        ("自填: {安全事故: 有无}", "自填: {安全事故: 是否}", "有无、数、文字"),
        ("自填: {安全事故: 有无}", "自填: {安全事故: 有无, 开放天数: 数}", "程序自己会数"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_operating_subsidy_is_told(old: str, new: str, words: str) -> None:
    faults = read(changed((old, new), text=file_of(OPERATING))).faults
    assert any(words in fault.text for fault in faults), [fault.sentence for fault in faults]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("人工: 是", "人工: 否", "只能写“是”"),
        (", 每缺减: 0.5", "", "缺少“每缺减”"),
        (", 减: 1.5", "", "缺少“减”"),
        ("{星: 4, 名称: 四星, 至少: 80}", "{星: 4, 名称: 四星, 至少: 95}", "从高到低"),
        ("名称: 制度", "名称: 设备", "用了两次"),
        ("章节: 管理, ", "", "缺少“章节”"),
    ],
)
def test_what_is_wrong_in_a_rating_is_told(old: str, new: str, words: str) -> None:
    faults = told(changed((old, new), text=file_of(RATING)))
    assert any(words in text for _, _, text in faults), faults
