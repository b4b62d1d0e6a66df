"""高龄名单: bands by full years, and who comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from happyhome.app import open_services
from happyhome.domain.residents import Resident, Status
from happyhome.services import ages, homes, residents
from happyhome.services.session import Services

TODAY = date(2026, 11, 20)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Services]:
    services = open_services(tmp_path, today=TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    yield services
    services.close()


def enter(home: Services, name: str, born: date | None, *statuses: Status) -> None:
    made = Resident(name=name, birthday=born, sex="female")
    assert not home.run(residents.add_resident, resident=made, statuses=statuses).problems


def test_each_elder_stands_in_the_highest_band_reached(home: Services) -> None:
    for name, born in (
        ("甲一", date(1946, 11, 20)), ("乙二", date(1946, 11, 21)), ("丙三", date(1936, 1, 1)), ("丁四", date(1926, 11, 1)),
    ):  # fmt: skip
        enter(home, name, born)
    found = home.ask(ages.age_bands, TODAY)
    assert {one.name: one.band for one in found.aged} == {"甲一": 80, "丙三": 90, "丁四": 100}
    assert [found.count(band) for band in ages.BANDS] == [1, 1, 0, 1]


def test_who_reaches_a_band_within_three_months_is_named_with_the_day(home: Services) -> None:
    enter(home, "甲一", date(1946, 11, 21))
    enter(home, "乙二", date(1937, 2, 28))
    enter(home, "丙三", date(1937, 3, 1))
    found = home.ask(ages.age_bands, TODAY)
    assert [(one.name, one.age, one.day) for one in found.reaching] == [
        ("甲一", 80, date(2026, 11, 21)),
        ("乙二", 90, date(2027, 2, 28)),
    ]


def test_the_dead_are_on_no_list_and_the_unknown_are_named(home: Services) -> None:
    enter(home, "甲一", date(1940, 1, 1), Status(axis="leaving", value="died", since=date(2026, 11, 1)))
    enter(home, "乙二", None)
    found = home.ask(ages.age_bands, TODAY)
    assert found.aged == ()
    assert found.unknown == ("乙二",)
