"""看全号 in the window: the act is written down before the number is shown, and where it cannot be, nothing is."""

from __future__ import annotations

from collections.abc import Callable

from happyhome.domain.problems import Refusal
from happyhome.gui.shell import Shell


def may_show(shell: Shell, person: str, contents: str) -> bool:
    """Write down that somebody's number (身份证号) is looked at; False where that could not be kept, which is told."""
    from happyhome.services import disclosures

    try:
        disclosures.note_shown(shell.services, person, contents)
    except Refusal as refusal:
        shell.tell(refusal.problems)
        return False
    return True


def asker(shell: Shell, person: str, contents: str) -> Callable[[], bool]:
    """The same as what a field asks before it shows its number."""
    return lambda: may_show(shell, person, contents)
