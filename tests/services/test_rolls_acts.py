"""What may be done with a roll, and what may not: nobody is paid twice for a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from happyhome.domain.rolls import Roll
from happyhome.services import audit, registers, rolls
from happyhome.services.closings import book_of
from happyhome.services.residents import edit_resident
from tests.services.rules import (
    KEY,
    book,
    corrected,
    dies,
    draft,
    elder,
    items,
    line,
    lock,
    locked,
    month,
    use_rules,
)
from tests.services.village import Village

BORN = date(1940, 5, 3)


@pytest.fixture
def paid(village: Village) -> Village:
    """王秀兰 and 李大山 draw 50 yuan a month by a rule that wants nothing posted."""
    use_rules(village)
    elder(village, "王秀兰", BORN)
    elder(village, "李大山", BORN, order=881)
    return village


def who(village: Village, name: str) -> str:
    found: str = next(one.id for one in village.content()["resident"] if one.name == name)
    return found


def codes(village: Village, verb: Any, **arguments: Any) -> list[str]:
    return village.codes(verb, **arguments)


def tried(village: Village, first: str, last: str = "") -> list[str]:
    return codes(village, rolls.draft_roll, scheme=KEY, first=month(first), last=month(last or first))


def test_a_draft_counts_for_nothing_until_it_is_locked(paid: Village) -> None:
    roll = draft(paid, "2026-10")
    assert paid.ask(rolls.ledger, KEY) == {}
    lock(paid, roll)
    assert paid.ask(rolls.ledger, KEY) == {
        (who(paid, name), month("2026-10")): 5000 for name in ("王秀兰", "李大山")
    }


def test_only_one_roll_of_a_scheme_is_open_and_it_is_named(paid: Village) -> None:
    draft(paid, "2026-10")
    assert tried(paid, "2026-11") == ["roll_open"]
    assert (
        "2026年10月"
        in paid.try_to(rolls.draft_roll, scheme=KEY, first=month("2026-11"), last=month("2026-11")).text
    )
    paid.do(rolls.drop_draft, roll=paid.ask(rolls.rolls_of)[0].id)
    draft(paid, "2026-11")


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-12", "2026-12", "period_future"),
        ("2026-11", "2026-10", "period_wrong"),
        ("2026-09", "2026-09", "period_before_use"),
    ],
)
def test_a_period_that_cannot_be_is_refused(paid: Village, first: str, last: str, code: str) -> None:
    locked(paid, "2026-10")
    assert tried(paid, first, last) == [code]


def test_a_locked_period_gets_a_further_roll_only_for_what_is_open(paid: Village) -> None:
    locked(paid, "2026-10")
    assert tried(paid, "2026-10") == ["roll_nothing_due"]
    late = elder(paid, "张翠花", date(1938, 1, 1), order=884)

    further = draft(paid, "2026-10")

    assert further.title == "高龄津贴补发名册"
    assert [one.resident for one in book(paid, further).lines] == [late]
    lock(paid, further)
    assert [(one.name, one.change) for one in book(paid, draft(paid, "2026-11")).changes] == []


def test_a_period_without_anybody_is_kept_and_says_so(village: Village) -> None:
    use_rules(village)
    outcome = village.try_to(rolls.draft_roll, scheme=KEY, first=month("2026-10"), last=month("2026-10"))
    assert "roll_empty" in [problem.code for problem in outcome.problems]
    assert book(village, lock(village, outcome.value)).lines == ()


def test_a_month_without_a_roll_is_told_and_paid_with_the_next(paid: Village) -> None:
    locked(paid, "2026-08")
    outcome = paid.try_to(rolls.draft_roll, scheme=KEY, first=month("2026-11"), last=month("2026-11"))
    (gap,) = (one.text for one in outcome.problems if one.code == "roll_gap")
    assert gap.startswith("2026年9月至2026年10月没有造过名册")
    assert line(paid, outcome.value, who(paid, "王秀兰")).arrears == 10000


def test_a_roll_that_is_not_what_it_would_be_now_cannot_be_locked(paid: Village) -> None:
    roll = draft(paid, "2026-10")
    dies(paid, who(paid, "王秀兰"), date(2026, 9, 1))
    outcome = paid.try_to(rolls.lock_roll, roll=roll.id)
    assert [one.code for one in outcome.problems] == ["roll_stale"]
    assert "王秀兰" in outcome.text
    assert "李大山" not in outcome.text
    lock(paid, draft(paid, "2026-10"))


def test_posting_is_asked_for_once_where_the_rule_wants_it(village: Village) -> None:
    use_rules(village, "发放: {周期: 月, 公示天数: 7}")
    elder(village, "王秀兰", BORN)
    roll = draft(village, "2026-10")
    assert codes(village, rolls.lock_roll, roll=roll.id) == ["roll_not_posted"]
    post(village, roll, date(2026, 11, 21), date(2026, 11, 27))
    assert codes(village, rolls.lock_roll, roll=roll.id) == ["posting_not_over"]
    village.clock.day = date(2026, 11, 28)
    post(village, roll, date(2026, 11, 22), date(2026, 11, 27))
    assert codes(village, rolls.lock_roll, roll=roll.id) == ["posting_short"]
    post(village, roll, date(2026, 11, 21), date(2026, 11, 27))
    village.do(rolls.note_objection, roll=roll.id, text="张三说王秀兰已搬走")
    assert codes(village, rolls.lock_roll, roll=roll.id) == ["objection_open"]
    village.do(rolls.note_objection, roll=roll.id, text="张三说王秀兰已搬走。处理：入户核实，仍在本村")
    assert lock(village, roll).state == "locked"


def post(village: Village, roll: Roll, first: date, last: date) -> None:
    village.do(rolls.post_roll, roll=roll.id, first_day=first, last_day=last)


def test_a_posted_roll_drawn_up_again_is_posted_again_only_where_the_money_changed(paid: Village) -> None:
    roll = draft(paid, "2026-10")
    post(paid, roll, date(2026, 11, 21), date(2026, 11, 27))
    known = paid.person(who(paid, "王秀兰")).resident
    paid.do(edit_resident, resident=replace(known, phone="13900000000"))
    assert draft(paid, "2026-10").state == "posted"
    dies(paid, who(paid, "李大山"), date(2026, 9, 1))
    again = draft(paid, "2026-10")
    assert (again.state, again.posted_from) == ("draft", None)


def test_only_the_newest_locked_roll_is_reopened_with_a_reason_and_before_it_is_paid(paid: Village) -> None:
    first, second = locked(paid, "2026-10"), locked(paid, "2026-11")
    assert codes(paid, rolls.reopen_roll, roll=first.id, reason="卡号有误") == ["roll_not_newest"]
    assert codes(paid, rolls.reopen_roll, roll=second.id, reason=" ") == ["reason_missing"]
    reopened = paid.do(rolls.reopen_roll, roll=second.id, reason="卡号有误")
    assert (reopened.state, reopened.reason) == ("draft", "卡号有误")
    assert codes(paid, rolls.reopen_roll, roll=reopened.id, reason="卡号有误") == ["roll_not_locked"]
    lock(paid, reopened)
    paid.do(rolls.pay_roll, roll=second.id, day=date(2026, 11, 21))
    assert codes(paid, rolls.reopen_roll, roll=second.id, reason="卡号有误") == ["roll_paid"]
    assert codes(paid, rolls.drop_draft, roll=second.id) == ["roll_locked"]


def test_paying_marks_all_lines_but_those_the_bank_sent_back(paid: Village) -> None:
    roll = locked(paid, "2026-10")
    failed = line(paid, roll, who(paid, "李大山"))
    paid.do(rolls.mark_line, line=failed.id, state="failed", failure="账户不存在")
    done = paid.do(rolls.pay_roll, roll=roll.id, day=date(2026, 11, 21))
    assert (done.state, done.paid_on) == ("paid", date(2026, 11, 21))
    assert {one.name: (one.state, one.failure) for one in book(paid, roll).lines} == {
        "王秀兰": ("paid", ""),
        "李大山": ("failed", "账户不存在"),
    }


def test_a_payment_sent_back_is_paid_once_more_whatever_the_limit_and_only_once(village: Village) -> None:
    use_rules(village, "补发期限: 不补")
    one = elder(village, "王秀兰", BORN)
    roll = locked(village, "2026-10")
    failed = line(village, roll, one)
    village.do(rolls.mark_line, line=failed.id, state="failed", failure="卡已注销")

    again = draft(village, "2026-11")

    assert items(village, again, one) == [("2026-10", "arrears", 5000), ("2026-11", "due", 5000)]
    assert line(village, again, one).note == "银行退回重发 10月 50.00 元。"
    lock(village, again)
    assert codes(village, rolls.mark_line, line=failed.id, state="paid") == ["paid_again"]
    assert sum(village.ask(rolls.ledger, KEY).values()) == 10000


def test_a_failure_with_a_recovery_on_it_can_be_taken_back(paid: Village) -> None:
    one = who(paid, "王秀兰")
    locked(paid, "2026-09")
    corrected(paid, one, date(1946, 10, 3))
    elder(paid, "刘老大", BORN, order=887)
    use_rules(paid, raised=("2026-10-01", 60))
    roll = locked(paid, "2026-10")
    made = line(paid, roll, one)
    assert (made.due, made.recovery) == (6000, 5000)
    paid.do(rolls.mark_line, line=made.id, state="failed")
    assert paid.do(rolls.mark_line, line=made.id, state="paid").state == "paid"


def test_a_failure_taken_back_before_it_was_paid_again_makes_the_draft_stale(paid: Village) -> None:
    failed = line(paid, locked(paid, "2026-10"), who(paid, "王秀兰"))
    paid.do(rolls.mark_line, line=failed.id, state="failed")
    again = draft(paid, "2026-11")
    paid.do(rolls.mark_line, line=failed.id, state="paid")
    assert codes(paid, rolls.lock_roll, roll=again.id) == ["roll_stale"]


def test_a_refund_settles_the_oldest_months_and_never_more_than_is_open(paid: Village) -> None:
    one = who(paid, "王秀兰")
    for text in ("2026-08", "2026-09", "2026-10"):
        locked(paid, text)
    dies(paid, one, date(2026, 8, 10))
    back = {"resident": one, "scheme": KEY, "day": date(2026, 11, 20)}
    assert codes(paid, rolls.refund, **back, amount=10001) == ["refund_too_much"]
    assert codes(paid, rolls.refund, **back, amount=0) == ["amount_wrong"]
    rows = paid.do(rolls.refund, **back, amount=7000, note="收据 12 号")
    assert [(row.month, row.amount) for row in rows] == [("2026-09", 5000), ("2026-10", 2000)]
    (claim,) = paid.ask(rolls.outstanding, KEY, paid.clock.day)
    assert claim.months == ((month("2026-10"), 3000),)
    assert items(paid, draft(paid, "2026-11"), one) == [("2026-10", "claim", -3000)]


def test_a_roll_of_which_money_came_back_is_not_reopened(paid: Village) -> None:
    one, roll = who(paid, "王秀兰"), locked(paid, "2026-10")
    dies(paid, one, date(2026, 9, 10))
    paid.do(rolls.refund, resident=one, scheme=KEY, day=date(2026, 11, 20), amount=5000)
    assert codes(paid, rolls.reopen_roll, roll=roll.id, reason="卡号有误") == ["roll_answered"]


def test_undo_takes_back_only_the_last_act_on_a_scheme(paid: Village) -> None:
    roll = draft(paid, "2026-10")
    first = paid.try_to(rolls.lock_roll, roll=roll.id)
    second_roll = draft(paid, "2026-11")
    assert codes(paid, audit.undo, target=first.operation) == ["undo_later_change"]
    second = paid.try_to(rolls.lock_roll, roll=second_roll.id)
    assert codes(paid, audit.undo, target=first.operation) == ["undo_later_change"]
    paid.do(audit.undo, target=second.operation)
    assert [one.state for one in paid.ask(rolls.rolls_of, KEY)] == ["draft", "locked"]
    paid.do(audit.undo)  # the second draft
    paid.do(audit.undo, target=first.operation)
    assert paid.ask(rolls.ledger, KEY) == {}


def test_an_elder_on_a_roll_and_the_roll_of_a_line_cannot_be_deleted(paid: Village) -> None:
    locked(paid, "2026-10")
    assert codes(paid, registers.remove_record, table="resident", row=who(paid, "王秀兰")) == ["still_used"]


def test_the_next_period_follows_the_newest_roll_by_the_rules_cycle(village: Village) -> None:
    use_rules(village, "发放: {周期: 季}")
    elder(village, "王秀兰", BORN)
    today = village.clock.day

    def coming() -> tuple[str, ...]:
        return tuple(str(one) for one in village.ask(rolls.next_period, KEY, today))

    assert coming() == ("2026-10", "2026-12")
    roll = draft(village, "2026-04", "2026-06")
    assert coming() == ("2026-04", "2026-06")
    lock(village, roll)
    assert coming() == ("2026-07", "2026-09")
    locked(village, "2026-07", "2026-08")
    assert coming() == ("2026-09", "2026-09")
    locked(village, "2026-09", "2026-12")
    assert coming() == ("2026-10", "2026-12")


def test_a_month_book_brings_the_rolls_that_end_in_the_month(paid: Village) -> None:
    roll = locked(paid, "2026-09", "2026-10")
    draft(paid, "2026-11")
    found = paid.ask(book_of, month("2026-10"), paid.clock.day).rolls
    assert [(one.roll.id, len(one.lines)) for one in found] == [(roll.id, 2)]
    assert paid.ask(book_of, month("2026-11"), paid.clock.day).rolls == ()


def test_a_corrected_birthday_is_taken_off_and_names_its_months(paid: Village) -> None:
    one = who(paid, "王秀兰")
    locked(paid, "2026-09")
    locked(paid, "2026-10")
    corrected(paid, one, date(1946, 10, 3))
    made = line(paid, draft(paid, "2026-11"), one)
    assert (made.due, made.recovery, made.net) == (5000, 5000, 0)
    assert made.note == "按现有资料重新计算，9月多发 50.00 元，本期扣回。"
