"""运营 and 评定: one version of an operating subsidy or a rating (guide, sections 10 and 11)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from happyhome.policy import words
from happyhome.policy.headers import Combine, Header
from happyhome.policy.home_rules import Criterion, Formula, OperatingVersion, RatingVersion, Star
from happyhome.policy.loading_figures import AMOUNTS, POINTS, Figures, read_asks, read_steps, read_tests
from happyhome.policy.sections import Section

OPERATING_KEYS = ("周期", "门槛", "否决", "取", "计算", "封顶", "自填")
RATING_KEYS = ("评分", "加分", "加分最多", "否决", "星级", "有效月数", "自填")
FORMULA_KEYS = ("名称", "指标", "分段", "单价", "超过", "金额", "门槛", "最多", "条款")
CRITERION_KEYS = ("名称", "章节", "满分", "指标", "分段", "应有", "每缺减", "人工", "条款")
PERIODS = {"年": 12, "半年": 6, "季": 3, "月": 1}
COMBINE = {"相加": Combine.SUM, "就高": Combine.HIGHEST}


def read_operating(section: Section, header: Header) -> OperatingVersion:
    """One version of an operating subsidy."""
    asks = read_asks(section)
    figures = Figures(asks)
    return OperatingVersion(
        header,
        tuple(_formula(one, figures) for one in section.sections("计算", FORMULA_KEYS, need=True)),
        section.read_or("取", words.one_of(COMBINE), Combine.SUM),
        read_tests(section, "门槛", figures),
        read_tests(section, "否决", figures),
        section.read("封顶", words.yuan),
        section.read_or("周期", words.one_of(PERIODS), 12),
        asks,
    )


def _formula(section: Section, figures: Figures) -> Formula:
    ways = [key for key in ("分段", "单价", "金额") if section.has(key)]
    if len(ways) != 1:
        section.value.fault("“分段”“单价”“金额”三样里要写一样，只写一样。")
    counted = ways in (["分段"], ["单价"])
    if counted:
        section.need("指标", "写看哪个数")
    elif section.has("指标"):
        section.entries["指标"].fault("固定金额不看指标；要达到什么才给的，写“门槛”。")
    if section.has("超过") and not section.has("单价"):
        section.entries["超过"].fault("“超过”要和“单价”一起写。")
    return Formula(
        section.read("名称", words.any_text, need=True) or "",
        figures.metric(section.get("指标"), number=True),
        read_steps(section, AMOUNTS),
        section.read("单价", words.yuan),
        section.read_or("超过", words.number, Fraction(0)),
        section.read("金额", words.yuan),
        read_tests(section, "门槛", figures),
        section.read("最多", words.yuan),
        section.read("条款", words.any_text) or "",
    )


def read_rating(section: Section, header: Header) -> RatingVersion:
    """One version of a rating."""
    asks = read_asks(section)
    figures = Figures(asks)
    criteria = tuple(_criterion(one, figures) for one in section.sections("评分", CRITERION_KEYS, need=True))
    bonus = tuple(_criterion(one, figures, "加分") for one in section.sections("加分", CRITERION_KEYS))
    _judge_titles(section, criteria + bonus)
    return RatingVersion(
        header,
        criteria,
        _stars(section, figures),
        bonus,
        section.read("加分最多", words.number),
        read_tests(section, "否决", figures),
        section.read_or("有效月数", words.whole(1, 240, "个月"), 36),
        asks,
    )


def _criterion(section: Section, figures: Figures, chapter: str = "") -> Criterion:
    ways = [key for key in ("分段", "应有", "人工") if section.has(key)]
    if len(ways) != 1:
        section.value.fault("要写“指标”加“分段”，或“应有”加“每缺减”，或“人工: 是”，只写一种。")
    for one, other in (("分段", "指标"), ("指标", "分段"), ("应有", "每缺减"), ("每缺减", "应有")):
        if section.has(one):
            section.need(other, f"和“{one}”一起写")
    if section.has("人工") and section.read("人工", words.flag) is False:
        section.entries["人工"].fault("只能写“是”；不是现场打分的，请删掉这一项。")
    named = section.read("章节", words.any_text, need=not chapter) or chapter
    return Criterion(
        section.read("名称", words.any_text, need=True) or "",
        named,
        section.read("满分", words.number, need=True) or Fraction(0),
        figures.metric(section.get("指标"), number=True),
        read_steps(section, POINTS),
        tuple(word for value in section.members("应有") for word in value.words()),
        section.read_or("每缺减", words.number, Fraction(0)),
        section.has("人工"),
        section.read("条款", words.any_text) or "",
    )


def _judge_titles(section: Section, criteria: tuple[Criterion, ...]) -> None:
    times = Counter(one.title for one in criteria if one.title)
    for title in (title for title, count in times.items() if count > 1):
        section.value.fault(f"“{title}”这个名称用了两次；名称要各不相同，打分时按名称对应。")


def _stars(section: Section, figures: Figures) -> tuple[Star, ...]:
    found: list[Star] = []
    for inner in section.sections("星级", ("星", "名称", "至少", "要求"), need=True):
        stars = inner.read("星", words.whole(1, 9), need=True) or 0
        points = inner.read("至少", words.number, need=True)
        title = inner.read("名称", words.any_text) or f"{stars}星"
        star = Star(stars, title, points or Fraction(0), read_tests(inner, "要求", figures))
        if found and points is not None and (points >= found[-1].points or stars >= found[-1].stars):
            inner.value.fault("星级要从高到低写，“星”和“至少”都应比前一条小。")
        found.append(star)
    return tuple(found)
