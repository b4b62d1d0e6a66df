"""The quick form of the campaign: a few of each kind, so that it can be run and says when something is wrong."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from happyhome.services.session import Services
from tests.services.village import empty_village
from tests.torture.children import Tell
from tests.torture.children import run as in_child
from tests.torture.input_ground import Target
from tests.torture.input_targets import make_village
from tests.torture.inputs import MOST_MEGABYTES, Made, run, tried

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="every input is tried in a forked child")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One village for all of them: each input is tried on a copy."""
    return make_village(tmp_path_factory.mktemp("village"))


def test_crafted_and_damaged_inputs_are_refused_or_taken_and_nothing_else(tmp_path: Path, made: Made) -> None:
    figures = run(16, 3, tmp_path, made=made)
    assert (figures.inputs, figures.wrong) == (16, [])
    assert figures.refused
    assert figures.taken


def test_damage_alone_is_dealt_with_too(tmp_path: Path, made: Made) -> None:
    figures = run(16, 5, tmp_path, only="damage", made=made)
    assert (figures.inputs, figures.wrong) == (16, [])
    assert figures.refused


def test_the_campaign_counts_a_reader_that_breaks(
    tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from happyhome.services import photos

    def breaks(_path: Path) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(photos, "read_photo", breaks)
    figures = run(5, 1, tmp_path, only="photo: jpg of CMYK", made=made)
    assert (figures.crashes, len(figures.wrong)) == (1, 1)


@pytest.mark.parametrize("freed", [False, True], ids=["held", "freed"])
def test_what_a_test_run_had_before_neither_counts_nor_hides(freed: bool, tmp_path: Path) -> None:
    """A parent of 700 MB: a small child passes, and one that takes 600 MB is found all the same."""

    def takes(megabytes: int) -> Target:
        def take(_services: Services, _path: Path) -> None:
            assert len([b"x" * (8 << 10) for _ in range(megabytes << 7)]) == megabytes << 7

        return Target((), take)

    def work(tell: Tell) -> None:
        had = [b"x" * (8 << 10) for _ in range(700 << 7)]
        if freed:
            del had[:-1]  # the last one keeps the allocator from giving anything back
        tell(begin=True)
        for megabytes in (1, 600):
            data = tmp_path / str(megabytes) / "data"
            shutil.copytree(tmp_path / "ground", data)
            tell(found=tried(takes(megabytes), data, tmp_path / "none")["megabytes"])
        tell(kept=len(had))

    empty_village(tmp_path / "ground")
    told = in_child(work)
    small, large = told.all("found")
    assert small < 200 < MOST_MEGABYTES < large < 900
