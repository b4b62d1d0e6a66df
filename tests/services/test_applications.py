"""补贴申请: stages in order, papers that are missing, one open application each, and taking over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from happyhome.domain.dates import Month
from happyhome.policy.decisions import Verdict
from happyhome.services import applications, audit, entitlements, leaving, schemes
from happyhome.services.application_lists import application_list, applications_of
from tests.services.rules import KEY, draft, elder, line, locked, use_rules
from tests.services.village import TODAY, Village

APPLIED = ("需申请: 是", "材料: [户口本, 身份证, 社保卡]")


@pytest.fixture
def who(village: Village) -> str:
    """Somebody of 86 in a village whose rule asks for an application."""
    use_rules(village, *APPLIED)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))
    return elder(village, "王秀兰", date(1940, 5, 3))


def _open(village: Village, who: str, day: date = date(2026, 10, 8), **more: Any) -> Any:
    return village.do(applications.open_application, resident=who, scheme="高龄津贴", applied_on=day, **more)


def _verdict(village: Village, who: str) -> Verdict:
    found: Verdict = village.ask(entitlements.decision, who, KEY, TODAY, TODAY).verdict
    return found


def test_an_application_goes_from_the_village_to_the_county(village: Village, who: str) -> None:
    row = _open(village, who, papers=("户口本",))
    (shown,) = village.ask(applications_of, who, TODAY)
    assert (shown.stage, shown.next_stage, shown.missing) == ("申请", "accepted_on", ("身份证", "社保卡"))
    assert _verdict(village, who) is Verdict.NOT_APPLIED
    village.do(applications.hand_in_papers, application=row.id, papers=("户口本", "身份证", "社保卡"))
    for stage, day in (("accepted_on", 9), ("township_on", 20)):
        village.do(
            applications.advance, application=row.id, stage=stage, day=date(2026, 10, day), view="同意上报"
        )
    village.do(
        applications.advance,
        application=row.id,
        stage="posted_from",
        day=date(2026, 10, 10),
        until=date(2026, 10, 17),
    )
    village.do(
        applications.decide_application,
        application=row.id,
        decision="approved",
        day=date(2026, 10, 28),
        start=Month(2026, 10),
    )
    (shown,) = village.ask(applications_of, who, TODAY)
    assert (shown.stage, shown.next_stage, shown.missing, shown.waiting) == ("同意", "", (), 0)
    assert (shown.application.village_view, shown.application.posted_to) == ("同意上报", date(2026, 10, 17))
    assert _verdict(village, who) is Verdict.GRANTED


@pytest.mark.parametrize(
    ("stage", "day", "code"),
    [
        ("accepted_on", date(2026, 10, 7), "stage_order"),
        ("county_on", date(2026, 10, 7), "stage_order"),
        ("accepted_on", date(2026, 11, 22), "day_future"),
        ("posted_to", date(2026, 10, 9), "stage_unknown"),
    ],
)
def test_days_out_of_order_or_to_come_are_refused(
    village: Village, who: str, stage: str, day: date, code: str
) -> None:
    row = _open(village, who)
    assert village.codes(applications.advance, application=row.id, stage=stage, day=day) == [code]


def test_a_posting_ends_after_it_began_and_a_review_within_it_is_asked_about(
    village: Village, who: str
) -> None:
    row = _open(village, who)
    posting: dict[str, Any] = {"application": row.id, "stage": "posted_from", "day": date(2026, 10, 10)}
    assert village.codes(applications.advance, until=date(2026, 10, 9), **posting) == ["stage_order"]
    village.do(applications.advance, until=date(2026, 10, 17), **posting)
    review: dict[str, Any] = {"application": row.id, "stage": "township_on"}
    assert village.codes(applications.advance, day=date(2026, 10, 15), **review) == ["posting_not_over"]
    village.do(applications.advance, day=date(2026, 10, 17), **review)


def test_nobody_has_two_open_applications_for_one_scheme(village: Village, who: str) -> None:
    row = _open(village, who)
    again: dict[str, Any] = {"resident": who, "scheme": KEY, "applied_on": TODAY}
    assert village.codes(applications.open_application, **again) == ["application_open"]
    village.do(applications.withdraw_application, application=row.id, reason="不想要了")
    assert village.codes(applications.withdraw_application, application=row.id) == ["application_decided"]
    assert _verdict(village, who) is Verdict.DENIED
    second = _open(village, who, TODAY)
    village.do(applications.decide_application, application=second.id, decision="approved", day=TODAY)
    assert village.codes(applications.open_application, **again) == ["application_approved"]


def test_the_dead_do_not_apply_and_who_left_the_home_does(village: Village, who: str) -> None:
    other = elder(village, "李大山", date(1940, 1, 1), order=881)
    village.do(leaving.leave, resident=who, kind="died", day=date(2026, 10, 10))
    village.do(leaving.leave, resident=other, kind="withdrew", day=date(2026, 10, 10))
    late: dict[str, Any] = {"scheme": KEY, "applied_on": date(2026, 10, 11)}
    assert village.codes(applications.open_application, resident=who, **late) == ["already_left"]
    village.do(applications.open_application, resident=other, **late)
    _open(village, who)  # handed in before the death, entered afterwards


def test_a_refusal_names_no_month_of_payment(village: Village, who: str) -> None:
    row = _open(village, who)
    arguments: dict[str, Any] = {"application": row.id, "decision": "refused", "reason": "户籍不在本县"}
    assert village.codes(applications.decide_application, start=Month(2026, 10), **arguments) == [
        "not_approved"
    ]
    village.do(applications.decide_application, **arguments)
    assert "户籍不在本县" in village.ask(entitlements.decision, who, KEY, TODAY, TODAY).text


def test_what_waits_longest_stands_first_and_is_late_at_some_time(village: Village, who: str) -> None:
    other = elder(village, "李大山", date(1940, 1, 1), order=881)
    _open(village, other, date(2026, 11, 1))
    _open(village, who, date(2026, 10, 8))
    shown = village.ask(application_list, TODAY)
    assert [(one.person.resident.name, one.waiting, one.is_late) for one in shown] == [
        ("王秀兰", 44, True),
        ("李大山", 20, False),
    ]


def test_the_same_call_twice_changes_nothing_and_more_goes_on_with_the_same_one(
    village: Village, who: str
) -> None:
    from happyhome.domain.applications import Application

    known = Application(resident=who, scheme="高龄津贴", applied_on=date(2026, 10, 8))
    village.do(applications.record_application, application=known)
    before = village.content()
    assert village.services.run(applications.record_application, application=known).operation is None
    village.do(
        applications.record_application,
        application=Application(
            resident=who, scheme=KEY, applied_on=date(2026, 10, 8), county_on=TODAY, decision="approved"
        ),
    )
    (row,) = village.content()["application"]
    assert (row.id, row.decision) == (before["application"][0].id, "approved")


def test_everybody_who_draws_already_is_taken_over_at_once(village: Village, who: str) -> None:
    gone = elder(village, "赵已故", date(1935, 1, 1), order=881)
    asks = elder(village, "孙申请", date(1936, 1, 1), order=883)
    _open(village, asks)
    village.do(leaving.leave, resident=gone, kind="died", day=date(2026, 5, 3))
    before = village.content()
    made = village.do(
        applications.take_over,
        scheme=KEY,
        residents=(who, gone, asks),
        settled=Month(2026, 9),
        start=Month(2020, 5),
    )
    assert [row.resident for row in made.entered] == [who]
    assert [text[:3] for text in made.skipped] == ["赵已故", "孙申请"]
    roll = draft(village, "2026-10")
    assert (line(village, roll, who).due, line(village, roll, who).arrears) == (5000, 0)
    village.do(audit.undo)
    village.do(audit.undo)
    assert village.content() == before


def test_an_approval_found_out_later_is_made_up_by_the_next_roll(village: Village, who: str) -> None:
    row = _open(village, who)
    elder(village, "李大山", date(1935, 1, 1), order=881)
    village.do(
        applications.take_over,
        scheme=KEY,
        residents=[one.id for one in village.content()["resident"] if one.id != who],
        settled=Month(2026, 8),
    )
    locked(village, "2026-09")
    village.do(
        applications.decide_application,
        application=row.id,
        decision="approved",
        day=TODAY,
        start=Month(2026, 9),
    )
    made = line(village, draft(village, "2026-10"), who)
    assert (made.due, made.arrears) == (5000, 5000)
