"""到院 as the window shows it: what was marked, and what follows from meals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from happyhome.app import open_services
from happyhome.domain.dates import Month
from happyhome.domain.residents import Resident
from happyhome.services import boards, homes, meals, presence, presence_boards, residents

TODAY = date(2026, 11, 20)


def test_a_dine_in_meal_says_so_already_and_a_delivered_one_does_not(tmp_path: Path) -> None:
    services = open_services(tmp_path, TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    ate, fetched, came, absent = (
        services.run(residents.add_resident, resident=Resident(name=name)).value.id
        for name in ("李岷", "王琴", "张堃", "马喆")
    )
    services.run(
        meals.mark_meals, slot="lunch", marks={(ate, TODAY): "dine_in", (fetched, TODAY): "delivery"}
    )
    services.run(presence.mark_presence, marks={(came, TODAY): True})
    states = {tile.resident: tile.state for tile in services.ask(presence_boards.presence_board, day=TODAY)}
    assert states == {ate: "meal", fetched: "", came: "marked", absent: ""}
    grid = services.ask(presence_boards.presence_grid, month=Month(2026, 11))
    assert {who: dict(days) for who, days in grid.marks.items()} == {
        ate: {20: "derived"},
        came: {20: "marked"},
    }
    services.close()


def test_a_late_meal_is_named_by_its_day_in_the_grid(tmp_path: Path) -> None:
    services = open_services(tmp_path, TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    who = services.run(residents.add_resident, resident=Resident(name="李岷")).value.id
    marks = {(who, date(2026, 11, 19)): "dine_in", (who, TODAY): "dine_in"}
    services.run(meals.mark_meals, slot="lunch", marks=marks, late_reason="停电")
    grid = services.ask(boards.month_grid, month=Month(2026, 11), slot="lunch")
    assert grid.late == {who: frozenset({19})}
    services.close()
