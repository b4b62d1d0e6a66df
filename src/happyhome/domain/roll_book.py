"""A roll with all its lines, in one snapshot: what the papers of a roll are functions of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from happyhome.domain.rolls import Roll, RollItem, RollLine


@dataclass(frozen=True)
class RollBook:
    """One roll. ``lines`` by number; ``items`` by line id, months ascending.

    ``bands`` are the words of the scheme's bands in their order. ``posting_days``: how long the rule
    wants it posted (0: does not say). ``reference`` is the rule's citation. ``previous`` is the
    roll before it, None for the first.
    """

    roll: Roll
    lines: tuple[RollLine, ...]
    items: Mapping[str, tuple[RollItem, ...]] = field(default_factory=dict)
    bands: tuple[str, ...] = ()
    posting_days: int = 0
    reference: str = ""
    previous: Roll | None = None

    @property
    def paid(self) -> tuple[RollLine, ...]:
        """The lines on which money is paid out."""
        return tuple(line for line in self.lines if line.net > 0)

    @property
    def changes(self) -> tuple[RollLine, ...]:
        """The lines that differ from the roll before (增减变动)."""
        return tuple(line for line in self.lines if line.change)

    @property
    def claims(self) -> tuple[RollLine, ...]:
        """The lines on which money is asked back from the family."""
        return tuple(line for line in self.lines if line.claim > 0)

    @property
    def code(self) -> str:
        """The short code printed on its papers."""
        head = self.roll.fingerprint[:8].upper()
        return f"{head[:4]}-{head[4:]}" if head else ""
