"""One person's page: what it shows, what stays masked, and what can be done about somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from happyhome.domain.meals import Meal
from happyhome.domain.residents import Contact, Resident
from happyhome.gui.dialogs.contact import ContactForm
from happyhome.gui.dialogs.leaving import LeavingForm, ReturnForm
from happyhome.gui.dialogs.resident_form import ResidentForm
from happyhome.gui.dialogs.status import EndForm, StatusForm
from happyhome.gui.kit import secret_field
from happyhome.gui.kit.clipboard import clear_secrets
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import RESIDENTS
from happyhome.gui.pages.person import PersonPage
from happyhome.gui.pages.person_photo import small_jpeg
from happyhome.gui.pages.residents import ResidentsPage
from happyhome.services import audit, disclosures, meals, profile, registers, residents
from happyhome.services.session import Services
from tests.gui.pages import desk

SOUND = "620321194103058822"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path, people=3)
    made.run(
        residents.add_resident,
        resident=Resident(
            name="李𬱖", id_number=SOUND, group="七社", phone="15012341192", bank_card="6217851233215367"
        ),
    )
    yield made
    made.close()


@pytest.fixture
def who(services: Services) -> str:
    return str(services.ask(residents.search, text="李𬱖")[0].id)


@pytest.fixture
def window(services: Services, qtbot: QtBot) -> MainWindow:
    made = desk.window(services, (RESIDENTS,))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def page(window: MainWindow, who: str) -> PersonPage:
    window.open_page("residents", target=who)
    outer = window.pages.page("residents")
    assert isinstance(outer, ResidentsPage)
    return outer.person


def texts(page: PersonPage) -> str:
    QApplication.processEvents()  # what was put into a layout comes into sight
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def person(services: Services, who: str):
    return services.ask(residents.person, resident=who)


def shown_by(services: Services) -> list[tuple[str, str, str]]:
    return [(one.act, one.person, one.contents) for one in services.ask(disclosures.disclosures)]


def test_a_number_is_masked_until_asked_for_and_the_asking_is_written_down(
    page: PersonPage, who: str, services: Services, qtbot: QtBot
) -> None:
    assert "620321 ******** 8822" in texts(page)
    assert "19410305" not in texts(page)
    assert "15012341192" not in texts(page)
    assert shown_by(services) == []
    qtbot.mouseClick(page.identity.secrets["身份证号"].show_button, Qt.MouseButton.LeftButton)
    assert "620321 19410305 8822" in texts(page)
    assert "15012341192" not in texts(page)  # each number by itself
    assert "6217851233215367" not in texts(page)
    assert shown_by(services) == [("shown", who, "身份证号")]
    qtbot.mouseClick(page.identity.secrets["社保卡号"].show_button, Qt.MouseButton.LeftButton)
    assert "6217851233215367" in texts(page)
    assert shown_by(services)[0] == ("shown", who, "社保卡号")


def test_a_number_is_masked_again_on_leaving_and_after_half_a_minute(page: PersonPage, qtbot: QtBot) -> None:
    field = page.identity.secrets["身份证号"]
    field.toggle()
    assert page.identity.is_plain
    page.back.emit()
    assert not page.identity.is_plain
    assert "19410305" not in "\n".join(label.text() for label in page.identity.findChildren(QLabel))
    assert secret_field.SHOWN_MS == 30_000
    field.toggle()
    field.timer.timeout.emit()
    assert not page.identity.is_plain


def test_f6_shows_the_id_number_and_masks_it_again(page: PersonPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.window(), Qt.Key.Key_F6)
    assert page.identity.secrets["身份证号"].is_plain
    qtbot.keyClick(page.window(), Qt.Key.Key_F6)
    assert not page.identity.is_plain


def test_the_next_person_is_masked(page: PersonPage, qtbot: QtBot) -> None:
    page.identity.secrets["身份证号"].toggle()
    page.before.click()
    assert not page.identity.is_plain


def test_nothing_is_shown_where_the_act_cannot_be_written_down(page: PersonPage, services: Services) -> None:
    refusing = "CREATE TRIGGER full BEFORE INSERT ON disclosure BEGIN SELECT RAISE(ABORT, 'no room'); END"
    with services.store.writing() as connection:
        connection.exec_driver_sql(refusing)
    with pytest.raises(Exception, match="no room"):
        page.identity.secrets["身份证号"].toggle()
    assert not page.identity.is_plain
    assert shown_by(services) == []


def test_looking_at_a_number_stands_in_nobodys_way_of_undo_and_redo(
    page: PersonPage, window: MainWindow, who: str, services: Services
) -> None:
    window.shell.run(meals.record_meals, day=desk.TODAY, slot="lunch", residents=[who], mode="delivery")

    def eaten() -> int:
        return len(services.ask(registers.records, table="meal"))

    page.identity.secrets["身份证号"].toggle()
    assert services.run(audit.undo).operation
    assert eaten() == 0
    page.identity.secrets["电话"].toggle()
    assert services.run(audit.redo).operation
    assert eaten() == 1
    assert len(shown_by(services)) == 2


def test_one_walks_through_the_list_and_stops_at_its_ends(page: PersonPage) -> None:
    assert page.person is not None
    assert page.person.resident.name == "李𬱖"
    assert not page.after.isEnabled()
    page.before.click()
    assert page.person.resident.name != "李𬱖"
    assert page.after.isEnabled()
    page.after.click()
    assert page.person.resident.name == "李𬱖"


def test_meals_of_today_show_at_once(
    page: PersonPage, window: MainWindow, who: str, services: Services
) -> None:
    window.shell.run(meals.record_meals, day=desk.TODAY, slot="lunch", residents=[who], mode="delivery")
    assert "1 次（送餐 1）" in texts(page)
    assert "今天" in texts(page)
    assert services.ask(lambda reading: len(reading.find(Meal, resident=who))) == 1


def test_a_new_status_ends_the_one_before_it(
    page: PersonPage, window: MainWindow, who: str, services: Services, qtbot: QtBot
) -> None:
    services.run(residents.set_status, resident=who, axis="aid", value="low_income", since=date(2019, 10, 1))
    form = StatusForm(window.shell, person(services, who), "aid")
    qtbot.addWidget(form)
    assert "低保" in form.form.field("value").note.text()
    form.form.set_values({"value": "destitute", "since": date(2026, 11, 1), "source": "批文"})
    form.submit()
    one = person(services, who)
    assert one.value("aid", date(2026, 10, 31)) == "low_income"
    assert one.value("aid", date(2026, 11, 1)) == "destitute"
    assert "批文" in texts(page)


def test_a_status_form_sent_off_too_early_changes_nothing(
    window: MainWindow, who: str, services: Services, qtbot: QtBot
) -> None:
    form = StatusForm(window.shell, person(services, who), "aid")
    qtbot.addWidget(form)
    form.submit()
    assert person(services, who).statuses == ()
    assert "请填写" in form.form.field("value").note.text()


def test_somebody_goes_away_and_comes_back(
    page: PersonPage, window: MainWindow, who: str, services: Services, qtbot: QtBot
) -> None:
    form = StatusForm(window.shell, person(services, who), "whereabouts")
    qtbot.addWidget(form)
    form.form.set_values({"value": "hospital", "since": date(2026, 11, 10)})
    form.submit()
    assert page.away_button.text() == "住院回来了…"
    end = EndForm(window.shell, person(services, who), person(services, who).statuses[-1])
    qtbot.addWidget(end)
    assert end.form.field("until").value() == date(2026, 11, 19)
    end.submit()
    assert person(services, who).away(desk.TODAY) == ""
    assert page.away_button.text() == "外出/住院…"


def test_a_death_says_first_what_it_ends_and_the_day_changes_it(
    page: PersonPage, window: MainWindow, who: str, services: Services, qtbot: QtBot
) -> None:
    services.run(residents.set_status, resident=who, axis="living", value="alone", since=None)
    services.run(meals.record_meals, day=desk.TODAY, slot="lunch", residents=[who])
    form = LeavingForm(window.shell, person(services, who))
    qtbot.addWidget(form)
    desk.settle(window)
    assert any("独居" in sentence for sentence in form.sentences())
    assert not any("用餐记录" in sentence for sentence in form.sentences())
    field = form.form.field("day")
    field.set_value(date(2026, 11, 12))
    form.form.edited.emit("day")
    desk.settle(window)
    assert any("11月20日" in sentence for sentence in form.sentences())
    field.set_value("不知道")
    form.form.edited.emit("day")
    assert form.sentences() == ()


def test_a_recorded_death_is_shown_and_can_be_undone(
    page: PersonPage, window: MainWindow, who: str, services: Services, qtbot: QtBot
) -> None:
    form = LeavingForm(window.shell, person(services, who))
    qtbot.addWidget(form)
    form.form.set_values({"day": date(2026, 11, 19), "source": "家属告知"})
    form.submit()
    desk.settle(window)
    assert not page.leave_button.isVisible()
    assert not page.return_button.isVisible()
    assert "死亡（家属告知）" in page.timeline.accessibleName()
    window.undo()
    assert page.leave_button.isVisible()


def test_who_moved_out_can_come_back(
    page: PersonPage, window: MainWindow, who: str, services: Services, qtbot: QtBot
) -> None:
    form = LeavingForm(window.shell, person(services, who))
    qtbot.addWidget(form)
    form.form.set_values({"kind": "moved_out", "day": date(2026, 11, 1)})
    form.submit()
    desk.settle(window)
    assert page.return_button.isVisible()
    back = ReturnForm(window.shell, person(services, who))
    qtbot.addWidget(back)
    back.submit()
    assert page.leave_button.isVisible()
    assert person(services, who).left_by(desk.TODAY) is None


def test_a_contact_is_added_with_its_phone_masked(
    page: PersonPage, window: MainWindow, who: str, qtbot: QtBot
) -> None:
    form = ContactForm(window.shell, "李𬱖", Contact(resident=who, name=""))
    qtbot.addWidget(form)
    form.form.set_values({"name": "郑发", "relation": "儿媳", "phone": "19112349987"})
    form.submit()
    assert "郑发（儿媳）" in texts(page)
    assert "191****9987" in texts(page)


def test_a_portrait_is_made_small_kept_and_taken_away(
    page: PersonPage, who: str, services: Services, tmp_path: Path
) -> None:
    file = tmp_path / "大照片.jpg"
    file.write_bytes(desk.picture(2400, 3200))
    small = small_jpeg(file)
    assert small is not None
    assert len(small) < len(file.read_bytes())
    page.photo.given.emit(file)
    assert page.photo.has_photo()
    assert services.ask(profile.profile, resident=who, today=desk.TODAY).photo
    page.photo.removed.emit()
    assert not page.photo.has_photo()


def test_what_is_no_picture_is_said_so(page: PersonPage, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "照片.jpg"
    file.write_text("不是照片", encoding="utf-8")
    page.photo.given.emit(file)
    assert not page.photo.has_photo()
    assert "不是能看的照片" in window.toast.text()


def test_an_undone_registration_leads_back_to_the_list(window: MainWindow, services: Services) -> None:
    made = window.shell.run(residents.add_resident, resident=Resident(name="刚登记")).value
    window.open_page("residents", target=made.id)
    window.undo()
    page = window.pages.page("residents")
    assert isinstance(page, ResidentsPage)
    assert page.list.isVisible()
    assert not page.person.isVisible()


def test_page_keys_walk_and_esc_leads_back(page: PersonPage, window: MainWindow, qtbot: QtBot) -> None:
    assert page.person is not None
    at = page.focusWidget() or page
    qtbot.keyClick(at, Qt.Key.Key_PageUp)
    assert page.person.resident.name != "李𬱖"
    qtbot.keyClick(at, Qt.Key.Key_PageDown)
    assert page.person.resident.name == "李𬱖"
    qtbot.keyClick(at, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_correcting_facts_shows_numbers_and_is_written_down_once_for_each_opening(
    page: PersonPage, who: str, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ResidentForm, "exec", lambda _form: 0)
    page.edit()
    assert shown_by(services) == [("shown", who, "改资料：身份证号、社保卡号、电话")]
    contact = Contact(resident=who, name="朱海霞", phone="13893512345")
    services.run(residents.put_contact, contact=contact)
    page.refresh()
    monkeypatch.setattr(ContactForm, "exec", lambda _form: 0)
    (kept,) = person(services, who).contacts
    page.contacts._edit(kept)
    assert shown_by(services)[0] == ("shown", who, "改联系人：朱海霞的电话")
    page.contacts.add.click()  # a new person's number is typed, not shown
    assert len(shown_by(services)) == 2


def test_a_contacts_telephone_is_masked_until_asked_for(
    page: PersonPage, who: str, services: Services, qtbot: QtBot
) -> None:
    services.run(residents.put_contact, contact=Contact(resident=who, name="朱海霞", phone="13893512345"))
    page.refresh()
    assert "13893512345" not in texts(page)
    (field,) = page.contacts.findChildren(secret_field.SecretField)
    field.toggle()
    assert "13893512345" in texts(page)
    assert shown_by(services)[0] == ("shown", who, "联系人朱海霞的电话")


def test_a_number_is_copied_whole_from_its_field_and_that_is_written_down(
    page: PersonPage, services: Services, who: str
) -> None:
    field = page.identity.secrets["身份证号"]
    assert field.copy_button.isHidden()
    field.toggle()
    field.copy_button.click()
    assert QApplication.clipboard().text() == SOUND
    assert shown_by(services)[0] == ("copied", who, "身份证号 1 个")
    assert clear_secrets()
