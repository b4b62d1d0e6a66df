"""demo: a made-up village to try the program on."""

from __future__ import annotations

import argparse
from pathlib import Path

from happyhome.cli.parser import Commands, add_command
from happyhome.cli.session import Answer, Session, as_json
from happyhome.domain.dates import Month
from happyhome.domain.problems import refuse
from happyhome.services.handover import month_files
from happyhome.services.months import month_book
from happyhome.services.papers import month_options
from happyhome.services.saving import proposed_name, save_file


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    made = add_command(commands, "demo", "造一个演示村（一年的记录），并把上个月的表写到一个文件夹", _demo)
    made.add_argument("--out", required=True, type=Path, metavar="DIR", help="表写到哪个文件夹")


def _demo(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.demo import a_village

    _clear(session)
    services = session.services
    a_village(services)
    month = Month.of(services.today()).plus(-1)
    book = services.ask(month_book, month, services.today(), photos=True)
    files, problems = month_files(book, services.ask(month_options, book))
    chosen.out.mkdir(parents=True, exist_ok=True)
    written = [save_file(chosen.out / proposed_name(name), content) for name, content in files.items()]
    data = {
        "data": str(session.folders.data),
        "month": str(month),
        "files": [str(one.path) for one in written],
        "warnings": [as_json(one) for one in problems],
    }
    lines = (
        f"演示村已造好：{session.folders.data}",
        f"{month.label}的 {len(written)} 个文件写到：{chosen.out}",
    )
    return Answer(lines, data, problems)


def _clear(session: Session) -> None:
    """A demo starts from nothing; what is no demo is never touched."""
    from happyhome.services.demo import is_demo, is_untouched, strangers_in, throw_away

    folders = session.folders
    strangers = strangers_in(folders)
    if strangers:
        named = "、".join(strangers[:3])
        raise refuse(
            "folder_not_empty",
            f"“{folders.data}”里有别的文件（{named}），没有在这里造演示村。请用 --data 另指一个空文件夹。",
            "data",
        )
    if not folders.store.exists():
        return
    services = session.services
    if not (services.ask(is_demo) or services.ask(is_untouched)):
        raise refuse(
            "not_a_demo",
            f"“{folders.data}”里是正式数据，没有在这里造演示村。请用 --data 另指一个空文件夹。",
            "data",
        )
    session.close()
    throw_away(folders)
