"""设置 and 补贴: the home's data, backups looked into and restored, what was done, the aged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.domain.residents import Resident
from happyhome.gui import application
from happyhome.gui.kit import scaled
from happyhome.gui.kit.ask import Ask
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import ALLOWANCES, SETTINGS
from happyhome.gui.pages.settings import SettingsPage
from happyhome.services import activities, audit, homes, residents, settings
from happyhome.services.session import Services
from tests.gui.pages import desk


@dataclass
class Desk:
    services: Services
    window: MainWindow
    qtbot: QtBot
    told: list[str] = field(default_factory=list)

    @property
    def page(self) -> SettingsPage:
        page = self.window.pages.page("settings")
        assert isinstance(page, SettingsPage)
        return page

    def part(self, key: str) -> None:
        self.window.open_page("settings", target=key)

    def people(self) -> int:
        return len(self.services.ask(activities.candidates, day=desk.TODAY))


@pytest.fixture
def at_desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    services = desk.village(tmp_path / "data", people=5)
    window = desk.window(services, (ALLOWANCES, SETTINGS))
    qtbot.addWidget(window)
    made = Desk(services, window, qtbot)

    def asked(
        _cls: type[Ask], _parent: object, title: str, lines: list[str], *_more: object, **_rest: object
    ) -> bool:
        made.told.extend([title, *lines])
        return True

    monkeypatch.setattr(Ask, "ask", classmethod(asked))
    monkeypatch.setattr(Ask, "tell", classmethod(asked))
    window.show()
    window.open_page("settings")
    yield made
    window.close()
    services.close()


def test_the_home_is_shown_changed_and_taken_back(at_desk: Desk) -> None:
    form = at_desk.page.part("home").home
    assert form.field("name").value() == "清泉村幸福院"
    form.set_values({"name": "龙泉村幸福院", "village_code": "620302100201"})
    at_desk.page.part("home").save_home.click()
    home = at_desk.services.ask(homes.home_of)
    assert home is not None
    assert (home.name, home.village_code, home.township) == ("龙泉村幸福院", "620302100201", "宁远堡镇")
    at_desk.window.undo()
    assert form.field("name").value() == "清泉村幸福院"


def test_a_wrong_village_code_is_refused_beside_its_field(at_desk: Desk) -> None:
    form = at_desk.page.part("home").home
    form.set_values({"village_code": "6203"})
    at_desk.page.part("home").save_home.click()
    assert "12 位数字" in form.field("village_code").note.text()
    assert at_desk.told == []


def test_ways_of_working_are_one_operation(at_desk: Desk) -> None:
    ways = at_desk.page.part("home").ways
    ways.set_values({"slots": ["lunch", "supper"], "return_day": 10, "operator": "李会计"})
    at_desk.page.part("home").save_ways.click()
    kept = at_desk.services.ask(settings.settings_of, keys=("slots", "return_day", "operator"))
    assert kept == {"slots": ["lunch", "supper"], "return_day": 10, "operator": "李会计"}
    at_desk.window.undo()
    kept = at_desk.services.ask(settings.settings_of, keys=("slots", "return_day", "operator"))
    assert kept == {"slots": ["lunch"], "return_day": 5, "operator": ""}


@pytest.mark.parametrize(("key", "value"), [("slots", []), ("return_day", 31), ("unseen_days", 400)])
def test_ways_that_make_no_sense_are_refused_beside_their_field(
    at_desk: Desk, key: str, value: object
) -> None:
    ways = at_desk.page.part("home").ways
    ways.set_values({key: value})
    at_desk.page.part("home").save_ways.click()
    assert not ways.field(key).note.isHidden()
    assert ways.field(key).note.property("role") == "refusal"
    assert at_desk.services.ask(settings.setting, key=key) == settings.DEFAULTS[key]


def test_the_operator_stands_in_every_operation_from_then_on(at_desk: Desk) -> None:
    at_desk.page.part("home").ways.set_values({"operator": "李会计"})
    at_desk.page.part("home").save_ways.click()
    at_desk.services.run(residents.add_resident, resident=Resident(name="赵六", sex="male"))
    assert at_desk.services.ask(audit.operations, limit=1)[0].operator == "李会计"


def test_a_single_step_is_taken_back_from_the_record(at_desk: Desk) -> None:
    at_desk.services.run(residents.add_resident, resident=Resident(name="赵六", sex="male"))
    at_desk.services.run(homes.set_home, director="王主任")
    at_desk.part("audit")
    table = at_desk.page.part("audit").table
    assert table.select_where(lambda step: "赵六" in step.operation.label)
    at_desk.page.part("audit").undo_button.click()
    assert at_desk.people() == 5
    states = {step.operation.label: step.state for step in table.rows()}
    assert states["登记老人：赵六"] == "已撤销"
    assert states["撤销：登记老人：赵六"] == "撤销"
    assert not at_desk.page.part("audit").undo_button.isEnabled()


def test_a_step_that_others_stand_on_says_what_is_in_the_way(at_desk: Desk) -> None:
    desk.hold(at_desk.services, "手指舞", desk.TODAY)
    at_desk.part("audit")
    at_desk.window.broadcast(frozenset())
    assert at_desk.page.part("audit").table.select_where(lambda step: "登记老人" in step.operation.label)
    at_desk.page.part("audit").undo_button.click()
    assert "不能撤销" in " ".join(at_desk.told)
    assert at_desk.people() == 5


def test_record_and_file_are_checked_and_found_whole(at_desk: Desk) -> None:
    at_desk.part("audit")
    at_desk.page.part("audit").audit_button.click()
    at_desk.qtbot.waitUntil(lambda: "操作记录完好" in at_desk.window.toast.text())
    at_desk.page.part("audit").store_button.click()
    at_desk.qtbot.waitUntil(lambda: "数据文件完好" in at_desk.window.toast.text())


def test_a_record_altered_behind_the_programs_back_is_named(at_desk: Desk) -> None:
    with at_desk.services.store.writing() as connection:
        connection.exec_driver_sql("UPDATE resident SET name = '别人' WHERE rowid = 1")
    at_desk.part("audit")
    at_desk.page.part("audit").audit_button.click()
    at_desk.qtbot.waitUntil(lambda: bool(at_desk.told))
    assert at_desk.told[0] == "操作记录有问题"
    assert "“姓名”现在是“别人”" in at_desk.told[1]


def test_the_size_is_chosen_by_a_click(at_desk: Desk) -> None:
    at_desk.part("about")
    at_desk.page.part("about").zooms._buttons["150"].click()
    assert at_desk.window.zoom.now == 150
    at_desk.page.part("about").zooms._buttons["100"].click()
    assert at_desk.window.zoom.now == 100


def test_the_keyboard_begins_at_the_part_in_sight(at_desk: Desk) -> None:
    at_desk.window.activateWindow()
    at_desk.window.open_page("allowances")
    at_desk.part("backups")
    assert at_desk.window.focusWidget() is at_desk.page.chips.chip("backups")


def test_the_paper_of_a_change_of_clerks_leaves_its_form_whole(at_desk: Desk, qapp: QApplication) -> None:
    application.apply_zoom(qapp, 150)
    scaled.rescale(at_desk.window)
    at_desk.window.resize(1366, 768)
    at_desk.part("clerk_change")
    desk.settle(at_desk.window)
    form = at_desk.page.part("clerk_change").form
    for key in ("leaving", "taking", "witness"):
        field = form.field(key)
        assert field.editor.height() >= field.editor.sizeHint().height()
