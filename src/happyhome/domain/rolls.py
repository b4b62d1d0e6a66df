"""发放名册: what was drawn up, posted, locked and paid; snapshots that nothing later changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.fields import Choice, Kind, Record, described

ROLL_STATES = (
    Choice("draft", "草稿"),
    Choice("posted", "公示中"),
    Choice("locked", "已锁定"),
    Choice("paid", "已发放"),
)
COUNTED_STATES = ("locked", "paid")
LINE_STATES = (
    Choice("", "待发"),
    Choice("paid", "已到账", ("成功", "发放成功", "已发", "代发成功", "交易成功")),
    Choice("failed", "退回", ("失败", "发放失败", "代发失败", "未到账", "交易失败")),
)
ITEM_KINDS = (
    Choice("due", "本期应发"),
    Choice("arrears", "补发"),
    Choice("recovery", "扣回"),
    Choice("claim", "待追回"),
    Choice("barred", "超期不补"),
)
COUNTED_KINDS = ("due", "arrears", "recovery")
CHANGES = (
    Choice("", "不变"),
    Choice("joined", "增"),
    Choice("left", "减"),
    Choice("changed", "变"),
)


@dataclass(frozen=True, kw_only=True)
class Roll(Record):
    """One scheme's roll for the months ``first`` to ``last`` (YYYY-MM, both included).

    ``fingerprint`` is the SHA-256 of its lines and items as they stand; ``total`` in 分 is what the
    bank pays out. ``is_sample``: some amount rests on a rule marked 样例.
    """

    scheme: str = described("项目", required=True)
    title: str = described("名称")
    first: str = described("起月", Kind.MONTH, required=True)
    last: str = described("止月", Kind.MONTH, required=True)
    state: str = described("状态", Kind.CHOICE, default="draft", choices=ROLL_STATES)
    made_on: date | None = described("造册日期", Kind.DAY, default=None)
    posted_from: date | None = described("公示起", Kind.DAY, default=None)
    posted_to: date | None = described("公示止", Kind.DAY, default=None)
    objection: str = described("异议及处理", Kind.LONG_TEXT)
    locked_on: date | None = described("锁定日期", Kind.DAY, default=None)
    paid_on: date | None = described("发放日期", Kind.DAY, default=None)
    fingerprint: str = described("指纹")
    total: int = described("实发合计", Kind.MONEY, default=0)
    people: int = described("实发人数", Kind.NUMBER, default=0)
    is_sample: bool = described("样例政策", Kind.FLAG, default=False)
    reason: str = described("重开原因", Kind.LONG_TEXT)

    @property
    def span(self) -> tuple[Month, Month]:
        """Its first and last month."""
        return Month.parse(self.first), Month.parse(self.last)

    @property
    def period(self) -> str:
        """2026年11月, or 2026年7月至12月."""
        first, last = self.span
        if first == last:
            return first.label
        same = first.year == last.year
        return f"{first.label}至{last.number}月" if same else f"{first.label}至{last.label}"


@dataclass(frozen=True, kw_only=True)
class RollLine(Record):
    """One elder on a roll, with everything the paper says, as it was when the roll was made.

    Amounts in 分; ``recovery`` and ``claim`` are positive numbers that are taken off, or asked back
    from the family. ``net`` = due + arrears - recovery, never below 0. ``why`` is the explanation,
    one sentence a line; ``note`` is the 变动说明.
    """

    roll: str = described("名册", Kind.REFERENCE, required=True, refers_to="roll")
    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    number: int = described("序号", Kind.NUMBER, default=0)
    name: str = described("姓名", Kind.NAME)
    sex: str = described("性别")
    id_number: str = described("身份证号", Kind.ID_NUMBER)
    birthday: date | None = described("出生日期", Kind.DAY, default=None)
    group: str = described("村民小组")
    registered_address: str = described("户籍地址", Kind.ADDRESS)
    band: str = described("档次")
    standard: int = described("月标准", Kind.MONEY, default=0)
    months: int = described("发放月数", Kind.NUMBER, default=0)
    due: int = described("本期应发", Kind.MONEY, default=0)
    arrears: int = described("补发", Kind.MONEY, default=0)
    recovery: int = described("扣回", Kind.MONEY, default=0)
    claim: int = described("待追回", Kind.MONEY, default=0)
    net: int = described("实发金额", Kind.MONEY, default=0)
    bank_name: str = described("开户行")
    bank_card: str = described("社保卡号", Kind.CARD)
    collector: str = described("代领人")
    phone: str = described("联系电话", Kind.PHONE)
    change: str = described("增减", Kind.CHOICE, choices=CHANGES)
    cause: str = described("变动原因")
    changed_on: date | None = described("变动日期", Kind.DAY, default=None)
    start_stop: str = described("起发/停发月份", Kind.MONTH)
    note: str = described("变动说明", Kind.LONG_TEXT)
    why: str = described("计算说明", Kind.LONG_TEXT)
    reference: str = described("依据")
    state: str = described("发放结果", Kind.CHOICE, choices=LINE_STATES)
    failure: str = described("退回原因")


@dataclass(frozen=True, kw_only=True)
class RollItem(Record):
    """What one line of a roll settles of one month, in 分: negative for 扣回 and 待追回.

    The ledger of a scheme is the sum of the items of ``COUNTED_KINDS`` on lines of locked or paid
    rolls that did not fail, plus refunds.
    """

    line: str = described("明细", Kind.REFERENCE, required=True, refers_to="roll_line")
    month: str = described("月份", Kind.MONTH, required=True)
    kind: str = described("类别", Kind.CHOICE, default="due", choices=ITEM_KINDS)
    amount: int = described("金额", Kind.MONEY, default=0)


@dataclass(frozen=True, kw_only=True)
class Refund(Record):
    """Money that came back for one month of one scheme, in 分 (positive)."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    scheme: str = described("项目", required=True)
    month: str = described("所属月份", Kind.MONTH, required=True)
    day: date = described("退款日期", Kind.DAY, required=True, default=None)
    amount: int = described("金额", Kind.MONEY, required=True, default=0)
    note: str = described("收据号/说明")
