"""Asking for a file or a folder: first on the desktop, later where the clerk last was; sticks stand at the side.

Windows has a dialog of its own that the clerk knows and that shows sticks. Elsewhere it is Qt's, in the window's
letters; what others bring (GTK, a portal) would stay in sight above a locked window.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QStandardPaths,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from happyhome.gui.kit.scaled import px

Stick = tuple[str, Path]
"""What the clerk calls it, and where it is mounted."""
_LAST: Final = "last_folder"
_LOOK_EVERY_MS: Final = 2000
_URL: Final = Qt.ItemDataRole.UserRole + 1  # where Qt's list of places keeps a place's address
_Place = QStandardPaths.StandardLocation
_FIRST: Final = (_Place.DesktopLocation, _Place.DocumentsLocation, _Place.HomeLocation)
_SIDE: Final = (
    ("桌面", _Place.DesktopLocation),
    ("文档", _Place.DocumentsLocation),
    ("下载", _Place.DownloadLocation),
)
_KIND_COLUMN: Final = 2
_ALL: Final = "全部文件 (*)"
_finder: list[Callable[[], Sequence[Stick]]] = []


def find_sticks_by(finder: Callable[[], Sequence[Stick]]) -> None:
    """Who knows the sticks that are plugged in; this room knows no drives."""
    _finder[:] = [finder]


def start_folder() -> Path:
    """Where to begin: the folder last used in this window, else the desktop, where there is one."""
    application = QCoreApplication.instance()
    last = application.property(_LAST) if application is not None else None
    known = [str(last)] if last else []
    known += [QStandardPaths.writableLocation(place) for place in _FIRST]
    return next((Path(one) for one in known if one and Path(one).is_dir()), Path.home())


def open_file(parent: QWidget | None, title: str, kinds: str) -> Path | None:
    """One file to read, None when given up."""
    found = _ask(_dialog(parent, title, QFileDialog.FileMode.ExistingFile, kinds))
    return found[0] if found else None


def open_files(parent: QWidget | None, title: str, kinds: str) -> list[Path]:
    """Files to read; empty when given up."""
    return _ask(_dialog(parent, title, QFileDialog.FileMode.ExistingFiles, kinds))


def save_file(parent: QWidget | None, title: str, proposed: str | Path, kinds: str) -> Path | None:
    """Where to write; ``proposed`` is a name, or a whole path where there is a better folder."""
    box = _dialog(parent, title, QFileDialog.FileMode.AnyFile, kinds)
    box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    ending = re.search(r"\*\.(\w+)", kinds)
    if ending is not None:  # added before it is asked whether another file may be replaced
        box.setDefaultSuffix(ending[1])
    where = start_folder() / proposed
    box.setDirectory(str(where.parent))
    box.selectFile(where.name)
    found = _ask(box)
    return found[0] if found else None


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder, None when given up."""
    box = _dialog(parent, title, QFileDialog.FileMode.Directory)
    box.setOption(QFileDialog.Option.ShowDirsOnly, True)
    found = _ask(box, is_folder=True)
    return found[0] if found else None


def _dialog(parent: QWidget | None, title: str, mode: QFileDialog.FileMode, kinds: str = "") -> QFileDialog:
    box = QFileDialog(parent, title, str(start_folder()), kinds or _ALL)
    box.setFileMode(mode)
    if sys.platform != "win32":
        box.setOption(QFileDialog.Option.DontUseNativeDialog, True)
        _furnish(box)
    return box


def _ask(box: QFileDialog, *, is_folder: bool = False) -> list[Path]:
    try:
        found = [Path(name) for name in box.selectedFiles()] if box.exec() else []
    finally:
        box.deleteLater()
    application = QCoreApplication.instance()
    if found and application is not None:
        application.setProperty(_LAST, str(found[0] if is_folder else found[0].parent))
    return found


# Qt's own dialog


def _furnish(box: QFileDialog) -> None:
    """Files with their days, names in full, and the places that a clerk has at the side."""
    box.setViewMode(QFileDialog.ViewMode.Detail)
    most = QGuiApplication.primaryScreen().availableSize()
    box.resize(min(px(860), most.width() - 20), min(px(560), most.height() - 60))
    side, table = box.findChild(QListView, "sidebar"), box.findChild(QTreeView, "treeView")
    assert side is not None
    assert table is not None
    side.setItemDelegate(_Names(box))
    side.setMinimumWidth(px(210))
    table.setColumnHidden(_KIND_COLUMN, True)  # the ending says it, and Qt says it in English
    head = table.header()
    head.setStretchLastSection(False)
    for column in range(head.count()):
        head.setSectionResizeMode(
            column, QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch
        )
    _show_places(box)
    clock = QTimer(box, interval=_LOOK_EVERY_MS)
    clock.setObjectName("places")
    clock.timeout.connect(lambda: _show_places(box))
    clock.start()


def places() -> tuple[Stick, ...]:
    """Sticks first, since it is for them that most is written; then the folders of everybody."""
    sticks = [(f"U 盘“{name}”", path) for name, path in (_finder[0]() if _finder else ())]
    known = [(name, Path(QStandardPaths.writableLocation(place))) for name, place in _SIDE]
    home = Path.home()
    return (*sticks, *(one for one in known if one[1].is_dir() and one[1] != home), ("主文件夹", home))


def _show_places(box: QFileDialog) -> None:
    wanted = places()
    urls = [QUrl.fromLocalFile(str(path)) for _, path in wanted]
    if urls != box.sidebarUrls():
        box.setProperty("places", {url.toString(): name for url, (name, _) in zip(urls, wanted, strict=True)})
        box.setSidebarUrls(urls)


class _Names(QStyledItemDelegate):
    """A place under the name that the clerk has for it; Qt would say that of its folder."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        url = index.data(_URL)
        known = self.parent().property("places") or {}
        if isinstance(url, QUrl):
            option.text = known.get(url.toString(), option.text)  # type: ignore[attr-defined]
