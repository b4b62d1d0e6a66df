"""临近事项: what comes next, which papers it needs, and what it changes in money."""

from __future__ import annotations

from datetime import date

from happyhome.domain.dates import Month
from happyhome.services import applications, due, leaving, rolls, schemes
from happyhome.services.rule_previews import import_rules
from happyhome.services.upcoming import Coming, upcoming
from tests.services.rules import KEY, draft, elder, rules, use_rules
from tests.services.village import TODAY, Village

APPLIED = ("需申请: 是", "材料: [户口本, 社保卡]")


def _coming(village: Village, kind: str, months: int = 3) -> list[Coming]:
    return [one for one in village.ask(upcoming, village.clock.day, months) if one.kind == kind]


def _take_up(village: Village, *more: str) -> None:
    use_rules(village, *more)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 7))


def test_a_birthday_tells_what_it_changes_in_money_and_which_papers_it_needs(village: Village) -> None:
    _take_up(village, *APPLIED)
    elder(village, "宋德福", date(1946, 12, 3))
    (one,) = _coming(village, "age")
    assert (one.text, one.age, one.day) == ("宋德福 12月3日满 80 周岁", 80, date(2026, 12, 3))
    assert (one.detail, one.papers) == ("可以申请高龄津贴（每月 50.00 元）", ("户口本", "社保卡"))


def test_without_an_application_it_says_from_when_it_is_paid(village: Village) -> None:
    _take_up(village)
    elder(village, "宋德福", date(1946, 12, 3))
    elder(village, "罗桂花", date(1937, 1, 20), order=881)
    assert [(one.name, one.detail, one.month) for one in _coming(village, "age")] == [
        ("宋德福", "高龄津贴自 12 月起每月 50.00 元", Month(2026, 12)),
        ("罗桂花", "高龄津贴自 1 月起改为每月 100.00 元", Month(2027, 1)),
    ]


def test_what_is_paid_once_a_year_is_told_whole_and_not_by_the_month(village: Village) -> None:
    _take_up(village, "单位: 元/年", "整发: 10月")
    elder(village, "宋德福", date(1946, 12, 3))
    elder(village, "罗桂花", date(1937, 1, 20), order=881)
    assert [one.detail for one in _coming(village, "age")] == [
        "高龄津贴自 12 月起每年 50.00 元，一次发给",
        "高龄津贴自 1 月起改为每年 100.00 元，一次发给",
    ]


def test_what_a_birthday_already_past_brings_next_month_is_told(village: Village) -> None:
    _take_up(village, "需申请: 否")
    text = rules().replace("方式: 符合条件", "方式: 符合条件, 推迟月: 1")
    village.do(import_rules, name="高龄津贴.yaml", content=text)
    elder(village, "宋德福", date(1946, 11, 3))
    elder(village, "罗桂花", date(1946, 10, 3), order=881)
    (one,) = _coming(village, "money")
    assert (one.text, one.month) == ("宋德福 高龄津贴自 12 月起每月 50.00 元", Month(2026, 12))


def test_birthdays_a_village_notes_are_told_without_any_scheme(village: Village) -> None:
    for order, born in enumerate((date(1961, 12, 1), date(1954, 12, 2), date(1966, 12, 4)), 881):
        elder(village, "王秀兰", born, order=order)
    assert [one.age for one in _coming(village, "age")] == [65, 60]
    assert _coming(village, "age", months=0) == []


def test_what_was_granted_for_a_time_is_told_with_what_stops(village: Village) -> None:
    _take_up(village, "暂停: [{名称: 失联, 条件: {联系情况: 失联}, 满月: 1}]")
    who = elder(village, "王秀兰", date(1940, 5, 3))
    village.status(who, "capacity", "中度失能", date(2024, 1, 1), date(2026, 12, 31))
    village.status(who, "aid", "低保", date(2024, 1, 1), date(2027, 6, 30))
    (one,) = _coming(village, "expiry")
    assert one.text == "王秀兰 能力等级“中度失能”12月31日到期"
    village.status(who, "capacity", "重度失能", date(2027, 1, 1))
    assert _coming(village, "expiry") == []


def test_who_is_entitled_and_did_not_apply_is_found_also_when_the_home_was_left(village: Village) -> None:
    _take_up(village, *APPLIED)
    who = elder(village, "王秀兰", date(1940, 5, 3))
    dead = elder(village, "赵已故", date(1940, 5, 3), order=881)
    village.do(leaving.leave, resident=who, kind="withdrew", day=date(2026, 10, 1))
    village.do(leaving.leave, resident=dead, kind="died", day=date(2026, 10, 1))
    (one,) = _coming(village, "unclaimed")
    assert (one.resident, one.papers) == (who, ("户口本", "社保卡"))
    assert one.detail == "批准后从2026年11月起每月 50.00 元"
    village.do(applications.open_application, resident=who, scheme=KEY, applied_on=TODAY)
    assert _coming(village, "unclaimed") == []


def test_postings_and_applications_that_wait_are_told(village: Village) -> None:
    _take_up(village, "材料: [户口本]")
    who = elder(village, "王秀兰", date(1940, 5, 3))
    row = village.do(applications.open_application, resident=who, scheme=KEY, applied_on=date(2026, 10, 1))
    (late,) = _coming(village, "application")
    assert (late.is_late, late.text, late.detail) == (
        True,
        "王秀兰 “高龄津贴”申请停在“申请”已 51 天",
        "还缺户口本",
    )
    village.do(
        applications.advance,
        application=row.id,
        stage="posted_from",
        day=date(2026, 11, 18),
        until=date(2026, 11, 25),
    )
    assert _coming(village, "application") == []
    roll = draft(village, "2026-11")
    village.do(rolls.post_roll, roll=roll.id, first_day=TODAY, last_day=date(2026, 11, 28))
    assert [one.text for one in _coming(village, "posting")] == [
        "王秀兰 “高龄津贴”申请公示到 11月25日",
        "“高龄津贴”2026年11月名册公示到 11月28日",
    ]


def test_certifications_come_before_their_deadline_and_stand_first_once_missed(village: Village) -> None:
    _take_up(village, "认证: {截止: [06-30, 12-30]}")
    elder(village, "王秀兰", date(1940, 5, 3))
    (one,) = _coming(village, "certify")
    assert (one.day, one.is_late, one.text) == (
        date(2026, 12, 30),
        False,
        "王秀兰 “高龄津贴”认证 12月30日到期",
    )
    village.clock.day = date(2026, 8, 20)
    assert _coming(village, "certify") == []
    village.clock.day = date(2027, 1, 4)
    assert (
        village.ask(upcoming, village.clock.day)[0].text
        == "王秀兰 “高龄津贴”没有按期认证，自 2027年1月起暂停"
    )


def test_today_tells_the_pressing_ones(village: Village) -> None:
    _take_up(village, *APPLIED, "认证: {截止: [06-30, 12-30]}")
    draws = elder(village, "王秀兰", date(1940, 5, 3))
    elder(village, "宋德福", date(1946, 12, 3), order=881)
    village.do(applications.take_over, scheme=KEY, residents=(draws,), settled=Month(2026, 9))
    found = {one.kind: one for one in village.ask(due.due_list, TODAY)}
    assert found["milestone"].detail == "可以申请高龄津贴（每月 50.00 元），需户口本、社保卡"
    assert (found["certify"].text, found["certify"].target) == (
        "1 人生存认证 12 月 30 日到期",
        f"certify:{KEY}",
    )
    village.clock.day = date(2027, 1, 4)
    late = next(one for one in village.ask(due.due_list, village.clock.day) if one.kind == "certify")
    assert (late.urgent, late.text) == (True, "1 人没有按期认证，自 2027年1月起暂停")
