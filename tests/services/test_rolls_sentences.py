"""What a roll's sentences say is true: the fact that counts, the day it began, and each thing once."""

from __future__ import annotations

from datetime import date

from happyhome.domain.applications import Application
from happyhome.services import applications, certifications, leaving, rolls
from happyhome.services.rule_previews import import_rules
from tests.services.rules import KEY, book, corrected, dies, draft, elder, line, locked, rules, use_rules
from tests.services.village import Village

BORN = date(1940, 5, 3)
LOST = ("暂停:", "  - {名称: 失联, 条件: {联系情况: 失联}, 满月: 1, 恢复后: 补发}")


def with_condition(village: Village, condition: str, *more: str) -> None:
    """The usual rules, for those alone of whom the condition holds."""
    use_rules(village, *more)
    (kept,) = village.content()["rule_file"]
    content = kept.content.replace("对象: {年龄: 80以上}", f"对象: {condition}")
    village.do(import_rules, name=kept.name, content=content)


def test_who_is_found_again_resumes_because_of_that_and_not_of_a_certification(village: Village) -> None:
    use_rules(village, *LOST)
    who = elder(village, "王秀兰", BORN)
    village.do(certifications.certify, residents=[who], day=date(2026, 9, 2), way="in_person")
    village.status(who, "reach", "lost", date(2026, 7, 20))
    village.clock.day = date(2026, 10, 12)
    locked(village, "2026-09")
    village.status(who, "reach", "能联系", date(2026, 10, 5))
    made = line(village, draft(village, "2026-10"), who)
    assert (made.cause, made.changed_on, made.start_stop) == ("恢复", date(2026, 10, 5), "2026-10")
    assert made.note.startswith("2026-10-05 起联系情况为“能联系”，恢复发放，补发 9月 50.00 元")


def test_a_stop_names_the_fact_that_the_rule_asks_for_and_not_a_later_one(village: Village) -> None:
    with_condition(village, "{年龄: 80以上, 户籍: [本村, 本镇外村]}")
    who = elder(village, "王秀兰", BORN)
    village.status(who, "household", "local", None)
    locked(village, "2026-09")
    village.status(who, "household", "outside", date(2026, 9, 5))
    village.status(who, "aid", "low_income", date(2026, 9, 20))
    made = line(village, draft(village, "2026-10"), who)
    assert (made.cause, made.changed_on) == ("迁出", date(2026, 9, 5))
    assert made.note == "2026-09-05 起户籍为“外地”，停发自 2026-10 起。"


def test_a_corrected_birthday_stops_from_the_first_month_that_was_paid(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN)
    locked(village, "2026-08")
    locked(village, "2026-09")
    corrected(village, who, date(1948, 2, 16))
    made = line(village, draft(village, "2026-10"), who)
    assert (made.change, made.cause, made.start_stop) == ("left", "不再符合", "2026-08")
    assert made.note == (
        "按更正后的资料，2028-02-16 才满 80 周岁，停发自 2026-08 起；8月、9月多发 100.00 元，应追回。"
    )


def test_a_birthday_corrected_to_a_higher_band_counts_from_the_first_month_paid_too_little(
    village: Village,
) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN)
    locked(village, "2026-08")
    locked(village, "2026-09")
    corrected(village, who, date(1930, 5, 3))
    made = line(village, draft(village, "2026-10"), who)
    assert (made.change, made.start_stop, made.arrears) == ("changed", "2026-08", 10000)
    assert made.note == (
        "按更正后的资料，月标准由 50.00 元改为 100.00 元，自 2026-08 起，补发 8月、9月 100.00 元。"
    )


def test_a_raise_told_late_is_a_raise_also_for_who_has_reached_the_band_since(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", date(1936, 8, 9))
    locked(village, "2026-07")
    locked(village, "2026-08")
    (kept,) = village.content()["rule_file"]
    content = rules(raised=("2026-07-01", 60)).replace("90以上, 金额: 100}\n", "90以上, 金额: 120}\n")
    village.do(import_rules, name=kept.name, content=content.replace("金额: 120", "金额: 100", 1))
    made = line(village, draft(village, "2026-09"), who)
    assert (made.change, made.cause, made.changed_on) == ("changed", "标准调整", date(2026, 8, 1))
    assert made.note == (
        "标准调整，月标准由 100.00 元改为 120.00 元，自 2026-08 起，补发 7月、8月 30.00 元。"
    )


def test_who_is_suspended_since_their_first_month_is_told_from_when(village: Village) -> None:
    use_rules(village, *LOST)
    who = elder(village, "王秀兰", date(1946, 7, 9))
    locked(village, "2026-08")
    village.status(who, "reach", "lost", date(2026, 6, 10))
    made = line(village, draft(village, "2026-09"), who)
    assert (made.change, made.cause, made.start_stop) == ("left", "失联", "2026-08")
    assert made.note.startswith("2026-06-10 起失联，自 2026-08 起暂停")


def test_who_came_back_is_said_to_have_come_back(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN)
    village.services.run(leaving.leave, confirmed=True, resident=who, kind="moved_out", day=date(2026, 7, 3))
    locked(village, "2026-09")
    village.do(leaving.come_back, resident=who, day=date(2026, 10, 8))
    made = line(village, draft(village, "2026-10"), who)
    assert (made.change, made.cause, made.changed_on) == ("joined", "迁入", date(2026, 10, 8))
    assert made.note == "2026-10-08 迁回，自 2026-10 起发。"


def test_a_claim_on_who_moved_out_goes_on_naming_the_move(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN)
    locked(village, "2026-08")
    locked(village, "2026-09")
    village.services.run(leaving.leave, confirmed=True, resident=who, kind="moved_out", day=date(2026, 8, 12))
    locked(village, "2026-10")
    again = line(village, draft(village, "2026-11"), who)
    assert again.note == "2026-08-12 迁出，9月多发 50.00 元，应追回。"


def test_what_is_past_its_limit_is_told_once(village: Village) -> None:
    use_rules(village, "补发期限: 本年")
    village.clock.day = date(2027, 2, 20)
    who = elder(village, "王秀兰", date(1948, 1, 1))
    locked(village, "2026-12")
    corrected(village, who, date(1946, 12, 1))
    first = line(village, locked(village, "2027-01"), who)
    assert "2026年12月 50.00 元超过补发期限，不补" in first.note
    second = line(village, draft(village, "2027-02"), who)
    assert (second.due, second.note) == (5000, "")


def test_a_payment_sent_back_is_called_so_on_a_further_roll(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN)
    made = line(village, locked(village, "2026-10"), who)
    village.do(rolls.mark_line, line=made.id, state="failed", failure="销户")
    again = line(village, draft(village, "2026-10"), who)
    assert (again.due, again.note) == (5000, "银行退回重发 10月 50.00 元。")


def test_who_was_taken_over_from_older_lists_is_said_to_go_on(village: Village) -> None:
    use_rules(village, "需申请: 是")
    elder(village, "李大山", BORN, order=881)
    who = elder(village, "王秀兰", BORN)
    day = date(2026, 5, 10)
    taken_over = Application(
        resident=who, scheme=KEY, applied_on=day, accepted_on=day, county_on=day,
        decision="approved", start_month="2026-06", settled_month="2026-09",
    )  # fmt: skip
    village.services.run(applications.put_application, confirmed=True, application=taken_over)
    locked(village, "2026-08")
    assert not [one for one in book(village, locked(village, "2026-09")).lines if one.resident == who]
    made = line(village, draft(village, "2026-10"), who)
    assert (made.change, made.cause, made.start_stop) == ("joined", "接续", "2026-10")
    assert made.note == "旧册已发至 2026-09，自 2026-10 起在本册发放。"


def test_a_death_is_told_though_the_years_amount_was_paid_months_ago(village: Village) -> None:
    use_rules(village, "单位: 元/年", "整发: 是")
    who = elder(village, "王秀兰", BORN)
    assert line(village, locked(village, "2026-01", "2026-08"), who).due == 5000
    locked(village, "2026-09")
    dies(village, who, date(2026, 8, 30))
    made = line(village, locked(village, "2026-10"), who)
    assert (made.change, made.cause, made.claim) == ("left", "死亡", 0)
    assert not [one for one in book(village, draft(village, "2026-11")).lines if one.resident == who]


def test_who_is_paid_the_years_amount_by_a_further_roll_is_new_there_and_not_once_more(
    village: Village,
) -> None:
    use_rules(village, "单位: 元/年", "整发: 是")
    elder(village, "李大山", BORN, order=881)
    locked(village, "2026-08")
    locked(village, "2026-09")
    who = elder(village, "王秀兰", date(1946, 8, 9))
    further = line(village, locked(village, "2026-09"), who)
    assert (further.change, further.cause, further.arrears) == ("joined", "年满80", 5000)
    assert not [one for one in book(village, draft(village, "2026-10")).lines if one.resident == who]
