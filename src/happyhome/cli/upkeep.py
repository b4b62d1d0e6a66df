"""undo, audit verify, backup, restore, check: keeping the records safe and true."""

from __future__ import annotations

import argparse
from pathlib import Path

from happyhome.cli.parser import Commands, add_command, add_group
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.problems import Problem, Refusal
from happyhome.services.audit import operations, undo, verify_audit
from happyhome.services.backups import back_up, check_store
from happyhome.services.restoring import restore_backup

COUNTED = {
    "resident": "老人",
    "status": "身份与状态",
    "meal": "用餐",
    "activity": "活动",
    "operation": "操作",
}


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    add_command(commands, "undo", "撤销最后一次操作", _undo)
    audit = add_group(commands, "audit", "操作记录")
    add_command(audit, "verify", "核对操作记录有没有被改动", _verify)
    backup = add_command(commands, "backup", "备份并核对", _backup)
    backup.add_argument(
        "--to", type=Path, metavar="DIR", help="备份到哪个文件夹（默认数据文件夹里的 backups）"
    )
    restore = add_command(commands, "restore", "用一份备份恢复；现在的数据会另存，不会丢", _restore)
    restore.add_argument("file", type=Path, metavar="FILE", help="备份文件")
    add_command(commands, "check", "检查数据文件是否完好", _check)


def _undo(session: Session, chosen: argparse.Namespace) -> Answer:
    outcome = session.do(undo)
    return answer(outcome, undone=outcome.value.id)


def _verify(session: Session, chosen: argparse.Namespace) -> Answer:
    faults = session.services.ask(verify_audit)
    if faults:
        raise Refusal(*(Problem("audit_broken", text) for text in faults))
    latest = session.services.ask(operations, 1)
    count = latest[0].sequence if latest else 0
    return Answer((f"操作记录完好，共 {count} 次操作",), {"sound": True, "operations": count, "faults": []})


def _backup(session: Session, chosen: argparse.Namespace) -> Answer:
    made = back_up(session.services, chosen.to)
    counts = dict(made.counts)
    data = {"path": str(made.path), "made_at": made.made_at.isoformat(), "counts": counts}
    return Answer((f"已备份并核对：{made.path}", _counted(counts)), data)


def _restore(session: Session, chosen: argparse.Namespace) -> Answer:
    session.close()
    kept = restore_backup(session.folders, chosen.file, session.now())
    counts = dict(check_store(session.services))
    told = f"原来的数据另存为：{kept}" if kept else "原来没有数据"
    data = {"restored": str(chosen.file), "kept": str(kept) if kept else None, "counts": counts}
    return Answer((f"已恢复：{chosen.file}", told, _counted(counts)), data)


def _check(session: Session, chosen: argparse.Namespace) -> Answer:
    counts = dict(check_store(session.services))
    path = session.services.store.path
    return Answer(
        (f"数据完好：{path}", _counted(counts)), {"sound": True, "path": str(path), "counts": counts}
    )


def _counted(counts: dict[str, int]) -> str:
    return "，".join(f"{word} {counts[key]}" for key, word in COUNTED.items() if key in counts)
