"""Passwords, recovery codes and private keys on the command line: out of a file, the environment, or typed unseen."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from happyhome.cli.parser import ChineseParser, UsageError
from happyhome.domain.problems import refuse
from happyhome.services.protection import Ring, key_from_code, key_from_township, unknown_operator

VARIABLE = "HAPPYHOME_PASSWORD"
_MOST_BYTES = 64 << 10


def secret_in(path: Path) -> str:
    """The text of a secret's file, its last line break left out; refuses (secret_file)."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise ValueError(path)
        text = content.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, ValueError):
        text = ""
    if not text:
        raise refuse(
            "secret_file",
            f"文件“{path}”读不出内容：没有这个文件、是空的，或不是 UTF-8 文本。请核对路径。",
            "file",
        ) from None
    return text


def who_and_password(
    ring: Ring, operator: str, password_file: Path | None, backup: str = ""
) -> tuple[str, str]:
    """Who opens a sealed store, the one named or the only one there is, and what was given as the password.

    ``backup`` is the name of the copy to be opened, "" for the records. Refuses (operator_needed, operator_none,
    secret_file, store_sealed).
    """
    if not ring.operators:
        raise unknown_operator(ring, operator)
    known = "、".join(ring.operators)
    name = operator or (ring.operators[0] if len(ring.operators) == 1 else "")
    if not name:
        raise refuse(
            "operator_needed", f"请在命令前面写明是谁：--operator 姓名。有密码的是：{known}。", "operator"
        )
    return name, _password(name, password_file, backup)


def _password(name: str, password_file: Path | None, backup: str) -> str:
    if password_file is not None:
        return secret_in(password_file)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if sys.stdin.isatty():
        return getpass.getpass(f"“{name}”的密码：")
    ways = f"在命令前面写 --operator 姓名 --password-file 密码文件，或设环境变量 {VARIABLE}。"
    if backup:
        text = f"备份 {backup} 加了锁。知道做备份那时的密码，请{ways}"
    else:
        text = f"这份数据加了锁，要有操作员的密码才能打开。请{ways}"
    raise refuse("store_sealed", text)


def new_password(path: Path | None, whose: str) -> str:
    """A new password: out of its file, or typed twice; refuses (password_twice) two that differ."""
    if path is not None:
        return secret_in(path)
    if not sys.stdin.isatty():
        raise UsageError(
            "命令写得不对：还缺：--new-password-file。", "用法：… --new-password-file FILE（文件里写新密码）"
        )
    first = getpass.getpass(f"给“{whose}”设一个密码（至少 8 位）：")
    if getpass.getpass("再输一遍：") != first:
        raise refuse("password_twice", "两遍输得不一样，没有改动。请重来一次。", "password")
    return first


def add_new_password(command: ChineseParser) -> None:
    """The option for a new password."""
    command.add_argument(
        "--new-password-file", type=Path, metavar="FILE", help="新密码写在这个文件里；不写就当场输两遍"
    )


def add_way_in(command: ChineseParser, *, required: bool) -> None:
    """The options for coming in without a password."""
    ways = command.add_mutually_exclusive_group(required=required)
    ways.add_argument(
        "--code", metavar="CODE", help="恢复单上的 48 位恢复码（写在命令里别人可能看到，最好用 --code-file）"
    )
    ways.add_argument("--code-file", type=Path, metavar="FILE", help="恢复码写在这个文件里")
    ways.add_argument("--identity", type=Path, metavar="FILE", help="乡镇的私钥文件")


def has_way_in(chosen: argparse.Namespace) -> bool:
    """Whether a recovery code or a private key was given."""
    return any((chosen.code, chosen.code_file, chosen.identity))


def key_given(ring: Ring, chosen: argparse.Namespace) -> bytes:
    """The data key by the code or private key that was given. Refuses what does not open ``ring``."""
    if chosen.identity is not None:
        return key_from_township(ring, secret_in(chosen.identity))
    return key_from_code(ring, chosen.code or secret_in(chosen.code_file))
