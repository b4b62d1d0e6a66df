"""What is done with a roll once it is drawn up: 公示, 锁定, 重开, 发放, 退回."""

from __future__ import annotations

from datetime import date

from happyhome.domain.rolls import Roll, RollLine
from happyhome.services.session import operation
from happyhome.store.work import Work


@operation("公示名册")
def post_roll(work: Work, *, roll: str, first_day: date, last_day: date) -> Roll:
    """Say from when to when a draft is posted, both days included; called again, the days are corrected."""
    raise NotImplementedError


@operation("记录异议")
def note_objection(work: Work, *, roll: str, text: str) -> Roll:
    """Keep what was objected and how it was handled (异议及处理); "" takes it away."""
    raise NotImplementedError


@operation("锁定名册")
def lock_roll(work: Work, *, roll: str) -> Roll:
    """Lock a roll: it counts from now on, and nothing changes its lines any more.

    Refuses one whose lines are not what they would be by today's knowledge (roll_stale, naming whose).
    Asks where it was not posted as long as the rule wants, or an objection was not handled.
    """
    raise NotImplementedError


@operation("重开名册")
def reopen_roll(work: Work, *, roll: str, reason: str) -> Roll:
    """Make the newest locked roll of its scheme a draft again, with the reason; not once it is paid."""
    raise NotImplementedError


@operation("发放")
def pay_roll(work: Work, *, roll: str, day: date) -> Roll:
    """Say that a locked roll was paid out on a day; its lines are paid unless the bank sent them back."""
    raise NotImplementedError


@operation("登记发放结果")
def mark_line(work: Work, *, line: str, state: str, failure: str = "") -> RollLine:
    """What became of one payment: "paid", "failed" with the bank's reason, or "" for not known.

    A failed one leaves the ledger and is paid again by the next roll. Refuses to take that back once
    another roll has dealt with one of its months (paid_again).
    """
    raise NotImplementedError
