"""The Chinese guide against the loader: what it shows loads, what it lists is known."""

from __future__ import annotations

import re
from textwrap import dedent, indent

import pytest

from happyhome.domain.axes import AXES
from happyhome.policy.book import book_of, shipped_rules
from happyhome.policy.cases import run_cases
from happyhome.policy.loading import load
from happyhome.resources import resource

GUIDE = resource("policies", "guide.md").read_text(encoding="utf-8")
BLOCKS = [dedent(block) for block in re.findall(r"```yaml\n(.*?)```", GUIDE, flags=re.DOTALL)]
WHOLE = [block for block in BLOCKS if block.startswith("格式:")]
PARTS = [block for block in BLOCKS if not block.startswith("格式:")]

PAPERS = ("县办法", "市办法", "区办法", "省通知", "新通知", "评分表")
HEAD = "格式: 1\n名称: 试\n地区: 试\n依据:\n" + "".join(
    f"  {paper}: {{机关: 某局, 标题: {paper}, 日期: 2019-01-01}}\n" for paper in PAPERS
)
SCHEME = "项目:\n  - 编号: shi\n    名称: 试\n"
CASH = SCHEME + "    类别: 现金\n"
VERSION = "    版本:\n      - 自: 2019-01-01\n        依据: 县办法\n        条款: 全文\n        状态: 样例\n        核对: 2026-11-20\n"
BANDS = "        档次: [{名称: 都有, 金额: 1}]\n"
ELSEWHERE = frozenset({"zhongcan_huli", "laonian_huli"})
SECTION_OF_FACTS = GUIDE.split("| 可以写的事实 | 写法和可选的词 |")[1].split("\n\n")[0]
METRICS = GUIDE.split("程序自己数得出的指标：")[1].split("其余的写在`自填`里")[0]


def _faults(text: str) -> list[str]:
    return [fault.sentence for fault in load(text, "试.yaml", elsewhere=ELSEWHERE).faults]


def _in_a_file(part: str) -> str:
    """A fragment of the guide where it belongs in a file, by its first key."""
    key = part.split(":")[0].lstrip("- ")
    if key == "类别":
        return HEAD + SCHEME + indent(part, "    ")
    if key in ("互斥", "参数"):
        return HEAD + CASH + VERSION + BANDS + part
    if key == "案例":
        return WHOLE[0].split("案例:")[0] + part
    inner = indent(part, "        ")
    return HEAD + CASH + VERSION + inner + ("" if "档次:" in part else BANDS)


def test_the_guide_shows_a_whole_file() -> None:
    assert WHOLE


@pytest.mark.parametrize("block", WHOLE, ids=lambda block: block.splitlines()[1])
def test_a_whole_file_of_the_guide_loads_and_its_cases_pass(block: str) -> None:
    loaded = load(block, "guide.md")
    assert [fault.sentence for fault in loaded.faults] == []
    results = run_cases(loaded, book_of((loaded,)))
    assert results
    assert [(one.title, one.messages) for one in results if not one.ok] == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.splitlines()[0])
def test_a_fragment_of_the_guide_is_understood_where_it_belongs(part: str) -> None:
    assert _faults(_in_a_file(part)) == []


def test_the_case_that_the_guide_shows_passes() -> None:
    part = next(part for part in PARTS if part.startswith("案例:"))
    loaded = load(_in_a_file(part), "guide.md")
    assert [(one.title, one.messages) for one in run_cases(loaded, book_of((loaded,))) if not one.ok] == []


def _listed() -> list[tuple[str, str]]:
    """(fact, word) for every word that the table of facts lists."""
    found = []
    for line in SECTION_OF_FACTS.strip().splitlines()[1:]:
        fact, words = (cell.strip() for cell in line.strip("|").split("|"))
        if fact not in ("年龄", "出生", "残疾", "其他情形"):
            plain = re.sub(r"（.*?）", "", re.split("[。；]", words)[0])
            found += [(fact, word) for word in plain.split("、")]
    return found


LISTED = [
    *_listed(),
    ("能力等级", "中度失能以上"),
    ("计生特殊", "手术并发症二级"),
    ("计生特殊", "手术并发症三级"),
    ("残疾", "肢体二级"),
    ("其他情形", "归侨"),
    ("年龄", "80-89"),
    ("年龄", "90以上"),
    ("年龄", "不满60"),
    ("出生", "1949-10-01以前"),
    ("出生", "1949-10-01以后"),
]


@pytest.mark.parametrize(("fact", "word"), LISTED, ids=lambda text: text)
def test_a_word_that_the_guide_lists_for_a_fact_is_known(fact: str, word: str) -> None:
    assert _faults(f"{HEAD}{CASH}{VERSION}        对象: {{{fact}: {word}}}\n{BANDS}") == []


def test_a_word_that_the_guide_does_not_list_is_a_fault() -> None:
    assert _faults(f"{HEAD}{CASH}{VERSION}        对象: {{救助身份: 富户}}\n{BANDS}")


def test_the_guide_lists_every_axis_that_rules_may_ask_about() -> None:
    told = {fact for fact, _ in LISTED}
    assert {axis.label for axis in AXES} - told == {"离开"}


def test_the_guide_lists_every_word_of_an_axis() -> None:
    told = {fact: {word for one, word in LISTED if one == fact} for fact, _ in LISTED}
    missing = [
        f"{axis.label}：{choice.label}"
        for axis in AXES
        if axis.label in told and axis.label not in ("残疾", "其他情形")
        for choice in axis.values
        if choice.label not in told[axis.label]
    ]
    assert missing == []


@pytest.mark.parametrize("metric", re.findall(r"`(.+?)`", METRICS))
def test_a_metric_that_the_guide_lists_needs_no_asking(metric: str) -> None:
    part = f"类别: 运营\n版本:\n  - {{自: 2025-01-01, 依据: 区办法, 条款: 全文, 状态: 样例, 核对: 2026-11-20, 计算: [{{名称: 试, 指标: {metric}, 单价: 1}}]}}\n"
    assert _faults(HEAD + SCHEME + indent(part, "    ")) == []


def test_the_guide_names_every_shipped_file_and_scheme() -> None:
    told = GUIDE.split("## 十三、自带的政策")[1]
    shipped = shipped_rules()
    assert [one.source for one in shipped if one.source not in told] == []
    assert [scheme.key for one in shipped for scheme in one.schemes if scheme.key not in told] == []


def test_the_guide_names_the_facts_whose_silence_means_no() -> None:
    line = next(line for line in GUIDE.splitlines() if line.endswith("所以没有登记就算没有。"))
    assert set(line.strip().split("，")[0].split("、")) == {axis.label for axis in AXES if axis.silent}
