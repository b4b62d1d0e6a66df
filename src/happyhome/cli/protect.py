"""protect …: sealing the store, who can open it, the recovery sheet, and coming back in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from happyhome.cli.parser import ChineseParser, Commands, add_command, add_group, pdf_file
from happyhome.cli.secrets import add_new_password, add_way_in, key_given, new_password, secret_in
from happyhome.cli.session import Answer, Session
from happyhome.domain.problems import refuse
from happyhome.services import protection
from happyhome.services.session import Services


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "protect", "保护：给数据加锁，密码、恢复单、乡镇公钥")
    add_command(group, "status", "现在有没有加锁、谁能打开", _status)
    on = add_command(group, "on", "给数据和备份都加锁；显示恢复码，只有这一次", _on)
    on.add_argument("--operator", dest="whose", required=True, metavar="NAME", help="第一位操作员的姓名")
    on.add_argument("--sheet", type=pdf_file, metavar="FILE", help="同时把恢复单存成 PDF")
    add_new_password(on)
    password = add_command(group, "password", "修改自己的密码", _password)
    add_new_password(password)
    added = _about_operator(group, "add-operator", "添加一位操作员，用自己的密码", _add)
    add_new_password(added)
    _about_operator(group, "remove-operator", "停用一位操作员的密码", _remove)
    sheet = add_command(group, "sheet", "换一张恢复单；以前的恢复单从此作废", _sheet)
    sheet.add_argument("--out", type=pdf_file, required=True, metavar="FILE", help="恢复单存成哪个 PDF 文件")
    recover = add_command(group, "recover", "忘了密码：用恢复码或乡镇私钥，给一位操作员设新密码", _recover)
    recover.add_argument("--operator", dest="whose", required=True, metavar="NAME", help="给谁设新密码")
    add_way_in(recover, required=True)
    add_new_password(recover)
    key = add_command(group, "township-key", "用乡镇的公钥多上一把锁，乡镇的私钥也能打开", _township)
    key.add_argument("file", type=Path, nargs="?", metavar="FILE", help="乡镇给的公钥文件")
    key.add_argument("--name", default="乡镇民政办", metavar="NAME", help="是哪个乡镇的（默认 乡镇民政办）")
    key.add_argument("--remove", action="store_true", help="取消乡镇的钥匙")
    add_command(group, "copies", "给还没有加锁的旧备份也加锁", _copies)


def _about_operator(group: Commands, name: str, words: str, run: Any) -> ChineseParser:
    made = add_command(group, name, words, run)
    made.add_argument("whose", metavar="NAME", help="操作员的姓名")
    return made


def _status(session: Session, chosen: argparse.Namespace) -> Answer:
    found = protection.protection(session.folders)
    data = {
        "is_sealed": found.is_sealed,
        "operators": list(found.operators),
        "recovery_since": found.recovery_since or None,
        "township": found.township or None,
        "recipient": found.recipient or None,
        "ring": found.ring or None,
        "open_copies": [str(path) for path in found.open_copies],
    }
    if not found.is_sealed:
        return Answer(("没有加锁：拿到这台电脑或备份的人都能看到老人资料。用 protect on 给数据加锁。",), data)
    township = f"{found.township}（{found.recipient}）" if found.township else "没有"
    sheet = f"{found.recovery_since[:10]} 的那一张" if found.recovery_since else "没有"
    lines = [
        f"已加锁，钥匙编号 {found.ring[:8]}",
        f"能打开的操作员：{'、'.join(found.operators)}",
        f"有效的恢复单：{sheet}",
        f"乡镇的钥匙：{township}",
    ]
    return Answer((*lines, *_told_open(found.open_copies)), data)


def _told_open(paths: tuple[Path, ...]) -> tuple[str, ...]:
    if not paths:
        return ()
    return ("这些旧文件还没有加锁，谁都能打开（用 protect copies 再试，或自己删去）：", *map(str, paths))


def _on(session: Session, chosen: argparse.Namespace) -> Answer:
    folders = session.folders
    if protection.protection(folders).is_sealed:
        raise refuse("already_sealed", "这份数据已经加了锁，不用再加一次。")
    _ = session.services  # an older store is brought to today's schema, a damaged one is refused
    session.close()
    name = chosen.whose
    password = new_password(chosen.new_password_file, name)
    made = protection.seal_store(folders, name, password, session.now())
    session.open_as(made.unlocked)
    saved, trouble = _sheet_or_trouble(session.services, chosen.sheet, made.code)
    lines = (
        f"已加锁。以后用“{made.unlocked.operator}”的密码打开。",
        f"恢复码（只显示这一次，忘了密码全靠它，请抄好锁进保险柜）：{made.code}",
        *([f"恢复单已存：{saved}，请打印后删去这个文件。"] if saved else []),
        *([trouble] if trouble else []),
        f"加锁前的备份（也加了锁）：{made.backup.path}",
        *_told_open(made.still_open),
    )
    data = {
        "operator": made.unlocked.operator,
        "recovery_code": made.code,
        "sheet": str(saved) if saved else None,
        "sheet_problem": trouble or None,
        "backup": str(made.backup.path),
        "still_open": [str(path) for path in made.still_open],
    }
    return Answer(lines, data)


def _sheet_or_trouble(services: Services, out: Path | None, code: str) -> tuple[Path | None, str]:
    """Where the sheet was saved, or why not: the code must be told even where its sheet cannot be written."""
    from happyhome.services.trouble import EnvironmentRefusal

    if out is None:
        return None, ""
    try:
        return _save_sheet(services, out, code), ""
    except EnvironmentRefusal as error:
        return None, f"恢复单没有存成：{error.text}上面的恢复码有效，可以先抄下来。"


def _save_sheet(services: Services, out: Path, code: str) -> Path:
    from happyhome.services.recovery_sheets import recovery_sheet
    from happyhome.services.saving import save_file

    return save_file(out, recovery_sheet(services, code).pdf(), is_secret=True).path


def _password(session: Session, chosen: argparse.Namespace) -> Answer:
    services = session.services
    _needs_seal(services)
    name, old = services.operator, session.password
    protection.change_password(services, name, old, new_password(chosen.new_password_file, name))
    return _now(session, f"“{name}”的密码已改，旧密码不再有用。")


def _add(session: Session, chosen: argparse.Namespace) -> Answer:
    _needs_seal(session.services)
    password = new_password(chosen.new_password_file, chosen.whose)
    protection.add_operator(session.services, chosen.whose, password)
    return _now(session, f"“{chosen.whose}”可以用自己的密码打开了。")


def _remove(session: Session, chosen: argparse.Namespace) -> Answer:
    protection.remove_operator(session.services, chosen.whose)
    return _now(session, f"“{chosen.whose}”的密码已停用。")


def _sheet(session: Session, chosen: argparse.Namespace) -> Answer:
    code = protection.new_code()
    # The sheet first: where the power goes in between, the one in the safe still opens.
    saved, trouble = _sheet_or_trouble(session.services, chosen.out, code)
    protection.take_recovery_code(session.services, code)
    told = f"恢复单已存：{saved}，请打印后删去这个文件。" if saved else trouble
    lines = (f"新的恢复码：{code}", told, "以前的恢复单打不开现在的数据了，请收回销毁。")
    data = {"recovery_code": code, "sheet": str(saved) if saved else None, "sheet_problem": trouble or None}
    return Answer(lines, data)


def _recover(session: Session, chosen: argparse.Namespace) -> Answer:
    ring = protection.ring_of(session.folders.store)
    if ring is None:
        raise refuse("not_sealed", "这份数据没有加锁，不用恢复码就能打开。")
    key = key_given(ring, chosen)
    password = new_password(chosen.new_password_file, chosen.whose)
    unlocked = protection.recover(session.folders, key, chosen.whose, password, session.now())
    session.open_as(unlocked)
    lines = f"已用新密码打开。以后用“{unlocked.operator}”的新密码。"
    return _now(session, lines)


def _township(session: Session, chosen: argparse.Namespace) -> Answer:
    if chosen.remove == (chosen.file is not None):
        raise refuse("township_key", "请写公钥文件，或写 --remove 取消，两样写一样。", "township")
    if chosen.remove:
        protection.drop_township_key(session.services)
        return _now(session, "乡镇的私钥不能再打开这份数据。")
    protection.take_township_key(session.services, secret_in(chosen.file), chosen.name)
    return _now(session, f"{chosen.name}的私钥从此也能打开这份数据。")


def _copies(session: Session, chosen: argparse.Namespace) -> Answer:
    _needs_seal(session.services)
    left = protection.seal_copies(session.services)
    told = _told_open(left) or ("旧备份都已加锁。",)
    return Answer(told, {"still_open": [str(path) for path in left]})


def _needs_seal(services: Services) -> None:
    if services.store.key is None:
        raise refuse("not_sealed", "这份数据还没有加锁。请先用 protect on 给数据加锁。")


def _now(session: Session, line: str) -> Answer:
    found = protection.protection(session.folders)
    return Answer((line,), {"text": line, "operators": list(found.operators), "township": found.township})
