"""A disk of 3 MB that is full at once; the day on 20 MB is ``python -m tests.torture filling``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.torture.figures import Figures
from tests.torture.filling import Ballast, Day, NotPermitted, small_disk
from tests.torture.ground import examined, open_ground, started


def test_a_full_disk_refuses_in_sentences_and_loses_nothing(tmp_path: Path) -> None:
    figures, ground = Figures(1), open_ground(tmp_path / "ground")
    try:
        with small_disk(tmp_path / "disk", 6 << 20) as disk:
            data = ground.copy_to(disk / "data")
            begun = started(ground, data)
            day = Day(figures, begun.services, random.Random(1))
            day.round()
            ballast = Ballast(disk)
            ballast.take(6 << 20)
            day.round()
            begun.end()
            ballast.give_back()
            assert examined(ground, data, day.kept) == []
    except NotPermitted as reason:
        pytest.skip(str(reason))
    assert figures.wrong == []
    assert figures.counts["refused with a sentence"] >= 4
    assert len(day.kept) >= 4
