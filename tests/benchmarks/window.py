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
import os
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("happyhome"))
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
os._exit(0)
"""

OURS = """
import os
import sys
from datetime import date
from pathlib import Path
from happyhome.__main__ import open_window
from PySide6.QtWidgets import QApplication

def look(*_):
    app = QApplication.instance()
    app.processEvents()
    next(one for one in app.topLevelWidgets() if one.isVisible()).grab()
    os._exit(0)

QApplication.exec = look
open_window(Path(sys.argv[1]), date(2026, 11, 20))
sys.exit("no window came")
"""


def rows() -> list[Row]:
    """One comparison; the village is made once, before. Compiled code is kept, as it is where one installs."""
    with tempfile.TemporaryDirectory() as folder:
        village, compiled = Path(folder) / "village", Path(folder) / "compiled"
        services = open_services(village, TODAY)
        demo.a_village(services)
        services.close()
        times = in_turn(
            lambda: _start(OURS, compiled, str(village)), lambda: _start(BARE, compiled), rounds=5
        )
    return [Row("window usable on the demo village", *times, 2.5)]


def _start(script: str, compiled: Path, *arguments: str) -> None:
    """Run to the first painted window; left by _exit, since taking it down is not starting."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=surroundings)
