"""policy …: rule files checked, their cases run, and which allowances this home handles."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from happyhome.cli import policy_home
from happyhome.cli.parser import Commands, a_month, add_command, add_group
from happyhome.cli.session import Answer, Session

if TYPE_CHECKING:
    from happyhome.policy.loaded import Fault, Loaded

LEVELS = {"error": "错误", "warning": "请核对"}


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "policy", "政策文件：查错、验算、导入，以及本院办理哪些补贴")
    check = add_command(group, "check", "查错：哪一行、哪一项、应该写什么", _check)
    test = add_command(group, "test", "验算：把文件里的案例逐个算一遍", _test)
    for one in (check, test):
        one.add_argument("files", type=Path, nargs="+", metavar="FILE", help="政策文件（.yaml）")
    add_command(group, "list", "有哪些补贴项目，本院办理哪些", policy_home.list_schemes)
    show = add_command(group, "show", "一个补贴项目的各个版本和依据", policy_home.show_scheme)
    show.add_argument("scheme", metavar="SCHEME", help="编号，或名称")
    take = add_command(
        group, "import", "导入一份政策文件；不带 --yes 只看谁的金额会变", policy_home.import_file
    )
    take.add_argument("file", type=Path, metavar="FILE", help="政策文件（.yaml）")
    take.add_argument("--yes", action="store_true", help="看过变化，确定导入")
    remove = add_command(group, "remove", "撤掉本院自己导入的一份政策文件", policy_home.remove_file)
    remove.add_argument("name", metavar="NAME", help="文件名（见 policy list）")
    use = add_command(group, "use", "启用一个补贴项目", policy_home.use)
    use.add_argument("scheme", metavar="SCHEME", help="编号，或名称")
    use.add_argument("--from", dest="since", required=True, type=a_month, metavar="YYYY-MM",
                     help="从哪个月起由本院造册")  # fmt: skip
    stop = add_command(group, "stop", "停用一个补贴项目", policy_home.stop)
    stop.add_argument("scheme", metavar="SCHEME", help="编号，或名称")
    stop.add_argument("--until", required=True, type=a_month, metavar="YYYY-MM", help="办到哪个月为止")


def _read(files: Iterable[Path], today: date) -> list[Loaded]:
    """The files as read, each knowing of the schemes of the others and of the program."""
    from happyhome.policy.book import shipped_rules
    from happyhome.policy.loading import load

    contents = [(str(path), policy_home.content_of(path)) for path in files]
    others = [*(load(content, name, True) for name, content in contents), *shipped_rules()]
    known = frozenset(scheme.key for one in others for scheme in one.schemes)
    return [load(content, name, True, today, known) for name, content in contents]


def _check(session: Session, chosen: argparse.Namespace) -> Answer:
    loaded = _read(chosen.files, session.now().date())
    lines, files = [], []
    for one in loaded:
        errors, warnings = len(one.errors), len(one.faults) - len(one.errors)
        said = (
            f"{errors} 处错误" if errors else f"没有错误，{len(one.schemes)} 个项目，{len(one.cases)} 个案例"
        )
        lines.append(f"{one.source}：{said}{f'，{warnings} 处请核对' if warnings else ''}")
        lines += [f"  [{LEVELS[fault.level]}] {fault.sentence}" for fault in one.faults]
        files.append(
            {
                "file": one.source,
                "ok": one.is_sound,
                "schemes": [scheme.key for scheme in one.schemes],
                "problems": [_problem(fault) for fault in one.faults],
            }
        )
    return Answer(tuple(lines), {"files": files}, code=0 if all(one.is_sound for one in loaded) else 1)


def _problem(fault: Fault) -> dict[str, Any]:
    return {"line": fault.line, "key": fault.key, "level": fault.level.value, "text": fault.text}


def _test(session: Session, chosen: argparse.Namespace) -> Answer:
    """No records are opened: cases carry their facts, and other schemes are those of the files and of the program."""
    from happyhome.policy.book import book_of, shipped_rules
    from happyhome.policy.cases import run_cases

    loaded = _read(chosen.files, session.now().date())
    shipped = shipped_rules()
    lines, files = [], []
    for one in loaded:
        # each file's own schemes come first, so that two versions of a file can be tested side by side
        book = book_of((one, *(other for other in loaded if other is not one), *shipped))
        results = run_cases(one, book)
        failed = [result for result in results if not result.ok]
        lines += _told(one, len(results), len(results) - len(failed))
        for result in failed:
            lines += [
                f"  第 {result.line} 行“{result.title}”没有通过：",
                *(f"    {m}" for m in result.messages),
            ]
        files.append(
            {
                "file": one.source,
                "cases": len(results),
                "passed": len(results) - len(failed),
                "failed": [
                    {"title": result.title, "line": result.line, "messages": list(result.messages)}
                    for result in failed
                ],
                "problems": [_problem(fault) for fault in one.errors],
            }
        )
    good = all(one["passed"] == one["cases"] and not one["problems"] for one in files)
    return Answer(tuple(lines), {"files": files}, code=0 if good else 1)


def _told(one: Loaded, cases: int, passed: int) -> list[str]:
    if not one.is_sound:
        return [
            f"{one.source}：有 {len(one.errors)} 处错误，先改好才能验算",
            *(f"  [{LEVELS[fault.level]}] {fault.sentence}" for fault in one.errors),
        ]
    if not cases:
        return [f"{one.source}：没有案例。请照“政策文件怎么写”第十二节写几个，导入以前先验算。"]
    return [
        f"{one.source}：{cases} 个案例，{passed} 个通过"
        + ("" if passed == cases else f"，{cases - passed} 个没有通过")
    ]
