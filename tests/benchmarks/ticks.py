"""One durable tick on the lunch board, against two inserts and a commit in bare SQLite."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from happyhome.app import open_services
from happyhome.domain.residents import Resident, Status
from happyhome.services import homes, meals
from happyhome.services.session import Services
from happyhome.store.engine import connect
from happyhome.store.ids import new_id
from tests.benchmarks.timing import Row, in_turn

TODAY = date(2026, 11, 20)
ELDERS = 300
ROUNDS = 201


def rows() -> list[Row]:
    """Ours judges the day, the person, the lock; writes meal, change and operation; and is undoable."""
    with tempfile.TemporaryDirectory() as folder:
        services = _village(Path(folder, "ours"))
        bare = _bare(Path(folder, "bare.db"))
        ours_s, bare_s = in_turn(_ticks(services), _two_inserts(bare), ROUNDS)
        bare.close()
        services.close()
    return [Row("one durable tick vs two bare inserts and a commit", ours_s, bare_s, 2.0)]


def _village(folder: Path) -> Services:
    services = open_services(folder, TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    services.run(_register)
    return services


def _register(work: Any) -> None:
    made = work.insert_many([Resident(name="王秀兰", birthday=date(1941, 3, 5)) for _ in range(ELDERS)])
    facts = (("aid", "low_income"), ("living", "alone"), ("service", "meals"))
    work.insert_many(
        [Status(resident=one.id, axis=axis, value=value) for one in made for axis, value in facts]
    )


def _ticks(services: Services) -> Any:
    who: Iterator[str] = iter(
        services.ask(lambda reading: [one.id for one in reading.find(Resident)]),
    )

    def tick() -> None:
        outcome = services.run(meals.record_meals, day=TODAY, slot="lunch", residents=[next(who)])
        assert outcome.operation is not None

    return tick


def _bare(path: Path) -> Any:
    bare = connect(path)
    bare.execute(
        "CREATE TABLE meal (id TEXT PRIMARY KEY, resident TEXT, day TEXT, slot TEXT, mode TEXT, at TEXT,"
        " UNIQUE (resident, day, slot))"
    )
    bare.execute("CREATE TABLE change (id TEXT PRIMARY KEY, row_id TEXT, at TEXT, after TEXT)")
    return bare


def _two_inserts(bare: Any) -> Any:
    def insert() -> None:
        row = (new_id(), new_id(), TODAY.isoformat(), "lunch", "dine_in", "2026-11-20T12:00:00")
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO meal VALUES (?, ?, ?, ?, ?, ?)", row)
        bare.execute("INSERT INTO change VALUES (?, ?, ?, ?)", (new_id(), row[0], row[5], json.dumps(row)))
        bare.execute("COMMIT")

    return insert
