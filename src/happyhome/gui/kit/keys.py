"""What a key press means on the board and the grid, whatever the input method did to it.

With a Chinese input method on, digits and the space bar may arrive full-width (１ ２ ３ ０ and U+3000);
they mean the same. Both widgets also switch the input method off for themselves.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from happyhome.gui.kit import theme

MODES: Final = {"1": theme.DINE_IN, "2": theme.DELIVERY, "3": theme.TAKEAWAY, "0": theme.NOT_MARKED}
"""Digit to meal mode; 0 takes the mark away (未记: nobody recorded it)."""

_BUSY = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def plain(text: str) -> str:
    """Half-width, lower case: １ becomes 1, the ideographic space a space."""
    return unicodedata.normalize("NFKC", text).lower()


def typed(event: QKeyEvent) -> str:
    """The one character a key press stands for; empty for shortcuts and for keys that write nothing."""
    if event.modifiers() & _BUSY:
        return ""
    text = plain(event.text())
    return text if len(text) == 1 and text.isprintable() else ""


def refuse_input_method(widget: QWidget) -> None:
    """Hear keys raw, without a composition window, while this widget has the focus."""
    widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    widget.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
