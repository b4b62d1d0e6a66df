"""residents …: who is on the register, and what changes about them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from typing import Any

from happyhome.cli.leaving import tell_listed
from happyhome.cli.parser import Commands, UsageError, a_day, add_command, add_group
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.axes import AXES
from happyhome.domain.masking import mask_id
from happyhome.domain.people import Person
from happyhome.domain.problems import Level
from happyhome.domain.residents import Resident
from happyhome.services.leaving import come_back, leave
from happyhome.services.order import village_order
from happyhome.services.residents import edit_resident, people_on, resolve, search, set_status

WHOM = "姓名（只有一人叫这个名字时）、身份证号或编号"
EVERYBODY = 1_000_000
_CORRECT_USAGE = "用法：happyhome residents correct RESIDENT [--name TEXT] [--id-number N] [--birthday DAY]"


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "residents", "老人名册")
    listed = add_command(group, "list", "某一天在册的老人", _list)
    listed.add_argument("--search", metavar="TEXT", help="姓名、拼音、首字母，或身份证号、电话的后几位")
    listed.add_argument("--on", type=a_day, metavar="DAY", help="哪一天（默认今天）")

    status = add_command(group, "status", "记一条身份或状态（从某天起）", _status)
    status.add_argument("resident", metavar="RESIDENT", help=WHOM)
    axes = "、".join(f"{axis.key}（{axis.label}）" for axis in AXES if axis.key != "leaving")
    status.add_argument("--axis", required=True, help=f"项目：{axes}")
    status.add_argument("--value", required=True, help="内容，例如 低保、独居、日托")
    status.add_argument("--since", required=True, type=a_day, metavar="DAY", help="从哪一天起")
    status.add_argument("--until", type=a_day, metavar="DAY", help="到哪一天止（含这一天）")
    status.add_argument("--source", default="", metavar="TEXT", help="依据，例如文件名、文号")

    died = add_command(group, "died", "记录死亡", _died)
    moved = add_command(group, "moved-out", "记录迁出", _moved_out)
    for one in (died, moved):
        one.add_argument("resident", metavar="RESIDENT", help=WHOM)
        one.add_argument("--on", required=True, type=a_day, metavar="DAY", help="哪一天")
    back = add_command(group, "came-back", "迁出、退出的人回来了", _came_back)
    back.add_argument("resident", metavar="RESIDENT", help=WHOM)
    back.add_argument("--on", required=True, type=a_day, metavar="DAY", help="哪一天起")
    back.add_argument("--source", default="", metavar="TEXT", help="依据")
    right = add_command(group, "correct", "更正姓名、身份证号或出生日期", _correct)
    right.add_argument("resident", metavar="RESIDENT", help=WHOM)
    right.add_argument("--name", metavar="TEXT", help="姓名")
    right.add_argument("--id-number", metavar="N", help="身份证号；性别和出生日期跟着它走")
    right.add_argument("--birthday", type=a_day, metavar="DAY", help="出生日期（没有身份证号时）")
    died.add_argument("--source", default="", metavar="TEXT", help="依据，例如 火化证")
    moved.add_argument("--to", default="", metavar="TEXT", help="迁往哪里")


def _list(session: Session, chosen: argparse.Namespace) -> Answer:
    day = chosen.on or session.now().date()
    services = session.services
    found = [one for one in services.ask(people_on, day) if one.admitted_by(day) is not False]
    if chosen.search is not None:
        hits = {one.id for one in services.ask(search, chosen.search, EVERYBODY)}
        found = [one for one in found if one.id in hits]
    found.sort(key=village_order)
    lines = [_line(one, day) for one in found]
    numbers = [one.resident.id_number for one in found]
    doubts = tell_listed(session, "老人名册", numbers) if chosen.json else ()
    shown = [_shown(one, day) for one in found]
    if doubts:
        shown = [one | {"id_number": mask_id(one["id_number"] or "")} for one in shown]
    data = {"on": day.isoformat(), "count": len(found), "residents": shown}
    return Answer((*lines, f"共 {len(found)} 人"), data, doubts)


def _line(one: Person, day: date) -> str:
    age = one.resident.age_on(day)
    parts = (
        one.resident.group,
        f"{age}岁" if age is not None else "年龄不详",
        mask_id(one.resident.id_number) if one.resident.id_number else "身份证号待补",
        one.words("aid", day),
        one.words("service", day),
        one.away(day),
    )
    return f"{one.resident.name}  " + "  ".join(part for part in parts if part)


def _shown(one: Person, day: date) -> dict[str, Any]:
    """One elder for scripts, with the facts that hold on the day, by axis and in words."""
    resident = one.resident
    return {
        "id": one.id,
        "name": resident.name,
        "id_number": resident.id_number,
        "sex": resident.sex,
        "birthday": resident.birthday.isoformat() if resident.birthday else None,
        "age": resident.age_on(day),
        "ethnicity": resident.ethnicity,
        "group": resident.group,
        "usual_mode": resident.usual_mode,
        "statuses": {
            axis.key: [row.label for row in one.on(axis.key, day)] for axis in AXES if one.on(axis.key, day)
        },
    }


def _status(session: Session, chosen: argparse.Namespace) -> Answer:
    who = session.services.ask(resolve, chosen.resident)
    outcome = session.do(
        set_status,
        resident=who.id,
        axis=chosen.axis,
        value=chosen.value,
        since=chosen.since,
        until=chosen.until,
        source=chosen.source,
    )
    row = outcome.value
    status = {
        "id": row.id,
        "axis": row.axis,
        "value": row.value,
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
    }
    return answer(outcome, resident=who.id, name=who.name, status=status)


def _died(session: Session, chosen: argparse.Namespace) -> Answer:
    return _leave(session, chosen, "died", source=chosen.source)


def _moved_out(session: Session, chosen: argparse.Namespace) -> Answer:
    return _leave(session, chosen, "moved_out", note=f"迁往{chosen.to}" if chosen.to else "")


def _came_back(session: Session, chosen: argparse.Namespace) -> Answer:
    who = session.services.ask(resolve, chosen.resident)
    outcome = session.do(come_back, resident=who.id, day=chosen.on, source=chosen.source)
    notes = [one.text for one in outcome.problems if one.level is Level.INFO]
    return answer(outcome, *notes, resident=who.id, name=who.name, notes=notes)


def _correct(session: Session, chosen: argparse.Namespace) -> Answer:
    said = {name: getattr(chosen, name) for name in ("name", "id_number", "birthday")}
    given = {name: value for name, value in said.items() if value is not None}
    if not given:
        raise UsageError("命令写得不对：要更正什么？请写 --name、--id-number 或 --birthday。", _CORRECT_USAGE)
    who = session.services.ask(resolve, chosen.resident)
    outcome = session.do(edit_resident, resident=replace(who, **given))
    row: Resident = outcome.value
    born = row.birthday.isoformat() if row.birthday else None
    return answer(outcome, resident=row.id, name=row.name, id_number=row.id_number, birthday=born)


def _leave(session: Session, chosen: argparse.Namespace, kind: str, **more: str) -> Answer:
    who = session.services.ask(resolve, chosen.resident)
    outcome = session.do(leave, resident=who.id, kind=kind, day=chosen.on, **more)
    ending = outcome.value
    return answer(
        outcome,
        *ending.sentences,
        resident=who.id,
        name=who.name,
        ended=[row.label for row in ending.statuses],
        later_meals=[day.isoformat() for day in ending.later_meals],
        later_presence=[day.isoformat() for day in ending.later_presence],
    )
