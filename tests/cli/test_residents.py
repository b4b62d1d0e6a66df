"""residents …, home set and meals record, as scripts call them."""

from __future__ import annotations

import pytest

from happyhome.domain.idcard import check_digit
from tests.cli.calls import Caller


def _listed(call: Caller, *arguments: str) -> dict[str, dict[str, object]]:
    return {one["id_number"]: one for one in call.json("residents", "list", *arguments).data["residents"]}


def test_a_home_is_named_and_later_completed(call: Caller) -> None:
    assert call("home", "set", "--name", "清泉村幸福院", "--township", "河西堡镇").code == 0
    said = call.json("home", "set", "--name", "清泉村幸福院", "--village-code", "620321101203")
    assert said.code == 0
    assert said.data["home"]["township"] == "河西堡镇"
    assert said.data["home"]["village_code"] == "620321101203"


def test_a_wrong_village_code_is_refused_and_changes_nothing(home: Caller) -> None:
    said = home.json("home", "set", "--name", "别的名字", "--village-code", "62")
    assert (said.code, said.error["code"]) == (1, "village_code")
    assert home.json("home", "set", "--name", "清泉村幸福院").data["operation"] is None


def test_the_list_says_who_they_are_and_what_holds_on_the_day(home: Caller) -> None:
    said = home.json("residents", "list")
    assert said.data["count"] == 3
    assert said.data["on"] == "2026-11-21"
    one = next(one for one in said.data["residents"] if one["name"] == "王㛃")
    assert (one["sex"], one["birthday"], one["age"]) == ("female", "1944-03-15", 82)
    assert one["statuses"] == {"living": ["独居"]}


def test_the_list_for_people_masks_id_numbers(home: Caller) -> None:
    said = home("residents", "list", "--search", "wj")
    assert "王㛃" in said.out
    assert "620321********" in said.out
    assert "194403" not in said.out
    assert said.out.rstrip().endswith("共 1 人")


@pytest.mark.parametrize("wanted", ["王㛃", "620321194403151224"])
def test_a_status_is_recorded_by_name_or_id_number(home: Caller, wanted: str) -> None:
    number = next(n for n, one in _listed(home).items() if one["name"] == "王㛃")
    whom = number if wanted.isascii() else wanted
    said = home.json(
        "residents", "status", whom, "--axis", "救助身份", "--value", "低保", "--since", "2026-11-01"
    )
    assert said.code == 0
    assert said.data["status"]["axis"] == "aid"
    assert said.data["status"]["value"] == "low_income"
    assert _listed(home)[number]["statuses"] == {"aid": ["低保"], "living": ["独居"]}
    assert "aid" not in _listed(home, "--on", "2026-10-31")[number]["statuses"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("whom", "axis", "value", "code"),
    [
        ("袁兰英", "aid", "低保", "name_ambiguous"),
        ("没有这人", "aid", "低保", "resident_missing"),
        ("王㛃", "weather", "低保", "axis_unknown"),
        ("王㛃", "aid", "大户", "value_unknown"),
        ("王㛃", "leaving", "死亡", "use_leaving"),
    ],
)
def test_a_status_that_cannot_be_is_refused(
    home: Caller, whom: str, axis: str, value: str, code: str
) -> None:
    said = home.json("residents", "status", whom, "--axis", axis, "--value", value, "--since", "2026-11-01")
    assert (said.code, said.error["code"]) == (1, code)


def test_a_death_ends_what_ran_and_stays_in_the_past(home: Caller) -> None:
    said = home.json("residents", "died", "王㛃", "--on", "2026-11-19", "--source", "火化证")
    assert said.code == 0
    assert said.data["ended"] == ["独居"]
    assert home.json("residents", "list").data["count"] == 2
    assert home.json("residents", "list", "--on", "2026-11-19").data["count"] == 3
    again = home.json("residents", "died", "王㛃", "--on", "2026-11-20")
    assert (again.code, again.error["code"]) == (1, "already_left")


def test_a_move_is_recorded_and_a_meal_after_it_is_warned_of(home: Caller) -> None:
    assert home("residents", "moved-out", "王㛃", "--on", "2026-11-10", "--to", "金昌市").code == 0
    said = home.json("meals", "record", "--day", "2026-11-21", "--slot", "lunch", "--residents", "王㛃")
    assert said.code == 0
    assert [one["code"] for one in said.data["warnings"]] == ["after_leaving"]
    assert "迁出" in said.err
    assert said.data["new"] == 1


def test_meals_are_recorded_by_any_name_for_a_person_and_only_once(home: Caller) -> None:
    people = home.json("residents", "list").data["residents"]
    named = ",".join([people[0]["id"], people[1]["id_number"], people[0]["id_number"]])
    arguments = ("meals", "record", "--day", "2026-11-20", "--slot", "午餐", "--residents", named)
    said = home.json(*arguments, "--mode", "送餐")
    assert (said.data["new"], said.data["unchanged"]) == (2, 0)
    again = home.json(*arguments, "--mode", "delivery")
    assert (again.data["new"], again.data["unchanged"], again.data["operation"]) == (0, 2, None)


def test_a_mark_made_by_mistake_is_taken_away_later(home: Caller) -> None:
    lunch = ("--day", "2026-11-20", "--slot", "lunch", "--residents")
    home.json("meals", "record", *lunch, "王㛃")
    home.json("meals", "record", "--day", "2026-11-21", "--slot", "lunch", "--residents", "王㛃")
    said = home.json("meals", "clear", *lunch, "王㛃").data
    assert (said["cleared"], said["unchanged"]) == (1, 0)
    assert home.json("meals", "clear", *lunch, "王㛃").data["unchanged"] == 1
    assert home.json("meals", "record", *lunch, "王㛃").data["new"] == 1


def test_a_meal_of_a_day_to_come_is_refused(home: Caller) -> None:
    said = home.json("meals", "record", "--day", "2026-11-22", "--slot", "lunch", "--residents", "王㛃")
    assert (said.code, said.error["code"]) == (1, "day_future")


def test_who_moved_out_is_on_the_register_again_once_back(home: Caller) -> None:
    assert home("residents", "moved-out", "王㛃", "--on", "2026-09-10").code == 0
    assert home.json("residents", "list").data["count"] == 2
    assert home("residents", "came-back", "王㛃", "--on", "2026-11-01", "--source", "户口簿").code == 0
    assert home.json("residents", "list").data["count"] == 3
    again = home.json("residents", "came-back", "王㛃", "--on", "2026-11-02")
    assert (again.code, again.error["code"]) == (1, "not_left")
    dead = home("residents", "died", "王㛃", "--on", "2026-11-19")
    assert dead.code == 0
    risen = home.json("residents", "came-back", "王㛃", "--on", "2026-11-20")
    assert (risen.code, risen.error["code"]) == (1, "died")


def test_a_wrong_id_number_is_corrected_and_the_birthday_goes_with_it(home: Caller) -> None:
    number = next(number for number, one in _listed(home).items() if one["name"] == "王㛃")
    right = "62032119460315122" + check_digit("62032119460315122")
    said = home.json("residents", "correct", number, "--id-number", right)
    assert (said.code, said.data["birthday"]) == (0, "1946-03-15")
    assert home.json("residents", "correct", right, "--id-number", right).data["operation"] is None
    assert home("residents", "correct", right).code == 2
    taken = next(number for number, one in _listed(home).items() if one["name"] == "袁兰英")
    assert (
        home.json("residents", "correct", right, "--id-number", taken).error["code"] == "duplicate_conflict"
    )
