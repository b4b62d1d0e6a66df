"""A few kills of each frequent kind; the thousand are ``python -m tests.torture kills``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.children import Tell, run
from tests.torture.figures import Chosen
from tests.torture.kills import run_campaign


@pytest.mark.parametrize(("act", "count"), [("ticking", 4), ("closing", 2), ("restoring", 2), ("sealing", 1)])
def test_nothing_told_as_kept_is_lost_by_a_kill(act: str, count: int, tmp_path: Path) -> None:
    figures = run_campaign(Chosen(count, 20261121, tmp_path), only=act)
    assert figures.wrong == []
    assert figures.counts["kills"] == count


def test_a_child_is_killed_when_it_is_to_be_and_what_it_told_is_heard() -> None:
    def work(tell: Tell) -> None:
        tell(begin=True)
        while True:
            tell(kept="a")

    told = run(work, 0.01)
    assert told.killed
    assert set(told.all("kept")) == {"a"}


def test_a_child_that_raises_says_so() -> None:
    def work(tell: Tell) -> None:
        tell(begin=True)
        raise KeyError("lost")

    assert "KeyError" in run(work).all("error")[0]
