"""Spreading strips over pages: nothing lost, nothing alone that belongs to something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from happyhome.reports.strips import Strip, flow

CAPACITY = 100.0


def _nothing(*_: object) -> None:
    """Draws nothing."""


def _strip(height: float, glued: bool = False, head: Strip | None = None) -> Strip:
    return Strip(height, _nothing, glued, head)


@st.composite
def rows(draw: st.DrawFn) -> list[Strip]:
    """Rows of one table with a head, some glued to the row before."""
    head = Strip(draw(st.floats(1, 15)), _nothing, is_head=True)
    heights = draw(st.lists(st.tuples(st.floats(1, 20), st.booleans()), min_size=1, max_size=60))
    return [_strip(height, glued and index > 0, head) for index, (height, glued) in enumerate(heights)]


@given(rows())
def test_every_row_stands_once_and_in_order(strips: list[Strip]) -> None:
    pages = flow(strips, CAPACITY)
    assert [strip for page in pages for strip in page if not strip.is_head] == strips


@given(rows())
def test_every_page_begins_with_the_head_and_has_it_once(strips: list[Strip]) -> None:
    for page in flow(strips, CAPACITY):
        assert page[0].is_head
        assert sum(strip.is_head for strip in page) == 1


@given(rows())
def test_no_page_is_fuller_than_it_can_be(strips: list[Strip]) -> None:
    for page in flow(strips, CAPACITY):
        glued_from_start = all(strip.glued for strip in page[2:])
        assert sum(strip.height for strip in page) <= CAPACITY or glued_from_start


def test_what_is_glued_takes_its_row_along() -> None:
    strips = [*[_strip(30) for _ in range(3)], _strip(30, glued=True)]
    assert [len(page) for page in flow(strips, CAPACITY)] == [2, 2]


def test_a_group_longer_than_a_page_is_cut_rather_than_lost() -> None:
    strips = [_strip(30), *[_strip(30, glued=True) for _ in range(9)]]
    assert sum(len(page) for page in flow(strips, CAPACITY)) == 10


def test_room_is_kept_for_a_page_sum() -> None:
    strips = [Strip(30, _nothing, reserve=30) for _ in range(3)]
    assert [len(page) for page in flow(strips, CAPACITY)] == [2, 1]
