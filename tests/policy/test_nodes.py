"""YAML comes as texts that know their lines, and what is no plain YAML is told by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.policy.nodes import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_PARTS,
    Entry,
    Items,
    Table,
    Text,
    Unreadable,
    parse,
)


def _told(content: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(Unreadable) as caught:
        parse(content)
    return list(caught.value.findings)


@pytest.mark.parametrize(
    "word", ["06-30", "010", "15:30", "no", "yes", "是", "~", "null", "1e3", "0x1F", "2024-02-21", "50.50"]
)
def test_a_word_stays_what_was_typed(word: str) -> None:
    assert parse(f"a: {word}") == Table((Entry("a", 1, Text(word, 1)),), 1)


@pytest.mark.parametrize("quoted", ['"50"', "'50'", "50"])
def test_quotes_make_no_difference(quoted: str) -> None:
    assert parse(f"a: {quoted}") == parse("a: 50")


def test_every_part_knows_its_line() -> None:
    root = parse("a:\n  - 1\n  - {b: 2,\n     c: 3}\n")
    assert isinstance(root, Table)
    items = root.entries[0].node
    assert isinstance(items, Items)
    table = items.members[1]
    assert isinstance(table, Table)
    assert [items.members[0].line, table.line, *(entry.line for entry in table.entries)] == [2, 3, 3, 4]


def test_a_key_written_twice_is_there_twice() -> None:
    root = parse("a: 1\na: 2")
    assert isinstance(root, Table)
    assert [entry.key for entry in root.entries] == ["a", "a"]


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_the_line_ends_of_windows_are_passed_over(start: bytes) -> None:
    assert parse(start + "名称: 甲\r\n地区: 乙\r\n".encode()) == parse("名称: 甲\n地区: 乙\n")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_told_with_what_to_do(encoding: str) -> None:
    assert "另存为" in _told("格式: 1\n名称: 某县\n".encode(encoding))[0][1]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("格式: 1\n名称：某县\n地区: 甲\n", 2, "全角冒号"),
        ("格式: 1\n名称:某县\n地区: 甲\n", 2, "后面要空一格"),
        ("a:\n\tb: 1\n", 2, "Tab"),
        ("a:\n\u3000b: 1\n", 2, "全角空格"),
        ("a: {b: 1，c: 2}\n", 1, "全角逗号"),
        ("a: 1\n  b：2\nc: 3\n", 2, "全角冒号"),
        ("a: [1, 2\nb: 3\n", 2, "“]”"),
        ("a: 'x\n", 1, "引号没有配对"),
        ("a:\n  - b\n - c\n", 3, "没有对齐"),
        ("a: &x 1\n", 1, "引用"),
        ("a: 1\nb: *x\n", 2, "引用"),
        ("a: !!python/object:os.system 1\n", 1, "“!”"),
        ("a: 1\n---\nb: 2\n", 2, "---"),
        ("a: 1\nb: 甲\u202e乙\n", 2, "看不见"),
        ("a: 1\n名\u200b称: x\n", 2, "看不见"),
        ('a: 1\nb: "\\u202e甲"\n', 2, "看不见"),
        ("a: x\x07\n", 1, "控制字符"),
        ("a: \ud800\n", 1, "编码"),
        ("? [a]\n: b\n", 1, "名称"),
        ("# 什么也没有\n", 1, "空的"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(content: str, line: int, words: str) -> None:
    findings = _told(content)
    assert any(one == line and words in text for one, text in findings), findings


def test_a_full_width_colon_inside_a_text_is_no_fault() -> None:
    root = parse("说明: |\n  注意：每年核对\n标题: 通知：关于高龄津贴\n")
    assert isinstance(root, Table)
    assert [entry.node for entry in root.entries] == [
        Text("注意：每年核对", 1),
        Text("通知：关于高龄津贴", 3),
    ]


def test_nesting_and_size_are_bounded() -> None:
    assert "层" in _told("[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1))[0][1]
    assert "太长" in _told("- x\n" * MOST_PARTS)[0][1]
    assert "1 MB" in _told("a: " + "x" * MOST_BYTES)[0][1]


@pytest.mark.parametrize("text", ["[" * 900_000, "a: {" + "，{" * 400_000, "：" * 900_000, "\n" * 999_999])
def test_a_line_that_nobody_typed_costs_no_more_than_its_length(text: str) -> None:
    assert _outcome(text) != [] or isinstance(parse(text), Text)


def test_a_bomb_of_anchors_costs_nothing() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert _told(bomb)[0][0] == 1


def _outcome(content: str | bytes) -> list[tuple[int, str]]:
    """What is told of a text; nothing where it can be read."""
    try:
        parse(content)
    except Unreadable as error:
        return list(error.findings) or [(0, "")]
    return []


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_read_or_told(content: str | bytes) -> None:
    assert all(line >= 1 and text for line, text in _outcome(content))
