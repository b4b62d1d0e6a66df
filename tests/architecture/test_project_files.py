"""The files around the code say the same as the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from happyhome import __version__

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def test_the_changelog_tells_what_this_version_brings() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert __version__ in headings


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_no_path_of_a_machine(lock: Path) -> None:
    assert [
        line for line in lock.read_text("utf-8").splitlines() if re.search(r"://|file:|^-|@ |/\w", line)
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_requirement_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("wide", "narrow"), [("test.lock", "run.lock")])
def test_the_test_lock_pins_what_the_run_lock_pins(wide: str, narrow: str) -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text("utf-8")
        return {line.rstrip(" \\") for line in text.splitlines() if "==" in line}

    assert pins(narrow) - pins(wide) == set()


def test_ci_runs_exactly_the_command_of_the_readme() -> None:
    command = "python3 installer/dev.py test"
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")
    for readme in ("README.md", "README.zh-CN.md"):
        assert command in (ROOT / readme).read_text("utf-8")
