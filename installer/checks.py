"""Every check that CI runs. All are run even when one fails, so that one look shows everything."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from installer.environment import ROOT, child_environment
from installer.say import say, step


@dataclass(frozen=True)
class Check:
    """One command of the check list, run by the interpreter of .venv."""

    chinese: str
    english: str
    arguments: tuple[str, ...]


CHECKS = (
    Check("代码规范", "lint", ("-m", "ruff", "check", ".")),
    Check("代码格式", "format", ("-m", "ruff", "format", "--check", ".")),
    Check("类型", "types", ("-m", "mypy")),
    Check("分层、篇幅、锁文件", "imports, sizes, locks", ("-m", "pytest", "-q", "tests/architecture")),
    Check("测试", "tests", ("-m", "pytest", "-q", "--ignore=tests/architecture")),
)


def run_all(python: Path) -> int:
    """Runs every check and returns how many failed."""
    outcomes = [(check, _run(python, check)) for check in CHECKS]
    print()
    for check, code in outcomes:
        say(
            f"{'通过' if code == 0 else '没过'}  {check.chinese}",
            f"{'ok' if code == 0 else 'FAILED'}  {check.english}",
        )
    failed = sum(code != 0 for _, code in outcomes)
    if failed:
        say(f"有 {failed} 项没有通过。", f"{failed} of {len(outcomes)} checks failed.")
    else:
        say("全部检查通过。", "Every check passed.")
    return failed


def _run(python: Path, check: Check) -> int:
    environment = child_environment(QT_QPA_PLATFORM="offscreen")
    with step(check.chinese, check.english):
        return subprocess.run(
            [str(python), *check.arguments], cwd=ROOT, env=environment, check=False
        ).returncode
