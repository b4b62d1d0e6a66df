"""The one QApplication: fonts, translator, style, zoom, and the input method."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from happyhome.gui.kit import files, qss, scaled, theme
from happyhome.resources import FONT_BOLD, FONT_REGULAR, font_path

BASE_POINTS: Final = 12
ZOOMS: Final = (100, 110, 125, 150, 175, 200)
FAMILIES: Final = (
    "Noto Sans SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
    "HanaMinA",
    "HanaMinB",
    "花園明朝A",
    "花園明朝B",
    "SimSun-ExtB",
)


def settle_input_method(environment: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Send fcitx through its ibus front end: Qt's wheels carry no fcitx plugin, and no Chinese could be typed."""
    wanted = environment.get("QT_IM_MODULE", "").lower()
    if platform.startswith("linux") and wanted in {"fcitx", "fcitx5"} and not _has_plugin(wanted):
        environment["QT_IM_MODULE"] = "ibus"


def _has_plugin(name: str) -> bool:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return any(folder.glob(f"*{name.rstrip('5')}*"))


def create(arguments: Sequence[str] = (), *, zoom: int = 100) -> QApplication:
    """The application in the house's look, at ``zoom`` per cent. Call once, before any widget."""
    settle_input_method(os.environ)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        application = QApplication(["happyhome", *arguments])
    application.setApplicationName("happyhome")
    application.setApplicationDisplayName("幸福院")
    _load_fonts()
    _load_translator(application)
    application.setStyle("Fusion")
    application.setPalette(theme.palette())
    apply_zoom(application, zoom)
    files.find_sticks_by(_sticks)
    return application


def _sticks() -> list[files.Stick]:
    from happyhome.services import handover  # with the first file that is asked for

    return [(one.label, one.root) for one in handover.drives()]


def zoomed_pixels(zoom: int) -> int:
    """The application font's height in the screen's pixels at ``zoom`` per cent."""
    dots = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    return round(BASE_POINTS * dots / 72 * zoom / 100)


def apply_zoom(application: QApplication, zoom: int) -> None:
    """Set font and style sheet for ``zoom`` per cent; windows then call ``scaled.rescale`` on themselves."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(zoomed_pixels(zoom))
    application.setFont(font)
    application.setStyleSheet(qss.build(scaled.scale()))


def _load_fonts() -> None:
    for path in (font_path(FONT_REGULAR), font_path(FONT_BOLD)):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"font cannot be read: {path.name}")


def _load_translator(application: QApplication) -> None:
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)


class Zoom(QObject):
    """The zoom in per cent: steps of ``ZOOMS``, told to ``remember`` so that it outlives the window."""

    changed = Signal(int)

    def __init__(self, start: int, remember: Callable[[int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = min(ZOOMS, key=lambda step: abs(step - start))
        self._remember = remember

    @property
    def now(self) -> int:
        """Per cent."""
        return self._now

    def step(self, direction: int) -> None:
        """One step larger (1), smaller (-1), or back to 100 % (0)."""
        place = ZOOMS.index(self._now) + direction if direction else 0
        wanted = ZOOMS[max(0, min(place, len(ZOOMS) - 1))]
        if wanted == self._now:
            return
        self._now = wanted
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_zoom(application, wanted)
        self._remember(wanted)
        self.changed.emit(wanted)
