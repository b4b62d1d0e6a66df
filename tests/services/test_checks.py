"""送审前自查: each finding is found, and a sound month passes."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.problems import Level
from happyhome.services import closings, days, homes, leaving, meals
from tests.services.village import Village, id_number

OCTOBER = Month(2026, 10)
CODES = ["after_leaving", "is_away", "flat_counts", "over_capacity", "day_closed", "late_share", "id_pending"]


def _findings(village: Village) -> dict[str, str]:
    found = village.ask(closings.checks, OCTOBER, village.clock.day)
    assert [check.code for check in found] == CODES
    return {check.code: check.text for check in found if check.level is Level.WARNING}


def _eat(village: Village, day: int, *who: str) -> None:
    village.clock.day = date(2026, 10, day)
    village.do(meals.record_meals, day=village.clock.day, slot="lunch", residents=list(who), confirmed=True)


@pytest.fixture
def who(village: Village) -> list[str]:
    """Four elders with ID numbers."""
    village.clock.day = date(2026, 10, 1)
    return [
        village.elder(name, id_number=id_number(date(1940, 1, 1 + number)))
        for number, name in enumerate(("王秀兰", "李建国", "赵玉梅", "陈秀英"))
    ]


def test_a_sound_month_passes_every_check(village: Village, who: list[str]) -> None:
    for day in range(1, 9):
        _eat(village, day, *who[: 2 + day % 2])
    assert _findings(village) == {}


def test_an_empty_month_passes_too(village: Village) -> None:
    assert _findings(village) == {}


def test_meals_after_a_death_or_while_away_are_named(village: Village, who: list[str]) -> None:
    village.clock.day = date(2026, 10, 5)
    village.do(leaving.leave, resident=who[0], kind="died", day=date(2026, 10, 4))
    village.status(who[1], "whereabouts", "住院", date(2026, 10, 5), date(2026, 10, 6))
    _eat(village, 6, *who)
    assert _findings(village) == {
        "after_leaving": "已故或迁出后还有用餐：王秀兰 6 日",
        "is_away": "外出或住院期间还有用餐：李建国 6 日",
    }


def test_five_days_of_the_same_number_look_invented(village: Village, who: list[str]) -> None:
    for day in range(1, 5):
        _eat(village, day, *who[:3])
    assert _findings(village) == {}
    _eat(village, 6, *who[1:])
    assert _findings(village) == {"flat_counts": "连续多天人数完全相同：1—6 日都是 3 人"}


def test_more_diners_than_the_home_is_approved_for(village: Village, who: list[str]) -> None:
    village.do(homes.set_home, capacity=3)
    _eat(village, 2, *who)
    assert _findings(village) == {"over_capacity": "超过核定人数 3：2 日 4 人"}
    village.do(homes.set_home, capacity=0)
    assert _findings(village) == {}


def test_meals_on_a_day_recorded_closed(village: Village, who: list[str]) -> None:
    _eat(village, 3, *who[:1])
    village.do(days.set_days, days=[date(2026, 10, 3)], is_open=False, reason="停电", confirmed=True)
    assert _findings(village) == {"day_closed": "记为不开放却有用餐：3 日"}


def test_many_late_entries_and_missing_id_numbers(village: Village, who: list[str]) -> None:
    pending = village.elder("马福海")
    village.clock.day = date(2026, 10, 9)
    village.lunch(who[0], pending, day=date(2026, 10, 8))
    _eat(village, 9, who[1])
    assert _findings(village) == {"late_share": "补录较多：8 日 2 次", "id_pending": "身份证号待补：马福海"}


def test_many_places_are_counted_and_only_some_named(village: Village, who: list[str]) -> None:
    village.clock.day = date(2026, 10, 2)
    village.do(leaving.leave, resident=who[0], kind="died", day=date(2026, 10, 1))
    for day in range(2, 9):
        _eat(village, day, who[0], *who[1 : 2 + day % 2])
    assert _findings(village)["after_leaving"].endswith("王秀兰 5 日等 7 处")
