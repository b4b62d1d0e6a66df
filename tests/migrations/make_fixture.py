"""Make the fixture of the newest schema version: ``python -m tests.migrations.make_fixture``.

A file of every version stays in fixtures/ as that version's program wrote it. Once committed it
is never made again: that is what it is for.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from happyhome.domain.activities import Activity, ActivityTemplate
from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.domain.disclosures import Disclosure
from happyhome.domain.handovers import HandOver
from happyhome.domain.residents import Contact
from happyhome.domain.safety_events import SafetyEvent
from happyhome.domain.service_records import ServiceRecord
from happyhome.domain.visits import Visit
from happyhome.services import (
    activities,
    applications,
    audit,
    backups,
    certifications,
    closings,
    days,
    home_facts,
    leaving,
    meal_prices,
    meals,
    presence,
    registers,
    residents,
    rolls,
    rule_previews,
    settings,
)
from happyhome.store.migrate import newest
from tests.services.rules import KEY, rules
from tests.services.village import Village, id_number

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = [
    "王秀兰",
    "李建国",
    "赵玉梅",
    "单桂英",
    "仇大山",
    "曾有福",
    "阿卜杜·买买提",
    "张𠅤",
    "马福海",
    "陈秀英",
    "刘德旺",
    "杨翠花",
]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "e221bc330000000049454e44ae426082"
)


def fill(village: Village) -> None:
    """Twelve elders and two months, one of them closed, with something in every register."""
    village.home()
    village.clock.day = date(2026, 9, 1)
    village.do(settings.choose, key="slots", value=["lunch"])
    who = [_register(village, number, name) for number, name in enumerate(NAMES)]
    for month in (Month(2026, 9), Month(2026, 10)):
        for day in month.days():
            village.clock.day = day
            _live(village, who, day)
    village.clock.day = date(2026, 11, 2)
    village.do(closings.close_month, month=Month(2026, 9), confirmed=True)
    village.do(
        registers.put_record, record=HandOver(month="2026-09", place="U 盘", folder="清泉村幸福院 2026-09")
    )
    village.do(registers.put_record, record=ActivityTemplate(title="包饺子", weekday=5, start="09:30"))
    village.do(closings.reopen_month, month=Month(2026, 9), reason="漏记 5 日来客")
    _allow(village, who)
    village.do(
        registers.put_record, record=Disclosure(act="shown", person=who[3], contents="身份证号", people=1)
    )
    village.do(registers.put_record, record=SafetyEvent(event="drill", counts='{"resident": 12}'))
    village.do(closings.close_month, month=Month(2026, 9), confirmed=True)


def _allow(village: Village, who: list[str]) -> None:
    """Two months of an allowance: applied for, certified, drawn up, paid, one payment sent back and one refunded."""
    village.clock.day = date(2026, 11, 5)
    village.do(rule_previews.import_rules, name="gaoling.yaml", content=rules())
    applied = Application(resident=who[2], scheme=KEY, applied_on=date(2026, 8, 3), papers="户口本")
    village.do(applications.put_application, application=applied)
    seen = {"residents": who[2:4], "day": date(2026, 10, 9), "way": "in_person", "certifier": "王芳"}
    village.do(certifications.certify, **seen)
    village.do(meal_prices.set_meal_price, since=date(2026, 10, 1), price=600)
    village.do(home_facts.put_home_fact, name="建筑面积", value="320", day=date(2026, 9, 1))
    given = ServiceRecord(resident=who[2], day=date(2026, 10, 9), scheme="送时", minutes=90)
    village.do(registers.put_record, record=given)
    for month in (Month(2026, 9), Month(2026, 10)):
        village.clock.day = month.plus(1).first
        made = village.do(rolls.draft_roll, scheme=KEY, first=month, last=month)
        village.do(rolls.post_roll, roll=made.id, first_day=village.clock.day, last_day=date(2026, 11, 4))
        village.clock.day = date(2026, 11, 5)
        village.do(rolls.lock_roll, roll=made.id)
        village.do(rolls.pay_roll, roll=made.id, day=date(2026, 11, 5))
    lines = village.ask(rolls.roll_book, made.id).lines
    village.do(rolls.mark_line, line=lines[0].id, state="failed", failure="账号不符")
    village.do(leaving.leave, resident=who[4], kind="died", day=date(2026, 9, 30), confirmed=True)
    village.do(rolls.refund, resident=who[4], scheme=KEY, day=date(2026, 11, 5), amount=1_000)


def _register(village: Village, number: int, name: str) -> str:
    born = date(1936 + number, 1 + number, 10 + number)
    known = {"id_number": id_number(born, 880 + number), "group": "一二三"[number % 3] + "社"}
    who = village.elder(name, **(known if number != 9 else {}))
    village.status(who, "aid", ("低保", "特困", "普通")[number % 3], None)
    village.status(who, "service", "用餐", date(2026, 9, 1))
    if number % 4 == 0:
        village.do(residents.put_contact, contact=Contact(resident=who, name="李明", relation="儿子"))
        village.status(who, "disability", "肢体二级", date(2020, 5, 1))
    return who


def _live(village: Village, who: list[str], day: date) -> None:
    if day.weekday() == 6:
        village.do(days.set_days, days=[day], is_open=False, reason="周日休息")
        return
    if day.weekday() == 1:
        here = [one for number, one in enumerate(who) if (day.toordinal() + number) % 5 and number < 11]
        village.do(meals.record_meals, day=day, slot="lunch", residents=here, confirmed=True)
    if day.day == 7:
        village.do(meals.set_guests, day=day, slot="lunch", count=2)
        village.do(presence.mark_presence, marks={(who[11], day): True})
        held = village.do(
            activities.record_activity,
            activity=Activity(day=day, title="包饺子", start="9:30", end="11:00"),
            residents=who[:4],
        )
        village.do(activities.add_photo, owner=held.id, name="饺子.png", content=PIXEL)
        village.do(registers.put_record, record=Visit(resident=who[11], day=day, finding="一切都好"))
    if day == date(2026, 10, 20):
        village.status(who[3], "whereabouts", "住院", day, date(2026, 10, 25))
        village.do(leaving.leave, resident=who[0], kind="died", day=day)
        village.do(audit.undo)
        village.do(leaving.leave, resident=who[1], kind="moved_out", day=day)


def main() -> int:
    """Write fixtures/NNNN.db for the newest version, unless it is there."""
    target = FIXTURES / f"{newest()}.db"
    if target.exists():
        print(f"{target.name} is there already and is never made again", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        village = Village(Path(folder))
        fill(village)
        FIXTURES.mkdir(exist_ok=True)
        copy = backups.back_up(village.services, Path(folder, "copy")).path
        village.services.close()
        raw = driver.connect(str(copy))
        raw.execute("PRAGMA page_size = 1024")  # small pages: most tables hold a handful of rows
        raw.execute("VACUUM")
        raw.close()
        shutil.move(copy, target)
    print(f"{target.name}: {target.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
