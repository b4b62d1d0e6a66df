"""看全号 in the window: the act is written down before the number is shown, and where it cannot be, nothing is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from happyhome.domain.contents import Contents
from happyhome.domain.problems import Refusal
from happyhome.gui.kit.clipboard import SecretClipboard
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


def watch_clipboard(shell: Callable[[], Shell], parent: QObject) -> SecretClipboard:
    """Numbers copied anywhere in the window are written down, pasted as text and wiped after a minute."""

    def copied(found: dict[str, set[str]]) -> None:
        from happyhome.services import disclosures

        counts = tuple((kind, len(several)) for kind, several in found.items())
        people = max(count for _, count in counts)
        numbers = set().union(*found.values())
        disclosures.note_copied(shell().services, Contents(people, counts), numbers)

    return SecretClipboard(copied, lambda text: shell().say(text), parent)
