"""What a county officer types without looking it up: taken where it is clear, told the right form where it is not."""

from __future__ import annotations

import pytest

from tests.policy.rule_texts import PLAIN, changed, read


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("自: 2024-03-01", "自: 2024年3月1日"),
        ("自: 2024-03-01", "自: 2024/03/01"),
        ("年龄: 80-89", "年龄: 80～89周岁"),
        ("年龄: 80-89", "年龄: ８０－８９"),
        ("年龄: 90以上", "年龄: 年满90周岁"),
        ("年龄: 90以上", "年龄: 90岁及以上"),
        ("金额: 50}", "金额: 50元}"),
        ("月: 2024-04至2024-06", "月: 2024年4月至6月"),
        ("{方式: 符合条件}", "{方式: 符合条件, 推迟月: 当月, 截止日: 31日}"),
        ("起发: {方式: 符合条件}", "停发: 次月停发"),
        ("起发: {方式: 符合条件}", "需申请: false"),
        ("起发: {方式: 符合条件}", "补发期限: 两年"),
        ("起发: {方式: 符合条件}", "认证: {截止: 6月30日}"),
        ("起发: {方式: 符合条件}", "分担: {省级: 50％, 县级: ５０％}"),
    ],
)
def test_the_same_in_other_words_is_the_same_rule(old: str, new: str) -> None:
    text = changed((old, new))
    assert [fault.sentence for fault in read(text).faults] == []


@pytest.mark.parametrize(
    ("new", "same"),
    [
        ("残疾: 一级", "残疾: {等级: 一级}"),
        ("残疾: [智力, 精神]", "残疾: {类别: [智力, 精神]}"),
        ("能力等级: 重度失能及以上", "能力等级: [重度失能, 完全失能]"),
    ],
)
def test_a_fact_said_shortly_is_the_same_condition(new: str, same: str) -> None:
    both = [read(changed(("户籍: [本村, 本镇外村]", one))).schemes[0].versions[0] for one in (new, same)]
    assert both[0].condition == both[1].condition  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("金额: 50}", "金额: 50元/月}", 19, "写在“单位”里"),
        ("金额: 50}", "金额: 1,000}", 19, "1,000 写成 1000"),
        ("年龄: 90以上", "年龄: 60以下", 20, "不满60（不含）或 0-60（含）"),
        ("年龄: 90以上", "年龄: 85以上", 20, "重叠（85—89 岁）"),
        ("户籍: [本村, 本镇外村]", "户籍: 全县", 16, "全县户籍写 [本村, 本镇外村]"),
        ("[本村, 本镇外村]", "［本村, 本镇外村］", 16, "是全角的，应改成半角"),
        ("          - {名称: 80", "          -{名称: 80", 19, "横线“-”后面要空一格"),
        ("月: 2024-03,", "月: 2024-03至2024-04,", 29, "2024-04 写了两个金额"),
    ],
)
def test_what_is_not_clear_is_told_with_its_line_and_the_right_form(
    old: str, new: str, line: int, words: str
) -> None:
    told = [(fault.line, fault.text) for fault in read(changed((old, new), text=PLAIN)).faults]
    assert any(at == line and words in text for at, text in told), told
