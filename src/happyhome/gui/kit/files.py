"""Asking for a file or a folder: first on the desktop, later where the clerk last was."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_LAST: Final = "last_folder"
_Place = QStandardPaths.StandardLocation
_FIRST: Final = (_Place.DesktopLocation, _Place.DocumentsLocation, _Place.HomeLocation)


def start_folder() -> Path:
    """Where to begin: the folder last used in this window, else the desktop, where there is one."""
    application = QCoreApplication.instance()
    last = application.property(_LAST) if application is not None else None
    known = [str(last)] if last else []
    known += [QStandardPaths.writableLocation(place) for place in _FIRST]
    return next((Path(one) for one in known if one and Path(one).is_dir()), Path.home())


def open_file(parent: QWidget | None, title: str, kinds: str) -> Path | None:
    """One file to read, None when given up."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(start_folder()), kinds)
    return _used(name)


def open_files(parent: QWidget | None, title: str, kinds: str) -> list[Path]:
    """Files to read; empty when given up."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(start_folder()), kinds)
    found = [Path(name) for name in names]
    if found:
        _used(str(found[0]))
    return found


def save_file(parent: QWidget | None, title: str, proposed: str | Path, kinds: str) -> Path | None:
    """Where to write; ``proposed`` is a name, or a whole path where there is a better folder."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(start_folder() / proposed), kinds)
    return _used(name)


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder, None when given up."""
    name = QFileDialog.getExistingDirectory(parent, title, str(start_folder()))
    application = QCoreApplication.instance()
    if name and application is not None:
        application.setProperty(_LAST, name)
    return Path(name) if name else None


def _used(name: str) -> Path | None:
    application = QCoreApplication.instance()
    if name and application is not None:
        application.setProperty(_LAST, str(Path(name).parent))
    return Path(name) if name else None
