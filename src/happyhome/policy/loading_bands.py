"""档次: tables of amounts, and what strikes about their ages (guide, section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from happyhome.policy import words
from happyhome.policy.conditions import AgeIs, AllOf, Condition
from happyhome.policy.headers import Combine, Kind
from happyhome.policy.loaded import FaultLevel
from happyhome.policy.loading_conditions import read_condition
from happyhome.policy.nodes import Table
from happyhome.policy.rules import Amount, Band, Group, Parameter, Rounding
from happyhome.policy.sections import Section, Value

BAND_KEYS = ("名称", "年龄", "条件", "金额", "数量", "待遇", "条款")
GROUP_KEYS = ("取", "档次")
BASED_KEYS = ("基数", "乘", "最高", "最低")
COMBINE = {one.value: one for one in Combine}
MEAL_PRICE = "餐价"
_STEPS = {"分": 1, "角": 10, "元": 100}
_WAYS = {"四舍五入": "half_up", "进位": "up", "舍去": "down"}


@dataclass(frozen=True, slots=True)
class BandRules:
    """What the bands of a scheme may give: its kind, and the figures that amounts may be a ratio of."""

    kind: Kind
    parameters: Mapping[str, Parameter]

    @property
    def bases(self) -> tuple[str, ...]:
        """The names that may stand as 基数."""
        return (*self.parameters, MEAL_PRICE) if self.kind is Kind.MEAL else tuple(self.parameters)


def read_group(section: Section, table: BandRules) -> Group:
    """取 and 档次 of a version or of a group in it."""
    combine = section.read_or("取", words.one_of(COMBINE), Combine.HIGHEST)
    found = [_member(value, table) for value in section.members("档次", need=True)]
    group = Group(combine, tuple(one for one in found if one is not None))
    if section.get("档次") is not None:
        _judge_ages(section.entries["档次"], group)
    return group


def _member(value: Value, table: BandRules) -> Band | Group | None:
    node = value.node
    if isinstance(node, Table) and any(entry.key in GROUP_KEYS for entry in node.entries):
        inner = value.section(GROUP_KEYS)
        return None if inner is None else read_group(inner, table)
    section = value.section(BAND_KEYS)
    return None if section is None else _band(section, table)


def _band(section: Section, table: BandRules) -> Band:
    title = section.read("名称", words.any_text, need=True) or ""
    parts: list[Condition] = []
    ages = section.read("年龄", words.ages)
    if ages is not None:
        parts.append(AgeIs(*ages))
    value = section.get("条件")
    condition = None if value is None else read_condition(value)
    if condition is not None:
        parts.append(condition)
    _judge_gift(section, table.kind)
    amount = section.get("金额")
    return Band(
        title,
        parts[0] if len(parts) == 1 else AllOf(tuple(parts)) if parts else None,
        None if amount is None else read_amount(amount, table),
        section.read_or("数量", words.whole(1, 9999), 0),
        section.read("待遇", words.any_text) or "",
        section.read("条款", words.any_text) or "",
        section.line,
    )


def _judge_gift(section: Section, kind: Kind) -> None:
    """Cash and meals give 金额, goods 数量, services 金额; goods and services may give 待遇 instead."""
    gift = "数量" if kind is Kind.GOODS else "金额"
    foreign = "金额" if kind is Kind.GOODS else "数量"
    if section.has(foreign):
        section.entries[foreign].fault(f"“{kind.value}”类的档次应写“{gift}”，不写“{foreign}”。")
    if kind in (Kind.CASH, Kind.MEAL):
        section.need("金额", "应写多少元")
        if section.has("待遇"):
            section.entries["待遇"].fault("“待遇”只用在实物和服务里；发钱的写“金额”。")
    elif not section.has(gift) and not section.has("待遇"):
        section.need(gift, "或者写“待遇”")
    elif section.has("金额") and section.has("待遇"):
        section.entries["待遇"].fault("“金额”和“待遇”只能写一样。")


def read_amount(value: Value, table: BandRules) -> Amount | None:
    """A figure, payers with their figures, or a ratio of a parameter."""
    if not isinstance(value.node, Table):
        fen = value.read(words.yuan)
        return None if fen is None else Amount(fen)
    if {entry.key for entry in value.node.entries} & set(BASED_KEYS):
        section = value.section(BASED_KEYS)
        return None if section is None else _based(section, table)
    payers = value.section(())
    found = {name: one.read(words.yuan) for name, one in payers.entries.items()} if payers else {}
    shares = tuple((name, fen) for name, fen in found.items() if fen is not None)
    if not found:
        value.fault("应写多少元，如 50；几级出资的写 {县级: 10, 镇级: 5}。")
    return Amount(sum(fen for _, fen in shares), shares=shares) if shares else None


def _based(section: Section, table: BandRules) -> Amount | None:
    name = section.read("基数", words.any_text, need=True)
    if name is not None and name not in table.bases:
        listed = f"可以写：{'、'.join(table.bases)}。" if table.bases else "请先在最外层写“参数”。"
        section.entries["基数"].fault(f"没有“{name}”这个基数，{listed}")
    ratio = section.read("乘", words.ratio, need=True)
    least, most = section.read("最低", words.yuan), section.read("最高", words.yuan)
    if least is not None and most is not None and least > most:
        section.entries["最低"].fault("“最低”比“最高”还多。")
    return Amount(None, name or "", ratio, least, most) if ratio is not None else None


def read_rounding(section: Section) -> Rounding:
    """取整."""
    inner = section.section("取整", ("到", "方式"))
    if inner is None:
        return Rounding()
    return Rounding(
        inner.read_or("到", words.one_of(_STEPS), 1), inner.read_or("方式", words.one_of(_WAYS), "half_up")
    )


def read_payers(section: Section) -> tuple[tuple[str, int], ...]:
    """分担: percentages that add up to 100."""
    inner = section.section("分担", ())
    if inner is None:
        return ()
    found = {name: value.read(words.percent) for name, value in inner.entries.items()}
    parts = tuple((name, part) for name, part in found.items() if part is not None)
    total = sum(part for _, part in parts)
    if len(parts) == len(found) and total != 100:
        inner.value.fault(f"各家的百分比加起来应是 100%，现在是 {total}%。")
    return parts


def _judge_ages(value: Value, group: Group) -> None:
    """Warn where ages leave a gap, and where they overlap although bands are summed."""
    bands = [one for one in group.members if isinstance(one, Band)]
    spans = [(one.low or 0, _top(one.high), band) for band in bands for one in _ages_of(band)]
    spans.sort(key=lambda span: span[:2])
    if any(not _ages_of(band) and band.condition is None for band in bands) or len(bands) < len(
        group.members
    ):
        return
    reached = spans[0][1] if spans else 0
    for low, high, band in spans[1:]:
        if low > reached + 1:
            missing = f"{reached + 1}—{low - 1}" if low - 1 > reached + 1 else f"{low - 1}"
            _warn(
                value,
                band,
                f"年龄有空档：{missing} 岁没有档次，“{band.title}”从 {low} 岁起。真是这样就不用改。",
            )
        reached = max(reached, high)
    plain = [span for span in spans if isinstance(span[2].condition, AgeIs)]
    for (begin, high, one), (low, end, other) in pairwise(plain):
        told = f"“{one.title}”和“{other.title}”的年龄有重叠"
        if group.combine is Combine.SUM and low <= high:
            _warn(value, other, f"{told}，“取: 相加”时两档会一起发。")
        elif begin < low <= high < end:
            which = "金额高的" if group.combine is Combine.HIGHEST else "写在前面的"
            _warn(value, other, f"{told}（{low}—{high} 岁），都符合的发{which}。真是这样就不用改。")


def _warn(value: Value, band: Band, text: str) -> None:
    value.findings.add(band.line, value.path, text, FaultLevel.WARNING)


def _ages_of(band: Band) -> list[AgeIs]:
    parts = band.condition.members if isinstance(band.condition, AllOf) else (band.condition,)
    return [part for part in parts if isinstance(part, AgeIs)]


def _top(high: int | None) -> int:
    return words.OLDEST if high is None else high
