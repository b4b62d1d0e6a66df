"""What a rule file says, once it is read: schemes with dated versions. No number stands in Python.

Amounts are 分. Everything here is made by ``policy.loading`` from YAML, and asked by the engines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from happyhome.policy.conditions import Condition


class Kind(StrEnum):
    """What a scheme gives (类别)."""

    CASH = "现金"
    GOODS = "实物"
    SERVICE = "服务"
    MEAL = "助餐"
    OPERATING = "运营"
    RATING = "评定"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a rule stands: who issued it, number or title, article, and its day."""

    issuer: str
    number: str = ""
    title: str = ""
    article: str = ""
    day: date | None = None
    url: str = ""

    def at(self, article: str) -> Reference:
        """The same paper, another article."""
        return Reference(self.issuer, self.number, self.title, article or self.article, self.day, self.url)

    @property
    def text(self) -> str:
        """夏河县民政局《…方案》（甘民发〔2024〕1号）第五条, as papers cite it."""
        title = f"《{self.title}》" if self.title and "《" not in self.title else self.title
        number = f"（{self.number}）" if self.number and title else self.number
        day = "" if self.number or self.day is None else f"（{self.day.isoformat()}）"
        return f"{self.issuer}{title}{number}{day}{self.article}"


@dataclass(frozen=True, slots=True)
class Header:
    """When a version counts (``until`` is the last day, None: still), by which paper, and how sure it is."""

    since: date
    until: date | None
    reference: Reference
    is_sample: bool
    checked_on: date
    note: str = ""


class Unit(StrEnum):
    """Limits of time (补发期限 and the like)."""

    NONE = "none"
    THIS_YEAR = "this_year"
    MONTHS = "months"
    UNLIMITED = "unlimited"


@dataclass(frozen=True, slots=True)
class Limit:
    """How far back something reaches; ``months`` only with Unit.MONTHS."""

    unit: Unit = Unit.UNLIMITED
    months: int = 0


class Trigger(StrEnum):
    """What a first payment counts from (起发: 方式)."""

    QUALIFIED = "符合条件"
    APPLIED = "申请"
    ACCEPTED = "受理"
    APPROVED = "审批"


@dataclass(frozen=True, slots=True)
class Start:
    """起发. The event is the later of qualifying and the trigger's day.

    The first month is that of the event, plus ``delay`` months, plus one where the event's day of
    month is after ``cutoff_day``. With ``cutoff_dates`` ((month, day), …) it is the month of the first
    such date on or after the event, plus ``delay``. ``late`` says how far before it months are made
    up where the elder had qualified earlier and applied late.
    """

    trigger: Trigger = Trigger.QUALIFIED
    delay: int = 0
    cutoff_day: int | None = None
    cutoff_dates: tuple[tuple[int, int], ...] = ()
    late: Limit = Limit(Unit.NONE)


@dataclass(frozen=True, slots=True)
class Stop:
    """停发, by cause. None: the month of the event is paid; 0: it is not; d: paid where it fell after day d."""

    died: int | None = None
    moved_out: int | None = None
    otherwise: int | None = None


@dataclass(frozen=True, slots=True)
class Certify:
    """认证: by each of these dates of the year; missed, suspended from the month after until certified.

    ``opens_months``: a certification counts for a deadline where it was made up to so many months
    before it (0: since the deadline before). ``back_pay``: the missed months are paid once certified.
    """

    deadlines: tuple[tuple[int, int], ...]
    opens_months: int = 0
    back_pay: bool = True


@dataclass(frozen=True, slots=True)
class Suspension:
    """暂停: while ``condition`` has held for ``after_months``, from the month after; ``back_pay`` when it ends."""

    title: str
    condition: Condition
    after_months: int = 0
    back_pay: bool = True


@dataclass(frozen=True, slots=True)
class Rounding:
    """取整: to a multiple of ``step`` 分, half_up, up or down."""

    step: int = 1
    way: str = "half_up"


@dataclass(frozen=True, slots=True)
class Amount:
    """What a band gives: 分, or a ``ratio`` of a parameter (or of the meal's price: parameter "餐价").

    ``shares`` are the payers in order; where they carry amounts these add up to the whole.
    """

    fen: int | None = None
    parameter: str = ""
    ratio: Fraction = Fraction(1)
    least: int | None = None
    most: int | None = None
    shares: tuple[tuple[str, int], ...] = ()


class Combine(StrEnum):
    """How bands that hold at once are put together (取)."""

    HIGHEST = "就高"
    SUM = "相加"
    FIRST = "第一档"


@dataclass(frozen=True, slots=True)
class Band:
    """One line of a table: for whom, how much. ``quantity`` with ``unit`` and ``each`` for goods.

    ``benefit`` is what is given where it is no amount (免费乘车). ``article`` overrides the version's.
    """

    title: str
    condition: Condition | None = None
    amount: Amount | None = None
    quantity: int = 0
    benefit: str = ""
    article: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Bands or groups of them, put together in one way."""

    combine: Combine
    members: tuple[Band | Group, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """发放: ``months`` of a pay period (1, 3, 6, 12) and the days of the month by which things are done (0: none)."""

    months: int = 1
    report_day: int = 0
    confirm_day: int = 0
    pay_day: int = 0
    posting_days: int = 0


@dataclass(frozen=True, slots=True)
class AllowanceVersion:
    """现金, 实物, 服务: one dated form of an allowance by month.

    ``per`` is the number of months an amount is for (1, 3, 6, 12); with ``whole`` it is due at once,
    in the first month of the calendar period in which the elder is entitled, else month by month so
    that the months of a calendar period add up exactly. For goods ``unit`` 袋 and ``each`` 日 or 月;
    for services amounts are per hour (``unit`` 小时) or piece, ``most_units`` a month's cap.
    ``month_cap`` in 分. ``payers`` are percentages that add up to 100. ``recovery_percent``: what
    part of a period's payment may be taken off for a recovery.
    """

    header: Header
    bands: Group
    condition: Condition | None = None
    needs_application: bool = False
    start: Start = Start()
    stop: Stop = Stop()
    certify: Certify | None = None
    suspensions: tuple[Suspension, ...] = ()
    arrears: Limit = Limit()
    recovery: Limit = Limit()
    recovery_percent: int = 100
    cycle: Cycle = Cycle()
    per: int = 1
    whole: bool = False
    rounding: Rounding = Rounding()
    month_cap: int | None = None
    payers: tuple[tuple[str, int], ...] = ()
    unit: str = ""
    each: str = ""
    most_units: int | None = None
    papers: tuple[str, ...] = ()
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class MealVersion:
    """助餐: what a meal is subsidised with. ``prices`` (title, 分): the first counts where the home sets none.

    ``modes`` that count; ``per_day`` meals and ``per_month`` meals or ``month_cap`` 分 at most;
    ``own_least`` 分 that the elder pays in any case; ``delivery_fee`` paid by ``delivery_payer``.
    """

    header: Header
    bands: Group
    condition: Condition | None = None
    slots: tuple[str, ...] = ("lunch",)
    modes: tuple[str, ...] = ("dine_in", "delivery", "takeaway")
    per_day: int | None = None
    per_month: int | None = None
    month_cap: int | None = None
    own_least: int = 0
    prices: tuple[tuple[str, int], ...] = ()
    delivery_fee: int = 0
    delivery_payer: str = "个人"
    rounding: Rounding = Rounding()
    payers: tuple[tuple[str, int], ...] = ()
    papers: tuple[str, ...] = ()
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A demand on a metric: at least, under, at most, or exactly (as a number or a word)."""

    metric: str
    at_least: Fraction | None = None
    below: Fraction | None = None
    at_most: Fraction | None = None
    equals: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a metric, from ``at_least`` on and ``below``, and what it gives.

    ``value``: 分 or points; plus ``more`` for each whole ``every`` above ``base`` (or, with a negative
    ``every``, for each begun stretch below it). ``base`` None: ``at_least`` for more, ``below`` for less.
    """

    at_least: Fraction | None
    below: Fraction | None
    value: Fraction
    every: Fraction | None = None
    more: Fraction = Fraction(0)
    base: Fraction | None = None
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """One part of an operating subsidy: by ``steps`` of a metric, at a ``rate`` of 分 a unit, or ``fixed``."""

    title: str
    metric: str = ""
    steps: tuple[Step, ...] = ()
    rate: int | None = None
    rate_above: Fraction = Fraction(0)
    fixed: int | None = None
    gates: tuple[Test, ...] = ()
    most: int | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class OperatingVersion:
    """运营: gates that must all hold, vetoes of which none may, and parts put together (就高 or 相加)."""

    header: Header
    parts: tuple[Formula, ...]
    combine: Combine = Combine.SUM
    gates: tuple[Test, ...] = ()
    vetoes: tuple[Test, ...] = ()
    cap: int | None = None
    period_months: int = 12
    asks: Mapping[str, str] = field(default_factory=dict)
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rating table: by steps of a metric, or by things to have with points off for each missing."""

    title: str
    chapter: str
    full: Fraction
    metric: str = ""
    steps: tuple[Step, ...] = ()
    things: tuple[str, ...] = ()
    off_each: Fraction = Fraction(0)
    by_hand: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Star:
    """One grade: least points and further demands."""

    stars: int
    title: str
    points: Fraction
    demands: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingVersion:
    """评定: criteria, bonus lines (``full`` is the most each adds), vetoes, and stars from the highest down."""

    header: Header
    criteria: tuple[Criterion, ...]
    stars: tuple[Star, ...]
    bonus: tuple[Criterion, ...] = ()
    bonus_most: Fraction | None = None
    vetoes: tuple[Test, ...] = ()
    valid_months: int = 36
    asks: Mapping[str, str] = field(default_factory=dict)
    is_ended: bool = False


Version = AllowanceVersion | MealVersion | OperatingVersion | RatingVersion


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated figure that amounts are a ratio of (最低工资), in 分."""

    title: str
    values: tuple[tuple[Header, int], ...]

    def on(self, day: date) -> int | None:
        """Its value on a day; None where none is known."""
        return next((fen for header, fen in self.values if covers(header, day)), None)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One allowance, subsidy or rating, its versions in order of date. ``source`` and ``line``: where it stands."""

    key: str
    title: str
    kind: Kind
    area: str
    versions: tuple[Version, ...]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    help: str = ""
    source: str = ""
    line: int = 0
    is_own: bool = False

    def on(self, day: date) -> Version | None:
        """The version that counts on a day; None before the first and after the last."""
        return next((one for one in self.versions if covers(one.header, day)), None)


class Exclusivity(StrEnum):
    """How schemes of an exclusion group stand to each other (方式)."""

    ONE = "只享一项"
    HIGHER = "就高"
    NEVER = "不得同享"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """互斥: of ``members`` (scheme keys, the first first) one only is paid a month.

    ONE: the first that is payable. HIGHER: the one of the higher amount. NEVER: whoever is entitled
    to an earlier one gets none of the later, also while the earlier is suspended.
    """

    title: str
    members: tuple[str, ...]
    way: Exclusivity
    header: Header


def covers(header: Header, day: date) -> bool:
    """Whether a version counts on a day."""
    return header.since <= day and (header.until is None or day <= header.until)
