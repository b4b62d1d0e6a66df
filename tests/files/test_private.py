"""The records' folder, as other accounts of the computer meet it."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest

from happyhome.app import open_services
from happyhome.files.private import make_private
from happyhome.services.diagnosis import save_diagnosis

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows keeps a user's folders from others by itself"
)


def mode_of(path: Path) -> int:
    """Who may do what, as three octal digits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_fresh_folder_of_records_is_its_owner_s_alone(tmp_path: Path) -> None:
    data = tmp_path / "share" / "happyhome"
    open_services(data).close()
    assert mode_of(data) == 0o700
    assert mode_of(tmp_path / "share") & 0o055  # not ours, so it is made as others are


def test_a_diagnosis_does_not_make_the_folder_for_everybody(tmp_path: Path) -> None:
    save_diagnosis(tmp_path / "happyhome" / "logs", ValueError("x"), datetime(2026, 11, 21))  # noqa: DTZ001
    assert mode_of(tmp_path / "happyhome") == 0o700


def test_a_folder_that_is_there_stays_as_somebody_set_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o750)
    make_private(shared)
    assert mode_of(shared) == 0o750
