"""The month grid of 300 elders out of five years of meals, against the bare query."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from happyhome.app import open_services
from happyhome.domain.dates import Month
from happyhome.domain.residents import Resident
from happyhome.services import boards, homes
from happyhome.services.session import Services
from happyhome.store.meals import month_marks
from tests.benchmarks.timing import Row, in_turn

ELDERS = 300
FIRST, LAST = date(2021, 12, 1), date(2026, 11, 20)
MONTH = Month(2026, 9)
_QUERY = (
    "SELECT resident, CAST(substr(day, 9) AS INTEGER), mode FROM meal WHERE day BETWEEN ? AND ? AND slot = ?"
)


def rows() -> list[Row]:
    """The marks alone against the same query without anything of ours; the whole grid for the record."""
    with tempfile.TemporaryDirectory() as folder:
        services = five_years(Path(folder))
        try:
            bare = driver.connect(str(services.store.path))
            span = (MONTH.first.isoformat(), MONTH.last.isoformat(), "lunch")
            ours_s, bare_s = in_turn(
                lambda: services.ask(month_marks, MONTH, "lunch"),
                lambda: bare.execute(_QUERY, span).fetchall(),
            )
            grid_s, _ = in_turn(lambda: services.ask(boards.month_grid, MONTH, "lunch"), lambda: None)
            bare.close()
        finally:
            services.close()
    return [
        Row("marks of 300 elders out of 1.1 M meals vs bare query", ours_s, bare_s, 1.5),
        Row("whole grid (two months, classes, absences) vs bare query", grid_s, bare_s, 6.0),
    ]


def five_years(folder: Path) -> Services:
    """A store with 300 elders who ate twice a day for five years: about 1.1 million meals."""
    services = open_services(folder, LAST)
    services.run(homes.set_home, name="清泉村幸福院")
    services.run(_register)
    with services.store.writing() as connection:
        raw: Any = connection.connection.driver_connection
        (home,) = raw.execute("SELECT id FROM home").fetchone()
        who = [row[0] for row in raw.execute("SELECT id FROM resident")]
        raw.executemany("INSERT INTO meal VALUES (?, ?, ?, ?, ?, ?, 'dine_in', '', '')", _meals(home, who))
    return services


def _register(work: Any) -> None:
    work.insert_many([Resident(name=f"老人{number:03d}") for number in range(ELDERS)])


def _meals(home: str, who: list[str]) -> Iterator[tuple[str, ...]]:
    number = 0
    for offset in range((LAST - FIRST).days + 1):
        day = (FIRST + timedelta(days=offset)).isoformat()
        for slot in ("lunch", "supper"):
            for one in who:
                number += 1
                yield (f"{number:032x}", home, f"{day}T12:00:00", one, day, slot)
