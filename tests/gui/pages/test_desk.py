"""Beginning with nothing: the demo and the way back, and what begins after the name is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from happyhome.app import open_services
from happyhome.gui.desk import DemoBanner, Desk
from happyhome.gui.dialogs.first_start import FirstStart
from happyhome.gui.pages.residents import ResidentsPage
from happyhome.services import demo, homes
from happyhome.services.session import Services
from tests.gui.pages.desk import TODAY


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = open_services(tmp_path, TODAY)
    yield made
    made.close()


@pytest.fixture
def place(services: Services, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(services, lambda folder: open_services(folder, TODAY))
    yield made
    if made.window is not None:
        made.window.closed.disconnect()
        made.window.close()


def at_first_start(act: Callable[[FirstStart], object]) -> None:
    def later() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, FirstStart)
        act(box)

    QTimer.singleShot(0, later)


def named(box: FirstStart) -> FirstStart:
    box.form.set_values({"name": "清泉村幸福院"})
    return box


def test_giving_up_begins_nothing(place: Desk) -> None:
    at_first_start(lambda box: box.reject())
    assert not place.begin()
    assert place.window is None


def test_beginning_with_the_roster_opens_the_import(place: Desk) -> None:
    at_first_start(lambda box: (named(box).roster.click(), box.no_lock.click()))
    assert place.begin()
    assert place.window is not None
    page = place.window.pages.page("residents")
    assert isinstance(page, ResidentsPage)
    assert page.importing is not None
    assert page.importing.isVisible()


def test_a_home_that_is_known_is_opened_at_once(place: Desk, services: Services) -> None:
    services.run(homes.set_home, name="清泉村幸福院")
    assert place.begin()
    assert place.window is not None
    assert place.window.windowTitle() == "清泉村幸福院"


def test_the_demo_is_built_beside_and_leads_back_to_ones_own(
    place: Desk, services: Services, qtbot: QtBot
) -> None:
    at_first_start(lambda box: box.demo.click())
    assert place.begin()
    assert place.window is not None
    assert place.window.windowTitle().endswith("（示范）")
    assert services.ask(homes.home_of) is None
    other = open_services(services.folders.data / "demo", TODAY)
    assert other.ask(demo.is_demo)
    other.close()
    banner = place.window.findChild(DemoBanner)
    assert isinstance(banner, DemoBanner)
    at_first_start(lambda box: (named(box).empty.click(), box.no_lock.click()))
    banner.findChildren(QPushButton)[0].click()
    assert place.window.windowTitle() == "清泉村幸福院"
    assert place.window.isVisible()
