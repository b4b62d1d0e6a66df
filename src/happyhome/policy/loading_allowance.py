"""现金, 实物, 服务: one version of an allowance by month (guide, sections 4 to 6)."""

from __future__ import annotations

from happyhome.policy import words
from happyhome.policy.headers import Header, Kind
from happyhome.policy.loading_bands import BandRules, read_group, read_payers, read_rounding
from happyhome.policy.loading_conditions import read_condition
from happyhome.policy.loading_timing import (
    TIMING_KEYS,
    read_application,
    read_arrears,
    read_certify,
    read_cycle,
    read_recovery,
    read_start,
    read_stop,
    read_suspensions,
)
from happyhome.policy.rules import AllowanceVersion, Group
from happyhome.policy.sections import Section

_COMMON = ("对象", *TIMING_KEYS, "单位", "取", "档次")
ALLOWANCE_KEYS = {
    Kind.CASH: (*_COMMON, "整发", "取整", "每月最多", "分担"),
    Kind.GOODS: (*_COMMON, "每"),
    Kind.SERVICE: (*_COMMON, "取整", "每月最多", "每月最多量", "分担"),
}
ONCE = "一次性"
PERIODS = {"元/月": 1, "元/季": 3, "元/半年": 6, "元/年": 12, ONCE: 1}


def read_allowance(section: Section, header: Header, table: BandRules) -> AllowanceVersion:
    """One version of a cash, goods or service scheme."""
    subject = section.get("对象")
    start = read_start(section)
    group = read_group(section, table)
    per, unit, each = _unit(section, table.kind, group)
    once = section.has("单位") and table.kind is Kind.CASH and section.read("单位", words.any_text) == ONCE
    whole, whole_month = _at_once(section, per, once)
    return AllowanceVersion(
        header,
        group,
        None if subject is None else read_condition(subject),
        needs_application=read_application(section, start),
        start=start,
        stop=read_stop(section),
        certify=read_certify(section),
        suspensions=read_suspensions(section),
        arrears=read_arrears(section),
        recovery=read_recovery(section),
        recovery_percent=section.read_or("每期最多扣回", words.percent, 100),
        cycle=read_cycle(section),
        per=per,
        whole=whole,
        whole_month=whole_month,
        once=once,
        rounding=read_rounding(section),
        month_cap=section.read("每月最多", words.yuan),
        payers=read_payers(section),
        unit=unit,
        each=each,
        most_units=section.read("每月最多量", words.whole(1, 9999, "小时", "次")),
        papers=section.words("材料"),
    )


def _at_once(section: Section, per: int, once: bool) -> tuple[bool, int]:
    """整发: whether an amount is due at once, and the month of the year it is due in (0: the first)."""
    whole, month = section.read_or("整发", words.at_once, (once, 0))
    value = section.get("整发")
    if value is not None and once:
        value.warn("单位是“一次性”的，本来就只发一次；“整发”可以删掉。")
    elif value is not None and whole and per == 1:
        value.fault("“整发”只用在 元/季、元/半年、元/年；按月的金额本来就每月发。")
    elif value is not None and month and per != 12:
        value.fault("“整发”写几月的，单位应是 元/年；别的写“是”。")
    return whole or once, 0 if once else month


def _unit(section: Section, kind: Kind, group: Group) -> tuple[int, str, str]:
    """How many months an amount is for, the unit of goods or services, and each of what (日 or 月)."""
    if kind is Kind.CASH:
        return section.read_or("单位", words.one_of(PERIODS), 1), "", ""
    counted = _is_counted(group)
    if counted:
        section.need("单位", "写 袋、盒 这样的量词" if kind is Kind.GOODS else "写 小时 或 次")
    reader = words.any_text if kind is Kind.GOODS else words.one_of({"小时": "小时", "次": "次"})
    unit = section.read("单位", reader) or ""
    if kind is Kind.GOODS and counted:
        section.need("每", "写 日 或 月")
    return 1, unit, section.read("每", words.one_of({"日": "日", "月": "月"})) or ""


def _is_counted(group: Group) -> bool:
    """Whether any band gives something that is counted, not only a 待遇."""
    return any(
        _is_counted(one) if isinstance(one, Group) else bool(one.quantity or one.amount)
        for one in group.members
    )
