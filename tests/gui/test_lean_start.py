"""The start: the window comes up lean. What a page or a paper needs is imported when it is wanted."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from happyhome.app import open_services
from happyhome.services import homes

TODAY = date(2026, 11, 20)
HEAVY = (
    "PIL", "alembic", "cryptography", "lunar_python", "numpy", "openpyxl", "pypdfium2", "pypinyin",
    "python_calamine", "reportlab", "sqlalchemy", "yaml",
)  # fmt: skip
START = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from happyhome.__main__ import open_window

def painted(*_):
    window = next(one for one in QApplication.instance().topLevelWidgets() if one.isVisible())
    print(window.pages.key, window.grab().isNull())
    print(*sorted(sys.modules))
    return 0

QApplication.exec = painted
sys.exit(open_window(Path(sys.argv[1]), date(2026, 11, 20)))
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules in a process of its own whose window stands at 今日."""
    folder = tmp_path_factory.mktemp("home")
    services = open_services(folder, TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    services.close()
    ran = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        capture_output=True, text=True, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    page, modules = ran.stdout.splitlines()
    assert page == "today False"
    return frozenset(modules.split())


@pytest.mark.parametrize("package", HEAVY)
def test_the_window_stands_at_today_without(package: str, imported: frozenset[str]) -> None:
    assert sorted(name for name in imported if name.split(".")[0] == package) == []


@pytest.mark.parametrize(
    "page", ["residents", "meals", "activities", "allowances", "reports", "handover", "settings"]
)
def test_a_page_that_was_not_opened_is_not_imported(page: str, imported: frozenset[str]) -> None:
    assert f"happyhome.gui.pages.{page}" not in imported


@pytest.mark.parametrize(
    "part",
    [
        "happyhome.cli", "happyhome.policy", "happyhome.reports", "happyhome.exchange.incoming", "happyhome.services.demo.village",
        "happyhome.gui.dialogs.manual", "happyhome.gui.dialogs.first_start",
    ],
)  # fmt: skip
def test_the_start_leaves_alone(part: str, imported: frozenset[str]) -> None:
    assert sorted(name for name in imported if name == part or name.startswith(f"{part}.")) == []


READ_AHEAD = """
import sys
from threading import Thread
from happyhome.gui.pages import PAGES, read_ahead

beside = Thread(target=read_ahead)
beside.start()
beside.join()
print(*(spec.key for spec in PAGES if f"happyhome.gui.pages.{spec.key}" not in sys.modules))
print(*(name for name in ("reportlab", "openpyxl") if name in sys.modules))
"""


def test_a_worker_reads_all_pages_ahead_without_making_a_widget_or_a_paper() -> None:
    ran = subprocess.run([sys.executable, "-c", READ_AHEAD], capture_output=True, text=True, check=True)
    assert (ran.stdout.splitlines(), ran.stderr) == (["", ""], "")
