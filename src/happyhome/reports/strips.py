"""Strips: the pieces of a paper that are never cut, and how they are spread over pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from happyhome.reports.document import Row
from happyhome.reports.pen import Pen

Draw = Callable[[Pen, float], None]
"""Draws a strip whose upper edge is at the given height."""


@dataclass(frozen=True, eq=False)
class Strip:
    """A piece of a page, ``height`` in points.

    A glued strip stays with the one before it. ``head`` is repeated where a page begins inside a
    table; it is put there by ``flow`` itself. ``reserve`` is kept free below it on every page, for 本页小计. ``row`` is what it shows.
    """

    height: float
    draw: Draw
    glued: bool = False
    head: Strip | None = None
    reserve: float = 0.0
    row: Row | None = None
    is_head: bool = False


def gap(height: float) -> Strip:
    """Empty space."""
    return Strip(height, lambda pen, top: None)


def flow(strips: Sequence[Strip], capacity: float) -> list[list[Strip]]:
    """Spread strips over pages of ``capacity`` points.

    What is glued moves to the next page together with the strip it belongs to, so signatures are
    never alone on a page. A strip higher than a page gets one of its own.
    """
    pages: list[list[Strip]] = [[]]
    for strip in strips:
        if pages[-1] and _used(pages[-1]) + _cost(pages[-1], strip) > capacity:
            carried = _carry(pages[-1]) if strip.glued else []
            pages.append([])
            for one in carried:
                _add(pages[-1], one)
        _add(pages[-1], strip)
    return pages


def _used(page: list[Strip]) -> float:
    return sum(strip.height for strip in page)


def _needs_head(page: list[Strip], strip: Strip) -> Strip | None:
    return strip.head if not page or page[-1].head is not strip.head else None


def _cost(page: list[Strip], strip: Strip) -> float:
    head = _needs_head(page, strip)
    return strip.height + strip.reserve + (head.height if head else 0.0)


def _add(page: list[Strip], strip: Strip) -> None:
    head = _needs_head(page, strip)
    if head is not None:
        page.append(head)
    page.append(strip)


def _carry(page: list[Strip]) -> list[Strip]:
    """Take the last strip that begins a glued group off the page, with all that follows it."""
    first = len(page) - 1
    while first > 0 and (page[first].glued or page[first].is_head):
        first -= 1
    carried = [strip for strip in page[first:] if not strip.is_head]
    while first > 0 and page[first - 1].is_head:
        first -= 1
    if first == 0:
        return []
    del page[first:]
    return carried
