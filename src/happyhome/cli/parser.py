"""argparse that speaks Chinese, and how days, months and places are read."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from happyhome.domain.dates import Month
from happyhome.domain.fields import Choice

Commands = Any
"""What argparse gives for adding sub-commands; it has no public name."""

_HEADINGS = {"options": "选项", "optional arguments": "选项", "positional arguments": "参数和命令"}
_FAULTS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"还缺：\1"),
    (r"unrecognized arguments: (.+)", r"多写了：\1"),
    (r"argument (\S+): expected one argument", r"\1 后面要跟一个值"),
    (r"argument .+: invalid choice: (\S+) \(choose from (.+)\)", r"没有 \1 这一项。可选：\2"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 和 \2 不能一起用"),
    (r"argument (\S+): (.*[\u4e00-\u9fff].*)", r"\1：\2"),
)
_GLOBAL = ("--json", "--data", "--today", "--operator", "--password-file")


class UsageError(Exception):
    """The command was not written as it must be. ``text`` is a sentence, ``usage`` the form it has."""

    def __init__(self, text: str, usage: str) -> None:
        super().__init__(text)
        self.text = text
        self.usage = usage


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese headings."""

    def start_section(self, heading: str | None) -> None:
        """Open a section."""
        super().start_section(_HEADINGS.get(heading or "", heading))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Write how the command is called."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """Raises UsageError instead of leaving the program."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=ChineseFormatter, allow_abbrev=False, **settings)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong."""
        raise UsageError(_in_chinese(message), self.format_usage().strip())


def _in_chinese(message: str) -> str:
    for pattern, words in _FAULTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            said = found.expand(words)
            misplaced = next((one for one in _GLOBAL if one in message.split()), "")
            after = f"（{misplaced} 要写在命令前面）" if misplaced and "unrecognized" in message else ""
            return f"命令写得不对：{said}{after}。"
    return f"命令写得不对：{message}。"


def a_day(text: str) -> date:
    """YYYY-MM-DD."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期“{text}”看不懂，请写成 2026-11-21 这样") from None


def a_month(text: str) -> Month:
    """YYYY-MM."""
    try:
        return Month.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"月份“{text}”看不懂，请写成 2026-10 这样") from None


def one_of(what: str, choices: Iterable[Choice]) -> Callable[[str], str]:
    """A key, its word or a synonym of one of ``choices``; gives the key."""
    known = tuple(choices)

    def read(text: str) -> str:
        for choice in known:
            if text in (choice.key, choice.label, *choice.synonyms):
                return choice.key
        shown = "、".join(f"{choice.key}（{choice.label}）" for choice in known)
        raise argparse.ArgumentTypeError(f"没有“{text}”这种{what}，可选：{shown}")

    return read


def paper_file(text: str) -> Path:
    """A file name that says which kind of paper is wanted."""
    path = Path(text)
    if path.suffix.lower() not in (".pdf", ".xlsx"):
        raise argparse.ArgumentTypeError(f"“{text}”要以 .pdf 或 .xlsx 结尾")
    return path


def pdf_file(text: str) -> Path:
    """A file name for a paper that is printed only."""
    path = Path(text)
    if path.suffix.lower() != ".pdf":
        raise argparse.ArgumentTypeError(f"“{text}”要以 .pdf 结尾")
    return path


def add_command(
    commands: Commands, name: str, words: str, run: Callable[..., Any] | None = None
) -> ChineseParser:
    """A sub-command with its one-line help and, where it has no further ones, what it does."""
    made: ChineseParser = commands.add_parser(name, help=words, description=words)
    if run is not None:
        made.set_defaults(run=run)
    return made


def add_group(commands: Commands, name: str, words: str) -> Commands:
    """A command that has commands of its own, one of which must be given."""
    made = add_command(commands, name, words)
    return made.add_subparsers(dest=f"{name}_command", metavar="命令", required=True)
