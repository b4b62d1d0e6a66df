"""外出、住院: spells for several elders, what gives way, and coming back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.app import open_services
from happyhome.domain.dates import Month
from happyhome.domain.residents import Resident
from happyhome.services import absences, boards, homes, meals, residents
from happyhome.services.session import Services

TODAY = date(2026, 11, 20)
days = st.integers(1, 30).map(lambda number: date(2026, 11, number))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = open_services(tmp_path, TODAY)
    made.run(homes.set_home, name="清泉村幸福院")
    yield made
    made.close()


def add(services: Services, name: str) -> str:
    return str(services.run(residents.add_resident, resident=Resident(name=name)).value.id)


def away(services: Services, who: str) -> dict[int, str]:
    grid = services.ask(boards.month_grid, month=Month(2026, 11), slot="lunch", everyone=True)
    return dict(grid.away.get(who, {}))


def test_two_elders_are_away_by_one_operation_and_one_undo(services: Services) -> None:
    both = [add(services, "李岷"), add(services, "王琴")]
    outcome = services.run(
        absences.record_absence,
        residents=both,
        value="away",
        since=date(2026, 11, 8),
        until=date(2026, 11, 10),
    )
    assert outcome.operation is not None
    assert outcome.label == "记外出：李岷 等 2 人"
    assert away(services, both[0]) == away(services, both[1]) == {8: "外出", 9: "外出", 10: "外出"}


def test_hospital_days_inside_an_absence_split_it(services: Services) -> None:
    who = add(services, "李岷")
    services.run(absences.record_absence, residents=[who], value="away", since=date(2026, 11, 1))
    services.run(
        absences.record_absence,
        residents=[who],
        value="hospital",
        since=date(2026, 11, 5),
        until=date(2026, 11, 6),
    )
    told = away(services, who)
    assert (told[4], told[5], told[6], told[7], told[30]) == ("外出", "住院", "住院", "外出", "外出")


def test_a_day_after_a_spell_of_the_same_kind_continues_it(services: Services) -> None:
    who = add(services, "李岷")
    for number in (8, 9):
        day = date(2026, 11, number)
        services.run(absences.record_absence, residents=[who], value="away", since=day, until=day)
    person = services.ask(residents.person, resident=who)
    assert [(row.since, row.until) for row in person.statuses] == [(date(2026, 11, 8), date(2026, 11, 9))]


def test_meals_in_the_spell_are_asked_about(services: Services) -> None:
    who = add(services, "李岷")
    services.run(meals.record_meals, day=TODAY, slot="lunch", residents=[who])
    outcome = services.run(absences.record_absence, residents=[who], value="away", since=TODAY)
    assert outcome.asks
    assert "李岷 1 天" in outcome.text


@given(first=days, last=days, gone=st.tuples(days, days), back=st.tuples(days, days))
def test_an_elder_is_away_on_the_days_recorded_less_the_days_they_were_back(
    tmp_path_factory: pytest.TempPathFactory,
    first: date,
    last: date,
    gone: tuple[date, date],
    back: tuple[date, date],
) -> None:
    services = open_services(tmp_path_factory.mktemp("home"), TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    who = add(services, "李岷")
    expected: dict[int, str] = {}
    for value, word, (one, other) in (("away", "外出", (first, last)), ("hospital", "住院", gone)):
        since, until = min(one, other), max(one, other)
        services.run(absences.record_absence, residents=[who], value=value, since=since, until=until)
        expected |= dict.fromkeys(range(since.day, until.day + 1), word)
    since, until = min(back), max(back)
    services.run(absences.end_absence, residents=[who], since=since, until=until)
    for number in range(since.day, until.day + 1):
        expected.pop(number, None)
    assert away(services, who) == expected
    services.close()
