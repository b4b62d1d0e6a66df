"""The clerk's choice in a dialog for files, made at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog


def choosing(monkeypatch: pytest.MonkeyPatch, *paths: Path | str) -> list[Path]:
    """Every dialog for files from now on answers ``paths``; with none, it is given up.

    Gives back what the dialogs begin with, one after the other.
    """
    really = QFileDialog.selectedFiles
    begun: list[Path] = []

    def answer(box: QFileDialog) -> bool:
        begun.append(Path((really(box) or [""])[0]))
        return bool(paths)

    monkeypatch.setattr(QFileDialog, "exec", answer)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _box: [str(path) for path in paths])
    return begun
