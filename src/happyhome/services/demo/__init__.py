"""A made-up village with records: to try the program on, to show it, and to measure it. Nobody in it exists."""

from __future__ import annotations

from happyhome.services.demo.village import (
    a_big_village,
    a_village,
    is_demo,
    is_untouched,
    strangers_in,
    throw_away,
)

__all__ = ["a_big_village", "a_village", "is_demo", "is_untouched", "strangers_in", "throw_away"]
