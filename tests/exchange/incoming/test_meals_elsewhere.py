"""Month grids of other homes: weekdays under the days, a row for each slot, merged days, other marks."""

from __future__ import annotations

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.people import Person
from happyhome.domain.residents import Resident
from happyhome.exchange.incoming.meal_grid import GridReading, read_meal_grid
from happyhome.exchange.incoming.meal_plan import plan_meals
from happyhome.exchange.incoming.sheets import Area, Cell
from tests.exchange.incoming.made import TODAY, sheet

SEPTEMBER = Month(2026, 9)
DAYS: list[Cell] = [float(day) for day in range(1, 31)]
WEEK: list[Cell] = ["二三四五六日一"[day % 7] for day in range(30)]


def read(*rows: list[Cell], slot: str = "lunch", merged: tuple[Area, ...] = ()) -> GridReading:
    return read_meal_grid([sheet(["2026年9月就餐登记表"], *rows, merged=merged)], SEPTEMBER, slot)


def days(reading: GridReading, row: int = 0) -> list[int]:
    return [day.day for day, _ in reading.rows[row].meals]


@pytest.mark.parametrize("label", ["", "星期"])
def test_the_weekdays_under_the_days_are_no_person(label: str) -> None:
    found = read(["姓名", *DAYS], [label, *WEEK], ["张三丰", "√", "", "√"])
    assert [row.name for row in found.rows] == ["张三丰"]
    assert days(found) == [1, 3]


def test_each_slot_in_a_row_of_its_own_gives_only_the_asked_one() -> None:
    rows: list[list[Cell]] = [
        ["姓名", "餐次", *DAYS],
        ["张三丰", "午", "√", "√"],
        ["", "晚", "", "", "√"],
        ["李四光", "午餐", "", "√"],
        ["", "晚餐", "√"],
    ]
    for slot, wanted in (("lunch", [[1, 2], [2]]), ("supper", [[3], [1]])):
        found = read(*rows, slot=slot)
        assert [row.name for row in found.rows] == ["张三丰", "李四光"]
        assert [days(found, place) for place in range(2)] == wanted


def test_a_stay_in_hospital_merged_over_several_days_is_all_of_them() -> None:
    found = read(["姓名", *DAYS], ["张三丰", "√", "住院", "", "", "√"], merged=(Area(2, 2, 2, 4),))
    assert [day.day for day, _ in found.rows[0].absences] == [2, 3, 4]
    assert days(found) == [1, 5]


def test_a_group_line_merged_over_the_whole_page_is_no_person() -> None:
    found = read(["姓名", *DAYS], ["一社（2人）"], ["张三丰", "√"], merged=(Area(2, 0, 2, 30),))
    assert [row.name for row in found.rows] == ["张三丰"]


@pytest.mark.parametrize(
    ("mark", "meals", "absences", "unknown"),
    [
        ("Ｖ", 1, 0, 0),
        ("☑", 1, 0, 0),
        (1.0, 1, 0, 0),
        ("回家", 0, 1, 0),
        ("休", 0, 0, 0),
        ("○", 0, 0, 1),
        ("●", 0, 0, 1),
        ("2", 0, 0, 1),
    ],
)
def test_marks_are_taken_listed_or_passed_over(mark: Cell, meals: int, absences: int, unknown: int) -> None:
    row = read(["姓名", *DAYS], ["张三丰", "", mark]).rows[0]
    assert (len(row.meals), len(row.absences)) == (meals, absences)
    assert [problem.code for problem in row.problems] == ["mark_unknown"] * unknown


def test_a_star_and_a_remark_beside_a_name_do_not_hide_the_person() -> None:
    grid = read(["姓名", *DAYS], ["张三丰*", "√"], ["李四光（送餐）", "√"])
    stored = [Person(Resident(id=name, name=name)) for name in ("张三丰", "李四光")]
    assert [row.outcome for row in plan_meals(grid, stored, (), TODAY).rows] == ["new", "new"]
