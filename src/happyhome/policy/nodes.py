"""YAML as a tree of texts, tables and lists that know their lines; nothing is guessed to be a date or a number.

Read from the parser's events, so that what a scalar's letters mean (06-30, 010, 15:30, no, 是) is decided by
the rule that asks for it, a key written twice is seen, and anchors, tags and deep nesting end the reading
before they can cost anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from happyhome.domain.hidden import has_hidden
from happyhome.policy.typing_slips import MOST_FINDINGS, slips_in

MOST_BYTES = 1_000_000
MOST_DEPTH = 40
MOST_PARTS = 50_000


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as it was typed."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a table with its value."""

    key: str
    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Table:
    """名称: 内容, in the order written; a key written twice stands in it twice."""

    entries: tuple[Entry, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    members: tuple[Node, ...]
    line: int


Node = Text | Table | Items


class Unreadable(Exception):
    """The text is no YAML of the plain kind: ``findings`` are (line, sentence)."""

    def __init__(self, *findings: tuple[int, str]) -> None:
        super().__init__("; ".join(text for _, text in findings))
        self.findings = findings


@dataclass(slots=True)
class _Open:
    """A table or list whose end was not reached yet."""

    is_table: bool
    line: int
    members: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: Text | None = None

    def add(self, node: Node) -> None:
        if not self.is_table:
            self.members.append(node)
        elif self.key is None:
            if not isinstance(node, Text):
                raise Unreadable((node.line, "冒号前面应是一个名称，这里却是一组内容。"))
            self.key = node
        else:
            self.entries.append(Entry(self.key.value, self.key.line, node))
            self.key = None

    def close(self) -> Node:
        if self.is_table:
            return Table(tuple(self.entries), self.line)
        return Items(tuple(self.members), self.line)


def read_text(content: str | bytes) -> str:
    """The text of a file; raises Unreadable where it is too long or not UTF-8. A byte order mark is passed over."""
    if len(content) > MOST_BYTES:
        raise Unreadable((1, "文件超过 1 MB，不像政策文件，请核对是不是选错了文件。"))
    if isinstance(content, bytes):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            told = "文件不是 UTF-8 编码，请用记事本打开，“另存为”时编码选 UTF-8。"
            raise Unreadable((line, told)) from error
    return content.removeprefix("\ufeff")


def parse(content: str | bytes) -> Node:
    """The tree of one rule file; raises Unreadable, which names each line at fault."""
    text = read_text(content)
    unseen = _unseen(text)
    if unseen:
        raise Unreadable(*unseen)
    slips = slips_in(text)
    try:
        root = _built(_events(text), dict(slips.likely))
    except yaml.YAMLError as error:
        raise Unreadable(*_with_slips(slips.likely, _syntax(error, text))) from error
    except UnicodeError as error:
        raise Unreadable((1, "文件里有不成字的编码，请用记事本打开，重新保存为 UTF-8。")) from error
    except Unreadable as error:
        raise Unreadable(*_with_slips(slips.certain, *error.findings)) from error
    if slips.certain:
        raise Unreadable(*slips.certain)
    if root is None:
        raise Unreadable((1, "文件是空的，应从“格式: 1”写起（见“政策文件怎么写”第二节）。"))
    return root


def _unseen(text: str) -> tuple[tuple[int, str], ...]:
    """Lines with characters that nobody sees: what the clerk reads is not what the program would."""
    if not has_hidden(text):
        return ()
    lines = [number for number, line in enumerate(text.split("\n"), 1) if has_hidden(line)]
    told = "这一行有看不见的符号（控制字符、不成字的编码或改变字序的暗码），请删掉这一行重新打一遍。"
    return tuple((number, told) for number in lines[:MOST_FINDINGS])


def _events(text: str) -> Iterator[yaml.Event]:
    loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    yield from yaml.parse(text, Loader=loader)


def _built(events: Iterator[yaml.Event], slips: dict[int, str]) -> Node | None:
    root: Node | None = None
    stack: list[_Open] = []
    for number, event in enumerate(events):
        line = event.start_mark.line + 1
        _refuse_arts(event, line)
        if number > MOST_PARTS:
            raise Unreadable((line, "文件太长了，不像政策文件；项目很多的，请分成几份。"))
        node: Node | None = None
        if isinstance(event, yaml.ScalarEvent):
            _refuse_swallowed(event, slips)
            if has_hidden(event.value):  # written as "\\u202e"
                raise Unreadable((line, "这一行的引号里有看不见的符号，请删掉，重新打一遍。"))
            node = Text(event.value.strip(), line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line))
            if len(stack) > MOST_DEPTH:
                raise Unreadable((line, f"一层套一层超过 {MOST_DEPTH} 层，请检查括号和行首空格。"))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node = stack.pop().close()
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise Unreadable((line, "一个文件里只能有一份内容，请删掉“---”那一行和多出来的部分。"))
        if node is not None and stack:
            stack[-1].add(node)
        elif node is not None:
            root = node
    return root


def _refuse_arts(event: yaml.Event, line: int) -> None:
    """Anchors, aliases and tags are of no use here and a way to blow a file up."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Unreadable((line, "内容不能以“*”或“&”开头（那是引用）；真要写这个符号，请加上引号。"))
    if getattr(event, "tag", None):
        raise Unreadable((line, "内容不能以“!”开头；真要写这个符号，请加上引号。"))


def _refuse_swallowed(event: yaml.ScalarEvent, slips: dict[int, str]) -> None:
    """A line indented too far goes on the text above it: where it looks like a key, it was to be one."""
    if not event.style:
        lines = range(event.start_mark.line + 2, event.end_mark.line + 2)
        found = tuple((line, slips[line]) for line in lines if line in slips)
        if found:
            raise Unreadable(*found)


def _syntax(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position if isinstance(position, int) else 0) + 1
        return line, "有看不见的控制字符，请删掉这一行重新打一遍。"
    problem = getattr(error, "problem", "") or ""
    if "end of stream" in problem:  # what was left open is worth more than where the file ends
        mark = getattr(error, "context_mark", None) or mark
    line = min(mark.line + 1, text.count("\n") + 1)
    return line, _PROBLEMS.get(_kind(problem), _PROBLEMS[""])


def _kind(problem: str) -> str:
    return next((part for part in _PROBLEMS if part and part in problem), "")


_PROBLEMS = {
    "could not find expected ':'": "这一行或上一行少了冒号。应写“名称: 内容”，冒号用半角，后面空一格。",
    "mapping values are not allowed": "这里不该有冒号：请看上一行是不是没写完，或者行首空格没有对齐；内容里要写冒号的，加上引号。",
    "did not find expected key": "行首空格没有对齐：同一级的各项，行首空格要一样多；带引号的内容后面也不要再写字。",
    "did not find expected '-' indicator": "行首空格没有对齐：同一级的横线“- ”要上下对齐。",
    "expected <block end>": "行首空格没有对齐：同一级的各项，行首空格要一样多。",
    "expected ',' or": "方括号或花括号没有写完整：各项之间用半角逗号隔开，最后要有“]”或“}”。",
    "block sequence entries are not allowed": "横线“- ”不能跟在冒号后面同一行，请另起一行写。",
    "found character that cannot start": "这个符号不能打头（可能是 Tab 键、@、% 或反引号）：行首请用空格；内容请加引号。",
    "found unexpected end of stream": "引号没有配对：开头有引号，后面没有收尾。",
    "found unknown escape": "双引号里的反斜杠“\\”看不懂，请换成单引号。",
    "": "看不懂这一行。请检查：冒号是半角且后面空一格，同一级的行首空格一样多，括号和引号成对。",
}


def _with_slips(
    slips: tuple[tuple[int, str], ...], *findings: tuple[int, str]
) -> tuple[tuple[int, str], ...]:
    """What was mistyped explains a parser's complaint near it: it is told instead of it."""
    near = {line + step for line, _ in slips for step in (0, 1, 2)}
    rest = tuple(finding for finding in findings if finding[0] not in near)
    return (*slips, *rest)
