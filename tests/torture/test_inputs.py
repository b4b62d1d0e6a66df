"""The quick form of the campaign: a few of each kind, so that it can be run and says when something is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.torture.inputs import run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="every input is tried in a forked child")


def test_crafted_and_damaged_inputs_are_refused_or_taken_and_nothing_else(tmp_path: Path) -> None:
    figures = run(40, 3, tmp_path)
    assert (figures.inputs, figures.wrong) == (40, [])
    assert figures.refused
    assert figures.taken


def test_damage_alone_is_dealt_with_too(tmp_path: Path) -> None:
    figures = run(40, 5, tmp_path, only="damage")
    assert (figures.inputs, figures.wrong) == (40, [])
    assert figures.refused


def test_the_campaign_counts_a_reader_that_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from happyhome.services import photos

    def breaks(_path: Path) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(photos, "read_photo", breaks)
    figures = run(5, 1, tmp_path, only="photo: jpg of CMYK")
    assert (figures.crashes, len(figures.wrong)) == (1, 1)
