"""A crash leaves no picture of the memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CRASH = """
import os, resource, sys
from pathlib import Path
from happyhome.app import open_services
_, most = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
services = open_services(Path(sys.argv[1]))
print(resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps dumps only where somebody asked it to")
def test_a_crash_of_an_open_store_leaves_no_dump(tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path / "data")],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode < 0, ran.stderr
    assert ran.stdout in ("0\n", "1\n")
    assert list(place.iterdir()) == []


COMMAND = """
import os, resource, sys
_, most = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
from happyhome.__main__ import main
sys.argv = ["happyhome", "--data", sys.argv[1], "protect", "status"]
main()
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps dumps only where somebody asked it to")
def test_nor_does_a_command_that_opens_none(tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", COMMAND, str(tmp_path / "data")], cwd=place, capture_output=True, check=False
    )
    assert ran.returncode < 0, ran.stderr
    assert list(place.iterdir()) == []
