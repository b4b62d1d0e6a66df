"""Versions in their order, what they take over, parameters, exclusions, and the parts of an allowance."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from happyhome.domain.dates import day_after
from happyhome.policy.headers import Combine
from happyhome.policy.loaded import FaultLevel
from happyhome.policy.rules import (
    AllowanceVersion,
    Amount,
    Band,
    Certify,
    Cycle,
    Exclusivity,
    Group,
    Limit,
    MealVersion,
    Rounding,
    Start,
    Stop,
    Trigger,
    Unit,
)
from tests.policy.rule_texts import HEAD, PLAIN, changed, file_of, read, told

_END = "案例:\n"
_BANDS = "档次: [{名称: 人人, 金额: 60}]"


def _with_version(line: str) -> str:
    return changed((_END, f"      - {{{line}}}\n{_END}"))


def _version(extra: str, bands: str = _BANDS, kind: str = "现金") -> AllowanceVersion | MealVersion:
    loaded = read(
        file_of(f"    类别: {kind}\n    版本:\n      - {{自: 2024-01-01, {HEAD}, {extra}{bands}}}\n")
    )
    assert [fault.sentence for fault in loaded.errors] == []
    version = loaded.schemes[0].versions[0]
    assert isinstance(version, AllowanceVersion | MealVersion)
    return version


def _faults(extra: str, bands: str = _BANDS, kind: str = "现金") -> list[str]:
    text = file_of(f"    类别: {kind}\n    版本:\n      - {{自: 2024-01-01, {HEAD}, {extra}{bands}}}\n")
    return [fault.text for fault in read(text).faults]


def test_a_version_lasts_until_the_eve_of_the_next() -> None:
    versions = read(_with_version(f"自: 2025-01-01, {HEAD}, {_BANDS}")).schemes[0].versions
    assert [one.header.until for one in versions] == [date(2024, 12, 31), None]


def test_what_a_version_takes_over_is_all_that_it_does_not_say() -> None:
    loaded = read(_with_version(f"自: 2025-01-01, {HEAD}, 沿用: 是, 每月最多: 70, {_BANDS}"))
    old, new = loaded.schemes[0].versions
    assert isinstance(old, AllowanceVersion)
    assert isinstance(new, AllowanceVersion)
    assert (new.condition, new.start, new.month_cap) == (old.condition, old.start, 7000)
    assert [band.title for band in new.bands.members if isinstance(band, Band)] == ["人人"]


def test_what_is_taken_over_goes_on_past_an_end() -> None:
    ended = f"      - {{自: 2025-01-01, {HEAD}, 停办: 是}}\n"
    again = f"      - {{自: 2026-01-01, {HEAD}, 沿用: 是}}\n"
    versions = read(changed((_END, ended + again + _END))).schemes[0].versions
    assert [one.is_ended for one in versions] == [False, True, False]
    first, _, last = versions
    assert isinstance(first, AllowanceVersion)
    assert isinstance(last, AllowanceVersion)
    assert (last.bands, last.condition) == (first.bands, first.condition)


def test_a_fault_that_is_taken_over_is_told_once() -> None:
    text = changed(
        (_END, f"      - {{自: 2025-01-01, {HEAD}, 沿用: 是}}\n{_END}"), ("金额: 50}", "金额: 五十}")
    )
    assert [line for line, _, _ in told(text)] == [19]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"自: 2024-02-01, {HEAD}, {_BANDS}", "从早到晚"),
        (f"自: 2024-03-01, {HEAD}, {_BANDS}", "从早到晚"),
        (f"自: 2025-01-01, {HEAD}, 停办: 是, {_BANDS}", "不用写“档次”"),
        (f"自: 2025-01-01, {HEAD}", "缺少“档次”"),
    ],
)
def test_a_version_out_of_place_is_refused(line: str, words: str) -> None:
    faults = told(_with_version(line))
    assert any(words in text for _, _, text in faults), faults


@pytest.mark.parametrize(
    ("until", "words"), [("2025-01-01", "重叠"), ("2024-12-30", "空档"), ("2024-12-31", "")]
)
def test_versions_neither_overlap_nor_leave_a_gap(until: str, words: str) -> None:
    text = _with_version(f"自: 2025-01-01, {HEAD}, {_BANDS}")
    faults = told(changed(("自: 2024-03-01\n", f"自: 2024-03-01\n        至: {until}\n"), text=text))
    assert [words in one for _, _, one in faults] == ([True] if words else [])
    assert day_after(date(2024, 12, 31)) == date(2025, 1, 1)


def test_the_first_version_has_nothing_to_take_over() -> None:
    assert any("没有可以沿用的版本" in text for text in _faults("沿用: 是, "))


def test_the_parts_of_an_allowance_are_read() -> None:
    version = _version(
        "需申请: 是, 起发: {方式: 受理, 推迟月: 1, 截止日: 15, 迟报补发: 本年}, 停发: {死亡: 当月不发, 迁出: 15日后照发}, "
        "认证: {截止: [06-30, 12-30], 恢复后: 不补发}, 补发期限: 24个月, 扣回期限: 不扣, 每期最多扣回: 30%, "
        "发放: {周期: 季, 报送日: 10, 公示天数: 7}, 材料: [户口本, 身份证], 单位: 元/年, 整发: 是, "
        "取整: {到: 元, 方式: 进位}, 分担: {省级: 60%, 县级: 40%}, "
    )
    assert isinstance(version, AllowanceVersion)
    assert version.start == Start(Trigger.ACCEPTED, 1, 15, (), Limit(Unit.THIS_YEAR))
    assert version.stop == Stop(0, 15, None)
    assert version.certify == Certify(((6, 30), (12, 30)), 0, False)
    assert (version.arrears, version.recovery) == (Limit(Unit.MONTHS, 24), Limit(Unit.NONE))
    assert version.cycle == Cycle(3, 10, posting_days=7)
    assert (version.per, version.whole, version.rounding) == (12, True, Rounding(100, "up"))
    assert (version.payers, version.recovery_percent) == ((("省级", 60), ("县级", 40)), 30)
    assert (version.needs_application, version.papers) == (True, ("户口本", "身份证"))


def test_what_counts_from_an_application_needs_one() -> None:
    version = _version("起发: {方式: 审批}, ")
    assert isinstance(version, AllowanceVersion)
    assert version.needs_application
    assert any("应写“是”" in text for text in _faults("需申请: 否, 起发: {方式: 审批}, "))


def test_groups_amounts_by_payer_and_ratios_are_read() -> None:
    bands = "取: 相加, 档次: [{取: 第一档, 档次: [{名称: 甲, 金额: {县级: 10, 镇级: 5.5}}]}, {名称: 乙, 金额: {基数: 餐价, 乘: 1/4, 最高: 3}}]"
    version = _version("", bands, "助餐")
    assert version.bands.combine is Combine.SUM
    inner, other = version.bands.members
    assert isinstance(inner, Group)
    assert isinstance(other, Band)
    assert [one.amount for one in inner.members if isinstance(one, Band)] == [
        Amount(1550, shares=(("县级", 1000), ("镇级", 550)))
    ]
    assert other.amount == Amount(None, "餐价", Fraction(1, 4), None, 300)


@pytest.mark.parametrize(
    ("extra", "bands", "words"),
    [
        ("分担: {省级: 50%, 县级: 40%}, ", _BANDS, "现在是 90%"),
        ("认证: {截止: [12-30, 06-30]}, ", _BANDS, "按先后写"),
        ("认证: {恢复后: 补发}, ", _BANDS, "缺少“截止”"),
        ("起发: {截止日: 15, 截止日期: [06-30]}, ", _BANDS, "只能写一样"),
        ("单位: 块/月, ", _BANDS, "元/月、元/季、元/半年、元/年"),
        ("餐次: [午餐], ", _BANDS, "没有“餐次”这一项"),
        ("", "档次: []", "至少要写一条"),
        ("", "档次: [{金额: 5}]", "缺少“名称”"),
        ("", "档次: [{名称: 甲, 金额: {基数: 最低工资, 乘: 1/4}}]", "没有“最低工资”这个基数"),
        ("", "档次: [{名称: 甲, 待遇: 免费乘车, 金额: 5}]", "发钱的写“金额”"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(extra: str, bands: str, words: str) -> None:
    faults = _faults(extra, bands)
    assert any(words in text for text in faults), faults


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (
            "取: 就高, 档次: [{名称: 甲, 年龄: 60-79, 金额: 1}, {名称: 乙, 年龄: 70以上, 金额: 2}]",
            "重叠（70—79 岁）",
        ),
        ("取: 就高, 档次: [{名称: 甲, 年龄: 60以上, 金额: 1}, {名称: 乙, 年龄: 70以上, 金额: 2}]", ""),
        ("取: 相加, 档次: [{名称: 甲, 年龄: 60-79, 金额: 1}, {名称: 乙, 年龄: 70以上, 金额: 2}]", "重叠"),
        ("档次: [{名称: 甲, 年龄: 60-69, 金额: 1}, {名称: 乙, 年龄: 80以上, 金额: 2}]", "70—79 岁没有档次"),
        ("档次: [{名称: 乙, 年龄: 80以上, 金额: 2}, {名称: 甲, 年龄: 60-78, 金额: 1}]", "79 岁没有档次"),
        ("取: 相加, 档次: [{名称: 甲, 年龄: 60-69, 金额: 1}, {名称: 乙, 年龄: 70以上, 金额: 2}]", ""),
    ],
)
def test_ages_that_overlap_or_leave_a_gap_are_worth_a_look(bands: str, words: str) -> None:
    faults = read(file_of(f"    类别: 现金\n    版本:\n      - {{自: 2024-01-01, {HEAD}, {bands}}}\n")).faults
    assert [(fault.level, words in fault.text) for fault in faults] == (
        [(FaultLevel.WARNING, True)] if words else []
    )


def test_goods_are_counted_and_services_priced() -> None:
    goods = _version("单位: 袋, 每: 日, ", "档次: [{名称: 奶, 数量: 1}]", "实物")
    hours = _version("单位: 小时, 每月最多量: 30, ", "档次: [{名称: 送时, 金额: 4}]", "服务")
    ride = _version("", "档次: [{名称: 乘车, 待遇: 免费乘坐公交车}]", "服务")
    assert isinstance(goods, AllowanceVersion)
    assert isinstance(hours, AllowanceVersion)
    assert (goods.unit, goods.each, goods.bands.members[0]) == ("袋", "日", Band("奶", quantity=1, line=11))
    assert (hours.unit, hours.most_units) == ("小时", 30)
    assert ride.bands.members == (Band("乘车", benefit="免费乘坐公交车", line=11),)
    assert any("缺少“每”" in text for text in _faults("单位: 袋, ", "档次: [{名称: 奶, 数量: 1}]", "实物"))


def test_a_meal_subsidy_is_read() -> None:
    version = _version(
        "餐次: [午餐, 晚餐], 方式: 送餐, 每日最多: 1, 每月最多餐: 22, 每月最多: 100, 自付最低: 1, "
        "餐价: [{名称: 一荤两素, 金额: 11}], 送餐费: {金额: 2, 出资: 镇级}, ",
        kind="助餐",
    )
    assert isinstance(version, MealVersion)
    assert (version.slots, version.modes) == (("lunch", "supper"), ("delivery",))
    assert (version.per_day, version.per_month, version.month_cap, version.own_least) == (1, 22, 10000, 100)
    assert (version.prices, version.delivery_fee, version.delivery_payer) == (
        (("一荤两素", 1100),), 200, "镇级",
    )  # fmt: skip


_VALUES = f"""\
参数:
  最低工资:
    值:
      - {{自: 2023-10-01, 金额: 2020, {HEAD}}}
      - {{自: 2025-01-01, 金额: 2200, {HEAD}}}
"""


def test_a_parameter_has_dated_values_and_is_missed_before_them() -> None:
    text = changed(
        ("项目:\n", _VALUES + "项目:\n"), ("金额: 50}", "金额: {基数: 最低工资, 乘: 35%, 最高: 500}}")
    )
    loaded = read(text)
    assert loaded.faults == ()
    figure = loaded.schemes[0].parameters["最低工资"]
    assert [figure.on(day) for day in (date(2023, 9, 30), date(2024, 12, 31), date(2025, 1, 1))] == [
        None, 202000, 220000,
    ]  # fmt: skip
    early = changed(("自: 2024-03-01", "自: 2020-03-01"), text=text)
    assert [words for _, _, words in told(early, FaultLevel.WARNING)] == [
        "“最低工资”在 2020-03-01 还没有值，那时的金额算不出来；请在“参数”里补上。"
    ]


def _excluding(line: str) -> str:
    return PLAIN + f"互斥:\n  - {{名称: 只领一种, {line}}}\n"


def test_an_exclusion_names_schemes_here_and_elsewhere() -> None:
    loaded = read(_excluding(f"项目: [mouxian_gaoling, linxian_gaoling], 方式: 就高, 自: 2019-01-01, {HEAD}"))
    assert [one.way for one in loaded.exclusions] == [Exclusivity.HIGHER]
    assert loaded.exclusions[0].members == ("mouxian_gaoling", "linxian_gaoling")
    assert [("linxian_gaoling" in one.text, one.level) for one in loaded.faults] == [
        (True, FaultLevel.WARNING)
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"项目: [mouxian_gaoling], 方式: 就高, 自: 2019-01-01, {HEAD}", "至少要写两个"),
        (f"项目: [mouxian_gaoling, mouxian_gaoling], 方式: 就高, 自: 2019-01-01, {HEAD}", "写了两次"),
        (f"项目: [mouxian_gaoling, other_one], 方式: 随便, 自: 2019-01-01, {HEAD}", "只享一项、就高、不得同享"),
        (f"项目: [mouxian_gaoling, other_one], 方式: 就高, {HEAD}", "缺少“自”"),
    ],
)  # fmt: skip
def test_an_exclusion_that_cannot_be_is_refused(line: str, words: str) -> None:
    faults = told(_excluding(line))
    assert any(words in text for _, _, text in faults), faults


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("单位: 一次性, ", (1, True, 0, True)),
        ("单位: 元/年, 整发: 10月, ", (12, True, 10, False)),
        ("单位: 元/年, 整发: 是, ", (12, True, 0, False)),
        ("", (1, False, 0, False)),
    ],
)
def test_an_amount_may_be_due_at_once(extra: str, expected: tuple[int, bool, int, bool]) -> None:
    version = _version(extra)
    assert isinstance(version, AllowanceVersion)
    assert (version.per, version.whole, version.whole_month, version.once) == expected


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("整发: 是, ", "只用在 元/季、元/半年、元/年"),
        ("单位: 元/半年, 整发: 10月, ", "单位应是 元/年"),
        ("单位: 元/年, 整发: 13月, ", "每年哪个月"),
        ("单位: 一次性, 整发: 是, ", "可以删掉"),
    ],
)
def test_an_amount_due_at_once_needs_a_time_to_be_due_in(extra: str, words: str) -> None:
    assert any(words in text for text in _faults(extra)), _faults(extra)
