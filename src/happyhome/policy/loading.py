"""From the text of a rule file to its schemes, with every fault named by line and place."""

from __future__ import annotations

from datetime import date

from happyhome.policy.loaded import Fault, FaultLevel, Loaded

__all__ = ["Fault", "FaultLevel", "Loaded", "load"]


def load(text: str | bytes, source: str, own: bool = False, today: date | None = None) -> Loaded:
    """Read a rule file. Never raises for what stands in it: see ``Loaded.faults``.

    With ``today`` it is also told whether a 核对 date lies in the future (error) or is a year old (warning).
    """
    raise NotImplementedError
