"""clerk-change: the 交接单 for scripts and support."""

from __future__ import annotations

from pathlib import Path

from tests.cli.calls import Caller


def test_the_paper_is_saved_and_nothing_is_written_down_while_nobody_takes_over(
    home: Caller, tmp_path: Path
) -> None:
    before = home.json("audit", "verify").data["operations"]
    out = tmp_path / "交接单.pdf"
    told = home.json("clerk-change", "--leaving", "王会计", "--out", str(out)).data
    assert out.read_bytes().startswith(b"%PDF")
    assert (told["sealed"], told["path"], told["operations"]) == (False, str(out), before)
    assert home.json("audit", "verify").data["operations"] == before


def test_the_change_is_written_down_with_both_names(home: Caller) -> None:
    told = home.json("clerk-change", "--leaving", "王会计", "--taking", "李芳").data
    assert told["label"] == "工作移交：王会计 → 李芳"
