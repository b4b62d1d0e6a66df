"""clerk-change: the 交接单 for scripts and support."""

from __future__ import annotations

from pathlib import Path

from happyhome.app import open_services
from happyhome.domain.residents import Resident
from happyhome.services.residents import add_resident
from tests.cli.calls import Caller
from tests.cli.test_leaving import left


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


def test_a_paper_that_names_elders_is_in_the_list_of_what_left(home: Caller, tmp_path: Path) -> None:
    services = open_services(home.folder)
    services.run(add_resident, resident=Resident(name="唐香莲", sex="female"), confirmed=True)
    services.close()
    out = tmp_path / "交接单.pdf"
    assert home("clerk-change", "--out", str(out)).code == 0
    (kept,) = left(home)
    assert (kept.act, kept.files, kept.people, kept.purpose) == ("saved", "交接单.pdf", 1, "filing")
    assert kept.contents == "姓名 1 人"
