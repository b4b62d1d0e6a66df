"""The whole program as the icon starts it, in a process of its own: what it says, how it ends, what it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from happyhome import app
from happyhome.files.holding import holder
from happyhome.services import homes
from happyhome.services.session import Folders

DAY = date(2026, 11, 20)
PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from happyhome.__main__ import open_window

def until_closed(*_):
    windows = [one for one in QApplication.instance().topLevelWidgets() if one.isVisible()]
    print("window", len(windows), flush=True)
    sys.stdin.readline()
    return 0

def shown(dialog):
    print("page", *[one.text() for one in dialog.findChildren(QLabel) if one.text()], flush=True)
    return QDialog.DialogCode.Rejected

QApplication.exec = until_closed
QDialog.exec = shown
sys.exit(open_window(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])))
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A named home."""
    services = app.open_services(tmp_path, DAY)
    services.run(homes.set_home, name="清泉村幸福院")
    services.close()
    return Folders(tmp_path)


def program(folders: Folders, day: date = DAY) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folders.data), day.isoformat()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_a_good_day_ends_without_a_word_and_without_a_note(folders: Folders) -> None:
    said, complaints = program(folders).communicate("\n", timeout=60)
    assert said == "window 1\n"
    assert complaints == ""
    assert holder(folders.lock) is None
    assert not folders.logs.exists()


def test_a_killed_window_blocks_nobody_and_the_next_one_opens(folders: Folders) -> None:
    first = program(folders)
    assert first.stdout is not None
    assert first.stdout.readline() == "window 1\n"
    second = program(folders)
    said, _ = second.communicate("\n", timeout=60)
    assert said.startswith("page 程序已经开着了")
    assert str(first.pid) in said
    first.send_signal(signal.SIGKILL)
    first.communicate()
    left = holder(folders.lock)
    assert left is not None
    assert not left.is_alive
    said, complaints = program(folders).communicate("\n", timeout=60)
    assert said == "window 1\n"
    assert complaints == ""
    assert holder(folders.lock) is None


@pytest.mark.parametrize(
    ("harm", "title"),
    [("torn", "数据文件损坏了"), ("clock", "请先看看电脑的日期"), ("folder", "数据文件的位置被占了")],
)
def test_a_bad_start_shows_its_page_and_ends_with_3(folders: Folders, harm: str, title: str) -> None:
    day = DAY
    if harm == "torn":
        folders.store.write_bytes(folders.store.read_bytes()[:5000])
    elif harm == "folder":
        folders.store.unlink()
        folders.store.mkdir()
    else:
        day = date(2026, 11, 2)
    running = program(folders, day)
    said, complaints = running.communicate("\n", timeout=60)
    assert said.startswith(f"page {title}")
    assert running.returncode == 3
    assert complaints == ""
