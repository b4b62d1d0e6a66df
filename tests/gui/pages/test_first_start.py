"""The first start: a name is needed to begin, and none to look at the demo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from happyhome.app import open_services
from happyhome.gui.dialogs.first_start import Beginning, FirstStart
from happyhome.gui.dialogs.restore_guide import DONE, INSIDE, SAY, RestoreGuide
from happyhome.services import backups, homes, residents
from happyhome.services.session import Services
from tests.gui.choosing import choosing
from tests.gui.pages import desk
from tests.gui.pages.desk import TODAY
from tests.gui.pages.small_home import when_asked


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = open_services(tmp_path, TODAY)
    yield made
    made.close()


@pytest.fixture
def page(services: Services, qtbot: QtBot) -> FirstStart:
    made = FirstStart(services, with_demo=True)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_name_nothing_begins(page: FirstStart, services: Services) -> None:
    page.roster.click()
    assert page.isVisible()
    assert "请填写幸福院名称" in page.form.field("name").note.text()
    assert services.ask(homes.home_of) is None


def test_a_wrong_code_is_told_beside_its_field(page: FirstStart, services: Services) -> None:
    page.form.set_values({"name": "清泉村幸福院", "village_code": "123"})
    page.empty.click()
    assert "12 位" in page.form.field("village_code").note.text()
    assert services.ask(homes.home_of) is None


def test_the_name_is_kept_and_the_way_to_begin_told(page: FirstStart, services: Services) -> None:
    page.form.set_values({"name": " 清泉村幸福院 ", "township": "河西堡镇"})
    page.roster.click()
    assert page.isVisible()  # sealing is offered before it begins
    page.no_lock.click()
    assert not page.isVisible()
    assert page.beginning is Beginning.ROSTER
    home = services.ask(homes.home_of)
    assert home is not None
    assert (home.name, home.township) == ("清泉村幸福院", "河西堡镇")


def test_everything_goes_by_enter_alone(page: FirstStart, services: Services, qtbot: QtBot) -> None:
    page.form.set_values({"name": "清泉村幸福院"})
    for key in ("name", "township", "county", "director", "village_code"):
        qtbot.keyClick(page.form.field(key).editor, Qt.Key.Key_Return)
    assert page.roster.hasFocus()
    qtbot.keyClick(page.roster, Qt.Key.Key_Return)
    assert page.protect.hasFocus()
    qtbot.keyClick(page.protect, Qt.Key.Key_Tab)
    assert page.no_lock.hasFocus()
    qtbot.keyClick(page.no_lock, Qt.Key.Key_Return)
    assert not page.isVisible()
    assert page.beginning is Beginning.ROSTER
    assert services.ask(homes.home_of) is not None


def test_the_demo_needs_no_name(page: FirstStart, services: Services) -> None:
    page.demo.click()
    assert page.beginning is Beginning.DEMO
    assert services.ask(homes.home_of) is None


def test_a_backup_from_another_computer_is_gone_on_with(
    page: FirstStart, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    other = desk.village(tmp_path / "old computer", people=2)
    copy = backups.back_up(other).path
    other.close()
    choosing(monkeypatch, copy)

    def walk(guide: RestoreGuide) -> None:
        guide.choose.choose()
        for step in (INSIDE, SAY, DONE):
            qtbot.waitUntil(lambda step=step: guide.step == step and guide.busy.idle)
            guide.go_on()

    when_asked(RestoreGuide, walk)
    page.restored.click()
    assert page.result() == QDialog.DialogCode.Accepted
    home = services.ask(homes.home_of)
    assert home is not None
    assert home.name == "清泉村幸福院"
    assert len(services.ask(residents.people)) == 2
