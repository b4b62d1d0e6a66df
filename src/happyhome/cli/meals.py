"""meals record: who ate on a day."""

from __future__ import annotations

import argparse
import re

from happyhome.cli.parser import Commands, a_day, add_command, add_group, one_of
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.meals import MODE_CHOICES, SLOTS, mode_label, slot_label
from happyhome.services.meals import record_meals
from happyhome.services.residents import resolve

LATE_REASON = "命令行补录"


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "meals", "用餐")
    record = add_command(group, "record", "记录某天某餐谁来了", _record)
    record.add_argument("--day", required=True, type=a_day, metavar="DAY", help="哪一天")
    record.add_argument("--slot", required=True, type=one_of("餐次", SLOTS), metavar="SLOT",
                        help="餐次：breakfast、lunch、supper")  # fmt: skip
    record.add_argument(
        "--residents", required=True, metavar="ID,ID,…", help="编号、身份证号或姓名，用逗号隔开"
    )
    record.add_argument("--mode", default="dine_in", type=one_of("方式", MODE_CHOICES), metavar="MODE",
                        help="方式：dine_in（默认）、delivery、takeaway")  # fmt: skip
    record.add_argument(
        "--reason", default=LATE_REASON, metavar="TEXT", help=f"补录原因（默认“{LATE_REASON}”）"
    )


def _record(session: Session, chosen: argparse.Namespace) -> Answer:
    named = [part.strip() for part in re.split("[,，、]", chosen.residents) if part.strip()]
    whom = {who.id: who.name for who in (session.services.ask(resolve, text) for text in named)}
    outcome = session.do(
        record_meals,
        day=chosen.day,
        slot=chosen.slot,
        residents=tuple(whom),
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
