"""起草名册: all that is due up to a period by what is known today, less what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from happyhome.domain.dates import Month
from happyhome.domain.problems import Level, Problem, refuse
from happyhome.domain.rolls import Roll, RollItem
from happyhome.domain.schemes import SchemeUse
from happyhome.policy.headers import Kind
from happyhome.policy.rules import Scheme
from happyhome.services.roll_findings import tell_cards, tell_further, tell_gap
from happyhome.services.roll_ledger import rules_for
from happyhome.services.roll_lines import Drawn, fingerprint_of, stored_content
from happyhome.services.roll_sheet import OPEN_STATES, RollSheet, cycle_of, draw_up, open_roll
from happyhome.services.schemes import scheme_named, use_of, use_scheme
from happyhome.services.session import operation
from happyhome.store.rolls import clear_lines, items_of, lines_of, rolls_of
from happyhome.store.work import Work

PAID_OUT = (Kind.CASH, Kind.SERVICE)
"""The kinds of schemes that money is paid out for month by month."""


@operation("起草名册")
def draft_roll(work: Work, *, scheme: str, first: Month, last: Month) -> Roll:
    """Draw up the roll of a scheme (key or title) for the months ``first`` to ``last``, or draw it up anew.

    Refuses scheme_unknown, roll_kind, period_wrong, period_future, period_before_use, period_after_use, roll_open
    (another one is not finished), roll_nothing_due (a further roll of a paid period without a difference).
    """
    found = scheme_named(work, scheme)
    made = rolls_of(work, found.key)
    present = _open_one(made, found, first, last)
    _check_period(found, first, last, work.today)
    work.label = f"起草名册：{found.title} {Roll(first=str(first), last=str(last)).period}"
    _adopt(work, found, first)
    sheet = draw_up(work, found, first, last, work.today)
    if sheet.period.is_further and not sheet.drawn:
        raise refuse(
            "roll_nothing_due",
            f"“{found.title}”这一期已有锁定的名册，按现有资料没有要补发、扣回或重发的，不用再造册。",
            "period",
        )
    tell_gap(work, made, found, first)
    tell_further(work, sheet)
    tell_cards(work, sheet.drawn)
    return _kept(work, found, sheet, present)


def _open_one(made: Sequence[Roll], scheme: Scheme, first: Month, last: Month) -> Roll | None:
    """The open roll of this very period, if there is one; refuses while one of another period is open."""
    found = next((roll for roll in made if roll.state in OPEN_STATES), None)
    if found is not None and found.span != (first, last):
        raise refuse(
            "roll_open",
            f"“{scheme.title}”{found.period}的名册还没有锁定。请先锁定它，或删除草稿，再起草别的。",
            "period",
        )
    return found


def _check_period(scheme: Scheme, first: Month, last: Month, today: date) -> None:
    if scheme.kind not in PAID_OUT:
        raise refuse("roll_kind", f"“{scheme.title}”是{scheme.kind.value}类项目，不造发放名册。", "scheme")
    if first > last:
        raise refuse("period_wrong", "起月晚于止月，请核对发放的月份。", "period")
    latest = cycle_of(rules_for(scheme, max(first, Month.of(today))), Month.of(today))[1]
    if last > latest:
        raise refuse(
            "period_future", f"{last.label}还没有到，现在最远可以造到{latest.label}的名册。", "period"
        )


def _adopt(work: Work, scheme: Scheme, first: Month) -> None:
    """Take the scheme up from this period on where it is not in use; refuse a period before it was."""
    use = use_of(work, scheme.key)
    if use is None:
        label = work.label
        use_scheme(work, scheme=scheme.key, since=first)
        work.label = label
        work.notes.append(
            Problem(
                "scheme_adopted",
                f"“{scheme.title}”从{first.label}起由本院造册；以前各月视为已按旧册发过。",
                Level.INFO,
            )
        )
    elif str(first) < use.since:
        raise refuse(
            "period_before_use",
            f"“{scheme.title}”从{Month.parse(use.since).label}起由本院造册，更早的月份不造册。"
            "如要提前，请先在“补贴”页改造册起月。",
            "period",
        )
    elif use.until and str(first) > use.until:
        raise refuse(
            "period_after_use",
            f"“{scheme.title}”造册到{Month.parse(use.until).label}为止，以后的月份不造册。"
            "如要继续，请先在“补贴”页重新启用。",
            "period",
        )


def _kept(work: Work, scheme: Scheme, sheet: RollSheet, present: Roll | None) -> Roll:
    """Write the draft, or nothing where it says already what it would say."""
    first, last = sheet.period.first, sheet.period.last
    empty = Roll(scheme=scheme.key, first=str(first), last=str(last))
    roll = replace(
        present or empty,
        title=f"{scheme.title}{'补发名册' if sheet.period.is_further else '发放名册'}",
        fingerprint=fingerprint_of(empty, sheet.contents),
        total=sum(one.line.net for one in sheet.drawn),
        people=sum(one.line.net > 0 for one in sheet.drawn),
        is_sample=any(one.is_sample for one in sheet.drawn),
    )
    if present is not None and roll == present:
        return present
    if present is not None:
        roll = _redrawn(work, present, roll, sheet)
        clear_lines(work, present.id)
    kept = work.put(replace(roll, made_on=work.today))
    _keep_lines(work, kept, sheet.drawn)
    count_act(work, scheme.key)
    if not sheet.drawn:
        work.notes.append(
            Problem("roll_empty", f"按现有资料这一期没有人应发。{_what_to_do(sheet)}", Level.INFO)
        )
    return kept


def _what_to_do(sheet: RollSheet) -> str:
    if sheet.period.version.asks_application:
        return "这个项目要申请，批准了才发：请先登记申请，或接续旧册。"
    return "请核对老人的出生日期和身份。"


def _redrawn(work: Work, present: Roll, roll: Roll, sheet: RollSheet) -> Roll:
    """A posted roll stays posted where nobody's amount is another; else it must be posted again."""
    items = items_of(work, present.id)
    old = [_money(stored_content(line, items.get(line.id, ()))) for line in lines_of(work, present.id)]
    if present.state == "draft" or old == [_money(one) for one in sheet.contents]:
        return roll
    work.notes.append(
        Problem("post_again", "公示过的金额或人员有变动，名册已退回草稿，请重新公示。", Level.INFO)
    )
    return replace(roll, state="draft", posted_from=None, posted_to=None)


def _money(content: dict[str, Any]) -> tuple[Any, ...]:
    return (content["name"], content["id_number"], content["net"], content["items"])


def _keep_lines(work: Work, roll: Roll, drawn: Sequence[Drawn]) -> None:
    lines = work.insert_many([replace(one.line, roll=roll.id) for one in drawn])
    work.insert_many(
        [
            RollItem(line=line.id, month=str(month), kind=kind, amount=fen)
            for line, one in zip(lines, drawn, strict=True)
            for month, kind, fen in one.items
        ]
    )


def count_act(work: Work, scheme: str) -> None:
    """Write the scheme's row, so that of all that is done to its rolls only the last can be taken back."""
    use: SchemeUse | None = use_of(work, scheme)
    if use is not None:
        work.update(replace(use, acts=use.acts + 1))


@operation("删除草稿")
def drop_draft(work: Work, *, roll: str) -> None:
    """Take a draft away that is not wanted; refuses one that is locked or paid (roll_locked)."""
    found = open_roll(work, roll)
    work.label = f"删除草稿：{found.title} {found.period}"
    clear_lines(work, found.id)
    work.delete(found)
    count_act(work, found.scheme)
