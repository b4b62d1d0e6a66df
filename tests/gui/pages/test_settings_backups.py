"""设置 · 备份: what was last saved where is always in sight; copies are made here, on a stick, at a second place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from happyhome.domain.residents import Resident
from happyhome.gui import application
from happyhome.gui.dialogs.restore_guide import DONE, INSIDE, SAY, RestoreGuide
from happyhome.gui.kit import scaled
from happyhome.gui.kit.ask import Ask
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import SETTINGS
from happyhome.gui.pages.settings import SettingsPage
from happyhome.gui.pages.settings_backups import BackupSettings
from happyhome.gui.pages.settings_backups_second import ToStick
from happyhome.services import backups, residents, settings
from happyhome.services.session import Services
from tests.gui.choosing import choosing
from tests.gui.pages import desk
from tests.gui.pages.small_home import when_asked


@dataclass
class Desk:
    services: Services
    window: MainWindow
    qtbot: QtBot
    told: list[str] = field(default_factory=list)

    @property
    def part(self) -> BackupSettings:
        page = self.window.pages.page("settings")
        assert isinstance(page, SettingsPage)
        found = page.part("backups")
        assert isinstance(found, BackupSettings)
        return found

    def settle(self) -> None:
        desk.settle(self.window)
        desk.settle(self.window)  # what one job shows starts the next

    def register(self, name: str) -> None:
        self.services.run(residents.add_resident, resident=Resident(name=name, sex="male"))
        self.window.broadcast(frozenset({"residents"}))
        self.settle()

    def people(self) -> int:
        return len(self.services.ask(residents.people))


@pytest.fixture
def at_desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    services = desk.village(tmp_path / "data", people=5)
    window = desk.window(services, (SETTINGS,))
    qtbot.addWidget(window)
    made = Desk(services, window, qtbot)

    def told(_cls: type[Ask], _parent: object, title: str, lines: list[str]) -> None:
        made.told.extend([title, *lines])

    monkeypatch.setattr(Ask, "tell", classmethod(told))
    window.show()
    window.open_page("settings", target="backups")
    made.settle()
    yield made
    window.close()
    services.close()


def test_before_the_first_backup_it_says_so(at_desk: Desk) -> None:
    assert at_desk.part.standing.title.text() == "还没有备份"
    assert not at_desk.part.look_button.isEnabled()


def test_a_backup_is_made_and_everything_says_so(at_desk: Desk) -> None:
    QTest.mouseClick(at_desk.part.now_button, Qt.MouseButton.LeftButton)
    at_desk.settle()
    (made,) = backups.backups(at_desk.services)
    assert [row.id for row in at_desk.part.list.rows()] == [str(made.path)]
    standing = at_desk.part.standing
    assert standing.title.text().startswith("最后一份备份：今天")
    assert "手动备份，写完打开核对过。里面有 老人 5" in standing.inside.text()
    assert standing.where.text().startswith("只在本机。")
    assert standing.unsaved.text() == "记下的都在备份里了。"


def test_what_is_in_no_backup_yet_is_counted(at_desk: Desk) -> None:
    at_desk.part.back_up()
    at_desk.settle()
    at_desk.register("赵六")
    assert "又记了 1 步" in at_desk.part.standing.unsaved.text()


def test_a_second_place_is_set_filled_at_once_and_given_up(
    at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    choosing(monkeypatch, second)
    at_desk.part.second.choose_folder.click()
    at_desk.settle()
    assert at_desk.services.ask(settings.setting, key="second_backup") == str(second)
    assert len(list(second.glob("happyhome-*-manual.db"))) == 1
    assert "里面有 1 份" in at_desk.part.second.text.text()
    assert {row.right for row in at_desk.part.list.rows()} == {"本机", "第二处"}
    at_desk.part.second.none.click()
    at_desk.settle()
    assert at_desk.services.ask(settings.setting, key="second_backup") == ""
    assert len(list(second.glob("happyhome-*.db"))) == 1


def test_a_second_place_that_is_away_is_said(at_desk: Desk, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    at_desk.part.second.use(second)
    at_desk.settle()
    second.rename(tmp_path / "pulled")
    at_desk.part.refresh()
    at_desk.settle()
    assert "现在没有插着" in at_desk.part.second.text.text()
    assert "现在没有插着" in at_desk.part.standing.where.text()


def test_a_folder_that_cannot_be_written_is_told_and_not_set(at_desk: Desk, tmp_path: Path) -> None:
    at_desk.part.second.use(tmp_path / "gone" / "second")
    at_desk.settle()
    assert at_desk.told[0] == "第二处没有设成"
    assert at_desk.services.ask(settings.setting, key="second_backup") == ""


def test_a_copy_goes_to_a_folder_by_hand(at_desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "usb"
    target.mkdir()
    box = ToStick(at_desk.part._shell, at_desk.window)
    box.show()
    box.targets.take_folder(target)
    at_desk.settle()
    QTest.mouseClick(box.go, Qt.MouseButton.LeftButton)
    at_desk.settle()
    assert box.done_text.text().startswith("已备份并核对：老人 5")
    assert len(list(target.glob("happyhome-*.db"))) == 1
    box.close()


def test_a_backup_is_tried_and_the_counts_stand_side_by_side(at_desk: Desk) -> None:
    at_desk.part.back_up()
    at_desk.settle()
    at_desk.register("赵六")
    at_desk.part.drill.now.click()
    at_desk.settle()
    assert at_desk.part.drill.cells[0] == ("老人", "5", "6")
    assert "完好" in at_desk.part.drill.text.text()


def test_looking_into_a_copy_and_restoring_it_reads_the_pages_anew(at_desk: Desk) -> None:
    at_desk.part.back_up()
    at_desk.settle()
    at_desk.register("赵六")
    steps: list[int] = []

    def walk(guide: RestoreGuide) -> None:
        at_desk.qtbot.waitUntil(lambda: guide.step == INSIDE)
        steps.append(guide.step)
        assert ("老人", "5", "6", "备份少 1") in guide.inside.rows()
        assert "又记了 1 步" in guide.inside.missing.text()
        QTest.keyClick(guide.next, Qt.Key.Key_Return)
        steps.append(guide.step)
        guide.next.click()
        at_desk.qtbot.waitUntil(lambda: guide.step == DONE)
        assert at_desk.people() == 5
        QTest.keyClick(guide.next, Qt.Key.Key_Return)

    when_asked(RestoreGuide, walk)
    at_desk.part.list.setFocus()
    QTest.keyClick(at_desk.part.list, Qt.Key.Key_Return)
    at_desk.settle()
    assert steps == [INSIDE, SAY]
    notes = [(row.right, row.note) for row in at_desk.part.list.rows()]
    assert any("恢复前留下的" in right for right, _ in notes)
    assert at_desk.services.run(residents.add_resident, resident=Resident(name="钱七", sex="male")).operation
    kept = backups.kept_files(at_desk.services)[0]
    assert dict(backups.look_into(at_desk.services, kept.path))["resident"] == 6
    QApplication.processEvents()


def test_large_letters_on_a_small_screen_scroll_once(at_desk: Desk, qapp: QApplication) -> None:
    application.apply_zoom(qapp, 150)
    scaled.rescale(at_desk.window)
    at_desk.window.resize(1366, 768)
    at_desk.window.open_page("settings", target="backups")
    at_desk.window.show()
    at_desk.settle()
    around = at_desk.window.pages.currentWidget()
    assert isinstance(around, QScrollArea)
    assert around.verticalScrollBar().maximum() == 0
    within = [one for one in at_desk.part.findChildren(QScrollArea) if one.isVisible()]
    assert any(one.verticalScrollBar().maximum() > 0 for one in within)
