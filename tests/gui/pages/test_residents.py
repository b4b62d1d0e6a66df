"""老人: the register, its filters, registering somebody, and the page of a plain register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.domain.registers import register_named
from happyhome.domain.residents import Resident, Status
from happyhome.domain.visits import Visit
from happyhome.gui.dialogs.record import RecordForm
from happyhome.gui.dialogs.resident_form import ResidentForm
from happyhome.gui.kit.ask import Ask
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import RESIDENTS
from happyhome.gui.pages.residents import ResidentsPage
from happyhome.services import audit, leaving, registers, residents
from happyhome.services.session import Services
from tests.gui.pages import desk

SOUND = "620321194103058822"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path, people=0)
    for name, group, born, number in (
        ("李𬱖", "二社", date(1941, 3, 5), SOUND),
        ("罗桂花", "一社", date(1952, 2, 28), None),
        ("买买提·艾力", "十社", date(1958, 1, 1), None),
    ):
        made.run(
            residents.add_resident,
            resident=Resident(name=name, group=group, birthday=born, id_number=number, phone="13812345678"),
            statuses=(Status(resident="", axis="living", value="alone"),) if number else (),
        )
    yield made
    made.close()


@pytest.fixture
def window(services: Services, qtbot: QtBot) -> MainWindow:
    made = desk.window(services, (RESIDENTS,))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.open_page("residents")
    return made


@pytest.fixture
def page(window: MainWindow) -> ResidentsPage:
    made = window.pages.page("residents")
    assert isinstance(made, ResidentsPage)
    return made


def names(page: ResidentsPage) -> list[str]:
    return [row.name for row in page.list.table.rows()]


def one(services: Services, text: str) -> str:
    return str(services.ask(residents.search, text=text)[0].id)


def answer(press: str) -> None:
    """Click a button of the question that is about to open."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Ask)
        (box.yes if press == "yes" else box.no).click()

    QTimer.singleShot(0, click)


def test_the_register_stands_in_village_order(page: ResidentsPage) -> None:
    assert names(page) == ["罗桂花", "李𬱖", "买买提·艾力"]


def test_numbers_and_phones_are_masked_in_the_register(page: ResidentsPage) -> None:
    model = page.list.table.model()
    shown = [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert "620321********8822" in shown
    assert "待补" in shown
    assert not any(SOUND in text or "13812345678" in text for text in shown)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("lgh", ["罗桂花"]), ("mmt", ["买买提·艾力"]), ("桂", ["罗桂花"]), ("８８２２", ["李𬱖"]), ("zzz", [])],
)
def test_typing_narrows_by_name_pinyin_and_tail(page: ResidentsPage, typed: str, found: list[str]) -> None:
    page.list.typed.setText(typed)
    assert names(page) == found


def test_chips_narrow_and_count(page: ResidentsPage, services: Services) -> None:
    services.run(leaving.leave, resident=one(services, "罗桂花"), kind="died", day=date(2026, 11, 1))
    page.refresh(frozenset())
    assert names(page) == ["李𬱖", "买买提·艾力"]
    page.open(target="gone")
    assert names(page) == ["罗桂花"]
    page.open(target="pending")
    assert names(page) == ["买买提·艾力"]
    page.open(target="aged")
    assert names(page) == ["李𬱖"]


def test_enter_opens_somebody_and_esc_comes_back_to_their_line(page: ResidentsPage, qtbot: QtBot) -> None:
    page.list.table.select_where(lambda row: row.name == "李𬱖")
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.person.isVisible()
    assert page.person.identity.name.text() == "李𬱖"
    page.person.back.emit()
    assert page.list.isVisible()
    assert page.list.table.current().name == "李𬱖"


def test_a_sound_number_fills_sex_and_birthday_and_locks_them(window: MainWindow, qtbot: QtBot) -> None:
    form = ResidentForm(window.shell)
    qtbot.addWidget(form)
    qtbot.keyClicks(form.form.field("id_number").editor, "620321195202288820"[:17])
    assert form.form.field("sex").isEnabled()
    field = form.form.field("id_number")
    qtbot.keyClicks(field.editor, "0")
    assert form.form.field("birthday").value() == date(1952, 2, 28)
    assert form.form.field("sex").value() == "female"
    assert not form.form.field("sex").isEnabled()
    assert "✓ 女，1952-02-28 出生，74 岁" in field.note.text()


def test_a_wrong_last_digit_is_told_while_typing(window: MainWindow, qtbot: QtBot) -> None:
    form = ResidentForm(window.shell)
    qtbot.addWidget(form)
    qtbot.keyClicks(form.form.field("id_number").editor, "620321195202288821")
    assert "校验" in form.form.field("id_number").note.text()
    assert form.form.field("sex").isEnabled()


def test_registering_keeps_service_and_living_and_can_be_undone(
    window: MainWindow, services: Services, qtbot: QtBot
) -> None:
    form = ResidentForm(window.shell)
    qtbot.addWidget(form)
    form.form.set_values({"name": "王 秀英", "group": "一社"})
    form.other.set_values({"service": "day_care", "living": "alone", "since": date(2026, 11, 1)})
    form.submit()
    assert form.made is not None
    person = services.ask(residents.person, resident=form.made.id)
    assert person.resident.name == "王秀英"
    assert person.words("service", desk.TODAY) == "日托"
    assert person.words("living", desk.TODAY) == "独居"
    window.undo()
    assert services.ask(residents.search, text="王秀英") == ()


def test_a_refused_registration_stands_beside_its_field(window: MainWindow, qtbot: QtBot) -> None:
    form = ResidentForm(window.shell)
    qtbot.addWidget(form)
    form.form.set_values({"name": "王秀英", "id_number": SOUND})
    form.submit()
    assert form.made is None
    assert "李𬱖" in form.form.field("id_number").note.text()


def test_a_plain_register_lists_adds_and_takes_away(
    window: MainWindow, page: ResidentsPage, services: Services, qtbot: QtBot
) -> None:
    page.show_register("visit")
    part = page.findChild(type(page._registers["visit"]))
    form = RecordForm(
        window.shell, register_named("visit"), filled={"resident": one(services, "lgh"), "day": desk.TODAY}
    )
    qtbot.addWidget(form)
    form.form.set_values({"finding": "血压偏高", "visitor": "李会计"})
    form.submit()
    assert [row.finding for row in part.table.rows()] == ["血压偏高"]
    assert part.table.model().index(0, 0).data() == "罗桂花"
    answer("no")
    part.remove()
    assert len(part.table.rows()) == 1
    answer("yes")
    part.remove()
    assert part.table.rows() == ()
    services.run(audit.undo)
    part.refresh()
    assert len(part.table.rows()) == 1


def test_a_register_page_finds_words_in_any_column(page: ResidentsPage, services: Services) -> None:
    who = one(services, "lgh")
    for finding, way in (("一切正常", "phone"), ("漏雨", "home")):
        services.run(
            registers.put_record, record=Visit(resident=who, day=desk.TODAY, finding=finding, way=way)
        )
    page.show_register("visit")
    part = page._registers["visit"]
    part.typed.setText("电话")
    assert [row.finding for row in part.table.rows()] == ["一切正常"]
    part.typed.setText("罗桂花")
    assert len(part.table.rows()) == 2


def test_an_empty_register_says_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    services = desk.village(tmp_path / "new", people=0)
    window = desk.window(services, (RESIDENTS,))
    qtbot.addWidget(window)
    window.show()
    window.open_page("residents")
    page = window.pages.page("residents")
    assert isinstance(page, ResidentsPage)
    assert not page.list.table.isVisible()
    assert page.list.import_button.isVisible()
    services.close()


def test_the_key_on_a_button_works_as_it_is_written_there(page: ResidentsPage, qtbot: QtBot) -> None:
    asked: list[bool] = []
    page.list.new_asked.disconnect()
    page.list.new_asked.connect(lambda: asked.append(True))
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]
