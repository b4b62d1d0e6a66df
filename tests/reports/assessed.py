"""Assessments and decisions to print: made up, the same every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.domain.people import Person
from happyhome.domain.residents import Contact
from happyhome.policy.assessments import OperatingResult, Part, RatingResult, Score
from happyhome.policy.decisions import Change, Decision, Reason, Verdict
from happyhome.policy.headers import Combine, Header, Kind, Reference
from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.rules import AllowanceVersion, Group, Scheme
from happyhome.reports.person_form import MealNote, PersonPaper
from tests.reports.books import HOME, person

REFERENCE = Reference(
    "金昌市民政局", "金民发〔2024〕12号", "高龄老人生活补贴发放办法", "第五条", date(2024, 3, 1)
)
DAY = date(2026, 11, 21)
NOVEMBER = Month(2026, 11)


def header(is_sample: bool = False) -> Header:
    """A header of a version that counts since 2024."""
    return Header(date(2024, 4, 1), None, REFERENCE, is_sample, date(2026, 11, 1))


def scheme(key: str, title: str, kind: Kind = Kind.CASH, is_sample: bool = False) -> Scheme:
    """A scheme with one version, whose bands do not matter here."""
    papers = ("身份证复印件", "户口本复印件", "社保卡复印件", "近期一寸照片")
    version = AllowanceVersion(header(is_sample), Group(Combine.HIGHEST, ()), papers=papers)
    return Scheme(key, title, kind, "金昌市", (version,))


GAOLING = scheme("gaoling", "高龄老人生活补贴")


def granted(is_sample: bool = False) -> Decision:
    """Paid since April 2024, with a change to come."""
    return Decision(
        scheme=GAOLING,
        month=NOVEMBER,
        on=DAY,
        verdict=Verdict.GRANTED,
        fen=20_000,
        band="95—99周岁",
        shares=(("市级", 8_000), ("县级", 12_000)),
        since=Month(2024, 4),
        reasons=(
            Reason("born", "1930-01-01 出生"),
            Reason("age", "2025-01-01 满 95 周岁，2026-11 为 96 周岁"),
            Reason("fact", "2024-01-01 起本村户籍"),
            Reason("fact", "“常住”没有登记，按文件视为符合，请核对"),
            Reason("application", "2024-03-05 申请，2024-03-08 受理，2024-03-28 同意"),
            Reason("start", "自 2024-04 起发（受理次月起发）"),
            Reason("band", "“95—99周岁”档，每月 200.00 元（市级 80.00 元、县级 120.00 元）", REFERENCE.at("第六条第二项")),
            Reason("certification", "2026-06-12 已认证，下次认证截止 2026-12-30"),
            Reason("rule", f"依据 {REFERENCE.text}", REFERENCE),
        ),
        reference=REFERENCE.at("第六条第二项"),
        is_sample=is_sample,
        next=Change(Month(2030, 1), "2030-01 起改为每月 500.00 元（2030-01-01 满 100 周岁）"),
    )  # fmt: skip


def denied() -> Decision:
    """Not old enough, with the month in which that changes."""
    return replace(
        granted(),
        verdict=Verdict.DENIED,
        fen=0,
        band="",
        shares=(),
        since=None,
        reasons=(
            Reason("born", "1947-02-03 出生"),
            Reason("age", "要满 80 周岁，2027-02-03 才满"),
            Reason("rule", f"依据 {REFERENCE.text}", REFERENCE),
        ),
        reference=REFERENCE,
        next=Change(Month(2027, 2), "2027-02 起发，每月 50.00 元（2027-02-03 满 80 周岁）"),
    )


def several() -> tuple[Decision, ...]:
    """Money, hours, goods, a free ride, and one that is suspended."""
    service = replace(granted(), scheme=scheme("songshi", "居家养老服务补贴", Kind.SERVICE), fen=6_000, quantity=15,
                      unit="小时", band="低保失能", shares=(), next=None, since=Month(2025, 1))  # fmt: skip
    milk = replace(granted(), scheme=scheme("songnai", "老年人送奶", Kind.GOODS), fen=0, quantity=30, unit="袋",
                   band="90周岁以上", shares=(), next=None, since=Month(2023, 6))  # fmt: skip
    ride = replace(granted(), scheme=scheme("chengche", "免费乘坐公交车", Kind.SERVICE), fen=0, benefit="免费乘坐市内公交车",
                   band="", shares=(), next=None, since=Month(2019, 12))  # fmt: skip
    stopped = replace(denied(), scheme=scheme("kunnan", "经济困难老年人补贴", is_sample=True), verdict=Verdict.SUSPENDED,
                      reasons=(Reason("certification", "2026-06-30 前没有认证，2026-07 起暂停，认证后补发"),),
                      is_sample=True, next=None)  # fmt: skip
    return granted(), service, milk, ride, stopped


def application(decision: str = "approved") -> Application:
    """One that went all the way."""
    return Application(
        id="app-1",
        resident="r0000",
        scheme="gaoling",
        applied_on=date(2024, 3, 5),
        papers="身份证、户口本、社保卡复印件",
        accepted_on=date(2024, 3, 8),
        village_view="情况属实，同意上报",
        posted_from=date(2024, 3, 9),
        posted_to=date(2024, 3, 15),
        objection="公示无异议",
        township_on=date(2024, 3, 20),
        township_view="经核查符合条件，同意",
        county_on=date(2024, 3, 28) if decision == "approved" else None,
        county_view="同意" if decision == "approved" else "",
        decision=decision,
        start_month="2024-04",
    )


def paper(number: int = 0, **chosen: object) -> PersonPaper:
    """What a paper about the n-th elder is made from."""
    made = person(number)
    agent = Contact(resident=made.id, role="collector", name="赵强", relation="儿子", phone="15000000000")
    whole = Person(made.resident, made.statuses, (*made.contacts, agent))
    made_of = PersonPaper(
        home=HOME, person=whole, day=DAY, decisions=(granted(),), application=application(), scheme=GAOLING,
        meals=MealNote(18, 5_400, 14_400), drawn={"gaoling": 200_000, "songshi": 48_000},
    )  # fmt: skip
    return replace(made_of, **chosen)  # type: ignore[arg-type]


def operating(is_sample: bool = False) -> OperatingResult:
    """A year's subsidy in two parts, one figure missing."""
    return OperatingResult(
        scheme=Scheme("yunying", "农村幸福院运营补贴", Kind.OPERATING, "金昌市", ()),
        version=OperatingVersion(header(is_sample), ()),
        period="2026年",
        metrics={
            "开放日期": "2019-11-01", "建筑面积": Fraction(320), "床位": Fraction(12), "星级": Fraction(3),
            "开放天数": Fraction(312), "开放月数": Fraction(12), "就餐人次": Fraction(5310),
            "堂食人次": Fraction(4800), "送餐人次": Fraction(510), "日均就餐人数": Fraction(5310, 312),
            "特困人次": Fraction(620), "低保人次": Fraction(890), "高龄人次": Fraction(1200),
            "服务老人": Fraction(46), "在册老人": Fraction(60), "核定人数": Fraction(60), "活动场次": Fraction(48),
            "探访人次": Fraction(730), "安全事故": "无", "配备应急呼叫": "有",
        },
        fen=2_470_000,
        parts=(
            Part("照料中心", 1_500_000, "照料中心：2026年星级 3 星，在“至少 3 星”一段，计 15,000.00 元（第三条）"),
            Part("老年食堂", 970_000, "老年食堂：2026年就餐 5,310 人次，超过 460 人次的有 4,850 人次，每人次 2.00 元，计 9,700.00 元（第四条）"),
            Part("示范奖补", 0, "示范奖补：日均就餐 17.02 人，至少要 30 人，不计", counts=False),
        ),
        missing=("室外面积",),
        reasons=("合计 24,700.00 元",),
    )  # fmt: skip


def rating(lines: int = 14) -> RatingResult:
    """A self-rating a few points short of the fourth star."""
    chapters = ("功能设施", "内部管理", "服务开展", "运营保障")
    scores = tuple(
        Score(
            f"第 {number + 1} 项：{('活动场地', '全年运营时长', '管理制度', '厨房设备')[number % 4]}",
            chapters[min(3, number // 4)],
            Fraction(6),
            None if number == 6 else Fraction(6) - Fraction(number % 4, 2),
            ("320 平方米", "开放 312 天", "没有打分" if number == 6 else "现场打分", "缺 消毒柜、冰箱，每缺一样减 0.5 分")[number % 4],
            ("消毒柜", "冰箱") if number % 4 == 3 else (),
        )
        for number in range(lines)
    )  # fmt: skip
    bonus = (Score("受到表彰", "加分", Fraction(3), Fraction(2), "市级表彰 1 次"),)
    total = sum((one.points for one in (*scores, *bonus) if one.points is not None), Fraction(0))
    return RatingResult(
        scheme=Scheme("xingji", "农村幸福院星级评定", Kind.RATING, "金昌市", ()),
        version=RatingVersion(header(True), (), (), bonus_most=Fraction(5)),
        period="2026年",
        metrics={},
        scores=scores,
        bonus=bonus,
        total=total,
        stars=3,
        star_title="三星",
        next_title="四星",
        gaps=(
            "离四星（80 分）还差 5.5 分",
            "四星：建筑面积至少 400 平方米，现在 320",
            "第 7 项：管理制度还没有打分，最多可得 6 分",
            "缺 消毒柜、冰箱，补齐可加 1 分",
        ),
        missing=("管理制度",),
    )
