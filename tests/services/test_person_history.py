"""What allowances brought to somebody, as their 经历 tells it."""

from __future__ import annotations

from datetime import date

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.services import applications, certifications, rolls, schemes
from happyhome.services.person_history import allowance_history
from tests.services.rules import KEY, dies, draft, elder, line, lock, use_rules
from tests.services.village import Village


def told(village: Village, who: str) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.day.isoformat(), one.text) for one in reversed(village.ask(allowance_history, who))
    ]


def begin(village: Village) -> str:
    use_rules(village)
    who = elder(village, "李秀英", date(1942, 5, 3))
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 8))
    return who


def test_the_first_payment_is_told_and_the_months_like_it_are_not(village: Village) -> None:
    who = begin(village)
    for month, day in (("2026-08", 20), ("2026-09", 20)):
        village.clock.day = date(2026, int(month[-2:]), day)
        roll = lock(village, draft(village, month))
        village.do(rolls.pay_roll, roll=roll.id, day=village.clock.day)
    assert told(village, who) == [("roll", "2026-08-20", "高龄津贴：2026年8月起在本院名册领，每月 50.00 元")]


def test_a_draft_is_no_event(village: Village) -> None:
    who = begin(village)
    draft(village, "2026-08")
    assert told(village, who) == []


def test_what_the_bank_sent_back_and_what_a_death_stopped_are_told(village: Village) -> None:
    who = begin(village)
    village.clock.day = date(2026, 8, 20)
    roll = lock(village, draft(village, "2026-08"))
    village.do(rolls.pay_roll, roll=roll.id, day=village.clock.day)
    village.do(rolls.mark_line, line=line(village, roll, who).id, state="failed", failure="已销户")
    village.clock.day = date(2026, 9, 25)
    dies(village, who, date(2026, 9, 2))
    lock(village, draft(village, "2026-09"))
    village.clock.day = date(2026, 10, 25)
    lock(village, draft(village, "2026-10"))
    texts = [text for _, _, text in told(village, who)]
    assert texts[0] == "高龄津贴：2026年8月的 50.00 元被银行退回（已销户）"
    assert "死亡" in texts[-1]


def test_an_application_and_its_answer_stand_on_their_days(village: Village) -> None:
    who = begin(village)
    made = Application(
        resident=who, scheme=KEY, applied_on=date(2026, 3, 2), county_on=date(2026, 4, 1),
        decision="approved", start_month="2026-05",
    )  # fmt: skip
    village.do(applications.put_application, application=made)
    village.do(certifications.certify, residents=[who], day=date(2026, 6, 3), certifier="王芳")
    assert told(village, who) == [
        ("application", "2026-03-02", "高龄津贴：申请"),
        ("application", "2026-04-01", "高龄津贴：审批同意，自2026年5月起发"),
        ("certification", "2026-06-03", "生存认证：当面，王芳"),
    ]
