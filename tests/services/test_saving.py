"""Copies for another program are in the clear, so they do not stay."""

from __future__ import annotations

import os
from datetime import timedelta

from happyhome.services import saving
from tests.services.village import Village

PAPER = b"%PDF \xe7\x8e\x8b"


def test_copies_of_today_stay_beside_each_other_and_older_ones_go(village: Village) -> None:
    first = saving.copy_to_open(village.services, "花名册.pdf", PAPER)
    second = saving.copy_to_open(village.services, "月报.pdf", PAPER)
    assert first.parent == village.services.folders.opened
    old = (village.services.now() - timedelta(days=2)).timestamp()
    os.utime(first, (old, old))
    saving.copy_to_open(village.services, "月报.pdf", PAPER + b"2")
    assert [path.name for path in first.parent.iterdir()] == [second.name]
    assert second.read_bytes() == PAPER + b"2"


def test_clearing_takes_them_all_and_what_an_interrupted_write_left(village: Village) -> None:
    folders = village.services.folders
    assert saving.clear_opened(folders) == ()
    copy = saving.copy_to_open(village.services, "花名册.pdf", PAPER)
    (folders.opened / ".happyhome-0123abcd.tmp").write_bytes(PAPER)
    assert saving.clear_opened(folders) == ()
    assert list(folders.opened.iterdir()) == []
    assert not copy.exists()


def test_a_copy_that_cannot_go_is_told_and_the_others_go(village: Village) -> None:
    folders = village.services.folders
    saving.copy_to_open(village.services, "月报.pdf", PAPER)
    held = folders.opened / "held"  # what cannot be removed here as an open file cannot on Windows
    held.mkdir()
    assert saving.clear_opened(folders) == (held,)
    assert list(folders.opened.iterdir()) == [held]
