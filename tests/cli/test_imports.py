"""import …: the sheets of tests/samples, as a script takes them in."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.calls import Caller

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ROSTER, GRID = SAMPLES / "老年人台账.xlsx", SAMPLES / "9月就餐登记.xlsx"
SEPTEMBER = ("--month", "2026-09", "--slot", "lunch")


@pytest.fixture
def named(call: Caller) -> Caller:
    """A home without anybody."""
    assert call("home", "set", "--name", "清泉村幸福院").code == 0
    return call


def test_a_roster_comes_in_with_exactly_its_counts_and_its_problems_by_excel_row(named: Caller) -> None:
    said = named.json("import", "residents", str(ROSTER))
    assert said.code == 0
    counts = {key: said.data[key] for key in ("rows", "new", "changed", "unchanged", "skipped", "refused")}
    assert counts == {"rows": 186, "new": 183, "changed": 0, "unchanged": 0, "skipped": 1, "refused": 2}
    assert set(said.data) == {*counts, "problems"}
    assert all(
        set(one) == {"sheet", "row", "column", "code", "level", "text"} for one in said.data["problems"]
    )
    planted = json.loads((SAMPLES / "老年人台账.defects.json").read_text("utf-8"))
    rows = {one["row"] for one in said.data["problems"]}
    # A telephone typed as a number lost nothing: eleven digits fit.
    lost = {note["excel_row"] for note in planted["notes"] if note["defect"] != "phone_number_cell"}
    assert lost <= rows
    assert named.json("residents", "list").data["count"] == 183


def test_the_same_file_again_changes_nothing(named: Caller) -> None:
    assert named("import", "residents", str(ROSTER)).code == 0
    again = named.json("import", "residents", str(ROSTER)).data
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 183)
    assert named.json("audit", "verify").data["operations"] == 2


def test_a_dry_run_says_the_same_and_writes_nothing(named: Caller) -> None:
    tried = named.json("import", "residents", str(ROSTER), "--dry-run").data
    assert named.json("residents", "list").data["count"] == 0
    assert named.json("import", "residents", str(ROSTER)).data == tried


def test_people_read_each_finding_with_its_row(named: Caller) -> None:
    said = named("import", "residents", str(ROSTER), "--dry-run")
    assert said.out.startswith("试读，没有写入。共 186 人：新增 183")
    assert "第 68 行" in said.out


def test_the_problems_can_be_kept_beside_their_rows(named: Caller, tmp_path: Path) -> None:
    kept = tmp_path / "问题.xlsx"
    assert named("import", "residents", str(ROSTER), "--dry-run", "--problems", str(kept)).code == 0
    assert kept.read_bytes()[:2] == b"PK"


def test_an_import_is_one_operation_to_undo(named: Caller) -> None:
    assert named("import", "residents", str(ROSTER)).code == 0
    assert named("undo").code == 0
    assert named.json("residents", "list").data["count"] == 0


def test_a_month_of_meals_comes_in_by_id_and_by_single_name(named: Caller) -> None:
    named("import", "residents", str(ROSTER))
    said = named.json("import", "meals", str(GRID), *SEPTEMBER)
    assert said.code == 0
    codes = Counter(one["code"] for one in said.data["problems"])
    assert codes["name_unknown"] + codes["name_ambiguous"] == said.data["refused"] > 0
    assert said.data["meals"]["new"] > 1000
    again = named.json("import", "meals", str(GRID), *SEPTEMBER).data
    assert (again["meals"]["new"], again["absences"]) == (0, 0)
    assert again["meals"]["unchanged"] == said.data["meals"]["new"]


@pytest.mark.parametrize("kind", ["residents", "meals"])
def test_a_file_that_is_not_there_or_no_table_is_refused(named: Caller, tmp_path: Path, kind: str) -> None:
    more = SEPTEMBER if kind == "meals" else ()
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 and nothing else")
    for path in (tmp_path / "没有.xlsx", broken):
        said = named.json("import", kind, str(path), *more)
        assert said.code == 1, said.err
        assert said.error["text"]
