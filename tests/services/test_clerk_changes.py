"""When the clerk changes, nothing that is open is left unsaid."""

from __future__ import annotations

from datetime import date

from happyhome.domain.clerk_changes import ClerkChange
from happyhome.domain.dates import Month
from happyhome.domain.safety_events import SafetyEvent
from happyhome.services import audit, backups, closings, settings
from happyhome.services.clerk_changes import clerk_change, clerk_change_paper, remember_clerk_change
from tests.services.village import Village


def _change(village: Village, **names: str) -> ClerkChange:
    return clerk_change(village.services, **names)


def test_open_months_are_told_with_how_they_stand(village: Village) -> None:
    who = village.elder("王秀兰")
    village.lunch(who, day=date(2026, 9, 9))
    village.lunch(who, day=date(2026, 10, 9))
    village.do(closings.close_month, month=Month(2026, 9), confirmed=True)
    found = [(one.text, one.detail) for one in _change(village).returns]
    assert found == [("2026年9月", "已结账，没有写盘上交"), ("2026年10月", "没有结账")]


def test_more_than_a_year_of_open_months_is_said_in_one_line(village: Village) -> None:
    who = village.elder("王秀兰")
    for month in Month(2025, 1).through(Month(2026, 10)):
        village.lunch(who, day=month.first)
    found = _change(village).returns
    assert len(found) == 13
    assert found[0].text == "更早的 10 个月"
    assert found[-1].text == "2026年10月"


def test_an_open_store_says_that_there_is_no_password_to_hand_over(village: Village) -> None:
    change = _change(village)
    assert not change.is_sealed
    assert change.keys[0].text == "数据没有加锁，没有密码"
    assert "加锁" in change.steps[0]


def test_copies_are_told_with_their_place_and_the_second_place_where_there_is_none(village: Village) -> None:
    village.elder("王秀兰")
    backups.back_up(village.services)
    change = _change(village)
    assert [one.tag for one in change.backups][:2] == ["本机", "第二处"]
    assert "没有设第二处备份" in change.backups[1].text


def test_the_code_of_the_last_step_changes_with_every_step(village: Village) -> None:
    village.elder("王秀兰")
    first = _change(village)
    village.elder("李建国")
    second = _change(village)
    assert second.operations == first.operations + 1
    assert second.head != first.head
    assert second.instance == first.instance


def test_the_paper_names_three_people_and_all_that_is_open(village: Village) -> None:
    who = village.elder("王秀兰")
    village.lunch(who, day=date(2026, 10, 9))
    made = clerk_change_paper(_change(village, leaving="王会计", taking="李芳", witness="张主任"))
    assert made.problems == ()
    assert made.file_name == "清泉村幸福院 交接单 2026-11-21.pdf"
    said = str(made.document)
    for wanted in ("王会计", "李芳", "张主任", "2026年10月", "监交人（盖章）", "U 盘"):
        assert wanted in said
    assert made.pdf().startswith(b"%PDF")


def test_a_change_is_written_down_once_somebody_takes_over(village: Village) -> None:
    arguments = {"leaving": "王会计", "left": 2}
    assert village.codes(remember_clerk_change, taking=" ", **arguments) == ["taking_missing"]
    village.do(remember_clerk_change, taking="李芳", **arguments)
    (event,) = village.ask(lambda reading: reading.find(SafetyEvent, event="clerk_changed"))
    assert event.subject == "李芳"
    assert village.ask(audit.operations, limit=1)[0].label == "工作移交：王会计 → 李芳"


def test_a_home_with_a_second_place_says_where(village: Village) -> None:
    village.do(settings.choose, key="second_backup", value="/media/U盘/备份")
    here, second = _change(village).backups
    assert (here.tag, here.detail) == ("本机", "还没有备份")
    assert (second.tag, second.text) == ("第二处", "/media/U盘/备份")
