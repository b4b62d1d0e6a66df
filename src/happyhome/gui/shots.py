"""Pictures of the window at a size and zoom, for judging by eye and for the manual."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget


def shoot(widget: QWidget, file: Path, width: int = 1366, height: int = 768) -> Path:
    """Save ``widget`` as it looks at a size in screen pixels; gives back the file."""
    widget.resize(width, height)
    widget.show()
    for _ in range(3):  # layouts settle, then what they caused settles
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(file)):
        raise OSError(f"cannot write {file}")
    return file
