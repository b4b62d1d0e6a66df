"""A rule file is read whole or told whole: every fault at once, by line and place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.dates import Month
from happyhome.policy.book import book_of
from happyhome.policy.casebook import PersonCase
from happyhome.policy.cases import run_cases
from happyhome.policy.conditions import AgeIs, FactIs
from happyhome.policy.loaded import FaultLevel
from happyhome.policy.loading import load
from happyhome.policy.rules import AllowanceVersion, Amount, Band
from happyhome.resources import resource
from tests.policy.rule_texts import PLAIN, TODAY, changed, only, read, told

SHIPPED = sorted(resource("policies").glob("*.yaml"))


def test_a_sound_file_gives_its_schemes() -> None:
    loaded = read(PLAIN)
    assert (loaded.title, loaded.area, loaded.faults) == ("某县高龄津贴", "甘肃省某市某县", ())
    scheme = loaded.schemes[0]
    version = scheme.versions[0]
    assert isinstance(version, AllowanceVersion)
    assert (scheme.key, scheme.line, scheme.is_own, scheme.source) == (
        "mouxian_gaoling",
        7,
        True,
        "某县.yaml",
    )
    assert version.condition == FactIs("household", frozenset({"local", "other_village"}))
    assert version.bands.members[0] == Band("80—89周岁", AgeIs(80, 89), Amount(5000), line=19)
    assert version.header.reference.text == "某县民政局《某县高龄津贴发放办法》（某民发〔2024〕12号）第五条"


def test_a_case_is_read_with_the_day_it_is_known_on() -> None:
    case = read(PLAIN).cases[0]
    assert isinstance(case, PersonCase)
    assert case.today == date(2024, 6, 30)
    assert [(one.first, one.last, one.fen) for one in case.expected] == [
        (Month(2024, 3), Month(2024, 3), 0),
        (Month(2024, 4), Month(2024, 6), 5000),
    ]


def test_all_faults_are_told_at_once_and_nothing_is_used() -> None:
    text = changed(
        ("状态: 确认", "状态: 已确认"), ("年龄: 80-89, 金额: 50", "年龄: 八十, 金颔: 50"), ("      - 自: 2024-03-01\n", "      - 自: 2024-13-01\n")
    )  # fmt: skip
    places = [(line, key) for line, key, _ in told(text)]
    version = "项目[高龄津贴].版本[1]"
    assert places == [
        (11, f"{version}.自"),
        (14, f"{version}.状态"),
        (19, f"{version}.档次[1].金颔"),
        (19, f"{version}.档次[1].年龄"),
        (19, f"{version}.档次[1].金额"),
    ]
    assert read(text).schemes == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ("格式: 1", "格式: 2", 1, "格式", "更新程序"),
        ("地区: 甘肃省某市某县\n", "", 1, "地区", "缺少"),
        ("地区: ", "地 区: ", 3, "地 区", "“地区”"),
        ("机关: 某县民政局, ", "", 5, "依据.县办法.机关", "缺少"),
        ("文号: 某民发〔2024〕12号, 标题: 某县高龄津贴发放办法, ", "", 5, "依据.县办法", "至少写一个"),
        ("mouxian_gaoling\n    名", "某县\n    名", 7, "项目[高龄津贴].编号", "小写字母"),
        ("类别: 现金", "类别: 钱", 9, "项目[高龄津贴].类别", "现金、实物、服务、助餐、运营、评定"),
        ("    类别: 现金\n", "    类别: 现金\n    类别: 现金\n", 10, "项目[高龄津贴].类别", "写了两次"),
        ("依据: 县办法\n", "依据: 省办法\n", 12, "项目[高龄津贴].版本[1].依据", "县办法"),
        ("        条款: 第五条\n", "", 11, "项目[高龄津贴].版本[1].条款", "缺少"),
        ("        核对: 2026-11-20\n", "", 11, "项目[高龄津贴].版本[1].核对", "缺少"),
        ("核对: 2026-11-20", "核对: 2026-11-22", 15, "项目[高龄津贴].版本[1].核对", "以后"),
        ("自: 2024-03-01\n", "自: 2024-03-01\n        至: 2024-02-01\n", 12, "项目[高龄津贴].版本[1].至", "早于"),
        ("金额: 50}\n", "金额: [50]}\n", 19, "项目[高龄津贴].版本[1].档次[1].金额", "一个词或数"),
        ("金额: 50}\n", "数量: 1, 金额: 50}\n", 19, "项目[高龄津贴].版本[1].档次[1].数量", "不写“数量”"),
        ("起发: {方式: 符合条件}", "起发: 符合条件", 17, "项目[高龄津贴].版本[1].起发", "方式、推迟月"),
        ("项目: mouxian_gaoling", "项目: mouxian", 24, "案例[三月满八十].项目", "mouxian_gaoling"),
    ],
)  # fmt: skip
def test_a_fault_names_line_place_and_what_is_expected(
    old: str, new: str, line: int, key: str, words: str
) -> None:
    found = [one for one in told(changed((old, new))) if one[:2] == (line, key)]
    assert len(found) == 1, told(changed((old, new)))
    assert words in found[0][2]


def test_two_schemes_of_one_key_are_refused() -> None:
    start, end = PLAIN.index("  - 编号"), PLAIN.index("案例:")
    scheme = PLAIN[start:end]
    faults = told(PLAIN.replace(scheme, scheme + scheme))
    assert [(line, "重复" in text) for line, _, text in faults] == [(21, True)]


@pytest.mark.parametrize(("checked", "is_old"), [("2025-11-21", True), ("2025-11-22", False)])
def test_a_check_a_year_ago_is_worth_another(checked: str, is_old: bool) -> None:
    text = changed(("核对: 2026-11-20", f"核对: {checked}"))
    assert bool(told(text, FaultLevel.WARNING)) is is_old
    assert read(text).is_sound


def test_without_a_day_the_clock_has_no_say() -> None:
    assert read(changed(("核对: 2026-11-20", "核对: 2090-01-01")), today=None).faults == ()


def test_an_unreadable_file_is_told_with_its_line() -> None:
    fault = only(changed(("名称: 某县高龄津贴", "名称：某县高龄津贴")))
    assert (fault.line, fault.is_error) == (2, True)
    assert "全角冒号" in fault.text


def test_a_full_width_colon_inside_braces_is_named() -> None:
    faults = told(changed(("{方式: 符合条件}", "{方式：符合条件}")))
    assert any(line == 17 and "全角冒号" in text for line, _, text in faults)


def test_a_file_full_of_faults_is_cut_short_and_says_so() -> None:
    rows = "".join(f"  错{number}: 甲\n" for number in range(500))
    faults = told(f"格式: 1\n依据:\n{rows}")
    assert len(faults) == 201
    assert "没有列出" in faults[-1][2]


_TEXTS = {path.name: path.read_text("utf-8") for path in SHIPPED}
_WORDS = st.sampled_from(
    ["是", "任何", "-1", "0", "2024-02-30", "1/0", "{}", "[]", "- ", "：", "，", "\t", "&a", "*a", "!!x", "无",
     "年龄", "不满0", "999个月", "'", '"', "|", "#", "\x00", "\ud800", "\n", "  ", ": ", "}", "]"]
)  # fmt: skip


@given(st.data())
def test_a_damaged_shipped_file_is_read_or_told_and_what_is_read_can_be_worked_out(
    data: st.DataObject,
) -> None:
    text = _TEXTS[data.draw(st.sampled_from(sorted(_TEXTS)))]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(_WORDS) + text[at + data.draw(st.integers(0, 30)) :]
    loaded = load(text, "x.yaml", True, TODAY)
    assert bool(loaded.errors) is not bool(loaded.schemes)
    assert all(fault.text and 1 <= fault.line <= text.count("\n") + 2 for fault in loaded.faults)
    assert len(run_cases(loaded, book_of([loaded]))) == len(loaded.cases)


def test_a_wrong_kind_does_not_hide_what_else_is_wrong() -> None:
    faults = told(changed(("类别: 现金", "类别: 现钞"), ("金额: 50}", "金额: 五十}")))
    assert [line for line, _, _ in faults] == [9, 19]
    assert "五十" in faults[1][2]
