"""What for, and under which password, a file leaves: two options of every command that writes people's data."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from happyhome.cli.parser import one_of
from happyhome.cli.secrets import secret_in
from happyhome.cli.session import Session
from happyhome.domain.contents import ID_NUMBER, NAME, Contents
from happyhome.domain.disclosures import PURPOSES
from happyhome.domain.problems import Problem, Refusal, warn
from happyhome.services.disclosures import Terms, note_listed
from happyhome.services.start_beside import check_day


def add_terms(command: Any, default: str) -> None:
    """--purpose and --lock-password-file; nothing is ever asked."""
    words = "、".join(f"{one.key}（{one.label}）" for one in PURPOSES)
    command.add_argument(
        "--purpose", type=one_of("用途", PURPOSES), default=default, metavar="KEY",
        help=f"作什么用，记在资料去向里：{words}；默认 {default}",
    )  # fmt: skip
    command.add_argument(
        "--lock-password-file", type=Path, metavar="FILE", help="给文件加密码；密码写在这个文件的第一行"
    )


def terms_of(chosen: argparse.Namespace) -> Terms:
    """What the options say; refuses (secret_file, file_password_…)."""
    if chosen.lock_password_file is None:
        return Terms(chosen.purpose)
    from happyhome.services.saving import check_file_password

    password = secret_in(chosen.lock_password_file).split("\n")[0].strip("\r")
    check_file_password(password)
    return Terms(chosen.purpose, password)


def sure_of_day(session: Session) -> None:
    """That something left is dated: refuses (clock_behind, clock_ahead) where the computer's day cannot be right."""
    if session.today is None:
        check_day(session.services)


def tell_listed(session: Session, what: str, numbers: list[str | None]) -> tuple[Problem, ...]:
    """A list for scripts (--json) holds ID numbers in full: that it was given is kept, once a day.

    Where it cannot be, the day being in doubt, the warning that comes back says that they have to be masked.
    """
    held = [one for one in numbers if one]
    if not held:
        return ()
    try:
        sure_of_day(session)
    except Refusal as refusal:
        return (warn(refusal.problems[0].code, f"{refusal.problems[0].text}现在只给遮住的身份证号。"),)
    counts = ((NAME, len(numbers)), (ID_NUMBER, len(held)))
    note_listed(session.services, f"命令行：{what}", Contents(len(numbers), counts))
    return ()
