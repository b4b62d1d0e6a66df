"""增减变动: the words, days and sentences by which a roll says what is another than on the one before."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.applications import Application
from happyhome.domain.rolls import RollLine
from happyhome.services import applications, certifications, leaving
from happyhome.services.roll_notes import months_said
from happyhome.services.rule_previews import import_rules
from tests.services.rules import KEY, dies, draft, elder, line, locked, month, use_rules
from tests.services.village import Village

BORN = date(1940, 5, 3)


def said(one: RollLine) -> tuple[str, str, date | None, str]:
    return one.change, one.cause, one.changed_on, one.start_stop


def test_turning_80_and_90_in_the_period_are_told_with_the_birthday(village: Village) -> None:
    use_rules(village)
    new = elder(village, "李大山", date(1946, 10, 9), order=881)
    old = elder(village, "张翠花", date(1936, 10, 31), order=884)
    locked(village, "2026-09")

    roll = draft(village, "2026-10")

    assert said(line(village, roll, new)) == ("joined", "年满80", date(2026, 10, 9), "2026-10")
    assert said(line(village, roll, old)) == ("changed", "年满90", date(2026, 10, 31), "2026-10")
    assert line(village, roll, old).note == (
        "1936-10-31 出生，2026-10 年满 90 周岁，月标准由 50.00 元改为 100.00 元，自 2026-10 起。"
    )


def test_on_the_first_roll_only_who_began_in_the_period_is_new(village: Village) -> None:
    use_rules(village)
    long = elder(village, "王秀兰", BORN)
    new = elder(village, "李大山", date(1946, 10, 9), order=881)
    roll = draft(village, "2026-10")
    assert (line(village, roll, long).change, line(village, roll, long).note) == ("", "")
    assert line(village, roll, new).change == "joined"


def test_who_was_told_to_be_gone_is_not_gone_once_more(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN)
    elder(village, "李大山", BORN, order=881)
    locked(village, "2026-08")
    locked(village, "2026-09")
    dies(village, who, date(2026, 8, 10))
    assert line(village, locked(village, "2026-10"), who).change == "left"

    again = line(village, draft(village, "2026-11"), who)

    assert (again.change, again.standard, again.claim) == ("", 0, 5000)
    assert again.note == "2026-08-10 死亡，9月多发 50.00 元，应追回。"


def test_moving_out_stops_after_the_month(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN)
    locked(village, "2026-10")
    village.services.run(
        leaving.leave, confirmed=True, resident=who, kind="moved_out", day=date(2026, 10, 12)
    )
    made = line(village, draft(village, "2026-11"), who)
    assert said(made) == ("left", "迁出", date(2026, 10, 12), "2026-11")
    assert made.note == "2026-10-12 迁出，停发自 2026-11 起。"


def test_a_certification_missed_stops_and_one_made_brings_back_with_what_was_held_back(
    village: Village,
) -> None:
    use_rules(village, "认证: {截止: [06-30], 恢复后: 补发}")
    who = elder(village, "王秀兰", BORN)
    village.clock.day = date(2026, 5, 20)
    locked(village, "2026-04", "2026-05")
    village.clock.day = date(2026, 8, 20)
    locked(village, "2026-06")
    stopped = line(village, locked(village, "2026-07"), who)
    assert said(stopped) == ("left", "未认证", date(2026, 7, 1), "2026-07")
    assert stopped.note == "2026-06-30 前没有认证，自 2026-07 起暂停。"
    village.do(certifications.certify, residents=[who], day=date(2026, 8, 15), way="in_person")

    back = line(village, draft(village, "2026-08"), who)

    assert (back.change, back.cause, back.changed_on) == ("joined", "恢复", date(2026, 8, 15))
    assert (back.due, back.arrears) == (5000, 5000)
    assert back.note == "2026-08-15 认证，恢复发放，补发 7月 50.00 元。"


def test_somebody_out_of_reach_is_suspended(village: Village) -> None:
    use_rules(village, "暂停:", "  - {名称: 失联, 条件: {联系情况: 失联}, 满月: 1, 恢复后: 补发}")
    who = elder(village, "王秀兰", BORN)
    locked(village, "2026-09")
    village.status(who, "reach", "lost", date(2026, 8, 20))
    made = line(village, draft(village, "2026-10"), who)
    assert said(made) == ("left", "失联", date(2026, 10, 1), "2026-10")


def test_an_approval_is_named_with_its_day(village: Village) -> None:
    use_rules(village, "需申请: 是")
    elder(village, "李大山", BORN, order=881)
    locked(village, "2026-09")
    who = elder(village, "王秀兰", date(1946, 5, 1))
    day = date(2026, 10, 10)
    approved = Application(
        resident=who,
        scheme=KEY,
        applied_on=day,
        accepted_on=day,
        county_on=day,
        decision="approved",
        start_month="2026-10",
    )
    village.services.run(applications.put_application, confirmed=True, application=approved)
    made = line(village, draft(village, "2026-10"), who)
    assert said(made) == ("joined", "新批准", day, "2026-10")


def test_who_meets_the_rule_no_more_is_told_with_the_fact(village: Village) -> None:
    text = "对象: {年龄: 80以上, 居住状况: 独居}"
    use_rules(village)
    content = village.content()["rule_file"][0].content.replace("对象: {年龄: 80以上}", text)
    village.do(import_rules, name="高龄津贴.yaml", content=content)
    who = elder(village, "王秀兰", BORN)
    village.status(who, "living", "alone", date(2026, 1, 1))
    locked(village, "2026-09")
    village.status(who, "living", "with_children", date(2026, 9, 12))
    made = line(village, draft(village, "2026-10"), who)
    assert said(made) == ("left", "不再符合", date(2026, 9, 12), "2026-10")
    assert made.note.startswith("2026-09-12 起居住状况为“与子女同住”，停发自 2026-10 起")


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (("2026-03",), "3月"),
        (("2026-09", "2026-10"), "9月、10月"),
        (("2026-03", "2026-04", "2026-05"), "3月至5月"),
        (("2025-11", "2025-12", "2026-01"), "2025年11月至2026年1月"),
        (("2025-03", "2025-04", "2025-05", "2026-02"), "2025年3月至5月、2026年2月"),
    ],
)
def test_months_in_words(months: tuple[str, ...], words: str) -> None:
    assert months_said([month(one) for one in months], 2026) == words
