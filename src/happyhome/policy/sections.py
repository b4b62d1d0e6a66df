"""A place in a rule file: what stands there is asked for by name, and what is wrong is noted, not raised.

So one reading finds every fault of a file. A value that cannot be read comes back as None (or a default);
it never gets into a scheme, since a file with an error gives none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from happyhome.policy.loaded import Fault, FaultLevel
from happyhome.policy.nodes import Entry, Items, Node, Table, Text
from happyhome.policy.typing_slips import slip_of

T = TypeVar("T")
MOST_FAULTS = 200
_TITLED = ("项目", "互斥", "案例")
"""Lists whose members are long enough to be told by their name; the others by their place."""
SHOWN = 30


@dataclass
class Findings:
    """The faults of one file as they are found; the same sentence about the same line is told once."""

    source: str
    faults: list[Fault] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)

    def add(self, line: int, key: str, text: str, level: FaultLevel = FaultLevel.ERROR) -> None:
        """Note one fault."""
        if (line, text) not in self.seen:
            self.seen.add((line, text))
            self.faults.append(Fault(self.source, line, key, text, level))

    def told(self) -> tuple[Fault, ...]:
        """All of them by line, at most MOST_FAULTS, errors before warnings where that cuts any off."""
        kept = sorted(self.faults, key=lambda fault: not fault.is_error)[:MOST_FAULTS]
        kept.sort(key=lambda fault: fault.line)
        if len(self.faults) > len(kept):
            more = len(self.faults) - len(kept)
            kept.append(Fault(self.source, kept[-1].line, "", f"还有 {more} 处没有列出，先改好上面这些。"))
        return tuple(kept)


@dataclass(frozen=True, slots=True)
class Value:
    """A node with its place, as it is named in faults."""

    node: Node
    path: str
    findings: Findings

    @property
    def line(self) -> int:
        """Where it stands."""
        return self.node.line

    def fault(self, text: str, level: FaultLevel = FaultLevel.ERROR) -> None:
        """Note what is wrong with it."""
        self.findings.add(self.line, self.path, text, level)

    def warn(self, text: str) -> None:
        """Note what is odd about it."""
        self.fault(text, FaultLevel.WARNING)

    def text(self) -> str | None:
        """The scalar; None, with a fault, where something else stands."""
        if isinstance(self.node, Text):
            return self.node.value
        what = "一组“名称: 内容”" if isinstance(self.node, Table) else "几条"
        self.fault(f"这里应写一个词或数，写的却是{what}。")
        return None

    def read(self, reader: Callable[[str], T]) -> T | None:
        """The scalar as ``reader`` understands it; None, with a fault, where it does not."""
        text = self.text()
        if text is None:
            return None
        try:
            return reader(text)
        except ValueError as error:
            shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
            self.fault(f"“{shown}”不对，{error}。" if text else f"没有写内容，{error}。")
            return None

    def members(self) -> Iterator[Value]:
        """The members of a list; one that is no list counts as a list of one."""
        nodes = self.node.members if isinstance(self.node, Items) else (self.node,)
        many = isinstance(self.node, Items)
        titled = self.path in _TITLED
        for index, node in enumerate(nodes, 1):
            path = f"{self.path}[{(_titled(node) if titled else '') or index}]" if many else self.path
            yield Value(node, path, self.findings)

    def words(self) -> tuple[str, ...]:
        """One word or several."""
        found = (member.text() for member in self.members())
        return tuple(word for word in found if word)

    def section(self, known: Collection[str]) -> Section | None:
        """The table that stands here; None, with a fault, where none does."""
        if isinstance(self.node, Table):
            return Section(self, self.node, known)
        slip = slip_of(self.node.value) if isinstance(self.node, Text) else ""
        listed = "、".join(known)
        self.fault(
            slip or f"这里应写一组“名称: 内容”，可以写的名称：{listed}。" if known else slip or _A_TABLE
        )
        return None


_A_TABLE = "这里应写一组“名称: 内容”。"


class Section:
    """A table whose keys are known beforehand; unknown and repeated ones are noted on opening it."""

    def __init__(self, value: Value, table: Table, known: Collection[str]) -> None:
        self.value = value
        self.findings = value.findings
        self.entries: dict[str, Value] = {}
        for entry in table.entries:
            if entry.key in self.entries:
                first = self.entries[entry.key].line
                self._fault(entry, f"“{entry.key}”写了两次（第 {first} 行已经有了），请删掉一个。")
                continue
            if known and entry.key not in known:
                self._fault(entry, unknown_key(entry.key, known))
            self.entries[entry.key] = Value(entry.node, self._place(entry.key), self.findings)

    def _place(self, key: str) -> str:
        return f"{self.value.path}.{key}" if self.value.path else key

    def _fault(self, entry: Entry, text: str) -> None:
        self.findings.add(entry.line, self._place(entry.key), text)

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.value.line

    def has(self, key: str) -> bool:
        """Whether a key is written."""
        return key in self.entries

    def get(self, key: str) -> Value | None:
        """What a key holds, if it is written."""
        return self.entries.get(key)

    def need(self, key: str, expected: str = "") -> Value | None:
        """What a key holds; a fault where it is not written."""
        if key not in self.entries:
            why = f"，{expected}" if expected else ""
            self.findings.add(self.line, self._place(key), f"缺少“{key}”{why}。")
        return self.entries.get(key)

    def read(self, key: str, reader: Callable[[str], T], *, need: bool = False) -> T | None:
        """A key's scalar; None where it is not written or (with a fault) cannot be read."""
        value = self.need(key) if need else self.get(key)
        return None if value is None else value.read(reader)

    def read_or(self, key: str, reader: Callable[[str], T], default: T) -> T:
        """A key's scalar, ``default`` where it is not written or (with a fault) cannot be read."""
        found = self.read(key, reader)
        return default if found is None else found

    def section(self, key: str, known: Collection[str]) -> Section | None:
        """The table a key holds."""
        value = self.get(key)
        return None if value is None else value.section(known)

    def members(self, key: str, *, need: bool = False) -> tuple[Value, ...]:
        """The members of a key's list."""
        value = self.need(key) if need else self.get(key)
        if value is None:
            return ()
        found = tuple(value.members())
        if not found:
            value.fault("这里是空的，至少要写一条。")
        return found

    def sections(self, key: str, known: Collection[str], *, need: bool = False) -> tuple[Section, ...]:
        """The tables in a key's list."""
        found = (member.section(known) for member in self.members(key, need=need))
        return tuple(one for one in found if one is not None)

    def words(self, key: str) -> tuple[str, ...]:
        """One word or several."""
        value = self.get(key)
        return () if value is None else value.words()


def unknown_key(key: str, known: Collection[str]) -> str:
    """The sentence about a key that is not known, with the nearest known one."""
    slip = slip_of(key)
    if slip:
        return slip
    if key.isdigit():
        return f"逗号后面多出了“{key}”：数里不要用逗号分节，1,000 写成 1000。"
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return f"没有“{key}”这一项，是不是“{near[0]}”？"
    return f"没有“{key}”这一项，这里可以写：{'、'.join(known)}。"


def _titled(node: Node) -> str:
    """What a member of a list is called by, where it has a name."""
    if not isinstance(node, Table):
        return ""
    found = {entry.key: entry.node for entry in reversed(node.entries)}
    title = found.get("名称")
    return title.value[:20] if isinstance(title, Text) else ""
