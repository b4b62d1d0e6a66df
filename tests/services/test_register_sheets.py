"""A plain register out to Excel and in again, and from computer to computer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from happyhome.domain.dates import Spell
from happyhome.domain.visits import WAYS, Visit
from happyhome.services import audit, register_sheets, registers
from tests.services.village import TODAY, Village, empty_village, id_number

DAY = date(2026, 11, 5)


@pytest.fixture
def visited(village: Village) -> Village:
    """Two elders of one name and one of another, with three visits."""
    wang = village.elder(id_number=id_number(date(1941, 5, 3)), sex="female")
    village.elder(id_number=id_number(date(1938, 2, 1)), sex="female")
    aili = village.elder("买买提·艾力")
    put(village, Visit(resident=wang, day=DAY, finding="=1+1\n漏雨", hazard="@电线", need="+1", urgent=True))
    put(village, Visit(resident=wang, day=date(2026, 10, 5), way="phone", visitor="李红"))
    put(village, Visit(resident=aili, day=DAY, way="", finding="同上"))
    return village


def put(village: Village, visit: Visit) -> Visit:
    kept: Visit = village.do(registers.put_record, record=visit)
    return kept


def exported(village: Village, file: Path, *more: Any, **named: Any) -> Any:
    sheet = village.ask(register_sheets.register_sheet, "visit", *more, **named)
    file.write_bytes(register_sheets.sheet_bytes(sheet))
    return load_workbook(file).active


def imported(village: Village, file: Path) -> dict[str, Any]:
    seen = village.ask(register_sheets.preview_register, file, TODAY, table="visit")
    told: dict[str, Any] = village.do(register_sheets.import_register, reading=seen.reading).as_json()
    return told


def test_the_sheet_shows_words_and_the_number_that_makes_a_person_unmistakable(
    visited: Village, tmp_path: Path
) -> None:
    page = exported(visited, tmp_path / "探访.xlsx")
    rows = list(page.values)
    assert rows[0][0] == "探访登记表"
    assert rows[1][0] == "宁远堡镇清泉村幸福院"
    assert rows[2][:5] == ("探访对象", "身份证号", "探访日期", "方式", "发现问题")
    assert rows[3][:4] == ("王秀兰", id_number(date(1941, 5, 3)), rows[3][2], "电话")
    assert (page["B4"].data_type, page["B4"].number_format) == ("s", "@")
    assert (rows[3][2].date(), page["C4"].number_format) == (date(2026, 10, 5), "yyyy-mm-dd")
    assert [row[8] for row in rows[3:]] == ["否", "是", "否"]


def test_text_that_begins_like_a_formula_stays_text(visited: Village, tmp_path: Path) -> None:
    page = exported(visited, tmp_path / "探访.xlsx")
    assert [(page[f"{column}5"].value, page[f"{column}5"].data_type) for column in "EFG"] == [
        ("=1+1\n漏雨", "s"),
        ("@电线", "s"),
        ("+1", "s"),
    ]


def test_choices_and_flags_have_drop_downs(visited: Village, tmp_path: Path) -> None:
    page = exported(visited, tmp_path / "探访.xlsx", blank=True)
    lists = {rule.formula1 for rule in page.data_validations.dataValidation}
    assert lists == {'"入户,电话,视频,代访"', '"是,否"'}


def test_a_period_leaves_other_days_out_and_is_named(visited: Village, tmp_path: Path) -> None:
    page = exported(visited, tmp_path / "探访.xlsx", Spell(date(2026, 11, 1), date(2026, 11, 30)))
    rows = list(page.values)
    assert len(rows) == 5
    assert "2026年11月1日至2026年11月30日" in rows[1]


def test_taking_in_what_was_written_out_changes_nothing(visited: Village, tmp_path: Path) -> None:
    exported(visited, tmp_path / "探访.xlsx")
    before = visited.content()
    told = imported(visited, tmp_path / "探访.xlsx")
    assert (told["unchanged"], told["problems"], visited.content()) == (3, [], before)


def test_a_blank_form_filled_in_is_taken_in_once_and_can_be_undone(visited: Village, tmp_path: Path) -> None:
    file = tmp_path / "空表.xlsx"
    page = exported(visited, file, blank=True)
    for column, value in zip("ACDEI", ("买买提.艾力", DAY, "代访", "腿疼", "是"), strict=True):
        page[f"{column}4"] = value
    page.parent.save(file)
    before = visited.content()
    assert imported(visited, file)["new"] == 1
    assert imported(visited, file)["unchanged"] == 1
    (row,) = [row for row in visited.content()["visit"] if row.finding == "腿疼"]
    assert (row.way, row.urgent, row.day) == ("proxy", True, DAY)
    assert visited.do(audit.undo).label == "导入探访：新增 1 条"
    assert visited.content() == before


def test_problems_stand_beside_their_rows_in_a_copy_that_can_be_taken_in_again(
    visited: Village, tmp_path: Path
) -> None:
    file, copy = tmp_path / "空表.xlsx", tmp_path / "问题.xlsx"
    page = exported(visited, file, blank=True)
    for column, value in zip("AC", ("王秀兰", DAY), strict=True):
        page[f"{column}4"] = value
    page.parent.save(file)
    seen = visited.ask(register_sheets.preview_register, file, TODAY, table="visit")
    copy.write_bytes(register_sheets.register_problems(seen.sheets, seen.reading, seen.plan.problems))
    rows = list(load_workbook(copy).active.values)
    assert "2 位“王秀兰”" in str(rows[3][-1])
    again = visited.ask(register_sheets.preview_register, copy, TODAY, table="visit")
    assert again.plan.counts() == seen.plan.counts()


# From computer to computer


def carried(village: Village) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = village.ask(register_sheets.rows_as_json, "visit")
    return found


def merge(village: Village, rows: list[dict[str, Any]]) -> Any:
    return village.do(register_sheets.merge_register, table="visit", rows=rows)


@pytest.fixture
def other(visited: Village, tmp_path: Path) -> Village:
    """The same village on a second computer, before any visit was typed."""
    visited.services.close()  # so that all stands in the one file
    made = Village(tmp_path / "other", copy_of=visited.services.store.path)
    visited.services = visited.open()
    for visit in made.content()["visit"]:
        made.do(registers.remove_record, table="visit", row=visit.id)
    return made


def test_rows_arrive_with_their_ids_and_moments_and_arriving_twice_changes_nothing(
    visited: Village, other: Village
) -> None:
    assert len(merge(other, carried(visited)).added) == 3
    assert other.content()["visit"] == visited.content()["visit"]
    again = merge(other, carried(visited))
    assert (again.unchanged, again.added, again.replaced) == (3, (), ())


def test_a_merge_is_one_operation_that_can_be_undone(visited: Village, other: Village) -> None:
    merge(other, carried(visited))
    assert other.do(audit.undo).label == "合并探访：新增 3 条，更新 0 条"
    assert other.content()["visit"] == []


def test_a_later_correction_wins_and_what_gave_way_is_told(visited: Village, other: Village) -> None:
    merge(other, carried(visited))
    early = carried(visited)
    visited.clock.day = date(2026, 11, 22)
    mended = put(visited, replace(visited.content()["visit"][0], finding="已修好"))
    outcome = merge(other, carried(visited))
    assert [(row.finding, "已修好") for row in outcome.replaced] == [("=1+1\n漏雨", "已修好")]
    (told,) = outcome.problems
    assert told.code == "row_differs"
    assert "已修好" in told.text
    assert "漏雨" in told.text
    stale = merge(other, early)
    assert [row.id for row in stale.passed] == [mended.id]
    assert other.content()["visit"][0].finding == "已修好"


def test_a_row_about_somebody_unknown_is_left_out_with_a_sentence(visited: Village, tmp_path: Path) -> None:
    stranger = Village(tmp_path / "stranger")
    stranger.home()
    outcome = merge(stranger, carried(visited))
    assert [problem.code for problem in outcome.problems] == ["reference_missing"] * 3
    assert stranger.content()["visit"] == []


@pytest.mark.parametrize(
    "spoiled",
    [
        {"day": "昨天"},
        {"urgent": "是"},
        {"way": "teleport"},
        {"finding": 3},
        {"id": ""},
        {"recorded_at": None},
    ],
    ids=str,
)
def test_a_spoiled_row_is_left_out_and_the_others_arrive(
    visited: Village, other: Village, spoiled: dict[str, Any]
) -> None:
    rows = carried(visited)
    outcome = merge(other, [{**rows[0], **spoiled}, *rows[1:]])
    assert [problem.code for problem in outcome.problems] == ["row_unreadable"]
    assert len(outcome.added) == 2


VISITS = st.lists(
    st.builds(
        Visit,
        resident=st.just(""),
        day=st.dates(date(2020, 1, 1), TODAY),
        way=st.sampled_from(["", *(way.key for way in WAYS)]),
        finding=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20),
        urgent=st.booleans(),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store file with one elder, to be copied."""
    folder = tmp_path_factory.mktemp("pair")
    made = Village(folder / "made", copy_of=empty_village(folder / "empty"))
    who = made.elder()
    made.services.close()
    return made.services.store.path, who


@settings(max_examples=15)
@given(first=VISITS, second=VISITS)
def test_merging_is_idempotent_and_the_order_of_two_villages_makes_no_difference(
    pair: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory, first: list[Visit], second: list[Visit]
) -> None:
    file, who = pair
    one, two, left, right = (Village(tmp_path_factory.mktemp("v"), copy_of=file) for _ in range(4))
    for village, visits in ((one, first), (two, second)):
        for visit in visits:
            put(village, replace(visit, resident=who))
    ones, twos = carried(one), carried(two)
    for village, packages in ((left, (ones, twos, ones)), (right, (twos, ones, twos))):
        for rows in packages:
            merge(village, rows)
    assert carried(left) == carried(right)
    assert len(carried(left)) == len(first) + len(second)
    for village in (one, two, left, right):
        village.services.close()


@settings(max_examples=15)
@given(visits=VISITS)
def test_any_register_written_out_is_known_again_cell_by_cell(
    pair: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory, visits: list[Visit]
) -> None:
    file, who = pair
    village = Village(tmp_path_factory.mktemp("v"), copy_of=file)
    for visit in visits:
        put(village, replace(visit, resident=who))
    sheet = village.folder / "探访.xlsx"
    exported(village, sheet)
    seen = village.ask(register_sheets.preview_register, sheet, TODAY, table="visit")
    counts = seen.plan.counts()
    assert (counts["rows"], counts["unchanged"]) == (len(visits), len(visits)), seen.plan.problems
    village.services.close()
