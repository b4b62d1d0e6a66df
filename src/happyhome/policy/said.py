"""One point of a rule as it is read out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """What it is about (起发, 停发 …), and the sentence."""

    caption: str
    text: str
