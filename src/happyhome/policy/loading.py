"""From the text of a rule file to its schemes, with every fault named by line and place.

What the file may say is told in resources/policies/guide.md; this is its counterpart, section by section.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from happyhome.policy import words
from happyhome.policy.loaded import Fault, FaultLevel, Loaded
from happyhome.policy.loading_cases import read_case
from happyhome.policy.loading_headers import Context, read_references
from happyhome.policy.loading_schemes import SchemeContext, read_exclusion, read_parameters, read_scheme
from happyhome.policy.nodes import Unreadable, parse
from happyhome.policy.rules import Scheme
from happyhome.policy.sections import Findings, Section, Value

__all__ = ["Fault", "FaultLevel", "Loaded", "load"]

TOP_KEYS = ("格式", "名称", "地区", "说明", "依据", "参数", "项目", "互斥", "案例")
FORMAT = "1"


def load(
    text: str | bytes,
    source: str,
    own: bool = False,
    today: date | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> Loaded:
    """Read a rule file. Never raises for what stands in it: see ``Loaded.faults``.

    With ``today`` it is also told whether a 核对 date lies in the future (error) or is a year old
    (warning); without, the clock has no say, so that a wrong one stops no payment.
    ``elsewhere`` are the keys of other files' schemes, which exclusions and cases may name without a warning.
    """
    findings = Findings(source)
    try:
        root = parse(text)
    except Unreadable as error:
        for line, told in error.findings:
            findings.add(line, "", told)
        return Loaded(source, faults=findings.told(), is_own=own)
    top = Value(root, "", findings).section(TOP_KEYS)
    if top is None:
        return Loaded(source, faults=findings.told(), is_own=own)
    return _read(top, Loaded(source, is_own=own), today, elsewhere)


def _read(top: Section, blank: Loaded, today: date | None, elsewhere: frozenset[str]) -> Loaded:
    if (top.read("格式", words.any_text, need=True) or FORMAT) != FORMAT:
        top.entries["格式"].fault("这个程序只认得第 1 版的写法，应写 1；文件写法更新的，请先更新程序。")
    title = top.read("名称", words.any_text, need=True) or ""
    area = top.read("地区", words.any_text, need=True) or ""
    dated = Context(read_references(top), today)
    context = SchemeContext(dated, read_parameters(top, dated), area, blank.source, blank.is_own)
    members = [(value, read_scheme(value, context)) for value in top.members("项目", need=True)]
    schemes = _distinct(members)
    keys = frozenset(schemes) | elsewhere
    exclusions = [read_exclusion(value, keys, dated) for value in top.members("互斥")]
    cases = [read_case(value, schemes, elsewhere) for value in top.members("案例")]
    faults = top.findings.told()
    named = replace(blank, title=title, area=area, faults=faults)
    if not named.is_sound:
        return named
    return replace(
        named,
        schemes=tuple(schemes.values()),
        exclusions=tuple(one for one in exclusions if one is not None),
        cases=tuple(one for one in cases if one is not None),
    )


def _distinct(members: list[tuple[Value, Scheme | None]]) -> dict[str, Scheme]:
    found: dict[str, Scheme] = {}
    for value, scheme in members:
        if scheme is None or not scheme.key:
            continue
        if scheme.key in found:
            value.fault(f"编号“{scheme.key}”和第 {found[scheme.key].line} 行的重复了，请换一个。")
        else:
            found[scheme.key] = scheme
    return found
