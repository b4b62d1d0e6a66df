"""设置 · 资料去向: who looked and what left, found by act and by word, and given to whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from happyhome.domain.contents import Contents
from happyhome.domain.idcard import check_digit
from happyhome.domain.residents import Resident
from happyhome.gui.kit.clipboard import clear_secrets
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import SETTINGS
from happyhome.gui.pages.settings_disclosures import DisclosureSettings
from happyhome.services import disclosure_list, disclosures, residents
from happyhome.services.session import Services
from tests.gui.choosing import choosing
from tests.gui.pages import desk


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path / "data", people=3)
    yield made
    made.close()


@pytest.fixture
def window(services: Services, qtbot: QtBot) -> Iterator[MainWindow]:
    made = desk.window(services, (SETTINGS,))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.jobs.close()


@pytest.fixture
def pane(window: MainWindow, services: Services) -> DisclosureSettings:
    who = desk.ids(services)[0]
    disclosures.note_shown(services, who, "身份证号")
    held = Contents(3, (("姓名", 3), ("身份证号", 3)))
    disclosures.note(
        services, "saved", held, files="花名册.xlsx", place="金士顿", device="3C4D-12EF", purpose="township"
    )
    window.open_page("settings", target="disclosures")
    found = window.findChild(DisclosureSettings)
    assert isinstance(found, DisclosureSettings)
    return found


def acts(pane: DisclosureSettings) -> list[str]:
    return [line.act for line in pane.shown()]


def test_the_newest_stands_first(pane: DisclosureSettings) -> None:
    assert acts(pane) == ["存成文件", "看全号"]
    assert pane.shown()[1].person == desk.NAMES[0]


def test_chips_and_words_narrow_it_down(pane: DisclosureSettings) -> None:
    pane.chips.set_current("看全号")
    pane.chips.chosen.emit("看全号")
    assert acts(pane) == ["看全号"]
    pane.chips.set_current("")
    pane.chips.chosen.emit("")
    pane.typed.setText("金士顿")
    assert acts(pane) == ["存成文件"]
    pane.typed.setText("3c4d")
    assert acts(pane) == ["存成文件"]
    pane.typed.setText("没有这样的")
    assert acts(pane) == []
    assert not pane.export_button.isEnabled()


def test_coming_back_shows_what_happened_meanwhile(
    pane: DisclosureSettings, window: MainWindow, services: Services
) -> None:
    window.open_page("settings", target="home")
    disclosures.note_shown(services, desk.ids(services)[1], "电话")
    window.open_page("settings", target="disclosures")
    assert pane.shown()[0].contents == "电话"


def test_what_is_in_sight_is_exported_and_that_too_is_written_down(
    pane: DisclosureSettings, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = desk.Agreeing(pane.window())
    choosing(monkeypatch, tmp_path / "去向")
    pane.typed.setText("看全号")
    pane.export_button.click()
    qtbot.waitUntil((tmp_path / "去向.xlsx").exists)
    cells = [cell for row in load_workbook(tmp_path / "去向.xlsx").active.values for cell in row if cell]
    assert len(asked.read) == 1
    assert "看全号" in cells
    assert "存成文件" not in cells

    def kept() -> bool:
        pane.typed.setText("")
        pane.refresh()
        return pane.shown()[0].files == "去向.xlsx"

    qtbot.waitUntil(kept)


def test_a_copied_table_names_the_elders_it_was_of(window: MainWindow, services: Services) -> None:
    for one in services.ask(lambda reading: reading.find(Resident))[:2]:
        body = f"620321{one.birthday:%Y%m%d}12{1 if one.sex == 'male' else 2}"
        with_number = replace(one, id_number=body + check_digit(body))
        assert not services.run(residents.edit_resident, resident=with_number).refused
    elders = [one for one in services.ask(lambda reading: reading.find(Resident)) if one.id_number]
    QGuiApplication.clipboard().setText("\n".join(f"{one.name}\t{one.id_number}" for one in elders))
    newest = services.ask(disclosure_list.lines)[0]
    assert (newest.act, newest.person) == ("复制号码", "")
    assert newest.contents == f"身份证号 2 个（{elders[0].name}、{elders[1].name}）"
    clear_secrets()
