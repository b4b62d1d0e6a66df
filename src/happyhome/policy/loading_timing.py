"""起发, 停发, 认证, 暂停, 补发, 发放: when money begins, pauses and ends (guide, section 5)."""

from __future__ import annotations

from happyhome.policy import words
from happyhome.policy.loading_conditions import read_condition
from happyhome.policy.nodes import Text
from happyhome.policy.rules import Certify, Cycle, Limit, Start, Stop, Suspension, Trigger, Unit
from happyhome.policy.sections import Section

TIMING_KEYS = (
    "需申请", "起发", "停发", "认证", "暂停", "补发期限", "扣回期限", "每期最多扣回", "发放", "材料",
)  # fmt: skip
TRIGGERS = {one.value: one for one in Trigger}
CYCLES = {"月": 1, "季": 3, "半年": 6, "年": 12}
DAY_WORDS = ("日", "号")
_DELAYS = {"当月": 0, "次月": 1}
BACK_PAY = {"补发": True, "不补发": False}


def read_start(section: Section) -> Start:
    """起发; absent: the month of qualifying."""
    inner = section.section("起发", ("方式", "推迟月", "截止日", "截止日期", "迟报补发"))
    if inner is None:
        return Start()
    if inner.has("截止日") and inner.has("截止日期"):
        inner.entries["截止日期"].fault("“截止日”（每月几号）和“截止日期”（一年里的几天）只能写一样。")
    start = Start(
        inner.read_or("方式", words.one_of(TRIGGERS), Trigger.QUALIFIED),
        inner.read_or("推迟月", _delay, 0),
        inner.read("截止日", words.whole(1, 31, *DAY_WORDS)),
        _month_days(inner, "截止日期"),
        inner.read_or("迟报补发", words.limit("不补"), Limit(Unit.NONE)),
    )
    if inner.has("迟报补发") and start.trigger is Trigger.QUALIFIED:
        inner.entries["迟报补发"].warn("从符合条件的月份起发，不存在迟报，“迟报补发”不起作用；可以删掉。")
    return start


def _delay(text: str) -> int:
    return _DELAYS[text] if text in _DELAYS else words.whole(0, 24, "个月")(text)


def read_application(section: Section, start: Start) -> bool:
    """需申请; absent: where payment counts from an application's day."""
    counts = start.trigger is not Trigger.QUALIFIED
    needs = section.read_or("需申请", words.flag, counts)
    if counts and not needs:
        section.entries["需申请"].fault(f"起发方式是“{start.trigger.value}”，一定要申请，应写“是”。")
    return needs


def read_stop(section: Section) -> Stop:
    """停发, of each cause or in a word for all of them; absent: the month of the event is paid."""
    value = section.get("停发")
    if value is not None and isinstance(value.node, Text) and value.node.value:
        rule = value.read(words.stop)
        return Stop(rule, rule, rule)
    inner = section.section("停发", ("死亡", "迁出", "其他"))
    if inner is None:
        return Stop()
    return Stop(*(inner.read(key, words.stop) for key in ("死亡", "迁出", "其他")))


def read_certify(section: Section) -> Certify | None:
    """认证; absent: nobody asks for it."""
    inner = section.section("认证", ("截止", "恢复后", "提前月"))
    if inner is None:
        return None
    inner.need("截止", "写每年哪几天，如 [06-30, 12-30]")
    return Certify(
        _month_days(inner, "截止"),
        inner.read_or("提前月", words.whole(1, 12, "个月"), 0),
        inner.read_or("恢复后", words.one_of(BACK_PAY), True),
    )


def _month_days(section: Section, key: str) -> tuple[words.MonthDay, ...]:
    found = [(value, value.read(words.month_day)) for value in section.members(key)]
    days = [day for _, day in found if day is not None]
    for (value, day), before in zip(found[1:], found, strict=False):
        if day is not None and before[1] is not None and day <= before[1]:
            value.fault("各个日子应按先后写，不能重复。")
    return tuple(days)


def read_suspensions(section: Section) -> tuple[Suspension, ...]:
    """暂停, one or several."""
    found = []
    for inner in section.sections("暂停", ("名称", "条件", "满月", "恢复后")):
        title = inner.read("名称", words.any_text, need=True) or ""
        value = inner.need("条件", "写什么情形下暂停")
        condition = None if value is None else read_condition(value)
        months = inner.read_or("满月", words.whole(0, 120, "个月"), 0)
        back_pay = inner.read_or("恢复后", words.one_of(BACK_PAY), True)
        if condition is not None:
            found.append(Suspension(title, condition, months, back_pay))
    return tuple(found)


def read_arrears(section: Section) -> Limit:
    """补发期限."""
    return section.read_or("补发期限", words.limit("不补"), Limit())


def read_recovery(section: Section) -> Limit:
    """扣回期限."""
    return section.read_or("扣回期限", words.limit("不扣"), Limit())


def read_cycle(section: Section) -> Cycle:
    """发放; absent: by the month."""
    inner = section.section("发放", ("周期", "报送日", "确认日", "发放日", "公示天数"))
    if inner is None:
        return Cycle()
    report, confirm, pay = (
        inner.read_or(key, words.whole(1, 31, *DAY_WORDS), 0) for key in ("报送日", "确认日", "发放日")
    )
    months = inner.read_or("周期", words.one_of(CYCLES), 1)
    return Cycle(months, report, confirm, pay, inner.read_or("公示天数", words.whole(0, 60, "天", "日"), 0))
