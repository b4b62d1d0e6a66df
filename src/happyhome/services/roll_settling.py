"""Which of an account's differences a roll settles, and how: 应发, 补发, 扣回, 待追回, 超期."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from happyhome.domain.dates import Month
from happyhome.policy.rules import AllowanceVersion
from happyhome.services.roll_ledger import Account, reaches_back


@dataclass(frozen=True)
class Period:
    """What a roll is drawn up for: its months, and the rules by which its end is paid.

    ``is_further``: a roll that ends with this period or later is locked already, so only what is
    open besides is settled (补发册).
    """

    first: Month
    last: Month
    version: AllowanceVersion
    is_further: bool = False


@dataclass(frozen=True)
class Settled:
    """分 by month, all above 0. ``over`` is what was paid too much before the recovery limit (不扣).

    ``claim`` is what stays open of an overpayment: not in the ledger, taken off or asked back later.
    """

    due: Mapping[Month, int] = field(default_factory=dict)
    arrears: Mapping[Month, int] = field(default_factory=dict)
    recovery: Mapping[Month, int] = field(default_factory=dict)
    claim: Mapping[Month, int] = field(default_factory=dict)
    barred: Mapping[Month, int] = field(default_factory=dict)
    over: Mapping[Month, int] = field(default_factory=dict)

    @property
    def net(self) -> int:
        """What is paid out."""
        return sum(self.due.values()) + sum(self.arrears.values()) - sum(self.recovery.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to settle or to show."""
        return not (self.due or self.arrears or self.recovery or self.claim or self.barred or self.over)

    @property
    def items(self) -> tuple[tuple[Month, str, int], ...]:
        """(month, kind, 分) as they stand in the ledger, by month: what is taken off is negative."""
        kinds = (
            ("due", self.due, 1),
            ("arrears", self.arrears, 1),
            ("recovery", self.recovery, -1),
            ("claim", self.claim, -1),
            ("barred", self.barred, 1),
            ("barred", self.over, -1),
        )
        return tuple(
            sorted((month, kind, sign * fen) for kind, months, sign in kinds for month, fen in months.items())
        )


def settle(account: Account, period: Period) -> Settled:
    """Sort an account's differences into what a roll for a period does with them.

    Too much paid is taken off what this roll pays, the oldest month first, up to the rule's share;
    the rest is a claim. From somebody who died nothing is taken off: the family is asked. What is
    past its limit is told once, not on every roll that follows.
    """
    due: dict[Month, int] = {}
    arrears: dict[Month, int] = {}
    barred: dict[Month, int] = {}
    over: dict[Month, int] = {}
    too_late: dict[Month, int] = {}
    back = reaches_back(period.version.arrears, period.first)
    takes = reaches_back(period.version.recovery, period.first)
    for month, gap in account.open.items():
        if gap < 0:
            if takes is None or month >= takes:
                over[month] = -gap
            elif account.told.get(month) != gap:
                too_late[month] = -gap
        elif month >= period.first and not account.had.get(month):
            due[month] = gap
        elif month >= period.first or back is None or month >= back or month in account.failed:
            arrears[month] = gap
        elif account.told.get(month) != gap:
            barred[month] = gap
    paid_out = 0 if account.is_dead else sum(due.values()) + sum(arrears.values())
    recovery, claim = _netted(over, paid_out * period.version.recovery_percent // 100)
    return Settled(due, arrears, recovery, claim, barred, too_late)


def _netted(over: Mapping[Month, int], most: int) -> tuple[dict[Month, int], dict[Month, int]]:
    """Of what was paid too much, what is taken off now and what stays open; ``over`` by month ascending."""
    recovery: dict[Month, int] = {}
    claim: dict[Month, int] = {}
    for month, fen in over.items():
        taken = min(fen, most)
        most -= taken
        if taken:
            recovery[month] = taken
        if fen > taken:
            claim[month] = fen - taken
    return recovery, claim
