"""依据 and the dates of versions: by which paper, from when, how sure, and that one follows the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from happyhome.domain.dates import day_after, day_before
from happyhome.policy import words
from happyhome.policy.headers import Header, Reference
from happyhome.policy.sections import Section

REFERENCE_KEYS = ("机关", "文号", "标题", "日期", "网址")
HEADER_KEYS = ("自", "至", "依据", "条款", "状态", "核对", "说明")
STATES = {"确认": False, "样例": True}
_NOWHERE = Reference("")


@dataclass(frozen=True, slots=True)
class Context:
    """What the parts of a file need to know of the rest: its papers by short name, and the day it is checked on."""

    references: Mapping[str, Reference]
    today: date | None = None


def read_references(top: Section) -> dict[str, Reference]:
    """依据: papers by their short names."""
    value = top.need("依据", "写明引用的文件，每份起一个短名")
    section = value.section(()) if value is not None else None
    found: dict[str, Reference] = {}
    for name, entry in section.entries.items() if section is not None else ():
        paper = entry.section(REFERENCE_KEYS)
        if paper is not None:
            found[name] = _reference(paper)
    return found


def _reference(paper: Section) -> Reference:
    issuer = paper.read("机关", words.any_text, need=True) or ""
    number = paper.read("文号", words.any_text) or ""
    title = paper.read("标题", words.any_text) or ""
    if not paper.has("文号") and not paper.has("标题"):
        paper.value.fault("缺少“文号”或“标题”，至少写一个。")
    url = paper.read("网址", words.any_text) or ""
    return Reference(issuer, number, title.strip("《》"), "", paper.read("日期", words.day, need=True), url)


def read_header(section: Section, context: Context) -> Header | None:
    """The dated head of a version, exclusion or value; None where its first day cannot be read."""
    since = section.read("自", words.day, need=True)
    until = section.read("至", words.day)
    article = section.read("条款", words.any_text, need=True) or ""
    name = section.read("依据", words.any_text, need=True) or ""
    reference = context.references.get(name)
    if name and reference is None:
        listed = "、".join(context.references) or "还没有写"
        section.entries["依据"].fault(f"没有“{name}”这份文件，最上面的“依据”里有：{listed}。")
    sample = section.read("状态", words.one_of(STATES), need=True)
    checked = section.read("核对", words.day, need=True)
    if checked is not None and context.today is not None:
        _judge_check(section, checked, context.today)
    if since is None:
        return None
    if until is not None and until < since:
        section.entries["至"].fault(f"“至”（{until}）早于“自”（{since}）。")
        until = None
    note = section.read("说明", words.any_text) or ""
    paper = (reference or _NOWHERE).at(article)
    return Header(since, until, paper, bool(sample), checked or since, note)


def _judge_check(section: Section, checked: date, today: date) -> None:
    months = (today.year - checked.year) * 12 + today.month - checked.month - (today.day < checked.day)
    if checked > today:
        section.entries["核对"].fault(f"核对日期（{checked}）在今天（{today}）以后，应写已经核对过的那一天。")
    elif months >= 12:
        section.entries["核对"].warn(f"上次核对是 {checked}，已满一年，请再和现行文件核对一次。")


def in_sequence(heads: Sequence[tuple[Section, Header]]) -> tuple[Header, ...]:
    """The headers with their last days filled in: to the eve of the next. Disorder, overlaps and gaps are faults."""
    found = []
    for index, (section, header) in enumerate(heads):
        following = heads[index + 1] if index + 1 < len(heads) else None
        if following is not None:
            _judge_succession(section, header, *following)
            if header.until is None and following[1].since > header.since:
                header = replace(header, until=day_before(following[1].since))
        found.append(header)
    return tuple(found)


def _judge_succession(section: Section, header: Header, next_section: Section, following: Header) -> None:
    start = next_section.entries["自"]
    if following.since <= header.since:
        start.fault(
            f"要按日期从早到晚排列、不能重叠：这里的“自”（{following.since}）应晚于前一个的“自”（{header.since}）。"
        )
    elif header.until is not None and following.since <= header.until:
        start.fault(
            f"和前一个重叠：前一个到 {header.until} 为止（第 {section.line} 行），这里应从 {day_after(header.until)} 起。"
        )
    elif header.until is not None and following.since > day_after(header.until):
        start.fault(
            f"和前一个之间有空档：前一个到 {header.until} 为止，这里从 {following.since} 起。"
            f"中间真的停了，请加一个“停办: 是”的版本；没有停，请改日期。"
        )
