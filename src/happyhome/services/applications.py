"""补贴申请: from the elder's paper to the county's decision, each stage with its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from happyhome.domain.applications import DECISIONS, STAGES, Application
from happyhome.domain.dates import Month
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse, warn
from happyhome.policy.rules import Scheme
from happyhome.services.application_checks import (
    APPLIED_FOR,
    check_alive,
    check_days,
    check_decision,
    check_single,
    scheme_applied_for,
)
from happyhome.services.residents import person
from happyhome.services.schemes import policy_book, scheme_named
from happyhome.services.session import operation
from happyhome.store import residents as stored
from happyhome.store.reading import Reading
from happyhome.store.work import Work

_VIEWS = {"accepted_on": "village_view", "township_on": "township_view", "county_on": "county_view"}


@operation("登记补贴申请")
def put_application(work: Work, *, application: Application) -> Application:
    """Keep an application as a form gives it, new or corrected. ``scheme`` may be a key or a title.

    Refuses an unknown elder, scheme or decision, days in the future or out of order, an application
    of somebody who had died or moved away, and a second open one for the same person and scheme.
    """
    one = person(work, application.resident)
    scheme = scheme_applied_for(work, application)
    made = replace(application, scheme=scheme.key if scheme else application.scheme)
    title = scheme.title if scheme else made.scheme
    check_days(work, made)
    check_decision(made)
    if not made.id:
        check_alive(one, made)
        check_single(work, one, made, title)
    work.label = f"{'修改申请' if made.id else '登记申请'}：{one.resident.name} {title}"
    return work.put(made)


@operation("登记补贴申请")
def open_application(
    work: Work, *, resident: str, scheme: str, applied_on: date, papers: Sequence[str] = ()
) -> Application:
    """An elder hands in an application, with these papers."""
    wanted = Application(
        resident=resident, scheme=scheme, applied_on=applied_on, papers="、".join(dict.fromkeys(papers))
    )
    return put_application(work, application=wanted)


@operation("办理补贴申请")
def advance(
    work: Work, *, application: str, stage: str, day: date, until: date | None = None, view: str = ""
) -> Application:
    """Note that a stage was reached, with its view. ``stage`` is a field of STAGES after the first.

    ``until`` is the last day of a posting (stage posted_from). Refuses a decided application, days
    out of order or in the future.
    """
    row = _open(work, application)
    words = dict(STAGES).get(stage)
    if words is None or stage == "applied_on":
        raise refuse("stage_unknown", f"没有“{stage}”这一步。", "stage")
    said: dict[str, Any] = {stage: day}
    if stage == "posted_from":
        said["posted_to"] = until or row.posted_to
    elif view:
        said[_VIEWS[stage]] = view
    kept = put_application(work, application=replace(row, **said))
    work.label = f"{words}：{_label(work, kept)}（{day.month}月{day.day}日）"
    return kept


@operation("登记申请材料")
def hand_in_papers(work: Work, *, application: str, papers: Sequence[str]) -> Application:
    """Say which papers are there by now, all of them."""
    row = _row(work, application)
    kept = work.update(replace(row, papers="、".join(dict.fromkeys(papers))))
    work.label = f"登记申请材料：{_label(work, kept)}"
    return kept


@operation("记录公示异议")
def note_application_objection(work: Work, *, application: str, text: str) -> Application:
    """Write down an objection that was made, and how it was settled."""
    kept = work.update(replace(_row(work, application), objection=text.strip()))
    work.label = f"记录公示异议：{_label(work, kept)}"
    return kept


@operation("登记审批结果")
def decide_application(
    work: Work,
    *,
    application: str,
    decision: str,
    day: date | None = None,
    start: Month | None = None,
    reason: str = "",
    settled: Month | None = None,
) -> Application:
    """Enter what was decided (a key of DECISIONS). ``day`` is the county's; ``start`` a first month it names."""
    row = _row(work, application)
    is_yes = decision == "approved"
    made = replace(
        row,
        decision=decision,
        county_on=day or row.county_on,
        reason=reason.strip() or row.reason,
        start_month=str(start) if start else row.start_month if is_yes else "",
        settled_month=str(settled) if settled else row.settled_month if is_yes else "",
    )
    kept = put_application(work, application=made)
    words = next(choice.label for choice in DECISIONS if choice.key == decision)
    work.label = f"审批结果“{words}”：{_label(work, kept)}"
    return kept


@operation("撤回补贴申请")
def withdraw_application(work: Work, *, application: str, reason: str = "") -> Application:
    """The elder wants it no more; refuses one that is already decided."""
    _open(work, application)
    return decide_application(work, application=application, decision="withdrawn", reason=reason)


@operation("删除误记申请")
def remove_application(work: Work, *, application: str) -> None:
    """Take an application recorded by mistake away; the audit keeps it."""
    row = _row(work, application)
    work.label = f"删除误记申请：{_label(work, row)}"
    work.delete(row)


@operation("补贴申请")
def record_application(work: Work, *, application: Application) -> Application:
    """Enter an application with all that is known, in one go, or go on with the one there is.

    The one there is: this person's open one for the scheme, or one of the same day. What
    ``application`` leaves empty stays as it was, so that the same call twice changes nothing.
    """
    scheme = scheme_named(work, application.scheme)
    own = work.find(Application, resident=application.resident, scheme=scheme.key)
    same = [one for one in own if one.applied_on == application.applied_on]
    row = next(iter([*same, *(one for one in own if one.is_open)]), None)
    if row is None:
        return put_application(work, application=application)
    empty = Application()
    said: dict[str, Any] = {
        name: getattr(application, name)
        for name in (*Application.__dataclass_fields__,)
        if name not in ("id", "home", "recorded_at", "resident", "scheme")
        and getattr(application, name) != getattr(empty, name)
    }
    return put_application(work, application=replace(row, **said))


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What taking over a scheme's drawers came to; ``skipped`` says in sentences who was left out and why."""

    entered: tuple[Application, ...]
    skipped: tuple[str, ...] = ()


@operation("接续旧册")
def take_over(
    work: Work, *, scheme: str, residents: Sequence[str], settled: Month, start: Month | None = None
) -> TakenOver:
    """Enter everybody who already draws a scheme as approved, at once: for the day a home begins.

    ``settled`` is the last month that older lists paid, ``start`` the first month where it is the
    same for all and known. Who has an application, or was gone by then, is left out and told.
    """
    found = scheme_named(work, scheme)
    if found.kind not in APPLIED_FOR:
        raise refuse("not_applied_for", f"“{found.title}”不由老人申请，不用接续。", "scheme")
    if settled > Month.of(work.today):
        work.warn(
            warn("settled_ahead", f"旧册已经发到了{settled.label}吗？这个月还没到，请核对。", "settled")
        )
    if start is not None and start > settled:
        raise refuse("settled_before_start", "“旧册已发至”早于“起发月”，请核对。", "settled")
    entered, skipped = _drawing(work, found, residents, settled)
    made = [
        Application(
            resident=one.id,
            scheme=found.key,
            decision="approved",
            start_month=str(start or settled),
            settled_month=str(settled),
            reason="接续旧册",
        )
        for one in entered
    ]
    work.label = f"接续旧册：“{found.title}”{len(made)} 人，旧册已发至{settled.label}"
    return TakenOver(tuple(work.insert_many(made)), tuple(skipped))


def _drawing(
    work: Work, scheme: Scheme, residents: Sequence[str], settled: Month
) -> tuple[list[Person], list[str]]:
    """Those of the elders who can be taken over, and of the others why not."""
    rows = work.find(Application, scheme=scheme.key)
    known = {row.resident for row in rows if row.decision == "approved" or row.is_open}
    entered, skipped = [], []
    for one in stored.persons(work, residents):
        gone = one.gone
        if one.id in known:
            skipped.append(f"{one.resident.name}已有“{scheme.title}”的申请，没有重复登记。")
        elif gone is not None and one.left_by(settled.first):
            skipped.append(f"{one.resident.name}在{settled.label}以前已记为“{gone.label}”，没有登记。")
        else:
            entered.append(one)
    return entered, skipped


def _row(work: Work, application: str) -> Application:
    row = work.get(Application, application)
    if row is None:
        raise refuse("row_missing", "这份申请已经不在了，请刷新后再试。")
    return row


def _open(work: Work, application: str) -> Application:
    row = _row(work, application)
    if not row.is_open:
        raise refuse(
            "application_decided", f"这份申请的结果已经是“{row.stage}”。要更正，请改审批结果。", "decision"
        )
    return row


def _label(reading: Reading, row: Application) -> str:
    scheme = policy_book(reading).schemes.get(row.scheme)
    return f"{person(reading, row.resident).resident.name} {scheme.title if scheme else row.scheme}"
