"""Which font draws which character on paper, and what no font can draw.

Noto Sans SC comes with the program; rarer characters are looked for in fonts of the system, which
are read only when such a character is met. What no font has is printed as its boxed code point,
never as an empty box, and is reported with the person's name before printing.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from happyhome.domain.problems import Problem, warn
from happyhome.reports.document import Document, photos, texts
from happyhome.reports.photos import can_be_shown
from happyhome.resources import FONT_BOLD, FONT_REGULAR, font_path

_CODE_POINT_SCALE = 0.62
_KEPT_MEASURES = 20_000


class Run(NamedTuple):
    """Characters drawn with one font, at ``scale`` of the size asked for."""

    font: str
    text: str
    scale: float


class Setting(NamedTuple):
    """A text cut into runs, and its width in points at size 1."""

    runs: tuple[Run, ...]
    width: float


class Fonts:
    """A chain of fonts, asked per character. Measures are kept; nothing else changes."""

    def __init__(self, system: tuple[Path, ...] = ()) -> None:
        self._system = system
        self._settings: dict[tuple[str, bool], Setting] = {}

    def set(self, text: str, bold: bool = False) -> Setting:
        """Cut a line of text into runs."""
        key = (text, bold)
        found = self._settings.get(key)
        if found is None:
            if len(self._settings) > _KEPT_MEASURES:
                self._settings.clear()
            found = self._settings[key] = self._cut(text, bold)
        return found

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a line in points."""
        return self.set(text, bold).width * size

    def unprintable(self, lines: Iterable[str]) -> tuple[str, ...]:
        """The characters of these texts that no font has, each once, in order of appearance."""
        seen = dict.fromkeys(char for line in lines for char in line if not char.isspace())
        return tuple(char for char in seen if self._font_of(char, bold=False) is None)

    def _cut(self, text: str, bold: bool) -> Setting:
        runs: list[Run] = []
        width = 0.0
        for char in text:
            font = self._font_of(char, bold)
            if font is None and char.isspace():
                font, char = _regular(), " "
            scale = 1.0 if font else _CODE_POINT_SCALE
            written = char if font else boxed(char)
            name = font.fontName if font else _regular().fontName
            width += sum(_advance(font or _regular(), one) for one in written) * scale
            if runs and runs[-1].font == name and runs[-1].scale == scale == 1.0:
                runs[-1] = Run(name, runs[-1].text + written, scale)
            else:
                runs.append(Run(name, written, scale))
        return Setting(tuple(runs), width)

    def _font_of(self, char: str, bold: bool) -> Any:
        code = ord(char)
        if bold and code in _bold().face.charToGlyph:
            return _bold()
        if code in _regular().face.charToGlyph:
            return _regular()
        for path in self._system:
            font = _system_font(path)
            if font is not None and code in font.face.charToGlyph:
                return font
        return None


def boxed(char: str) -> str:
    """What stands for a character that cannot be drawn: 〔U+2A6A5〕."""
    return f"〔U+{ord(char):04X}〕"


@cache
def bundled() -> Fonts:
    """Only the fonts that come with the program: the same on every machine."""
    return Fonts()


@cache
def fonts_here() -> Fonts:
    """The program's fonts, then those of this machine that reportlab can embed."""
    return Fonts(tuple(path for path in _system_paths() if path.is_file()))


def check(document: Document, fonts: Fonts | None = None) -> tuple[Problem, ...]:
    """What this paper cannot show as it is: names by person, then photos that do not open."""
    chosen = fonts or fonts_here()
    missing: dict[str, dict[str, None]] = {}
    for text, place in texts(document):
        for char in chosen.unprintable((text,)):
            missing.setdefault(place or document.title, {})[char] = None
    faults = [
        warn("photo_unreadable", f"{place}：照片“{name}”打不开，纸上会留空框，请换一张。", "photos")
        for name, content, place in photos(document)
        if not can_be_shown(content)
    ]
    faults += [
        warn(
            "unprintable",
            f"{place}：本机字库里没有 {'、'.join(f'“{char}”（U+{ord(char):04X}）' for char in chars)}，"
            "纸上会印成方括号里的编码，请打印后手写补上。",
            "name",
        )
        for place, chars in missing.items()
    ]
    return tuple(faults)


def _system_paths() -> tuple[Path, ...]:
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return tuple(folder / name for name in ("simsunb.ttf", "msyh.ttc", "simsun.ttc"))
    folders = (Path("/usr/share/fonts/truetype/hanazono"), Path("/usr/share/fonts/hanazono"))
    return tuple(folder / name for folder in folders for name in ("HanaMinB.ttf", "HanaMinA.ttf"))


@cache
def _regular() -> Any:
    return _register("NotoSansSC", font_path(FONT_REGULAR))


@cache
def _bold() -> Any:
    return _register("NotoSansSC-Bold", font_path(FONT_BOLD))


@cache
def _system_font(path: Path) -> Any:
    """A font of the machine, or None where reportlab cannot embed it (CFF outlines)."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        return _register(path.stem, path)
    except (TTFError, OSError):
        return None


def _register(name: str, path: Path) -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    _mend_unicode_maps()
    font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return font


def _advance(font: Any, char: str) -> float:
    face = font.face
    return float(face.charWidths.get(ord(char), face.defaultWidth)) / 1000


@cache
def _mend_unicode_maps() -> None:
    """Make text above U+FFFF copy out of a PDF as itself: reportlab writes it as one wrong unit."""
    from reportlab.pdfbase import ttfonts

    original = ttfonts.makeToUnicodeCMap

    def mended(font_name: str, subset: Any) -> str:
        return re.sub(
            r"(<[0-9A-F]{2}> )<([0-9A-F]{5,6})>",
            lambda found: f"{found[1]}<{chr(int(found[2], 16)).encode('utf-16-be').hex().upper()}>",
            original(font_name, subset),
        )

    ttfonts.makeToUnicodeCMap = mended
