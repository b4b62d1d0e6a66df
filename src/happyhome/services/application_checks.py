"""What an application must be to be kept: days in order, one open for each scheme, of somebody who was here."""

from __future__ import annotations

from itertools import pairwise

from happyhome.domain.applications import DECISIONS, Application
from happyhome.domain.dates import Month, long_day
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse, warn
from happyhome.policy.headers import MONTHLY, Kind
from happyhome.policy.rules import Scheme
from happyhome.services.schemes import policy_book, scheme_named
from happyhome.store.work import Work

APPLIED_FOR = (*MONTHLY, Kind.MEAL)
"""The kinds that an elder applies for; the others are the home's own."""
_ORDERED = (
    ("applied_on", "申请日期"),
    ("accepted_on", "受理日期"),
    ("posted_from", "公示起"),
    ("posted_to", "公示止"),
    ("township_on", "乡镇审核日期"),
    ("county_on", "县审批日期"),
)


def scheme_applied_for(work: Work, application: Application) -> Scheme | None:
    """The scheme applied for; None for an old application whose rule is no longer there."""
    kept = work.get(Application, application.id) if application.id else None
    if kept is not None and kept.scheme == application.scheme:
        return policy_book(work).schemes.get(application.scheme)
    scheme = scheme_named(work, application.scheme)
    if scheme.kind not in APPLIED_FOR:
        raise refuse(
            "not_applied_for", f"“{scheme.title}”是{scheme.kind.value}类项目，不由老人申请。", "scheme"
        )
    return scheme


def check_days(work: Work, made: Application) -> None:
    """Refuse days in the future or out of order, and half a posting; ask about a review within one."""
    days = [(name, words, getattr(made, name)) for name, words in _ORDERED]
    for name, words, day in days:
        if day is not None and day > work.today and name != "posted_to":
            raise refuse("day_future", f"“{words}”{long_day(day)} 还没到，请核对。", name)
    known = [one for one in days if one[2] is not None and one[0] != "posted_to"]
    for (_, before, earlier), (name, words, later) in pairwise(known):
        if later < earlier:
            raise refuse(
                "stage_order",
                f"“{words}”{long_day(later)} 早于“{before}”{long_day(earlier)}，请核对。",
                name,
            )
    _check_posting(work, made)


def _check_posting(work: Work, made: Application) -> None:
    first, last = made.posted_from, made.posted_to
    if last is None:
        return
    if first is None:
        raise refuse("posting_start", "填了“公示止”，也要填“公示起”。", "posted_from")
    if last < first:
        raise refuse(
            "stage_order", f"“公示止”{long_day(last)} 早于“公示起”{long_day(first)}，请核对。", "posted_to"
        )
    for name, words in (("township_on", "乡镇审核日期"), ("county_on", "县审批日期")):
        day = getattr(made, name)
        if day is not None and day < last:
            text = f"“{words}”{long_day(day)} 时公示还没有满（到{long_day(last)}）。确实是这样吗？"
            work.warn(warn("posting_not_over", text, name))
            return


def check_decision(made: Application) -> None:
    """Refuse an unknown decision, and months of payment that do not go with it."""
    if made.decision not in {choice.key for choice in DECISIONS}:
        known = "、".join(choice.label for choice in DECISIONS)
        raise refuse("value_unknown", f"“结果”没有“{made.decision}”这一项。可选：{known}。", "decision")
    for name, words in (("start_month", "批准起发月"), ("settled_month", "旧册已发至")):
        text = getattr(made, name)
        try:
            month = Month.parse(text) if text else None
        except ValueError:
            raise refuse("month_unknown", f"“{words}”要写成 2026-11 这样。", name) from None
        if month is not None and made.decision != "approved":
            raise refuse("not_approved", f"结果不是“同意”，不能填“{words}”。", name)
    if made.start_month and made.settled_month and made.settled_month < made.start_month:
        raise refuse("settled_before_start", "“旧册已发至”早于“批准起发月”，请核对。", "settled_month")


def check_alive(one: Person, made: Application) -> None:
    """Refuse what was handed in after a death or a move."""
    gone = one.gone
    if gone is None or gone.since is None:
        return
    if made.applied_on is None or made.applied_on > gone.since:
        raise refuse(
            "already_left",
            f"{one.resident.name}已于{long_day(gone.since)}记为“{gone.label}”，不能再登记这天以后的申请。",
            "applied_on",
        )


def check_single(work: Work, one: Person, made: Application, title: str) -> None:
    """Refuse a second open application, and ask about one beside an approved one."""
    others = work.find(Application, resident=made.resident, scheme=made.scheme)
    if any(other.is_open for other in others):
        raise refuse(
            "application_open",
            f"{one.resident.name}的“{title}”已有一份正在办理的申请，请在那一份上接着办。",
            "scheme",
        )
    if any(other.decision == "approved" for other in others):
        work.warn(
            warn(
                "application_approved",
                f"{one.resident.name}的“{title}”已经批准过，确定要另外再登记一份申请吗？",
                "scheme",
            )
        )
