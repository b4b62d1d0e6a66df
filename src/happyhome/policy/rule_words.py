"""A rule in plain Chinese: what a clerk reads out when somebody asks how it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from happyhome.domain.meals import SLOTS, mode_label
from happyhome.domain.money import yuan
from happyhome.policy.condition_words import condition_words, span_words
from happyhome.policy.headers import Combine, Kind
from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.home_words import operating_clauses, rating_clauses
from happyhome.policy.rules import (
    AllowanceVersion,
    Amount,
    Band,
    Group,
    Limit,
    MealVersion,
    Scheme,
    Unit,
    Version,
)
from happyhome.policy.said import Clause
from happyhome.policy.telling import per_words, start_words

_CYCLE = {1: "按月", 3: "按季", 6: "每半年", 12: "按年"}
_ROUND = {"half_up": "四舍五入", "up": "进位", "down": "舍去"}
_STEP = {1: "分", 10: "角", 100: "元"}
_TOGETHER = {
    Combine.HIGHEST: "符合几档的，按最高的一档发",
    Combine.SUM: "符合几档的，几档相加",
    Combine.FIRST: "符合几档的，按先写的一档发",
}


@dataclass(frozen=True, slots=True)
class BandRow:
    """One line of a table of bands. ``depth`` 1 stands in a group of its own."""

    title: str
    who: str
    amount: str
    depth: int = 0


def band_rows(scheme: Scheme, version: Version) -> tuple[BandRow, ...]:
    """The table of an allowance or meal rule, in its order; empty for the other kinds."""
    if not isinstance(version, AllowanceVersion | MealVersion):
        return ()
    return tuple(_rows(scheme, version, version.bands, 0))


def _rows(
    scheme: Scheme, version: AllowanceVersion | MealVersion, group: Group, depth: int
) -> Iterator[BandRow]:
    for one in group.members:
        if isinstance(one, Group):
            yield from _rows(scheme, version, one, depth + 1)
        else:
            who = condition_words(one.condition) or "符合上面条件的都有"
            yield BandRow(one.title, who, _given(scheme, version, one), depth)


def _given(scheme: Scheme, version: AllowanceVersion | MealVersion, band: Band) -> str:
    """每月 50.00 元, 每日 1 袋, 免费乘车, 最低工资的 1/4."""
    if band.benefit:
        return band.benefit
    if isinstance(version, AllowanceVersion) and scheme.kind is Kind.GOODS:
        return f"每{version.each or '月'} {band.quantity} {version.unit}".strip()
    if band.amount is None:
        return ""
    if isinstance(version, MealVersion):
        each = "每餐"
    elif scheme.kind is Kind.SERVICE:
        each = f"每{version.unit or '小时'}"
    else:
        each = per_words(version)
    return f"{each} {_amount(band.amount)}"


def _amount(amount: Amount) -> str:
    if amount.fen is not None:
        paid = "、".join(f"{payer} {yuan(fen)}" for payer, fen in amount.shares)
        return f"{yuan(amount.fen)} 元" + (f"（{paid}）" if paid else "")
    said = f"{amount.parameter}的 {amount.ratio}"
    if amount.least is not None:
        said += f"，最少 {yuan(amount.least)} 元"
    return said + (f"，最多 {yuan(amount.most)} 元" if amount.most is not None else "")


def clauses(scheme: Scheme, version: Version) -> tuple[Clause, ...]:
    """Everything a version says beside its bands, in the order one asks."""
    if version.is_ended:
        return (Clause("停办", f"{version.header.since.isoformat()} 起不再发"), *_sources(version))
    if isinstance(version, AllowanceVersion):
        said = _allowance(version)
    elif isinstance(version, MealVersion):
        said = _meal(version)
    elif isinstance(version, OperatingVersion):
        said = operating_clauses(version)
    elif isinstance(version, RatingVersion):
        said = rating_clauses(version)
    return tuple(one for one in (*said, *_sources(version)) if one.text)


def _sources(version: Version) -> tuple[Clause, ...]:
    header = version.header
    until = f" 至 {header.until.isoformat()}" if header.until else ""
    return (
        Clause("执行", f"{header.since.isoformat()} 起{until}"),
        Clause("依据", header.reference.text),
        Clause("网址", header.reference.url),
        Clause("核对", f"{header.checked_on.isoformat()} 核对过"),
        Clause("注意", header.note),
    )


def _allowance(version: AllowanceVersion) -> tuple[Clause, ...]:
    return (
        Clause("发给谁", condition_words(version.condition) or "见下面各档"),
        Clause("怎么算", _reckoned(version)),
        Clause("申请", "要本人申请，批准了才发" if version.asks_application else "不用申请，符合条件就发"),
        Clause("起发", _start(version)),
        Clause("停发", _stop(version)),
        Clause("认证", _certified(version)),
        Clause("暂停", "；".join(_suspended(version))),
        Clause("补发", f"早先少发的：{_limit(version.arrears, '不补')}"),
        Clause("扣回", _recovered(version)),
        Clause("发放", _cycle(version)),
        Clause("出资", "、".join(f"{payer} {share}%" for payer, share in version.payers)),
        Clause("材料", "、".join(version.papers)),
    )


def _reckoned(version: AllowanceVersion | MealVersion) -> str:
    said = [_TOGETHER[version.bands.combine]] if len(version.bands.members) > 1 else []
    if isinstance(version, AllowanceVersion):
        if version.per > 1:
            when = f"{version.whole_month} 月" if version.whole_month else ""
            said.append(f"{when}一次发足" if version.whole else "摊到每个月发")
        if version.most_units is not None:
            said.append(f"每月最多 {version.most_units} {version.unit or '小时'}")
    if version.month_cap is not None:
        said.append(f"每月最多 {yuan(version.month_cap)} 元")
    rounding = version.rounding
    if rounding.step > 1:
        said.append(f"算到{_STEP.get(rounding.step, yuan(rounding.step) + ' 元')}，{_ROUND[rounding.way]}")
    return "；".join(said)


def _start(version: AllowanceVersion) -> str:
    start = version.start
    said = start_words(start)
    if start.cutoff_dates:
        said += f"；截止日期是 {'、'.join(f'{month} 月 {day} 日' for month, day in start.cutoff_dates)}"
    if version.asks_application:
        said += f"；申请晚了的，以前的月份{_limit(start.late, '不补')}"
    return said


def _stop(version: AllowanceVersion) -> str:
    said = []
    for what, rule in (
        ("去世", version.stop.died),
        ("户口迁出", version.stop.moved_out),
        ("不再符合条件", version.stop.otherwise),
    ):
        if rule is None:
            when = "当月照发，次月停"
        else:
            when = "当月就停" if rule == 0 else f"{rule} 日以后的当月照发，以前的当月就停"
        said.append((what, when))
    if len({when for _, when in said}) == 1:
        return f"{'、'.join(what for what, _ in said)}：{said[0][1]}"
    return "；".join(f"{what}：{when}" for what, when in said)


def _certified(version: AllowanceVersion) -> str:
    rule = version.certify
    if rule is None:
        return ""
    days = "、".join(f"{month} 月 {day} 日" for month, day in rule.deadlines)
    opens = f"（提前 {rule.opens_months} 个月以内的才算）" if rule.opens_months else ""
    back = "补发" if rule.back_pay else "不补发"
    return f"每年 {days}以前认证{opens}；没有认证的次月起暂停，认证以后恢复，停的月份{back}"


def _suspended(version: AllowanceVersion) -> Iterator[str]:
    for one in version.suspensions:
        long = f"满 {span_words(one.after_months)}" if one.after_months else ""
        back = "补发" if one.back_pay else "不补发"
        yield f"{one.title}{long}，次月起暂停，恢复以后{back}"


def _limit(limit: Limit, nothing: str) -> str:
    if limit.unit is Unit.NONE:
        return nothing
    if limit.unit is Unit.THIS_YEAR:
        return "只到本年 1 月"
    return f"最多往前 {span_words(limit.months)}" if limit.unit is Unit.MONTHS else "不限"


def _recovered(version: AllowanceVersion) -> str:
    said = f"早先多发的：{_limit(version.recovery, '不扣')}"
    if version.recovery_percent < 100:
        said += f"，一期最多扣 {version.recovery_percent}%，其余分期扣"
    return said


def _cycle(version: AllowanceVersion) -> str:
    cycle = version.cycle
    said = [f"{_CYCLE.get(cycle.months, f'每 {cycle.months} 个月')}发一次"]
    for word, day in (("报送", cycle.report_day), ("确认", cycle.confirm_day), ("发放", cycle.pay_day)):
        if day:
            said.append(f"{day} 日以前{word}")
    if cycle.posting_days:
        said.append(f"发放以前公示 {cycle.posting_days} 天")
    return "，".join(said)


def _meal(version: MealVersion) -> tuple[Clause, ...]:
    slots = "、".join(slot.label for slot in SLOTS if slot.key in version.slots)
    most = [
        said
        for said, number in (
            (f"一天最多 {version.per_day} 餐", version.per_day),
            (f"一月最多 {version.per_month} 餐", version.per_month),
            (f"每餐自己至少付 {yuan(version.own_least)} 元", version.own_least or None),
        )
        if number is not None
    ]
    fee = version.delivery_fee
    return (
        Clause("补给谁", condition_words(version.condition) or "见下面各档"),
        Clause("补哪些", f"{slots}；{'、'.join(mode_label(one) for one in version.modes)}"),
        Clause("怎么算", _reckoned(version)),
        Clause("限制", "，".join(most)),
        Clause("餐价", "、".join(f"{title} {yuan(fen)} 元" for title, fen in version.prices)),
        Clause("送餐费", f"每次 {yuan(fee)} 元，{version.delivery_payer}出" if fee else ""),
        Clause("出资", "、".join(f"{payer} {share}%" for payer, share in version.payers)),
        Clause("材料", "、".join(version.papers)),
    )
