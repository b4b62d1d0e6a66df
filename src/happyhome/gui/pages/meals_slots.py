"""Which slots this home serves, as chips; a single slot needs none."""

from __future__ import annotations

from collections.abc import Sequence

from happyhome.domain.meals import SLOTS
from happyhome.gui.shell import Shell
from happyhome.services import settings

MAIN_SLOT = "lunch"


def served_slots(shell: Shell) -> tuple[str, ...]:
    """The slots chosen in the settings, in the order of the day; lunch where none is."""
    chosen = shell.ask(settings.setting, key="slots") or ()
    return tuple(one.key for one in SLOTS if one.key in chosen) or (MAIN_SLOT,)


def slot_chips(slots: Sequence[str]) -> list[tuple[str, str]]:
    """(key, label) of each slot, or nothing where there is only one."""
    return [(one.key, one.label) for one in SLOTS if one.key in slots] if len(slots) > 1 else []


def kept_slot(slot: str, slots: Sequence[str]) -> str:
    """The slot to show: the same as before, else lunch, else the first."""
    return slot if slot in slots else MAIN_SLOT if MAIN_SLOT in slots else slots[0]
