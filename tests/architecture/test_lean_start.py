"""The window is usable before the heavy parts are read from a slow disk."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "alembic", "lunar_python", "openpyxl", "pypdfium2", "pypinyin", "python_calamine", "reportlab", "PIL",
)  # fmt: skip


def _loaded_by(module: str) -> set[str]:
    program = f"import sys, {module}; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["happyhome.gui.desk", "happyhome.app", "happyhome.cli.main"])
def test_starting_reads_no_sheets_draws_no_paper_and_spells_no_name(module: str) -> None:
    assert _loaded_by(module) & set(HEAVY) == set()


def test_the_bare_window_does_not_read_the_store() -> None:
    assert _loaded_by("happyhome.gui.main_window") & {"sqlalchemy", "sqlcipher3"} == set()
