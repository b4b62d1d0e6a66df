"""meals record, meals clear: who ate on a day, and who was ticked by mistake."""

from __future__ import annotations

import argparse
import re

from happyhome.cli.parser import Commands, a_day, add_command, add_group, one_of
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.meals import MODE_CHOICES, SLOTS, mode_label, slot_label
from happyhome.services.meals import clear_meals, record_meals
from happyhome.services.residents import resolve

LATE_REASON = "命令行补录"


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "meals", "用餐")
    record = add_command(group, "record", "记录某天某餐谁来了", _record)
    _add_whom(record)
    record.add_argument("--mode", default="dine_in", type=one_of("方式", MODE_CHOICES), metavar="MODE",
                        help="方式：dine_in（默认）、delivery、takeaway")  # fmt: skip
    _add_whom(add_command(group, "clear", "去掉某天某餐记错的人", _clear))


def _add_whom(command: argparse.ArgumentParser) -> None:
    command.add_argument("--day", required=True, type=a_day, metavar="DAY", help="哪一天")
    command.add_argument("--slot", required=True, type=one_of("餐次", SLOTS), metavar="SLOT",
                         help="餐次：breakfast、lunch、supper")  # fmt: skip
    command.add_argument(
        "--residents", required=True, metavar="ID,ID,…", help="编号、身份证号或姓名，用逗号隔开"
    )
    command.add_argument(
        "--reason", default=LATE_REASON, metavar="TEXT", help=f"补录原因（默认“{LATE_REASON}”）"
    )


def _whom(session: Session, chosen: argparse.Namespace) -> tuple[str, ...]:
    named = [part.strip() for part in re.split("[,，、]", chosen.residents) if part.strip()]
    return tuple({session.services.ask(resolve, text).id: None for text in named})


def _record(session: Session, chosen: argparse.Namespace) -> Answer:
    outcome = session.do(
        record_meals,
        day=chosen.day,
        slot=chosen.slot,
        residents=_whom(session, chosen),
        mode=chosen.mode,
        late_reason=chosen.reason,
    )
    marked = outcome.value
    counts = {"new": marked.new, "changed": marked.changed, "unchanged": marked.unchanged}
    said = (
        f"{chosen.day} {slot_label(chosen.slot)}{mode_label(chosen.mode)}："
        f"新记 {marked.new} 人，改 {marked.changed} 人，原样 {marked.unchanged} 人"
    )
    return answer(outcome, said, **counts)


def _clear(session: Session, chosen: argparse.Namespace) -> Answer:
    outcome = session.do(
        clear_meals,
        day=chosen.day,
        slot=chosen.slot,
        residents=_whom(session, chosen),
        late_reason=chosen.reason,
    )
    marked = outcome.value
    said = f"{chosen.day} {slot_label(chosen.slot)}：去掉 {marked.cleared} 人，本来没记 {marked.unchanged} 人"
    return answer(outcome, said, cleared=marked.cleared, unchanged=marked.unchanged)
