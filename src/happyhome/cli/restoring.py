"""restore, backups, drill: what copies there are, trying one out, and putting one in place."""

from __future__ import annotations

import argparse
from pathlib import Path

from happyhome.cli.backup_words import counted, place_data, place_line
from happyhome.cli.parser import Commands, add_command
from happyhome.cli.secrets import (
    add_new_password,
    add_way_in,
    has_way_in,
    key_given,
    new_password,
    who_and_password,
)
from happyhome.cli.session import Answer, Session
from happyhome.domain.problems import Refusal, refuse, warn
from happyhome.services import drills, protection
from happyhome.services.backup_places import places
from happyhome.services.backups import KEPT_DAYS, KEPT_NEWEST, backups, check_store, kept_files
from happyhome.services.restoring import Rescue, restore_backup, ring_of_backup
from happyhome.services.session import Unlocked
from happyhome.services.trouble import EnvironmentRefusal

KEPT_WORDS = f"恢复前留下的（名字里有 replaced）至少留 {KEPT_DAYS} 天，最近 {KEPT_NEWEST} 份一直留着；过期的，确认别的备份里都有才清掉。"
OTHER_WAYS = "没有密码，恢复单或乡镇的私钥也打得开这份备份：在命令后面写 --code-file 恢复码文件，或 --identity 私钥文件。"


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    restore = add_command(commands, "restore", "用一份备份恢复；现在的数据会另存，不会丢", _restore)
    restore.add_argument("file", type=Path, metavar="FILE", help="备份文件")
    add_way_in(restore, required=False)
    restore.add_argument(
        "--operator",
        dest="whose",
        default="",
        metavar="NAME",
        help="恢复后给谁设新密码（和 --new-password-file 一起用）",
    )
    add_new_password(restore)
    add_command(commands, "backups", "列出备份：本机、第二处，各到什么时候", _list)
    add_command(commands, "drill", "演练：把最近的备份恢复到临时的地方，核对、点数，再清掉", _drill)


def _restore(session: Session, chosen: argparse.Namespace) -> Answer:
    session.close()
    folders, source = session.folders, chosen.file
    password = new_password(chosen.new_password_file, chosen.whose) if chosen.new_password_file else ""
    if password:
        protection.check_password(chosen.whose, password)
    present, carried = _present_ring(session), ring_of_backup(source)
    key, source_key, who = _keys(session, chosen, present, carried)
    done = restore_backup(folders, source, session.now(), key, source_key=source_key, operator=who)
    if done.key is not None:
        session.open_as(Unlocked(who, done.key))
        if password:
            session.open_as(_with_password(session, done.key, chosen.whose, password))
    counts = dict(check_store(session.services))
    told = f"原来的数据另存为：{done.kept}" if done.kept else "原来没有数据"
    data = {
        "restored": str(source),
        "kept": str(done.kept) if done.kept else None,
        "counts": counts,
        "instance": done.instance,
        "backup_before": str(done.before.path) if done.before else None,
        "sealed": done.key is not None,
        "faults": list(done.faults),
        "still_open": [str(path) for path in done.still_open],
    }
    warnings = tuple(warn("audit_broken", text) for text in done.faults)
    if done.still_open:
        warnings = (*warnings, warn("still_open", done.still_open_text))
    lines = [f"已恢复：{source}", told, counted(counts)]
    if done.key is not None and has_way_in(chosen) and not password:
        lines.append("打开它，还用以前的密码；不记得了，用 protect recover 凭同一张恢复单设一个新的。")
    return Answer(tuple(lines), data, warnings)


def _with_password(session: Session, key: bytes, name: str, password: str) -> Unlocked:
    """The restored records under a new password; where that fails, it is said that they are restored all the same."""
    try:
        return protection.recover(session.folders, key, name, password, session.now())
    except EnvironmentRefusal as refused:
        text = (
            f"数据已经恢复好了，只是“{name}”的新密码没有设成：{refused.text}"
            "解决以后用 protect recover 凭同一张恢复单再设一次，不用再恢复。"
        )
        raise EnvironmentRefusal(refused.code, text, refused.path) from refused


def _present_ring(session: Session) -> protection.Ring | None:
    try:
        return protection.ring_of(session.folders.store) if session.folders.store.exists() else None
    except Refusal:  # a damaged ring: the backup brings its own
        return None


def _keys(
    session: Session,
    chosen: argparse.Namespace,
    present: protection.Ring | None,
    carried: protection.Ring | None,
) -> tuple[bytes | None, bytes | None, str]:
    """(the present records' key, the backup's key, who gave it), as far as it was given."""
    if has_way_in(chosen):
        ring = carried or present
        if ring is None:
            # Gone, no backup, or sealed and its ring cut off: that is told before.
            Rescue(session.folders, session.now).look_into(chosen.file)
            raise refuse("not_sealed", "这份备份没有加锁，不用恢复码就能恢复。")
        key = key_given(ring, chosen)
        is_present = present is not None and present.id == ring.id
        return key if is_present else None, key, chosen.whose or session.operator or "恢复码"
    ring = present or carried
    if ring is None:
        return None, None, session.operator
    if present is None:
        found = _opened_backup(session, ring, chosen.file)
        return None, found.key, found.operator
    name, password = who_and_password(ring, session.operator, session.password_file)
    return protection.unlock(ring, name, password).key, None, name


def _opened_backup(session: Session, ring: protection.Ring, source: Path) -> Unlocked:
    """A locked copy by a password of its time; what is refused tells that there are other ways into it."""
    try:
        name, password = who_and_password(ring, session.operator, session.password_file, source.name)
        return protection.unlock(ring, name, password)
    except Refusal as refused:
        first = refused.problems[0]
        raise refuse(first.code, f"{first.text}{OTHER_WAYS}", first.field) from None


def _list(session: Session, chosen: argparse.Namespace) -> Answer:
    services = session.services
    found, kept, where = backups(services), kept_files(services), places(services)
    lines = (*(place_line(one) for one in where), *(str(one.path) for one in (*found, *kept)))
    if kept:
        lines = (*lines, KEPT_WORDS)
    data = {
        "places": [place_data(one) for one in where],
        "backups": [
            {"path": str(one.path), "made_at": one.made_at.isoformat(), "reason": one.reason}
            for one in (*found, *kept)
        ],
    }
    return Answer(lines, data)


def _drill(session: Session, chosen: argparse.Namespace) -> Answer:
    done = drills.run(session.services)
    data = {
        "sound": done.is_sound,
        "source": str(done.source),
        "place": done.place,
        "made_at": done.made_at.isoformat(),
        "counts": dict(done.counts),
        "present": dict(done.present),
        "seconds": done.seconds,
        "note": done.note or None,
    }
    if not done.is_sound:
        raise refuse(
            "drill_failed", f"演练没有通过：{done.source.name}。{done.note}请马上再备份一次，换一个地方存。"
        )
    lines = (
        f"演练通过：{done.source}，用了 {done.seconds} 秒",
        f"备份里：{counted(dict(done.counts))}",
        f"现在有：{counted(dict(done.present))}",
    )
    return Answer(lines, data)
