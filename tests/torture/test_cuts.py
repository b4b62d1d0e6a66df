"""Some cuts of the ends that are quick; all of them are ``python -m tests.torture cuts``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from happyhome.files.writing import write_file
from tests.exchange.faults import PowerCut
from tests.torture.cuts import cut, run_campaign, steps_of
from tests.torture.ends_more import MORE_ENDS
from tests.torture.faulty import Faulty, under_everything
from tests.torture.figures import Chosen
from tests.torture.kills import grounds, known


@pytest.mark.parametrize(
    ("end", "count"), [("a paper", 8), ("the zoom", 8), ("a backup", 4), ("a new password", 2)]
)
def test_whatever_fails_leaves_the_old_or_the_new(end: str, count: int, tmp_path: Path) -> None:
    figures = run_campaign(Chosen(count, 20261121, tmp_path), only=end)
    assert figures.wrong == []
    assert figures.counts["cuts"] == count


def test_a_new_machine_holds_all_of_the_backup_or_nothing(tmp_path: Path) -> None:
    """A device that will not be written on any more, once the store or its ring has its name."""
    end = next(one for one in MORE_ENDS if one.name == "a new machine")
    ground = grounds(tmp_path, {"sealed"})["sealed"]
    names = steps_of(end, ground, tmp_path / "steps")
    for at in [number for number, name in enumerate(names) if name == "sync_folder"][-2:]:
        place = tmp_path / f"cut-{at}"
        assert cut(end, ground, place, Faulty(at, "read-only"), known(ground, place.with_name("k"))) == []


def test_a_write_without_a_flush_is_found_out(tmp_path: Path) -> None:
    """The model itself: what nobody flushed is lost with the power."""
    path = tmp_path / "月报.pdf"
    path.write_bytes(b"old")
    lost = 0
    for seed in range(20):
        faulty = Faulty(at=None, fault="cache")
        with under_everything(faulty):
            faulty.cache.unflushed[path] = path  # as if its sync_file had been left out
            write_file(path, b"new paper")
            faulty.cache.unflushed[path] = path
        faulty.cache.lose(random.Random(seed))
        lost += path.read_bytes() != b"new paper"
    assert lost


def test_nothing_is_done_once_the_power_is_gone(tmp_path: Path) -> None:
    with pytest.raises(PowerCut), under_everything(Faulty(at=2, fault="power")):
        write_file(tmp_path / "月报.pdf", b"new paper")
    assert [path.suffix for path in tmp_path.iterdir()] == [".tmp"]
