"""The commands of installer/dev.py."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from installer.checks import run_all
from installer.environment import ROOT, child_environment, ensure
from installer.say import Stop, say, step
from installer.system import ensure_libraries, ensure_test_tools, has_screen

DEMO = ROOT / "demo-out"
PICTURES = ROOT / "docs" / "screenshots"
TORTURES = (
    ("kills", "--count", "1000"),
    ("cuts", "--count", "600"),
    ("inputs", "--count", "1000"),
    ("filling",),
    ("leaks",),
)
# The pictures in the README change only when the program does.
PICTURE_DAY = "2026-11-21"


def run(chosen: argparse.Namespace) -> int:
    """Carries out the chosen command and returns its exit code."""
    match chosen.command:
        case "setup":
            return _setup()
        case "demo":
            return _demo(window=not chosen.no_window)
        case "test":
            return _test()
        case "run":
            return _open(chosen.arguments)
        case "bench":
            return _python(ensure("bench"), "-m", "tests.benchmarks")
        case "torture":
            return _torture(chosen.arguments)
        case "screenshots":
            return _screenshots()
        case _:
            raise AssertionError(chosen.command)


def _torture(arguments: list[str]) -> int:
    """One campaign as it is called, or all of them in full, about an hour."""
    python = ensure("test")
    if arguments:
        return _python(python, "-m", "tests.torture", *arguments)
    ended = [_python(python, "-m", "tests.torture", name, *more) for name, *more in TORTURES]
    return max(ended)


def _setup() -> int:
    ensure("run")
    ensure_libraries(window=has_screen(os.environ, sys.platform))
    command = opening_command(os.name)
    say(f"环境已装好。打开程序：{command}", f"Ready. To open the program: {command}")
    return 0


def opening_command(system: str) -> str:
    """How the program is opened on a system (``os.name``): on Windows python3 is the shop's, or nothing."""
    return r"py installer\dev.py run" if system == "nt" else "python3 installer/dev.py run"


def _test() -> int:
    python = ensure("test")
    ensure_libraries(window=False)
    ensure_test_tools()
    return 1 if run_all(python) else 0


def _open(arguments: list[str]) -> int:
    python = ensure("run")
    ensure_libraries(window=has_screen(os.environ, sys.platform))
    return _python(python, "-m", "happyhome", *arguments)


def _demo(*, window: bool) -> int:
    python = ensure("run")
    window = window and has_screen(os.environ, sys.platform)
    ensure_libraries(window=window)
    data = _empty_demo_data()
    with step(
        f"造一个演示村，把当月的表写到 {DEMO.name}/",
        f"building a demo village, its papers go to {DEMO.name}/",
    ):
        code = _python(python, "-m", "happyhome", "--data", str(data), "demo", "--out", str(DEMO))
    if code != 0:
        return code
    if window:
        say("打开窗口，关上窗口就结束。", "opening the window; closing it ends the demo")
        return _python(python, "-m", "happyhome", "--data", str(data))
    say(
        "没有屏幕，改为把每一页存成图片。",
        "no screen to open a window on: writing a picture of each page instead",
    )
    screens = DEMO / "screens"
    code = _take(python, data, screens)
    if code == 0:
        say(f"图片在 {screens.relative_to(ROOT)}/", f"the pictures are in {screens.relative_to(ROOT)}/")
    return code


def _screenshots() -> int:
    """The pictures of the README, of a demo village that is thrown away after."""
    python = ensure("run")
    ensure_libraries(window=False)
    with tempfile.TemporaryDirectory() as scratch:
        data, made, stick = (Path(scratch) / name for name in ("data", "made", "金士顿"))
        stick.mkdir()
        day = ("--today", PICTURE_DAY)
        papers = str(Path(scratch) / "papers")
        code = _python(python, "-m", "happyhome", "--data", str(data), *day, "demo", "--out", papers)
        code = code or _take(python, data, made, *day, "--stick", str(stick))
        code = code or _python(python, "-m", "installer.pictures", str(made), str(PICTURES))
    if code == 0:
        say(f"图片在 {PICTURES.relative_to(ROOT)}/", f"the pictures are in {PICTURES.relative_to(ROOT)}/")
    return code


def _take(python: Path, data: Path, out: Path, *more: str) -> int:
    out.mkdir(parents=True, exist_ok=True)
    arguments = ("-m", "happyhome.gui.shots", "--data", str(data), "--out", str(out), *more)
    return _python(python, *arguments, QT_QPA_PLATFORM="offscreen")


def _empty_demo_data() -> Path:
    """The folder of the demo's records, emptied: the demo always starts from the same village."""
    data = DEMO / "data"
    try:
        if data.exists():
            shutil.rmtree(data)
        DEMO.mkdir(exist_ok=True)
    except OSError as error:
        raise Stop(
            f"{DEMO.name}/ 里的旧演示资料删不掉，请先关上演示窗口再运行。（{error.strerror}）",
            f"The old demo data in {DEMO.name}/ cannot be removed; close the demo window and run this again.",
        ) from error
    return data


def _python(python: Path, *arguments: str, **environment: str) -> int:
    return subprocess.run(
        [str(python), *arguments], cwd=ROOT, env=child_environment(**environment), check=False
    ).returncode
