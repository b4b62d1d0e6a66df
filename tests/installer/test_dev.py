"""The set-up script: what it refuses, what it notices, what it asks the system for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from installer import commands, dev, environment, system
from installer.checks import CHECKS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 14, 0)])
def test_a_supported_python_is_accepted(version: tuple[int, ...]) -> None:
    assert dev.unsupported(version) == ""


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 9), (3, 15, 0)])
def test_another_python_gets_a_sentence_that_names_it(version: tuple[int, ...]) -> None:
    assert f"{version[0]}.{version[1]}" in dev.unsupported(version)
    assert "3.11 至 3.14" in dev.unsupported(version)


def test_an_old_python_can_read_the_script_as_far_as_that_sentence() -> None:
    """Before 3.7 there is no such future, and before 3.9 ``list[str]`` cannot be asked of."""
    tree = ast.parse((ROOT / "installer" / "dev.py").read_text("utf-8"), feature_version=(3, 5))
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    hints = [one.annotation for each in functions for one in each.args.args] + [
        one.returns for one in functions
    ]
    assert not any(isinstance(one, ast.ImportFrom) and one.module == "__future__" for one in ast.walk(tree))
    assert not any(isinstance(one, (ast.Subscript, ast.BinOp)) for one in hints)


def test_on_windows_the_command_is_one_that_windows_has() -> None:
    assert commands.opening_command("nt") == r"py installer\dev.py run"
    assert commands.opening_command("posix") == "python3 installer/dev.py run"


def test_missing_libraries_are_named_as_debian_packages_once_each() -> None:
    needed = {"libA.so.1": "liba1", "libA-extra.so.1": "liba1", "libB.so.2": "libb2"}
    assert system.missing_packages(needed, found=lambda soname: soname.startswith("libB")) == ["liba1"]


def test_a_library_that_is_nowhere_is_not_found() -> None:
    assert not system.loads("libno-such-thing-at-all.so.77")


@pytest.mark.parametrize(
    ("variables", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
    ],
)
def test_a_screen_is_noticed(variables: dict[str, str], platform: str, screen: bool) -> None:
    assert system.has_screen(variables, platform) is screen


def test_an_environment_of_another_python_does_not_fit(tmp_path: Path) -> None:
    _pretend_environment(tmp_path, "3.9.2")
    assert not environment.fits(tmp_path)


def test_an_environment_of_this_python_fits(tmp_path: Path) -> None:
    _pretend_environment(tmp_path, ".".join(map(str, sys.version_info[:3])))
    assert environment.fits(tmp_path)


def test_an_empty_folder_is_no_environment(tmp_path: Path) -> None:
    assert not environment.fits(tmp_path)
    assert environment.stamps(tmp_path) == []


def test_run_and_test_environments_are_told_apart() -> None:
    assert environment.fingerprint("run") != environment.fingerprint("test")


def test_the_checks_include_lint_types_and_tests() -> None:
    tools = {check.arguments[1] for check in CHECKS}
    assert tools == {"ruff", "mypy", "pytest"}


def test_help_is_shown_by_a_bare_python_without_site_packages() -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "installer" / "dev.py"), "--help"]
    shown = subprocess.run(command, capture_output=True, check=True, env={"PYTHONUTF8": "1"})
    for name in ("setup", "demo", "test", "run", "bench", "torture", "screenshots"):
        assert name.encode() in shown.stdout


def _pretend_environment(folder: Path, version: str) -> None:
    interpreter = environment.python_of(folder)
    interpreter.parent.mkdir(parents=True)
    interpreter.touch()
    (folder / "pyvenv.cfg").write_text(f"home = /somewhere\nversion = {version}\n", encoding="utf-8")
