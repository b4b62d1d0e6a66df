"""undo, audit verify, backup, check: keeping the records safe and true."""

from __future__ import annotations

import argparse
from pathlib import Path

from happyhome.cli.backup_words import counted, place_data, place_line
from happyhome.cli.parser import Commands, add_command, add_group
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.problems import Problem, Refusal
from happyhome.services.audit import operations, undo, verify_with_backups
from happyhome.services.backups import back_up
from happyhome.services.store_checks import look_at_store


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    add_command(commands, "undo", "撤销最后一次操作", _undo)
    audit = add_group(commands, "audit", "操作记录")
    add_command(audit, "verify", "核对操作记录有没有被改动", _verify)
    backup = add_command(commands, "backup", "备份并核对", _backup)
    backup.add_argument(
        "--to", type=Path, metavar="DIR", help="备份到哪个文件夹（默认数据文件夹里的 backups）"
    )
    add_command(commands, "check", "检查数据文件是否完好", _check)


def _undo(session: Session, chosen: argparse.Namespace) -> Answer:
    outcome = session.do(undo)
    return answer(outcome, undone=outcome.value.id)


def _verify(session: Session, chosen: argparse.Namespace) -> Answer:
    faults = verify_with_backups(session.services)
    if faults:
        raise Refusal(*(Problem("audit_broken", text) for text in faults))
    latest = session.services.ask(operations, 1)
    count = latest[0].sequence if latest else 0
    return Answer((f"操作记录完好，共 {count} 次操作",), {"sound": True, "operations": count, "faults": []})


def _backup(session: Session, chosen: argparse.Namespace) -> Answer:
    made = back_up(session.services, chosen.to)
    counts = dict(made.counts)
    data = {"path": str(made.path), "made_at": made.made_at.isoformat(), "counts": counts}
    told = (made.trouble,) if made.trouble else ()
    return Answer(
        (f"已备份并核对：{made.path}", counted(counts), *told), {**data, "trouble": made.trouble or None}
    )


def _check(session: Session, chosen: argparse.Namespace) -> Answer:
    services = session.services
    found = look_at_store(services)
    path = services.store.path
    data = {
        "sound": True,
        "path": str(path),
        "counts": dict(found.counts),
        "audit": {
            "operations": found.operations,
            "last_at": found.last_at.isoformat() if found.last_at else None,
            "fingerprint": found.fingerprint or None,
        },
        "instance": {
            "id": found.instance.id,
            "number": found.instance.number,
            "reason": found.instance.reason,
            "since": found.instance.since or None,
        },
        "clock": {
            "now": services.now().isoformat(timespec="seconds"),
            "sound": not found.clock,
            "text": found.clock,
        },
        "backups": [place_data(one) for one in found.places],
    }
    lines = (
        f"数据文件完好：{path}（记录有没有被人改动过，用 audit verify 核对）",
        counted(dict(found.counts)),
        f"操作 {found.operations} 次，这是第 {found.instance.number} 份副本（{found.instance.id[:8].upper()}）",
        *(place_line(one) for one in found.places),
        *([found.clock] if found.clock else []),
    )
    return Answer(lines, data)
