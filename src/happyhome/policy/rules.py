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
from happyhome.policy.headers import Combine, Header, Kind, covers
from happyhome.policy.home_rules import OperatingVersion, RatingVersion


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
    in the first month of the calendar period in which the elder is entitled (with ``whole_month`` of a
    year: in that month or not at all), else month by month so that the months of a calendar period add
    up exactly. ``once``: due one single time, in the first month of all; ``whole`` then holds, too. For goods ``unit`` 袋 and ``each`` 日 or 月;
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
    whole_month: int = 0
    once: bool = False
    rounding: Rounding = Rounding()
    month_cap: int | None = None
    payers: tuple[tuple[str, int], ...] = ()
    unit: str = ""
    each: str = ""
    most_units: int | None = None
    papers: tuple[str, ...] = ()
    is_ended: bool = False

    @property
    def asks_application(self) -> bool:
        """Whether nobody is paid without an approved application: so, too, where payment counts from its day."""
        return self.needs_application or self.start.trigger is not Trigger.QUALIFIED


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
