"""What was changed behind the program's back is found and said."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.services import activities, audit, closings
from happyhome.services.months import month_book
from happyhome.store.proof import same, verify
from tests.services.village import TODAY, Village


@pytest.fixture
def kept(village: Village) -> Village:
    """Two elders, three meals."""
    one, other = village.elder("王秀兰"), village.elder("李建国")
    village.lunch(one, other)
    village.lunch(one, day=date(2026, 10, 9))
    village.do(audit.undo)
    village.do(audit.redo)
    assert village.ask(audit.verify_audit) == ()
    return village


def _behind_the_back(village: Village, *statements: str) -> None:
    with village.services.store.writing() as connection:
        for table in ("operation", "change"):
            for verb in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE meal SET mode = 'takeaway' WHERE day = '2026-11-21'",
            "“用餐”王秀兰 2026年11月21日 午餐：在程序外被改过，“方式”现在是“自取”，记录里是“堂食”",
        ),
        (
            "UPDATE resident SET name = '王秀蓝' WHERE name = '王秀兰'",
            "“老人”王秀兰：在程序外被改过，“姓名”现在是“王秀蓝”，记录里是“王秀兰”",
        ),
        (
            "DELETE FROM meal WHERE day = '2026-10-09'",
            "“用餐”王秀兰 2026年10月9日 午餐：这一行在程序外被删掉了",
        ),
        (
            "INSERT INTO meal SELECT 'x', home, recorded_at, resident, '2026-11-20', slot, mode, '', '' FROM meal LIMIT 1",
            "2026年11月20日 午餐：操作记录里没有这一行，是在程序外加进去的（编号 x）",
        ),
        ("UPDATE \"change\" SET after = replace(after, 'dine_in', 'delivery')", "的内容被改动过"),
        ("UPDATE operation SET label = '别的' WHERE sequence = 3", "第 3 号操作“别的”的内容被改动过"),
        ("UPDATE operation SET at = '2026-01-01T00:00:00' WHERE sequence = 2", "第 2 号操作"),
        ("UPDATE operation SET operator = '别人' WHERE sequence = 1", "第 1 号操作"),
    ],
)
def test_any_alteration_is_found(kept: Village, statement: str, said: str) -> None:
    _behind_the_back(kept, statement)
    faults = kept.ask(audit.verify_audit)
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM blob", "附件“一.jpg”的内容不见了"),
        ("UPDATE blob SET content = x'00'", "附件“一.jpg”的内容被改动过"),
    ],
)
def test_a_photo_that_is_lost_or_altered_is_found_and_keeps_no_month_open(
    kept: Village, statement: str, said: str
) -> None:
    held = kept.do(activities.record_activity, activity=Activity(day=TODAY, title="包饺子"), residents=[])
    kept.do(activities.add_photo, owner=held.id, name="一.jpg", content=b"\xff\xd8\xff" + bytes(9))
    assert kept.ask(audit.verify_audit) == ()
    _behind_the_back(kept, statement)
    (fault,) = kept.ask(audit.verify_audit)
    assert said in fault
    kept.do(closings.close_month, month=Month(2026, 10), confirmed=True)


def test_a_paper_whose_photo_is_lost_is_refused_with_its_name(kept: Village) -> None:
    held = kept.do(activities.record_activity, activity=Activity(day=TODAY, title="包饺子"), residents=[])
    kept.do(activities.add_photo, owner=held.id, name="一.jpg", content=b"\xff\xd8\xff" + bytes(9))
    _behind_the_back(kept, "DELETE FROM blob")
    with pytest.raises(Refusal, match=r"一\.jpg"):
        kept.ask(month_book, Month(2026, 11), TODAY, photos=True)


def test_a_removed_operation_leaves_a_hole_that_is_seen(kept: Village) -> None:
    _behind_the_back(
        kept,
        'DELETE FROM "change" WHERE operation = (SELECT id FROM operation WHERE sequence = 4)',
        "DELETE FROM operation WHERE sequence = 4",
    )
    faults = kept.ask(audit.verify_audit)
    assert any("第 4 号操作不见了" in fault for fault in faults)
    assert any("与前一条接不上" in fault for fault in faults)


def test_a_month_is_not_closed_over_an_altered_record(kept: Village) -> None:
    _behind_the_back(kept, "UPDATE meal SET mode = 'takeaway' WHERE day = '2026-10-09'")
    assert kept.codes(closings.close_month, month=Month(2026, 10), confirmed=True) == ["audit_broken"]


def test_an_altered_record_of_another_month_does_not_keep_this_one_open(kept: Village) -> None:
    _behind_the_back(kept, f"UPDATE meal SET mode = 'takeaway' WHERE day = '{TODAY}'")
    kept.do(closings.close_month, month=Month(2026, 10), confirmed=True)


def test_a_column_that_a_later_version_added_is_no_alteration() -> None:
    assert same('{"a":1}', '{"a":1,"b":2}')
    assert not same('{"a":1}', '{"a":2,"b":2}')
    assert not same(None, '{"a":1}')
    assert not same('{"a":1}', None)


def test_a_record_taken_out_of_the_month_keeps_it_open_and_one_of_another_does_not(kept: Village) -> None:
    _behind_the_back(kept, "DELETE FROM meal WHERE day = '2026-11-21'")
    assert kept.ask(lambda reading: list(verify(reading, date(2026, 10, 1), date(2026, 10, 31)))) == []
    _behind_the_back(kept, "DELETE FROM meal WHERE day = '2026-10-09'")
    assert kept.codes(closings.close_month, month=Month(2026, 10), confirmed=True) == ["audit_broken"]


def test_an_altered_number_is_named_without_being_shown(kept: Village) -> None:
    _behind_the_back(kept, "UPDATE resident SET phone = '13909351234' WHERE name = '王秀兰'")
    (fault,) = kept.ask(audit.verify_audit)
    assert fault.startswith("“老人”王秀兰：在程序外被改过，“联系电话”现在是“139****1234”，记录里是“空”")


def test_a_number_altered_where_the_mask_hides_it_is_still_said_to_be_altered(village: Village) -> None:
    village.elder("王秀兰", phone="13909351234")
    _behind_the_back(village, "UPDATE resident SET phone = '13900001234'")
    (fault,) = village.ask(audit.verify_audit)
    assert "“联系电话”被改过" in fault


def test_an_altered_amount_and_status_are_told_in_the_clerks_words(village: Village) -> None:
    who = village.elder("李建国")
    village.status(who, "aid", "低保", date(2026, 1, 1))
    _behind_the_back(village, "UPDATE status SET value = 'destitute' WHERE axis = 'aid'")
    (fault,) = village.ask(audit.verify_audit)
    assert "“身份与状态”李建国 救助身份 2026年1月1日：" in fault
    assert "“内容”现在是“特困”，记录里是“低保”" in fault
