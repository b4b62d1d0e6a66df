"""The colours of the house, named after what they say, and the Fusion palette made of them.

Persimmon is kept for two things only: where you are, and what cannot wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette

GROUND: Final = "#f6f4ee"
CARD: Final = "#ffffff"
RAIL: Final = "#fbfaf7"
LINE: Final = "#ddd8cc"
GRID_LINE: Final = "#e3dfd4"
FIELD_LINE: Final = "#c9c3b4"
INK: Final = "#1e2422"
MUTED: Final = "#59615d"
FAINT: Final = "#7c8480"
GREEN: Final = "#1b5e4b"
GREEN_HOVER: Final = "#174f3f"
GREEN_SOFT: Final = "#9cc5b2"
GREEN_PALE: Final = "#e4f1ea"
PERSIMMON: Final = "#d9822b"
PERSIMMON_PALE: Final = "#fff1de"
DANGER: Final = "#a8421c"
DANGER_LINE: Final = "#e3b8a5"
DANGER_PALE: Final = "#fbe5da"
BLUE: Final = "#234f8c"
BLUE_PALE: Final = "#e6eef8"
AMBER: Final = "#87570a"
AMBER_PALE: Final = "#fbf0dc"
STONE: Final = "#efece3"
CLOSED: Final = "#f3f0e8"
DESK: Final = "#e9e5da"
DARK: Final = "#1e2422"
ON_DARK: Final = "#ffffff"
DARK_LINK: Final = "#f2b366"
DOT_GOOD: Final = "#2f8f5b"


@dataclass(frozen=True, slots=True)
class MarkLook:
    """How one state of a person on a day looks: colour *and* sign, so that it still reads in black and white."""

    key: str
    sign: str
    word: str
    ink: str
    ground: str
    line: str
    hatched: bool = False


DINE_IN: Final = "dine_in"
DELIVERY: Final = "delivery"
TAKEAWAY: Final = "takeaway"
AWAY: Final = "away"
HOSPITAL: Final = "hospital"
PRESENT: Final = "present"
DERIVED: Final = "derived"
NOT_MARKED: Final = ""

LOOKS: Final[dict[str, MarkLook]] = {
    look.key: look
    for look in (
        MarkLook(NOT_MARKED, "", "未记", INK, CARD, LINE),
        MarkLook(DINE_IN, "✓", "堂食", GREEN, GREEN_PALE, GREEN_SOFT),
        MarkLook(DELIVERY, "送", "送餐", BLUE, BLUE_PALE, "#a9c1e2"),
        MarkLook(TAKEAWAY, "取", "自取", AMBER, AMBER_PALE, "#e3c48f"),
        MarkLook(AWAY, "外", "外出", FAINT, "#f3f1ea", LINE, hatched=True),
        MarkLook(HOSPITAL, "住", "住院", FAINT, "#f3f1ea", LINE, hatched=True),
        MarkLook(PRESENT, "到", "到院", GREEN, GREEN_PALE, GREEN_SOFT),
        MarkLook(DERIVED, "·", "已算到院", FAINT, "#f7f5ef", LINE),
    )
}
"""Looks by state key; a page with other states brings its own mapping of the same shape."""


def palette() -> QPalette:
    """Fusion's palette in the house's colours, for everything the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, GROUND),
        (role.WindowText, INK),
        (role.Base, CARD),
        (role.AlternateBase, RAIL),
        (role.Text, INK),
        (role.Button, CARD),
        (role.ButtonText, INK),
        (role.Highlight, GREEN),
        (role.HighlightedText, ON_DARK),
        (role.ToolTipBase, DARK),
        (role.ToolTipText, ON_DARK),
        (role.PlaceholderText, FAINT),
        (role.Link, GREEN),
        (role.Accent, GREEN),
    ):
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor("#a5a89f"))
    return made
