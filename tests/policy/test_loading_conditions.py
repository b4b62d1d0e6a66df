"""对象 and 条件 as the guide has them."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.policy.conditions import AgeIs, AllOf, AnyOf, BornIn, Condition, FactIs, FieldIs, Not
from happyhome.policy.rules import AllowanceVersion
from tests.policy.rule_texts import changed, read, told

_SUBJECT = "对象: {户籍: [本村, 本镇外村]}"

_KINDS = ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple")


def _condition(text: str) -> Condition | None:
    loaded = read(changed((_SUBJECT, f"对象: {text}")))
    assert loaded.faults == ()
    version = loaded.schemes[0].versions[0]
    assert isinstance(version, AllowanceVersion)
    return version.condition


def _faults(text: str) -> list[str]:
    return [words for _, _, words in told(changed((_SUBJECT, f"对象: {text}")))]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("{年龄: 80以上}", AgeIs(80, None)),
        ("{年龄: [60-69, 80以上]}", AnyOf((AgeIs(60, 69), AgeIs(80, None)))),
        ("{出生: 1949-10-01以前}", BornIn(None, date(1949, 10, 1))),
        ("{性别: 女}", FieldIs("sex", frozenset({"female"}))),
        ("{婚姻: [未婚, 丧偶]}", FieldIs("marital", frozenset({"single", "widowed"}))),
        ("{救助身份: 低保}", FactIs("aid", frozenset({"low_income"}))),
        ("{残疾: 任何}", FactIs("disability", frozenset())),
        ("{残疾: 肢体二级}", FactIs("disability", frozenset({"physical_2"}))),
        (
            "{残疾: {类别: [智力, 精神], 等级: 三级}}",
            FactIs("disability", frozenset({"intellectual_3", "mental_3"})),
        ),
        ("{残疾: {类别: 任何, 等级: 一级}}", FactIs("disability", frozenset(f"{kind}_1" for kind in _KINDS))),
        ("{能力等级: 中度失能以上}", FactIs("capacity", frozenset({"moderate", "severe", "total"}))),
        ("{其他情形: 归侨}", FactIs("tag", frozenset({"归侨"}))),
        ("{常住: 本村常住, 满: 2年}", FactIs("residence", frozenset({"village"}), 24)),
        (
            "{常住: 本村常住, 满: 6个月, 未登记: 视为符合}",
            FactIs("residence", frozenset({"village"}), 6, True),
        ),
        (
            "{年龄: 80以上, 非: {居住状况: 机构}}",
            AllOf((AgeIs(80, None), Not(FactIs("living", frozenset({"institution"}))))),
        ),
        (
            "{任一: [{年龄: 90以上}, {全部: [{年龄: 80以上}, {户籍: 本村}]}]}",
            AnyOf(
                (AgeIs(90, None), AllOf((AgeIs(80, None), FactIs("household", frozenset({"local"})))))
            ),
        ),
    ],
)  # fmt: skip
def test_a_condition_is_read(text: str, condition: Condition) -> None:
    assert _condition(text) == condition


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{救助身份: 低保户}", "是不是“低保”"),
        ("{救助身份: 一类低保}", "是不是“低保”"),
        ("{救助身份: 富裕}", "特困、低保、低保边缘、脱贫户、监测对象、其他低收入、普通"),
        ("{残疾: 肢体五级}", "肢体二级"),
        ("{救助: 低保}", "是不是“救助身份”"),
        ("{户籍: [本村，外地]}", "半角逗号"),
        ("{年龄: 80以上, 满: 2年}", "不能写“满”"),
        ("{户籍: 本村, 年龄: 80以上, 满: 2年}", "一条里只能有一项事实"),
        ("{户籍: 本村, 未登记: 不知道}", "视为符合、视为不符"),
        ("{任一: {年龄: 80以上}}", "每条前面写“- ”"),
        ("[{年龄: 80以上}, {户籍: 本村}]", "“任一”下面"),
        ("{}", "条件是空的"),
        ("{户籍: []}", "至少要写一个词"),
        ("{离开: 死亡}", "没有“离开”这一项"),
        ("{能力等级: 很重以上}", "能力完好"),
    ],
)
def test_what_is_not_known_is_told_with_what_is(text: str, words: str) -> None:
    faults = _faults(text)
    assert any(words in fault for fault in faults), faults
