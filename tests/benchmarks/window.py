"""The window usable on the demo village, beside a bare PySide6 window with one label.

Whole processes are timed, from the interpreter's start to the first painted, answering window.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from happyhome.app import open_services
from happyhome.services import demo
from tests.benchmarks.timing import Row, in_turn

TODAY = date(2026, 11, 20)

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("happyhome"))
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
"""

OURS = """
import sys
from datetime import date
from pathlib import Path
from happyhome.app import open_services
from happyhome.gui import application
from happyhome.gui.desk import Desk
app = application.create()
services = open_services(Path(sys.argv[1]), date(2026, 11, 20))
desk = Desk(services, None)
assert desk.begin()
app.processEvents()
desk.window.grab()
"""


def rows() -> list[Row]:
    """One comparison; the village is made once, before."""
    with tempfile.TemporaryDirectory() as folder:
        services = open_services(Path(folder), TODAY)
        demo.a_village(services)
        services.close()
        times = in_turn(lambda: _start(OURS, folder), lambda: _start(BARE), rounds=5)
    return [Row("window usable on the demo village", *times, 2.5)]


def _start(script: str, *arguments: str) -> None:
    """Run to the first painted window; left by _exit, since taking it down is not starting."""
    ending = "\nimport os\nos._exit(0)\n"
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", script + ending, *arguments], check=True, env=surroundings)
