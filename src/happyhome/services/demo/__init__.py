"""A made-up village with records: to try the program on, to show it, and to measure it. Nobody in it exists.

The window asks at every start whether it stands before a demo; what builds one is imported to build one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from happyhome.services.demo.signs import (
    BESIDE,
    USUAL_SIZE,
    is_demo,
    is_lent,
    is_untouched,
    strangers_in,
    throw_away,
)
from happyhome.services.session import Services

__all__ = [
    "BESIDE",
    "USUAL_SIZE",
    "a_village",
    "is_demo",
    "is_lent",
    "is_untouched",
    "strangers_in",
    "throw_away",
]


def a_village(services: Services) -> None:
    """Fill an empty store with the demo and back it up; the same on every machine for the same day."""
    from happyhome.services.backups import back_up
    from happyhome.services.demo.village import build

    build(services, USUAL_SIZE, years=1)
    noon = datetime.combine(services.today(), time(11, 32))
    back_up(replace(services, clock=lambda: noon))
