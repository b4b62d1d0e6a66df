"""A new register is one dataclass, one line and one migration; everything else comes from the descriptor.

Said in ARCHITECTURE.md, and held to it here: the program is copied, exactly these three are added
to the copy, and a day's work is done with it (new_register_day.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.architecture.new_register import ROOT, program_with_new_registers

Seen = dict[str, Any]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What a day with the new registers showed."""
    folder = tmp_path_factory.mktemp("copy")
    source = program_with_new_registers(folder)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(source), str(ROOT))), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture.new_register_day", str(folder)],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: Seen = json.loads(done.stdout.splitlines()[-1])
    assert found["program"] == str(source / "happyhome")
    return found


def test_it_is_listed(seen: Seen) -> None:
    assert {"食品留样", "血压"} <= set(seen["listed"])


def test_its_rows_are_kept_cleaned_and_checked_by_the_descriptor(seen: Seen) -> None:
    assert seen["keeper"] == "李红"
    assert seen["refused"] == [["field_missing", "dish"]]


def test_every_write_can_be_undone_and_stands_in_the_audit(seen: Seen) -> None:
    assert (seen["before undo"], seen["after undo"]) == (["打错了", "红烧豆腐"], ["红烧豆腐"])
    assert seen["labels"] == ["撤销：登记食品留样", "登记食品留样", "登记食品留样"]
    assert seen["audit faults"] == []


def test_it_is_written_to_excel_in_its_own_words(seen: Seen) -> None:
    assert seen["food_sample sheet"] == [
        ["留样日期", "餐次", "菜名", "留样量(克)", "留样人"],
        ["2026-11-20 00:00:00", "午餐", "红烧豆腐", "130", "李红"],
    ]


def test_a_reference_is_written_as_a_name_with_its_number(seen: Seen) -> None:
    head, row = seen["blood_pressure sheet"]
    assert head == ["老人", "身份证号", "测量日期", "高压", "低压"]
    assert (row[0], len(row[1]), row[3:]) == ("王秀兰", 18, ["150", "90"])


def test_its_own_sheet_taken_in_again_changes_nothing(seen: Seen) -> None:
    assert (seen["food_sample again"], seen["blood_pressure again"]) == (1, 1)


def test_a_hand_made_sheet_is_taken_in_with_problems_beside_their_cells(seen: Seen) -> None:
    told = seen["hand-made"]
    assert (told["new"], told["refused"]) == (1, 1)
    assert [(one["row"], one["column"], one["code"]) for one in told["problems"]] == [
        (3, "日期", "field_missing")
    ]


def test_it_travels_to_another_computer_and_arriving_twice_changes_nothing(seen: Seen) -> None:
    assert seen["merged"] == [[2, 0], [0, 2]]
    assert seen["the same rows"] is True


def test_it_has_a_page_with_search_and_a_form(seen: Seen) -> None:
    assert seen["columns"] == ["留样日期", "餐次", "菜名", "留样量(克)", "留样人"]
    assert set(seen["shown"]) == {"红烧豆腐", "凉拌菜"}
    assert seen["found"] == ["红烧豆腐"]
    assert set(seen["shown after the form"]) == {"红烧豆腐", "凉拌菜", "炖白菜"}
    assert seen["whose pressure"] == "王秀兰"
