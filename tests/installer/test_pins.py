"""The pinned parts do what they were pinned for."""

from __future__ import annotations

import os
import subprocess
import sys

CALLS_THAT_KILLED_A_WRONG_PAIR = 20_000


def test_the_pinned_qt_survives_many_calls_on_this_python() -> None:
    """PySide6 6.12 on CPython 3.11 loses a reference to None with each call and ends the process."""
    program = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "application = QApplication([]); label = QLabel()\n"
        f"for number in range({CALLS_THAT_KILLED_A_WRONG_PAIR}): label.setText('x')\n"
        "print('alive')"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "alive", done.stderr


def test_reportlab_takes_the_bundled_fonts() -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    from happyhome.resources import FONT_BOLD, FONT_REGULAR, font_path

    for name in (FONT_REGULAR, FONT_BOLD):
        font = TTFont(name, str(font_path(name)))
        assert ord("𬱖") in font.face.charToGlyph
