"""The command line's one door: options, dispatch, exit codes, and what is printed where."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from happyhome import __version__
from happyhome.cli import (
    applications,
    clerk_change,
    demo,
    explain,
    home,
    imports,
    meals,
    papers,
    policy,
    protect,
    residents,
    restoring,
    rolls,
    township,
    upkeep,
)
from happyhome.cli.parser import ChineseParser, UsageError, a_day
from happyhome.cli.secrets import VARIABLE
from happyhome.cli.session import Answer, Session, as_json
from happyhome.domain.problems import Problem, Refusal
from happyhome.services.logbook import begin_log
from happyhome.services.trouble import environment_trouble

DONE, REFUSED, USAGE, ENVIRONMENT, BUG, STOPPED = 0, 1, 2, 3, 70, 130

Window = Callable[[Path | None, date | None], int]
"""Opens the window on a data folder and a day, and gives the exit code."""

SUBJECTS = (
    demo,
    home,
    imports,
    residents,
    applications,
    explain,
    meals,
    papers,
    policy,
    rolls,
    upkeep,
    restoring,
    clerk_change,
    protect,
    township,
)


def build_parser() -> ChineseParser:
    """All options and commands."""
    top = ChineseParser(
        prog="happyhome", description="幸福院：不带命令就打开窗口；带命令就在命令行里办，结果与窗口一样。"
    )
    top.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹（默认是本用户的）")
    top.add_argument("--today", type=a_day, metavar="YYYY-MM-DD", help="把哪一天当作今天")
    top.add_argument("--json", action="store_true", help="标准输出只给一个 JSON，供脚本读")
    top.add_argument("--operator", dest="who", metavar="NAME", default="", help="数据加了锁时，谁在操作")
    top.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help=f"这位操作员的密码写在这个文件里（或设环境变量 {VARIABLE}）",
    )
    top.add_argument("--version", action="version", version=f"happyhome {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令")
    for subject in SUBJECTS:
        subject.register(commands)
    return top


def main(arguments: Sequence[str], window: Window) -> int:
    """Do what ``arguments`` say and return the exit code; without a command, open ``window``.

    0 done, 1 refused, 2 wrong usage, 3 the machine would not, 70 a bug.
    """
    ready_output()
    wants_json = "--json" in arguments
    try:
        chosen = build_parser().parse_args([_as_utf8(one) for one in arguments])
        if chosen.command is None and chosen.json:
            raise UsageError(
                "命令写得不对：--json 要和命令一起用，窗口没有 JSON 可给。", "用法：happyhome --json 命令 …"
            )
    except UsageError as error:
        return _failed(USAGE, error.text, {"code": "usage", "text": error.text}, wants_json, error.usage)
    except SystemExit as error:  # --help and --version have said what they had to say
        return int(error.code or DONE)
    if chosen.command is None:
        return window(chosen.data, chosen.today)
    return run(Session(chosen.data, chosen.today, chosen.who, chosen.password_file), chosen)


def run(session: Session, chosen: argparse.Namespace) -> int:
    """Run one parsed command, print its answer or its failure, return the exit code."""
    begin_log(session.folders.logs)
    try:
        answer: Answer = chosen.run(session, chosen)
    except UsageError as error:
        return _failed(USAGE, error.text, {"code": "usage", "text": error.text}, chosen.json, error.usage)
    except KeyboardInterrupt:
        return _failed(STOPPED, "已中断。", {"code": "stopped", "text": "已中断。"}, chosen.json)
    except Exception as error:  # noqa: BLE001 - the last door: told apart below, never dropped
        return _trouble(session, error, chosen.json)
    finally:
        session.close()
    _print(answer, chosen.json)
    return answer.code


def _trouble(session: Session, error: Exception, wants_json: bool) -> int:
    trouble = environment_trouble(error, session.folders.store)
    if trouble is not None:
        return _failed(ENVIRONMENT, trouble.text, {"code": trouble.code, "text": trouble.text}, wants_json)
    if isinstance(error, Refusal):
        text = "\n".join(problem.text for problem in error.problems)
        return _failed(REFUSED, text, _refused(error.problems, text), wants_json)
    return _bug(session, error, wants_json)


def _bug(session: Session, error: Exception, wants_json: bool) -> int:
    from happyhome.services.diagnosis import diagnosis, save_diagnosis
    from happyhome.services.trouble import EnvironmentRefusal

    told: dict[str, Any] = {"code": "bug"}
    try:
        path = save_diagnosis(session.folders.logs, error, session.now())
        where = f"诊断信息（不含姓名和号码）存在：{path}，请交给维护的人。"
        told["diagnosis"] = str(path)
    except (OSError, EnvironmentRefusal):  # then it is told right here, which is the next best
        where = f"诊断信息存不下，请把下面这些交给维护的人：\n{diagnosis(error)}"
    told["text"] = f"程序出了错，这一步没有做成，已经记下的数据都还在。{where}"
    return _failed(BUG, told["text"], told, wants_json)


def _refused(problems: Sequence[Problem], text: str) -> dict[str, Any]:
    return {"code": problems[0].code, "text": text, "problems": [as_json(one) for one in problems]}


def _failed(code: int, text: str, error: dict[str, Any], wants_json: bool, usage: str = "") -> int:
    _write(sys.stderr, f"{text}\n{usage}" if usage else text)
    if wants_json:
        _write(sys.stdout, _json({"error": error}))
    return code


def _print(answer: Answer, wants_json: bool) -> None:
    for problem in answer.warnings:
        _write(sys.stderr, f"请核对：{problem.text}")
    _write(sys.stdout, _json(answer.data) if wants_json else "\n".join(answer.lines))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _write(stream: TextIO, text: str) -> None:
    """Print, and be content when nobody reads on (… | head): what was to be done is done."""
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # or the interpreter complains at its end


def _as_utf8(argument: str) -> str:
    """What was typed is UTF-8 even where the locale says ASCII; file names that are not stay as they are."""
    return os.fsencode(argument).decode("utf-8", "surrogateescape") if os.name == "posix" else argument


def ready_output() -> None:
    """UTF-8 whatever the console's code page; a character it cannot show must not stop the work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
