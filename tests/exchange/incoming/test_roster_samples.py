"""The three sheets that a village sent: every planted defect comes out as promised."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from happyhome.domain.people import Person
from happyhome.domain.problems import Level
from happyhome.exchange.incoming.roster import read_roster
from happyhome.exchange.incoming.roster_plan import RosterPlan, plan
from happyhome.exchange.incoming.sheets import read_workbook
from tests.exchange.incoming.applied import applied

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 11, 21)
CODE_OF_DEFECT = {
    "id_number_cell": "id_rounded",
    "id_check_digit": "id_check",
    "id_fullwidth": "id_cleaned",
    "id_lower_x": "id_cleaned",
    "id_trailing_space": "id_cleaned",
    "id_15": "id_15",
    "name_spaces": "name_cleaned",
    "middle_dot_variant": "name_cleaned",
    "sex_conflict": "sex_conflict",
    "duplicate": "duplicate_same",
    "id_missing": "id_missing",
    "card_number_cell": "card_rounded",
    "birth_impossible": "id_birth",
    "formula_name": "name_refused",
    "age_stale": "age_stale",
    "young": "under_60",
    "aid_unknown": "aid_unknown",
    "duplicate_conflict": "duplicate_conflict",
}


def planned(name: str, people: tuple[Person, ...] = ()) -> RosterPlan:
    return plan(read_roster(read_workbook(SAMPLES / name), TODAY), people, TODAY, TODAY)


@pytest.fixture(scope="module")
def roster() -> RosterPlan:
    return planned("老年人台账.xlsx")


@pytest.fixture(scope="module")
def village(roster: RosterPlan) -> tuple[Person, ...]:
    return applied(roster, ())


def by_name(people: tuple[Person, ...], name: str) -> Person:
    return next(person for person in people if person.resident.name == name)


def test_all_persons_come_in_but_the_three_that_must_not(roster: RosterPlan) -> None:
    assert roster.counts() == {
        "rows": 186, "new": 183, "changed": 0, "unchanged": 0, "skipped": 1, "refused": 2,
    }  # fmt: skip


def test_every_planted_defect_is_told_on_its_row_and_alone(roster: RosterPlan) -> None:
    defects = json.loads((SAMPLES / "老年人台账.defects.json").read_text("utf-8"))["notes"]
    codes: dict[int, set[str]] = {}
    for problem in roster.problems:
        if problem.sheet == "花名册":
            codes.setdefault(problem.row, set()).add(problem.code)
    for defect in defects:
        expected = CODE_OF_DEFECT.get(defect["defect"])
        assert codes.pop(defect["excel_row"], None) == ({expected} if expected else None), defect
    # What nobody planted: another dot typed in a name, two of one name, and three who turn 60 in December.
    assert codes == {
        22: {"name_cleaned"},
        30: {"same_name"},
        176: {"same_name"},
        111: {"under_60"},
        187: {"under_60"},
        189: {"under_60"},
    }


def test_a_name_under_the_supporter_is_not_the_residents(village: tuple[Person, ...]) -> None:
    person = by_name(village, "赵䶮")
    assert [(item.role, item.name, item.relation, item.phone) for item in person.contacts] == [
        ("supporter", "郑发", "儿媳", "19119209987")
    ]
    assert person.resident.phone == "15967489817"
    assert person.value("living", TODAY) == "left_behind"


def test_a_phone_in_a_number_cell_is_read_whole(village: tuple[Person, ...]) -> None:
    assert by_name(village, "宋林明").resident.phone == "15304717459"


def test_an_unknown_aid_is_kept_in_the_note_and_not_guessed(village: tuple[Person, ...]) -> None:
    person = by_name(village, "程万录")
    assert person.value("aid", TODAY) == ""
    assert "建档立卡一般" in person.resident.note


def test_a_rounded_id_number_is_left_to_be_filled_in(village: tuple[Person, ...]) -> None:
    person = by_name(village, "魏财万")
    assert person.resident.id_number is None
    assert person.resident.sex == "male"
    assert person.resident.birthday is None


def test_the_same_roster_again_changes_nothing(village: tuple[Person, ...]) -> None:
    again = planned("老年人台账.xlsx", village)
    assert again.counts() == {
        "rows": 186, "new": 0, "changed": 0, "unchanged": 183, "skipped": 1, "refused": 2,
    }  # fmt: skip
    assert applied(again, village) == village


def test_the_allowance_list_adds_what_it_knows(village: tuple[Person, ...]) -> None:
    found = planned("高龄津贴花名册.xls", village)
    assert found.counts()["new"] == 0
    assert found.counts()["changed"] == 29
    after = applied(found, village)
    assert by_name(after, "傅彩霞").resident.bank_card == "6217856578673362509"
    assert by_name(after, "袁玉梅").resident.id_number == "620321193808259005"
    assert by_name(after, "袁玉梅").resident.birthday == date(1938, 8, 25)
    assert by_name(after, "谢玉珍").resident.bank_name == "永昌县农商行"
    assert planned("高龄津贴花名册.xls", after).counts()["unchanged"] == 29


def test_a_death_in_a_remark_is_proposed_and_not_registered(village: tuple[Person, ...]) -> None:
    found = planned("高龄津贴花名册.xls", village)
    deaths = [problem for problem in found.problems if problem.code == "death_proposed"]
    assert [(problem.row, problem.level) for problem in deaths] == [(9, Level.WARNING), (28, Level.WARNING)]
    proposals = [item for row in found.rows for item in row.row.proposals]
    assert {(item.kind, item.day) for item in proposals} == {("died", date(2026, 7, 14))}
    assert not any(status.axis == "leaving" for row in found.rows for status in row.started)


def test_columns_without_a_place_are_told_and_not_lost_silently(village: tuple[Person, ...]) -> None:
    found = planned("高龄津贴花名册.xls", village)
    told = {problem.column for problem in found.problems if problem.code == "column_unknown"}
    assert told == {"档次", "月标准(元)", "起发时间"}
