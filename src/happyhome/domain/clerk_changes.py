"""交接单: what one clerk leaves to the next, as facts of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.homes import Home


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that is left: what it is, how it stands, and where in the program it is settled.

    ``tag`` is a short word (月报, 名册); ``page`` and ``target`` lead to its page in the window.
    """

    tag: str
    text: str
    detail: str = ""
    page: str = ""
    target: str = ""
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class ClerkChange:
    """All of the paper. ``leaving``, ``taking`` and ``witness`` are names, "" to be written by hand.

    ``counts`` are label and words; ``operations`` how many steps were taken, and ``head`` the code of the
    last one: with both, nobody can say later that something was changed before or after.
    """

    home: Home
    day: date
    leaving: str
    taking: str
    witness: str
    counts: tuple[tuple[str, str], ...]
    matters: tuple[Left, ...]
    returns: tuple[Left, ...]
    rolls: tuple[Left, ...]
    backups: tuple[Left, ...]
    keys: tuple[Left, ...]
    steps: tuple[str, ...]
    operations: int
    head: str
    instance: str
    is_sealed: bool

    @property
    def open_things(self) -> int:
        """How many things are left to do."""
        return len(self.matters) + len(self.returns) + len(self.rolls)
