"""Month grids as they are kept by hand: whose marks, which days, what is left out and told."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.dates import Month
from happyhome.domain.meals import Meal
from happyhome.domain.people import Person
from happyhome.domain.problems import Refusal
from happyhome.domain.residents import Resident, Status
from happyhome.exchange.incoming.meal_grid import read_meal_grid
from happyhome.exchange.incoming.meal_plan import MealPlan, plan_meals
from happyhome.exchange.incoming.roster import read_roster
from happyhome.exchange.incoming.roster_plan import plan
from happyhome.exchange.incoming.sheets import Area, Cell, Sheet, read_workbook
from tests.exchange.incoming.applied import applied
from tests.exchange.incoming.made import TODAY, number, sheet

SAMPLES = Path(__file__).parents[2] / "samples"
SEPTEMBER = Month(2026, 9)
ID_A, ID_B = number("19410305", 1), number("19410305", 3)
DAYS = [float(day) for day in range(1, 31)]


def stored(name: str, id_number: str | None = None, place: int = 1) -> Person:
    return Person(Resident(id=f"p{place}", name=name, id_number=id_number))


def grid(*lines: list[Cell], days: list[Cell] | None = None, title: str = "9月就餐登记表(午餐)") -> Sheet:
    head: list[Cell] = ["序号", "姓名", "身份证号", *(days or DAYS), "合计"]
    return sheet([title], head, *lines)


def planned(
    *sheets: Sheet, people: list[Person], existing: list[Meal] | None = None, today: date = TODAY
) -> MealPlan:
    return plan_meals(read_meal_grid(sheets, SEPTEMBER, "lunch"), people, existing or [], today)


def recorded(result: MealPlan) -> list[Meal]:
    return [Meal(resident=meal.resident, day=meal.day, mode=meal.mode) for meal in result.meals]


def codes(result: MealPlan) -> list[str]:
    return [problem.code for problem in result.problems]


def test_the_sample_grid_has_the_meals_its_own_total_says() -> None:
    reading = read_meal_grid(read_workbook(SAMPLES / "9月就餐登记.xlsx"), SEPTEMBER, "lunch")
    assert (len(reading.rows), reading.meals) == (67, 1442)
    assert not any(row.problems for row in reading.rows)
    modes = Counter(mode for row in reading.rows for _, mode in row.meals)
    assert set(modes) == {"dine_in", "delivery"}
    assert sum(len(row.absences) for row in reading.rows) == 12


def test_the_sample_grid_is_matched_to_the_sample_roster_and_a_second_time_changes_nothing() -> None:
    roster = read_roster(read_workbook(SAMPLES / "老年人台账.xlsx"), TODAY)
    people = applied(plan(roster, (), TODAY, TODAY), ())
    reading = read_meal_grid(read_workbook(SAMPLES / "9月就餐登记.xlsx"), SEPTEMBER, "lunch")
    first = plan_meals(reading, people, [], TODAY)
    assert first.counts()["refused"] == 1
    assert [(item.row, item.code) for item in first.problems] == [(17, "name_unknown"), (31, "id_differs")]
    assert len(first.meals) == 1442 - 24
    second = plan_meals(reading, people, recorded(first), TODAY)
    assert second.meals == ()
    assert second.as_json()["meals"] == {"new": 0, "changed": 0, "unchanged": 1418}


MARKS = {
    "√": "dine_in", "✓": "dine_in", "✔": "dine_in", 1.0: "dine_in", "1": "dine_in", "V": "dine_in",
    "是": "dine_in", " √ ": "dine_in", "送": "delivery", "送餐": "delivery", "取": "takeaway", "打包": "takeaway",
}  # fmt: skip


@pytest.mark.parametrize(("mark", "mode"), MARKS.items())
def test_every_mark_for_a_meal_is_understood(mark: Cell, mode: str) -> None:
    result = planned(grid([1.0, "张三丰", ID_A, mark]), people=[stored("张三丰", ID_A)])
    assert [(meal.day, meal.mode) for meal in result.meals] == [(date(2026, 9, 1), mode)]
    assert result.problems == ()


@pytest.mark.parametrize("mark", ["", "×", "0", 0.0, "空", "-", " "])
def test_not_eaten_records_nothing(mark: Cell) -> None:
    result = planned(grid([1.0, "张三丰", ID_A, mark, "√"]), people=[stored("张三丰", ID_A)])
    assert [meal.day for meal in result.meals] == [date(2026, 9, 2)]
    assert result.problems == ()


def test_a_mark_nobody_knows_is_listed_with_its_day() -> None:
    result = planned(grid([1.0, "张三丰", ID_A, "√", "?", "2"]), people=[stored("张三丰", ID_A)])
    assert [(item.code, item.column) for item in result.problems] == [
        ("mark_unknown", "2日"), ("mark_unknown", "3日"),
    ]  # fmt: skip
    assert len(result.meals) == 1


def test_absences_that_follow_one_another_are_one_spell() -> None:
    line: list[Cell] = [1.0, "张三丰", ID_A, "外出", "外出", "√", "外出", "住院", "住院"]
    result = planned(grid(line), people=[stored("张三丰", ID_A)])
    assert [(item.kind, item.since.day, item.until.day) for item in result.absences] == [
        ("away", 1, 2), ("away", 4, 4), ("hospital", 5, 6),
    ]  # fmt: skip


def test_an_absence_that_is_known_is_not_planned_again() -> None:
    away = Status(axis="whereabouts", value="away", since=date(2026, 9, 1), until=date(2026, 9, 2))
    person = Person(Resident(id="p1", name="张三丰", id_number=ID_A), (away,))
    result = planned(grid([1.0, "张三丰", ID_A, "外出", "外出"]), people=[person])
    assert result.absences == ()
    assert result.counts()["unchanged"] == 1


DATED: list[list[Cell]] = [
    [f"{day}日" for day in range(1, 31)],
    [f"9.{day}" for day in range(1, 31)],
    [f"9月{day}日" for day in range(1, 31)],
    [f"9/{day}" for day in range(1, 31)],
    [float(f"9.{day}") for day in range(1, 31)],
    [date(2026, 9, day) for day in range(1, 31)],
    [datetime.combine(date(2026, 9, day), time()) for day in range(1, 31)],
    [str(day) for day in range(1, 31)],
]


@pytest.mark.parametrize("days", DATED, ids=lambda days: str(days[0]))
def test_days_are_found_however_they_head_their_columns(days: list[Cell]) -> None:
    line: list[Cell] = [1.0, "张三丰", ID_A, *["√"] * 30, 30.0]
    result = planned(grid(line, days=days, title="就餐登记"), people=[stored("张三丰", ID_A)])
    assert [meal.day.day for meal in result.meals] == list(range(1, 31))


def test_days_may_stand_below_the_other_headings_with_weekdays_below_them() -> None:
    one = sheet(
        ["2026年9月午餐登记"],
        ["序号", "姓名", "日期", "", "", "", "签字"],
        ["", "", 1.0, 2.0, 3.0, 4.0, ""],
        ["", "", "二", "三", "四", "五", ""],
        [1.0, "张三丰", "√", "", "送", "", "张"],
        ["", "每日人数", 1.0, 0.0, 1.0, 0.0, ""],
        ["合计", "", 1.0, "", 1.0, "", ""],
        merged=(Area(1, 2, 1, 5),),
    )
    result = planned(one, people=[stored("张三丰", ID_A)])
    assert [(meal.day.day, meal.mode) for meal in result.meals] == [(1, "dine_in"), (3, "delivery")]
    assert result.counts()["rows"] == 1


def test_of_three_meals_a_day_only_the_asked_one_is_read() -> None:
    one = sheet(
        ["姓名", 1.0, "", "", 2.0, "", "", 3.0, "", ""],
        ["", "早", "中", "晚", "早", "中", "晚", "早", "中", "晚"],
        ["张三丰", "√", "", "√", "√", "送", "", "", "√", ""],
    )
    result = planned(one, people=[stored("张三丰", ID_A)])
    assert [(meal.day.day, meal.mode) for meal in result.meals] == [(2, "delivery"), (3, "dine_in")]


def test_two_halves_of_a_month_below_each_other_are_one_month() -> None:
    first, second = [float(day) for day in range(1, 16)], [float(day) for day in range(16, 31)]
    one = sheet(
        ["姓名", *first], ["张三丰", "√"], [""], ["姓名", *second], ["张三丰", "√"],
    )  # fmt: skip
    result = planned(one, people=[stored("张三丰")])
    assert [meal.day.day for meal in result.meals] == [1, 16]


def test_a_name_that_two_have_and_a_name_nobody_has_are_listed_and_not_guessed() -> None:
    people = [stored("张三丰", ID_A, 1), stored("张三丰", ID_B, 2)]
    result = planned(
        grid([1.0, "张三丰", "", "√"], [2.0, "李四光", "", "√"], [3.0, "张三丰", ID_B, "√"]), people=people
    )
    assert [row.outcome for row in result.rows] == ["refused", "refused", "new"]
    assert codes(result) == ["name_ambiguous", "name_unknown"]
    assert [meal.resident for meal in result.meals] == ["p2"]


def test_an_id_and_a_name_of_two_different_persons_are_nobodys_meal() -> None:
    people = [stored("张三丰", ID_A, 1), stored("李四光", ID_B, 2)]
    result = planned(grid([1.0, "张三丰", ID_B, "√"]), people=people)
    assert [row.outcome for row in result.rows] == ["refused"]


def test_a_meal_recorded_otherwise_is_changed_and_a_blank_removes_nothing() -> None:
    existing = [
        Meal(resident="p1", day=date(2026, 9, 1), mode="dine_in"),
        Meal(resident="p1", day=date(2026, 9, 2), mode="dine_in"),
        Meal(resident="p1", day=date(2026, 9, 1), slot="supper", mode="dine_in"),
    ]
    result = planned(
        grid([1.0, "张三丰", ID_A, "送", ""]), people=[stored("张三丰", ID_A)], existing=existing
    )
    assert [(meal.day.day, meal.old, meal.mode) for meal in result.meals] == [(1, "dine_in", "delivery")]
    assert result.counts()["changed"] == 1


def test_days_to_come_and_days_after_a_death_are_refused_one_by_one() -> None:
    died = Status(axis="leaving", value="died", since=date(2026, 9, 1))
    person = Person(Resident(id="p1", name="张三丰", id_number=ID_A), (died,))
    line: list[Cell] = [1.0, "张三丰", ID_A, "√", "√", "√"]
    result = planned(grid(line), people=[person], today=date(2026, 9, 2))
    assert [meal.day.day for meal in result.meals] == [1]
    assert codes(result) == ["after_death", "day_future"]


def test_a_day_that_the_month_does_not_have_is_told_only_where_it_is_marked() -> None:
    days: list[Cell] = [float(day) for day in range(1, 32)]
    lines: list[list[Cell]] = [
        [1.0, "张三丰", ID_A, *["√"] * 31],
        [2.0, "李四光", ID_B, *["√"] * 30],
    ]
    people = [stored("张三丰", ID_A, 1), stored("李四光", ID_B, 2)]
    result = planned(grid(*lines, days=days), people=people)
    assert [(item.row, item.code) for item in result.problems] == [(3, "day_beyond")]
    assert len(result.meals) == 60


def test_one_person_in_two_rows_is_one_person_and_a_contradiction_is_told() -> None:
    result = planned(
        grid([1.0, "张三丰", ID_A, "√", ""], [2.0, "张三丰", ID_A, "送", "√"]),
        people=[stored("张三丰", ID_A)],
    )
    assert [(meal.day.day, meal.mode) for meal in result.meals] == [(1, "dine_in"), (2, "dine_in")]
    assert codes(result) == ["mark_conflict"]


def test_a_total_that_does_not_fit_is_told() -> None:
    line: list[Cell] = [1.0, "张三丰", ID_A, *["√"] * 3, *[""] * 27, 4.0]
    assert codes(planned(grid(line), people=[stored("张三丰", ID_A)])) == ["total_differs"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2026年8月就餐登记表(午餐)", "month_mismatch"),
        ("2025年9月就餐登记表", "month_mismatch"),
        ("8月份就餐登记表", "month_mismatch"),
        ("9月就餐登记表(晚餐)", "slot_mismatch"),
    ],
)
def test_a_grid_of_another_month_or_slot_is_refused(title: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_meal_grid([grid([1.0, "张三丰", ID_A, "√"], title=title)], SEPTEMBER, "lunch")
    assert caught.value.problems[0].code == code


def test_of_a_workbook_with_a_sheet_for_each_month_only_the_asked_one_is_read() -> None:
    august = Sheet("8月", grid([1.0, "张三丰", ID_A, "√", "√"], title="就餐登记").rows)
    september = Sheet("9月", grid([1.0, "张三丰", ID_A, "√"], title="就餐登记").rows)
    result = planned(august, september, people=[stored("张三丰", ID_A)])
    assert len(result.meals) == 1
    assert codes(result) == ["month_mismatch"]


def test_a_day_of_filling_in_is_not_the_month_of_the_grid() -> None:
    one = grid([1.0, "张三丰", ID_A, "√"], title="就餐登记表 填表日期：2026年10月1日")
    assert len(planned(one, people=[stored("张三丰", ID_A)]).meals) == 1


def test_a_roster_is_no_grid() -> None:
    with pytest.raises(Refusal) as caught:
        read_meal_grid(read_workbook(SAMPLES / "老年人台账.xlsx"), SEPTEMBER, "lunch")
    assert caught.value.problems[0].code == "no_grid"


LINES = st.lists(
    st.tuples(
        st.sampled_from(["张三丰", "李四光", "王五全"]),
        st.sampled_from(["", ID_A, ID_B, 6.2e17]),
        *[st.sampled_from(["", "√", "送", "外出", "×", "?"])] * 5,
    ),
    max_size=6,
)


@given(LINES)
def test_any_grid_taken_in_twice_changes_nothing_the_second_time(lines: list[tuple[Cell, ...]]) -> None:
    people = [stored("张三丰", ID_A, 1), stored("李四光", None, 2), stored("王五全", ID_B, 3)]
    one = sheet(["姓名", "身份证号", 1.0, 2.0, 3.0, 4.0, 5.0], *lines)
    first = planned(one, people=people)
    assert len({(meal.resident, meal.day) for meal in first.meals}) == len(first.meals)
    second = planned(one, people=people, existing=recorded(first))
    assert second.meals == ()
    counts = first.as_json()
    assert counts["rows"] == len(lines)
