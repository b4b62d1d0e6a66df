"""参数, 项目 with their versions, and 互斥 (guide, sections 2, 3, 7 and 8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from happyhome.policy import words
from happyhome.policy.banding import leaves
from happyhome.policy.headers import Combine, Header, Kind, Reference
from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.loading_allowance import ALLOWANCE_KEYS, read_allowance
from happyhome.policy.loading_bands import BandRules
from happyhome.policy.loading_headers import HEADER_KEYS, Context, in_sequence, read_header
from happyhome.policy.loading_homes import OPERATING_KEYS, RATING_KEYS, read_operating, read_rating
from happyhome.policy.loading_meals import MEAL_KEYS, read_meals
from happyhome.policy.nodes import Entry, Table
from happyhome.policy.rules import (
    AllowanceVersion,
    Exclusion,
    Exclusivity,
    Group,
    MealVersion,
    Parameter,
    Scheme,
    Version,
)
from happyhome.policy.sections import Section, Value

SCHEME_KEYS = ("编号", "名称", "类别", "说明", "版本")
VALUE_KEYS = ("自", "至", "金额", "依据", "条款", "状态", "核对", "说明")
EXCLUSION_KEYS = ("名称", "项目", "方式", *HEADER_KEYS)
KINDS = {one.value: one for one in Kind}
WAYS = {one.value: one for one in Exclusivity}
OWN_KEYS: dict[Kind, tuple[str, ...]] = {
    **ALLOWANCE_KEYS,
    Kind.MEAL: MEAL_KEYS,
    Kind.OPERATING: OPERATING_KEYS,
    Kind.RATING: RATING_KEYS,
}
_KEY = re.compile(r"[a-z][a-z0-9_]{1,60}")


@dataclass(frozen=True, slots=True)
class SchemeContext:
    """What the schemes of a file share."""

    dated: Context
    parameters: Mapping[str, Parameter]
    area: str
    source: str
    is_own: bool


def read_parameters(top: Section, context: Context) -> dict[str, Parameter]:
    """参数: figures with their dated values."""
    section = top.section("参数", ())
    found: dict[str, Parameter] = {}
    for name, value in section.entries.items() if section is not None else ():
        inner = value.section(("值", "说明"))
        values = () if inner is None else inner.sections("值", VALUE_KEYS, need=True)
        read = [(one, read_header(one, context), one.read("金额", words.yuan, need=True)) for one in values]
        heads = [(one, header) for one, header, _ in read if header is not None]
        amounts = [fen for _, header, fen in read if header is not None]
        pairs = zip(in_sequence(heads), amounts, strict=True)
        found[name] = Parameter(name, tuple((header, fen or 0) for header, fen in pairs))
    return found


def read_scheme(value: Value, context: SchemeContext) -> Scheme | None:
    """One member of 项目."""
    section = value.section(SCHEME_KEYS)
    if section is None:
        return None
    key = section.read("编号", scheme_key, need=True) or ""
    title = section.read("名称", words.any_text, need=True) or ""
    kind = section.read("类别", words.one_of(KINDS), need=True)
    explained = section.read("说明", words.any_text) or ""
    members = section.members("版本", need=True)
    versions = _versions(members, kind or _likely(members), context)
    shared = {} if kind in (None, Kind.OPERATING, Kind.RATING) else context.parameters
    return Scheme(
        key, title, kind or Kind.CASH, context.area, versions, shared,
        explained, context.source, section.line, context.is_own,
    )  # fmt: skip


def _likely(members: tuple[Value, ...]) -> Kind:
    """What a scheme with an unreadable 类别 most likely is, so that its other faults are told at once."""
    written = {entry.key for one in members if isinstance(one.node, Table) for entry in one.node.entries}
    return max(OWN_KEYS, key=lambda kind: len(written.intersection(OWN_KEYS[kind])))


def scheme_key(text: str) -> str:
    """编号."""
    if not _KEY.fullmatch(text):
        raise ValueError("应写英文小写字母打头的编号，只用小写字母、数字、下划线，如 mouxian_gaoling")
    return text


def _versions(members: tuple[Value, ...], kind: Kind, context: SchemeContext) -> tuple[Version, ...]:
    table = BandRules(kind, context.parameters)
    known = (*HEADER_KEYS, "停办", "沿用", *OWN_KEYS[kind])
    heads: list[tuple[Section, Header]] = []
    found: list[Version] = []
    base: Table | None = None
    for value in members:
        own = value.section(known)
        if own is None:
            continue
        is_ended = own.read_or("停办", words.flag, False)
        full = _taken_over(own, base)
        header = read_header(own, context.dated)
        version = None
        if is_ended:
            _judge_end(own, known)
        else:
            version = _version(full, kind, header or _undated(context), table)
            base = full.value.node if isinstance(full.value.node, Table) else base
            _judge_figures(own, version, table)
        if header is not None:
            heads.append((own, header))
            found.append(version or _ended(kind, header))
    return tuple(
        replace(version, header=header) for version, header in zip(found, in_sequence(heads), strict=True)
    )


def _taken_over(section: Section, base: Table | None) -> Section:
    """The version with what it does not say itself taken from the one before it (沿用: 是)."""
    if not section.read_or("沿用", words.flag, False):
        return section
    node = section.value.node
    if base is None or not isinstance(node, Table):
        section.entries["沿用"].fault("前面没有可以沿用的版本，请把各项写全。")
        return section
    kept = {entry.key for entry in node.entries} | {*HEADER_KEYS, "停办", "沿用"}
    inherited: tuple[Entry, ...] = tuple(entry for entry in base.entries if entry.key not in kept)
    merged = Table((*node.entries, *inherited), node.line)
    return Section(Value(merged, section.value.path, section.findings), merged, ())


def _judge_end(section: Section, known: tuple[str, ...]) -> None:
    for key in section.entries:
        if key in known and key not in (*HEADER_KEYS, "停办"):
            section.entries[key].fault(f"“停办”的版本不用写“{key}”，请删掉。")


def _judge_figures(section: Section, version: Version, table: BandRules) -> None:
    """Warn where an amount is a ratio of a figure that has no value yet when the version begins."""
    if not isinstance(version, AllowanceVersion | MealVersion) or version.header.since == date.min:
        return
    named = {band.amount.parameter for band in leaves(version.bands) if band.amount is not None}
    for parameter in (table.parameters[name] for name in named if name in table.parameters):
        if parameter.on(version.header.since) is None:
            section.value.warn(
                f"“{parameter.title}”在 {version.header.since} 还没有值，那时的金额算不出来；请在“参数”里补上。"
            )


def _undated(context: SchemeContext) -> Header:
    """Stands in for a header that cannot be read, so that the rest of its version is judged all the same."""
    return Header(date.min, None, Reference(""), True, date.min)


def _version(section: Section, kind: Kind, header: Header, table: BandRules) -> Version:
    match kind:
        case Kind.MEAL:
            return read_meals(section, header, table)
        case Kind.OPERATING:
            return read_operating(section, header)
        case Kind.RATING:
            return read_rating(section, header)
        case _:
            return read_allowance(section, header, table)


def _ended(kind: Kind, header: Header) -> Version:
    nothing = Group(Combine.HIGHEST, ())
    match kind:
        case Kind.MEAL:
            return MealVersion(header, nothing, is_ended=True)
        case Kind.OPERATING:
            return OperatingVersion(header, (), is_ended=True)
        case Kind.RATING:
            return RatingVersion(header, (), (), is_ended=True)
        case _:
            return AllowanceVersion(header, nothing, is_ended=True)


def read_exclusion(value: Value, keys: frozenset[str], context: Context) -> Exclusion | None:
    """One member of 互斥; ``keys`` are the schemes of this file."""
    section = value.section(EXCLUSION_KEYS)
    if section is None:
        return None
    title = section.read("名称", words.any_text, need=True) or ""
    way = section.read("方式", words.one_of(WAYS), need=True)
    header = read_header(section, context)
    members = [(one, one.read(scheme_key)) for one in section.members("项目", need=True)]
    named = [key for _, key in members if key is not None]
    if section.has("项目") and len(members) < 2:
        section.entries["项目"].fault("互斥至少要写两个项目的编号。")
    seen: set[str] = set()
    for one, key in members:
        if key is None:
            continue
        if key not in keys:
            one.warn(f"这份文件里没有编号是“{key}”的项目；在别的文件里的，请核对编号没有写错。")
        if key in seen:
            one.fault(f"“{key}”写了两次。")
        seen.add(key)
    if header is None or way is None:
        return None
    return Exclusion(title, tuple(named), way, header)
