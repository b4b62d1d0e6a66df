"""The keeper: a drill once a month, and nothing at closing where nothing is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from happyhome.gui.jobs import Jobs
from happyhome.gui.safekeeping import Keeper
from happyhome.services import backups, drills
from happyhome.services.session import Services
from tests.gui.pages import desk


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A village with two people, all of it backed up."""
    made = desk.village(tmp_path, people=2)
    backups.back_up(made)
    yield made
    made.close()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """The window's worker."""
    made = Jobs(lambda error: pytest.fail(f"job failed: {error}"))
    yield made
    made.close()


def test_a_drill_is_made_by_itself_once(services: Services, jobs: Jobs, qtbot: QtBot) -> None:
    keeper = Keeper(services, jobs, lambda: None, pytest.fail)
    assert keeper.look()
    qtbot.waitUntil(lambda: jobs.idle)
    last = drills.last_drill(services)
    assert last is not None
    assert last[1]
    assert not keeper.look()
    assert keeper.close() == ""
    assert [one.reason for one in backups.backups(services)] == ["manual"]


def test_a_drill_that_fails_is_told_to_the_clerk(services: Services, jobs: Jobs, qtbot: QtBot) -> None:
    backups.backups(services)[0].path.write_bytes(b"rotten " * 9999)
    told: list[str] = []
    assert Keeper(services, jobs, lambda: None, told.append).look()
    qtbot.waitUntil(lambda: bool(told))
    assert "演练没有通过" in told[0]


def test_records_that_cannot_be_read_are_said_at_closing(services: Services, jobs: Jobs) -> None:
    keeper = Keeper(services, jobs, lambda: None, pytest.fail)
    services.close()
    services.store.path.write_bytes(b"rotten " * 9999)
    for log in services.folders.data.glob("happyhome.db-*"):
        log.unlink()
    assert "打不开" in keeper.close()
