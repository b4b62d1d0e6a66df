"""What is done with a roll once it is drawn up: 公示, 锁定, 重开, 发放, 退回."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from happyhome.domain.dates import Month, long_day
from happyhome.domain.problems import refuse, warn
from happyhome.domain.rolls import COUNTED_STATES, LINE_STATES, Roll, RollLine
from happyhome.services.roll_drafting import count_act
from happyhome.services.roll_ledger import rules_for
from happyhome.services.roll_lines import fingerprint_of, stored_content
from happyhome.services.roll_sheet import OPEN_STATES, draw_up, open_roll, roll_by_id
from happyhome.services.schemes import scheme_named
from happyhome.services.session import operation
from happyhome.store.rolls import items_of, lines_of, refunded, rolls_of, settled_since
from happyhome.store.work import Work


@operation("公示名册")
def post_roll(work: Work, *, roll: str, first_day: date, last_day: date) -> Roll:
    """Say from when to when a draft is posted, both days included; called again, the days are corrected."""
    found = open_roll(work, roll)
    if first_day > last_day:
        raise refuse("day_order", "公示的止日早于起日，请核对。", "posted_to")
    if found.made_on is not None and first_day < found.made_on:
        text = f"公示从 {long_day(first_day)}起，早于造册的 {long_day(found.made_on)}，请核对。"
        work.warn(warn("posted_before_made", text, "posted_from"))
    work.label = f"公示名册：{found.title} {found.period}"
    kept = work.update(replace(found, state="posted", posted_from=first_day, posted_to=last_day))
    count_act(work, found.scheme)
    return kept


@operation("记录异议")
def note_objection(work: Work, *, roll: str, text: str) -> Roll:
    """Keep what was objected and how it was handled (异议及处理); "" takes it away.

    An objection counts as handled once the text says so (处理：…).
    """
    found = open_roll(work, roll)
    return work.update(replace(found, objection=text.strip()))


@operation("锁定名册")
def lock_roll(work: Work, *, roll: str) -> Roll:
    """Lock a roll: it counts from now on, and nothing changes its lines any more.

    Refuses one whose lines are not what they would be by today's knowledge (roll_stale, naming whose).
    Asks where it was not posted as long as the rule wants, or an objection was not handled.
    """
    found = open_roll(work, roll)
    scheme = scheme_named(work, found.scheme)
    first, last = found.span
    items = items_of(work, found.id)
    kept = [stored_content(line, items.get(line.id, ())) for line in lines_of(work, found.id)]
    _check_fresh(found, kept, draw_up(work, scheme, first, last, work.today).contents)
    _ask_posting(work, found, rules_for(scheme, last).cycle.posting_days)
    if found.objection and "处理" not in found.objection:
        text = f"公示期间有异议：“{found.objection}”，还没有写处理结果。确定要锁定吗？"
        work.warn(warn("objection_open", text, "objection"))
    work.label = f"锁定名册：{found.title} {found.period}"
    locked = work.update(
        replace(found, state="locked", locked_on=work.today, fingerprint=fingerprint_of(found, kept))
    )
    count_act(work, found.scheme)
    return locked


def _check_fresh(roll: Roll, kept: list[dict[str, Any]], fresh: tuple[dict[str, Any], ...]) -> None:
    """Refuse lines that say anything else than they would now; how it was reckoned may be worded anew."""
    old, new = [[_essence(one) for one in lines] for lines in (kept, fresh)]
    if old == new:
        return
    both = {repr(one) for one in old} & {repr(one) for one in new}
    names = dict.fromkeys(one["name"] for one in [*old, *new] if repr(one) not in both)
    said = "、".join([*names][:5]) + (f"等 {len(names)} 人" if len(names) > 5 else "")
    raise refuse("roll_stale", f"{roll.period}的名册造好以后数据已变：{said}。请重新起草，核对后再锁定。")


def _essence(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in ("why", "number")}


def _ask_posting(work: Work, roll: Roll, days: int) -> None:
    """Ask where the rule wants a roll posted and it was not, not so long, or is so still."""
    if not days:
        return
    first, last = roll.posted_from, roll.posted_to
    if first is None or last is None:
        text = f"按政策名册要公示 {days} 天，还没有公示。确定现在就锁定吗？"
        work.warn(warn("roll_not_posted", text, "posted_from"))
    elif last >= work.today:
        text = f"公示到 {long_day(last)}才满，还没有结束。确定现在就锁定吗？"
        work.warn(warn("posting_not_over", text, "posted_to"))
    elif (last - first).days + 1 < days:
        text = f"按政策要公示 {days} 天，只公示了 {(last - first).days + 1} 天。确定锁定吗？"
        work.warn(warn("posting_short", text, "posted_to"))


@operation("重开名册")
def reopen_roll(work: Work, *, roll: str, reason: str) -> Roll:
    """Make the newest locked roll of its scheme a draft again, with the reason; not once it is paid."""
    found = roll_by_id(work, roll)
    if found.state == "paid":
        raise refuse(
            "roll_paid", f"{found.period}的名册已经发放，不能重开。多发少发的，在下一期名册里补发或扣回。"
        )
    if found.state != "locked":
        raise refuse("roll_not_locked", f"{found.period}的名册没有锁定，不用重开，直接重新起草就行。")
    newer = next((one for one in rolls_of(work, found.scheme) if one.id != found.id), None)
    if newer is not None and newer.id > found.id:
        text = f"后面已有{newer.period}的名册，{found.period}的不能重开。请先删除或重开后面那一本。"
        raise refuse("roll_not_newest", text)
    if any(line.state for line in lines_of(work, found.id)):
        raise refuse("roll_answered", "银行的发放结果已经登记，名册不能重开。请先撤销结果登记。")
    if refunded(work, found.id):
        raise refuse("roll_answered", "这一期已经登记过退款，说明钱已发出，名册不能重开。请先撤销退款登记。")
    if len(reason.strip()) < 2:
        raise refuse("reason_missing", "重开名册要写明原因，例如：王秀兰的卡号有误。", "reason")
    work.label = f"重开名册：{found.period}，{reason.strip()}"
    kept = work.update(replace(found, state="draft", locked_on=None, reason=reason.strip()))
    count_act(work, found.scheme)
    return kept


@operation("发放")
def pay_roll(work: Work, *, roll: str, day: date) -> Roll:
    """Say that a locked roll was paid out on a day; its lines are paid unless the bank sent them back."""
    found = roll_by_id(work, roll)
    if found.state in OPEN_STATES:
        raise refuse("roll_not_locked", f"{found.period}的名册还没有锁定，不能登记发放。")
    if found.state == "paid":
        raise refuse("roll_paid", f"{found.period}的名册已经登记发放。")
    if day > work.today:
        raise refuse("day_future", f"发放日期 {long_day(day)}还没到。", "paid_on")
    if found.locked_on is not None and day < found.locked_on:
        text = f"发放日期 {long_day(day)}早于锁定名册的 {long_day(found.locked_on)}，请核对。"
        work.warn(warn("paid_before_locked", text, "paid_on"))
    for line in lines_of(work, found.id):
        if line.net > 0 and not line.state:
            work.update(replace(line, state="paid"))
    work.label = f"发放：{found.title} {found.period}"
    kept = work.update(replace(found, state="paid", paid_on=day))
    count_act(work, found.scheme)
    return kept


@operation("登记发放结果")
def mark_line(work: Work, *, line: str, state: str, failure: str = "") -> RollLine:
    """What became of one payment: "paid", "failed" with the bank's reason, or "" for not known.

    A failed one leaves the ledger and is paid again by the next roll. Refuses to take that back once
    another roll has dealt with one of its months (paid_again).
    """
    found = work.get(RollLine, line)
    if found is None:
        raise refuse("line_missing", "这一行已经不在了，请刷新后再试。")
    roll = roll_by_id(work, found.roll)
    if roll.state not in COUNTED_STATES:
        raise refuse("roll_not_locked", f"{roll.period}的名册还没有锁定，不能登记发放结果。")
    check_mark(work, roll, found, state)
    kept = work.update(replace(found, state=state, failure=failure.strip() if state == "failed" else ""))
    words = next(choice.label for choice in LINE_STATES if choice.key == state)
    work.label = f"登记发放结果：{found.name} {roll.period} {words}"
    if kept != found:
        count_act(work, roll.scheme)
    return kept


def check_mark(work: Work, roll: Roll, line: RollLine, state: str) -> None:
    """Refuse what cannot be so: an unknown word, a line without payment, a payment made twice."""
    if state not in {choice.key for choice in LINE_STATES}:
        raise refuse("value_unknown", "发放结果可选：待发、已到账、退回。", "state")
    if line.net <= 0 and state:
        raise refuse("line_unpaid", f"{line.name}这一期没有实发金额，没有发放结果可登记。", "state")
    if line.state != "failed" or state == "failed":
        return
    again = settled_since(work, roll.scheme, line)
    if again:
        months = "、".join(Month.parse(month).label for month in again)
        raise refuse(
            "paid_again",
            f"{line.name}{months}的钱退回以后，已由别的名册重新发过，不能再改成已到账。"
            "如果银行两次都发了，请先与银行核对，退回其中一笔。",
            "state",
        )
